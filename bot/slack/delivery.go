package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"okbot/bot/chat"
	"okbot/bot/l10n"
)

// The kinds of deliveries are Socket Mode's types of envelopes:
// https://docs.slack.dev/apis/events-api/using-socket-mode#events.
const (
	kindEvent       = "events_api"
	kindCommand     = "slash_commands"
	kindInteraction = "interactive"
)

// A delivery is an event, a command or an interaction, over a socket or over HTTP.
type delivery struct {
	kind    string
	payload []byte // JSON
	key     string // unique to the delivery: its envelope's id or its signature
}

// A task is the work for a delivery.
type task struct {
	id   string // of the question or the action, the same in each delivery, for the log
	kind string // for the metrics
	do   func(context.Context) error
	// to is where to say that the task is refused, in the language that lang returns.
	// If lang is nil, nothing is said.
	to   destination
	lang func(context.Context) string
	// message is the time of the message that is to be answered, "" if none is.
	message string
	// inAck says that the acknowledgement may carry a message.
	inAck bool
	// kept is the delivery of a question, to be kept until it is answered, nil for
	// anything else.
	kept any
}

// accept queues the task of a delivery and returns at once. ack is the message that
// the acknowledgement is to carry, nil for none. The error is [chat.ErrClosed] if
// the delivery must not be acknowledged, so that Slack repeats it to another
// process.
func (s *Adapter) accept(d delivery) (ack any, err error) {
	t, known := s.taskOf(d)
	s.service.Metrics().Deliveries.WithLabelValues(platform, t.kind).Inc()
	if !known || t.do == nil {
		return nil, nil
	}
	if t.kept != nil {
		if _, again := s.seen.GetOrSet(t.id, struct{}{}); again {
			return nil, nil
		}
	}
	s.throttle.queued()
	err = s.inbox.Submit(chat.Delivery{Request: t.id, User: t.to.user, Kind: d.kind, Content: t.kept}, func(ctx context.Context) error { return s.do(ctx, t) })
	switch {
	case err == nil:
		s.log.Debug("accepted", "id", t.id, "kind", t.kind)
		return nil, nil
	case errors.Is(err, chat.ErrClosed) && d.kind == kindEvent:
		s.seen.Delete(t.id) // Slack may repeat it before this process has ended
		return nil, err
	}
	s.log.Debug("not accepted", "id", t.id, "kind", t.kind, "error", err)
	return s.refuse(t, err), nil
}

// resumed returns the id and the work of a delivery that was kept.
func (s *Adapter) resumed(kind string, content []byte) (request string, work func(context.Context) error) {
	t, known := s.taskOf(delivery{kind: kind, payload: content})
	if !known || t.kept == nil {
		return "", nil
	}
	return t.id, func(ctx context.Context) error { return s.do(ctx, t) }
}

// do does a task.
func (s *Adapter) do(ctx context.Context, t task) error {
	s.throttle.wait(ctx)
	err := t.do(ctx)
	if err != nil {
		s.log.ErrorContext(ctx, t.kind, "id", t.id, "error", err)
	}
	if s.ended.Load() { // no connection is kept for what comes after the last answers
		s.http.CloseIdleConnections()
	}
	return err
}

// refuse says that the service does not accept a task: in the acknowledgement, which it
// returns, or by an ephemeral message. A person is told that the bot is busy once a minute;
// the other messages get a reaction.
func (s *Adapter) refuse(t task, refused error) (ack any) {
	if t.lang == nil {
		return nil
	}
	why, tell := l10n.Sorry, true
	if errors.Is(refused, chat.ErrBusy) {
		why, tell = l10n.Busy, s.service.Busy(platform, t.to.user)
	}
	if t.inAck { // the user's locale would take a call
		return response{Text: escaped(why.In(t.lang(context.Background()))), ResponseType: ephemeral}
	}
	queue, do := s.notices, func(ctx context.Context, t task) { s.tell(ctx, t, why) }
	if !tell && t.message != "" {
		queue, do = s.reactions, s.react
	}
	select {
	case queue <- func(ctx context.Context) {
		if s.service.FirstTime(ctx, "slack/busy/"+t.id) {
			do(ctx, t)
		}
	}:
	default:
		s.service.Untold(platform)
	}
	return nil
}

