package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"okbot/bot"
	"okbot/bot/chat"
)

// pressTask returns what there is to do about a button.
func (s *Adapter) pressTask(i interaction, pressed action, key string) task {
	p := press{s, i, place{channel: i.Channel.ID, thread: i.thread(), user: i.User.ID, respond: i.ResponseURL}}
	id := "slack/" + i.Team.ID + "/press/" + identity(key, i.TriggerID, pressed.ActionTS, pressed.ActionID)
	t := task{id: id, kind: "block_actions", to: p.to, lang: p.lang}
	if strings.HasPrefix(pressed.ActionID, pressAsk) {
		a := p.ask(id, pressed)
		t.do = func(ctx context.Context) error { return s.answer(ctx, a) }
		return t
	}
	name, value := pressed.ActionID, pressed.Value
	if name == pressFeedback {
		name, value, _ = strings.Cut(value, " ")
	}
	do := p.actions()[name]
	h, ok := parseHandle(value)
	if do == nil || !ok {
		do = unknownPress
	}
	t.do = s.once(id, func(ctx context.Context) error { return p.do(ctx, do, h) })
	return t
}

// A press is the use of a button.
type press struct {
	*Adapter
	by interaction
	to place
}

// A deed is what a button does. It returns what to tell whoever pressed, by the
// name of the phrase, if that does not see it done.
type deed func(context.Context, handle) (phrase string, err error)

// actions are what the buttons below an answer do.
func (p press) actions() map[string]deed {
	return map[string]deed{
		pressShare:    p.share,
		pressNext:     p.turn,
		pressPrevious: p.turn,
		pressGood:     p.rate(true),
		pressBad:      p.rate(false),
		pressRemove:   p.remove,
	}
}

// unknownPress is for buttons that the bot does not make, or makes no more.
func unknownPress(context.Context, handle) (phrase string, err error) { return "no button", nil }

// do does what a button is for. Whoever pressed it, and nobody else, is told what
// came of it, and in any case if nothing did.
func (p press) do(ctx context.Context, do deed, h handle) error {
	phrase, err := do(ctx, h)
	if phrase == "" && err == nil {
		return nil
	}
	lang := p.lang(ctx)
	sentence := say(lang, cmp.Or(phrase, "not done"))
	if errors.Is(err, chat.ErrNotFound) {
		sentence, err = chat.Gone.In(lang), nil
	}
	return errors.Join(err, p.whisper(ctx, p.to, notice(sentence)))
}

func (p press) lang(ctx context.Context) string { return p.locale(ctx, p.by.User.ID, "") }

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

// share posts a private answer for all, once. If it surely was not posted, or
// nobody can tell, whoever pressed may press again.
func (p press) share(ctx context.Context, h handle) (phrase string, err error) {
	r, err := p.service.Replay(ctx, h.id)
	if err != nil {
		return "", err
	}
	key := "slack/share/" + h.id
	if !p.service.FirstTime(ctx, key) {
		return "shared before", nil
	}
	v := view{look: look{quoted: true}, more: r.Answer.Further > 0, about: p.service.About()}
	m := answer(r, v)
	err = p.respond(ctx, p.to.respond, response{ResponseType: inChannel, ThreadTS: p.to.thread, Text: m.text, Blocks: m.blocks})
	if err != nil {
		p.service.Withdraw(ctx, key)
		phrase = "not shared"
		if uncertain(err) {
			phrase = "perhaps shared"
		}
		return phrase, fmt.Errorf("share: %w", err)
	}
	v.look, v.shared = h.look, true
	if err := p.replace(ctx, answer(r, v)); err != nil {
		return "shared", err
	}
	return "", nil
}

// turn shows another page in the place of this one.
func (p press) turn(ctx context.Context, h handle) (phrase string, err error) {
	var r chat.Reply
	v := view{look: h.look, page: h.page, about: p.service.About()}
	if h.page == 0 {
		r, err = p.service.Replay(ctx, h.id)
		v.more = r.Answer.Further > 0
	} else {
		r, v.more, err = p.service.Page(ctx, h.id, h.page)
	}
	if err != nil {
		return "", err
	}
	return "", p.replace(ctx, answer(r, v))
}

func (p press) replace(ctx context.Context, m message) error {
	return p.respond(ctx, p.to.respond, response{ReplaceOriginal: true, Text: m.text, Blocks: m.blocks})
}

// rate keeps the verdict.
func (p press) rate(good bool) deed {
	return func(ctx context.Context, h handle) (phrase string, err error) {
		if err := p.service.Rate(ctx, h.id, platform, p.by.User.ID, good); err != nil {
			return "", err
		}
		return "thanks", nil
	}
}

// remove deletes an answer for whoever asked.
func (p press) remove(ctx context.Context, h handle) (phrase string, err error) {
	mine, err := p.service.AskedBy(ctx, h.id, platform, p.by.User.ID)
	switch {
	case err != nil:
		return "", err
	case !mine:
		return "not yours", nil
	}
	if err := p.respond(ctx, p.to.respond, response{DeleteOriginal: true}); err != nil {
		return "", fmt.Errorf("remove: %w", err)
	}
	return "", nil
}
