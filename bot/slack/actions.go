package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"okbot/bot"
)

// pressTask returns what there is to do about a button.
func (s *Slack) pressTask(i interaction, pressed action, key string) task {
	p := press{s, i, place{channel: i.Channel.ID, thread: i.thread(), user: i.User.ID, respond: i.ResponseURL}}
	id := "slack/" + i.Team.ID + "/press/" + identity(key, i.TriggerID, pressed.ActionTS, pressed.ActionID)
	t := task{id: id, kind: "block_actions", to: p.to}
	t.lang = func(ctx context.Context) string { return s.locale(ctx, i.User.ID) }
	if strings.HasPrefix(pressed.ActionID, pressAsk) {
		a := p.ask(id, pressed)
		t.do = func(ctx context.Context) error { return s.answer(ctx, a) }
		return t
	}
	name, value := pressed.ActionID, pressed.Value
	if name == pressFeedback {
		name, value, _ = strings.Cut(value, " ")
	}
	h, ok := parseHandle(value)
	if do := p.actions()[name]; ok && do != nil {
		t.do = s.once(id, func(ctx context.Context) error {
			err := do(ctx, h)
			if errors.Is(err, bot.ErrNotFound) {
				return p.tell(ctx, bot.Gone.In(s.locale(ctx, i.User.ID)))
			}
			return err
		})
	}
	return t
}

// A press is the use of a button.
type press struct {
	*Slack
	by interaction
	to place
}

// actions are what the buttons below an answer do.
func (p press) actions() map[string]func(context.Context, handle) error {
	return map[string]func(context.Context, handle) error{
		pressShare:    p.share,
		pressNext:     p.turn,
		pressPrevious: p.turn,
		pressGood:     p.rate(true),
		pressBad:      p.rate(false),
		pressRemove:   p.remove,
	}
}

// tell answers whoever pressed, and nobody else.
func (p press) tell(ctx context.Context, sentence string) error {
	return p.whisper(ctx, p.to, notice(sentence))
}

func (p press) say(ctx context.Context, key string) error {
	return p.tell(ctx, say(p.locale(ctx, p.by.User.ID), key))
}

// ask is the question on a button, asked where the button is: its answer goes to
// everybody who sees the button.
func (p press) ask(id string, pressed action) ask {
	i := p.by
	a := ask{to: place{channel: i.Channel.ID, thread: i.thread(), user: i.User.ID, since: pressed.ActionTS, look: look{quoted: true}}}
	a.ID, a.Platform, a.User, a.Channel = id, platform, i.User.ID, inPublic(i.Channel.ID)
	a.Question = bot.Question{Text: pressed.Value, Conversation: "slack/" + i.Team.ID + "/" + i.Channel.ID}
	switch {
	case i.Channel.ID == "": // the App Home
		a.to.channel, a.to.look.direct = i.User.ID, true
		a.Question.Conversation += i.User.ID
	case i.Container.Ephemeral:
		a.to.respond, a.to.look.private = i.ResponseURL, true
		a.Question.Conversation = privateTalk(i.Team.ID, i.Channel.ID, i.User.ID)
		return a
	case a.Channel == "":
		a.to.look.direct = true
	case a.to.thread == "":
		a.to.thread = i.Message.TS
	}
	if a.to.thread != "" {
		a.Question.Conversation += "/" + a.to.thread
	}
	return a
}

// share posts a private answer for all, once.
func (p press) share(ctx context.Context, h handle) error {
	r, err := p.desk.Again(ctx, h.id)
	if err != nil {
		return err
	}
	if !p.desk.Once(ctx, "slack/share/"+h.id) {
		return p.say(ctx, "shared before")
	}
	v := view{look: look{quoted: true}, more: r.Answer.Further > 0, newest: p.desk.About().Newest}
	m := answer(r, v)
	err = p.respond(ctx, p.to.respond, response{ResponseType: inChannel, ThreadTS: p.to.thread, Text: m.text, Blocks: m.blocks})
	if err != nil {
		return errors.Join(fmt.Errorf("share: %w", err), p.say(ctx, "not shared"))
	}
	v.look, v.shared = h.look, true
	return p.replace(ctx, answer(r, v))
}

// turn shows another page in the place of this one.
func (p press) turn(ctx context.Context, h handle) error {
	var r bot.Reply
	var err error
	v := view{look: h.look, page: h.page, newest: p.desk.About().Newest}
	if h.page == 0 {
		r, err = p.desk.Again(ctx, h.id)
		v.more = r.Answer.Further > 0
	} else {
		r, v.more, err = p.desk.Further(ctx, h.id, h.page)
	}
	if err != nil {
		return err
	}
	return p.replace(ctx, answer(r, v))
}

func (p press) replace(ctx context.Context, m message) error {
	return p.respond(ctx, p.to.respond, response{ReplaceOriginal: true, Text: m.text, Blocks: m.blocks})
}

// rate keeps the verdict.
func (p press) rate(good bool) func(context.Context, handle) error {
	return func(ctx context.Context, h handle) error {
		if err := p.desk.Rate(ctx, h.id, platform, p.by.User.ID, good); err != nil {
			return errors.Join(err, p.tell(ctx, bot.Sorry.In(p.locale(ctx, p.by.User.ID))))
		}
		return p.say(ctx, "thanks")
	}
}

// remove deletes an answer for whoever asked.
func (p press) remove(ctx context.Context, h handle) error {
	mine, err := p.desk.Asked(ctx, h.id, platform, p.by.User.ID)
	if err != nil {
		return err
	}
	if !mine {
		return p.say(ctx, "not yours")
	}
	if err := p.respond(ctx, p.to.respond, response{DeleteOriginal: true}); err != nil {
		return errors.Join(fmt.Errorf("remove: %w", err), p.say(ctx, "not removed"))
	}
	return nil
}
