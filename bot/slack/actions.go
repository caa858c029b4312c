package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
)

// buttonTask returns the task of a pressed button.
func (s *Adapter) buttonTask(i interaction, pressed action, key string) task {
	p := press{s, i, destination{channel: i.Channel.ID, thread: i.thread(), user: i.User.ID, respond: i.ResponseURL}}
	id := "slack/" + i.Team.ID + "/press/" + identity(key, i.TriggerID, pressed.ActionTS, pressed.ActionID)
	t := task{id: id, kind: "block_actions", to: p.to, lang: p.lang}
	if strings.HasPrefix(pressed.ActionID, actionAsk) {
		a := p.ask(id, pressed)
		t.kept, t.do = i, func(ctx context.Context) error { return s.answer(ctx, a) }
		return t
	}
	name, value := pressed.ActionID, pressed.Value
	if name == actionFeedback {
		name, value, _ = strings.Cut(value, " ")
	}
	handle := p.handlers()[name]
	h, ok := parseButtonValue(value)
	if handle == nil || !ok {
		handle = unknownButton
	}
	t.do = s.once(id, func(ctx context.Context) error { return p.do(ctx, handle, h) })
	return t
}

// A press is one use of a button.
type press struct {
	*Adapter
	by interaction
	to destination
}

// An actionHandler does what a button is for. It returns the name of a phrase to show
// to the user, "" if the effect is visible.
type actionHandler func(context.Context, buttonValue) (phrase l10n.Key, err error)

// handlers returns what the buttons below an answer do, by action id.
func (p press) handlers() map[string]actionHandler {
	return map[string]actionHandler{
		actionShare:    p.share,
		actionNext:     p.turnPage,
		actionPrevious: p.turnPage,
		actionGood:     p.rate(true),
		actionBad:      p.rate(false),
		actionRemove:   p.remove,
	}
}

// unknownButton handles buttons that no longer exist.
func unknownButton(context.Context, buttonValue) (phrase l10n.Key, err error) {
	return l10n.SlackNoButton, nil
}

// do runs the handler of a button. The user alone gets the phrase that it returns, or
// one that nothing was done.
func (p press) do(ctx context.Context, handle actionHandler, h buttonValue) error {
	phrase, err := handle(ctx, h)
	if phrase == "" && err == nil {
		return nil
	}
	lang := p.lang(ctx)
	sentence := cmp.Or(phrase, l10n.SlackNotDone).In(lang)
	if errors.Is(err, chat.ErrNotFound) {
		sentence, err = l10n.Gone.In(lang), nil
	}
	return errors.Join(err, p.postEphemeral(ctx, p.to, notice(sentence)))
}

func (p press) lang(ctx context.Context) string { return p.locale(ctx, p.by.User.ID, "") }

// ask returns the question on a button. Its answer is for everybody who sees the
// button.
func (p press) ask(id string, pressed action) request {
	i := p.by
	a := request{to: destination{channel: i.Channel.ID, thread: i.thread(), user: i.User.ID, since: pressed.ActionTS, visibility: visibility{quoted: true}}}
	a.ID, a.Platform, a.User, a.Channel = id, platform, i.User.ID, publicChannel(i.Channel.ID)
	a.Question = bot.Question{Text: pressed.Value, Conversation: "slack/" + i.Team.ID + "/" + i.Channel.ID}
	switch {
	case i.Channel.ID == "": // the App Home
		a.to.channel, a.to.visibility.direct = i.User.ID, true
		a.Question.Conversation += i.User.ID
	case i.Container.Ephemeral:
		a.to.respond, a.to.visibility.private = i.ResponseURL, true
		a.Question.Conversation = privateConversation(i.Team.ID, i.Channel.ID, i.User.ID)
		return a
	case a.Channel == "":
		a.to.visibility.direct = true
	case a.to.thread == "":
		a.to.thread = i.Message.TS
	}
	if a.to.thread != "" {
		a.Question.Conversation += "/" + a.to.thread
	}
	return a
}

// share posts a private answer for all, once. If it was not posted, or that is
// unknown, the user may press again.
func (p press) share(ctx context.Context, h buttonValue) (phrase l10n.Key, err error) {
	r, err := p.service.Replay(ctx, h.id)
	if err != nil {
		return "", err
	}
	key := "slack/share/" + h.id
	if !p.service.FirstTime(ctx, key) {
		return l10n.SlackSharedBefore, nil
	}
	v := view{visibility: visibility{quoted: true}, more: r.Answer.Further > 0, about: p.service.About()}
	m := answer(r, v)
	err = p.respond(ctx, p.to.respond, response{ResponseType: inChannel, ThreadTS: p.to.thread, Text: m.text, Blocks: m.blocks})
	if err != nil {
		p.service.Withdraw(ctx, key)
		phrase = l10n.SlackNotShared
		if uncertain(err) {
			phrase = l10n.SlackPerhapsShared
		}
		return phrase, fmt.Errorf("share: %w", err)
	}
	v.visibility, v.shared = h.visibility, true
	if err := p.replace(ctx, answer(r, v)); err != nil {
		return l10n.SlackShared, err
	}
	return "", nil
}

// turnPage replaces the page that is shown.
func (p press) turnPage(ctx context.Context, h buttonValue) (phrase l10n.Key, err error) {
	var r chat.Reply
	v := view{visibility: h.visibility, page: h.page, about: p.service.About()}
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

// rate records the verdict.
func (p press) rate(good bool) actionHandler {
	return func(ctx context.Context, h buttonValue) (phrase l10n.Key, err error) {
		if err := p.service.Rate(ctx, h.id, platform, p.by.User.ID, good); err != nil {
			return "", err
		}
		return l10n.SlackThanks, nil
	}
}

// remove deletes an answer if the user asked for it.
func (p press) remove(ctx context.Context, h buttonValue) (phrase l10n.Key, err error) {
	mine, err := p.service.AskedBy(ctx, h.id, platform, p.by.User.ID)
	switch {
	case err != nil:
		return "", err
	case !mine:
		return l10n.SlackNotYours, nil
	}
	if err := p.respond(ctx, p.to.respond, response{DeleteOriginal: true}); err != nil {
		return "", fmt.Errorf("remove: %w", err)
	}
	return "", nil
}