// tell tells the asker of a task why it is refused.
func (s *Adapter) tell(ctx context.Context, t task, why l10n.Key) {
	if err := s.postEphemeral(ctx, t.to, notice(why.In(t.lang(ctx)))); err != nil {
		s.service.Untold(platform)
		s.log.DebugContext(ctx, "say why it is refused", "id", t.id, "error", err)
	}
}

// busyReaction is what the bot reacts with to a message for which it has no room.
const busyReaction = "hourglass_flowing_sand"

// react reacts to the message of a task for which there is no room.
func (s *Adapter) react(ctx context.Context, t task) {
	err := s.call(ctx, "reactions.add", t.to.channel, func() error {
		return s.api.AddReactionContext(ctx, busyReaction, slack.NewRefToMessage(t.to.channel, t.message))
	})
	if err != nil && code(err) != "already_reacted" {
		s.service.Untold(platform)
		s.log.DebugContext(ctx, "react", "id", t.id, "error", err)
	}
}

// drain does the jobs of a queue until ctx ends.
func drain(ctx context.Context, queue <-chan func(context.Context)) error {
	for {
		select {
		case do := <-queue:
			do(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// taskOf returns the task of a delivery. One that is to be ignored has a kind alone.
func (s *Adapter) taskOf(d delivery) (t task, known bool) {
	switch d.kind {
	case kindEvent:
		var c callback
		if json.Unmarshal(d.payload, &c) == nil {
			return s.eventTask(c, d.key), true
		}
	case kindCommand:
		var c command
		if json.Unmarshal(d.payload, &c) == nil && c.UserID != "" {
			return s.commandTask(c, d.key), true
		}
	case kindInteraction:
		var i interaction
		if json.Unmarshal(d.payload, &i) == nil && i.User.ID != "" {
			return s.interactionTask(i, d.key), true
		}
	default:
		return task{kind: "unknown"}, false
	}
	return task{kind: "malformed"}, false
}

// eventTask returns the task of an event.
func (s *Adapter) eventTask(c callback, key string) task {
	e := c.Event
	t := task{id: "slack/event/" + identity(key, c.EventID), kind: e.Type}
	switch e.Type {
	case "app_mention", "message":
		a, ok := question(c, s.self.Load().UserID)
		if !ok {
			return task{kind: "ignored"}
		}
		t.id, t.to, t.do = a.ID, a.to, func(ctx context.Context) error { return s.answer(ctx, a) }
		if !a.Overheard {
			t.kept, t.message = c, e.TS
			t.lang = func(context.Context) string { return languageOf(a.Question.Text) }
		}
	case "app_home_opened":
		t.do = s.once(t.id, func(ctx context.Context) error { return s.openHome(ctx, e) })
	case "assistant_thread_started":
		t.do = s.once(t.id, func(ctx context.Context) error { return s.suggest(ctx, e.Thread.User, e.Thread.Channel, e.Thread.TS) })
	case "tokens_revoked", "app_uninstalled":
		t.do = func(context.Context) error { return s.uninstalled(e) }
	default:
		return task{kind: "unknown"}
	}
	return t
}

// uninstalled ends Run if the app was removed from the workspace.
func (s *Adapter) uninstalled(e event) error {
	if e.Type == "tokens_revoked" && len(e.Tokens.Bot) == 0 {
		return nil
	}
	err := &chat.SettingError{Setting: "BotToken", Problem: "the app was removed from the workspace or its bot token revoked",
		Advice: "install it again and use the new Bot User OAuth Token (xoxb-…)"}
	s.fail(err)
	return err
}

// once returns do for the first of all deliveries with an id.
func (s *Adapter) once(id string, do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if !s.service.FirstTime(ctx, id) {
			return nil
		}
		return do(ctx)
	}
}

// identity returns an id of a question or an action from those of Slack's fields that
// are the same in each delivery of it. If they are all empty, it is one of the
// delivery's key.
func identity(key string, fields ...string) string {
	name := strings.Join(fields, "\n")
	if strings.Trim(name, "\n") == "" {
		name = key
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:12])
}
