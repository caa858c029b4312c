package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"okbot/bot/chat"
)

// The kinds of deliveries, which are Socket Mode's types of envelopes:
// https://docs.slack.dev/apis/events-api/using-socket-mode#events.
const (
	kindEvent       = "events_api"
	kindCommand     = "slash_commands"
	kindInteraction = "interactive"
)

// A delivery is one thing that Slack tells the app, the same over a socket and
// over HTTP.
type delivery struct {
	kind    string
	payload []byte // JSON
	key     string // of this very delivery: its envelope's id or its signature
}

// A task is what there is to do for a delivery.
type task struct {
	id   string // of what was asked or pressed, in every line of the log
	kind string // for the metrics
	do   func(context.Context) error
	// to is who is told that the bot is busy, in the language lang returns;
	// nobody where lang is nil.
	to   place
	lang func(context.Context) string
	// inAck tells that the acknowledgement may carry a message.
	inAck bool
}

// take queues what there is to do for a delivery. It returns at once, with what
// the acknowledgement is to carry, or with [chat.ErrClosed] for what is not to be
// acknowledged, so that Slack delivers it again to whoever is there then.
func (s *Adapter) take(d delivery) (ack any, err error) {
	t, known := s.taskOf(d)
	s.service.Metrics().Deliveries.WithLabelValues(platform, t.kind).Inc()
	if !known || t.do == nil {
		return nil, nil
	}
	s.intake.taken()
	err = s.service.Submit(func(ctx context.Context) { s.do(ctx, t) })
	if err != nil {
		s.intake.begun()
	}
	switch {
	case err == nil:
		s.log.Debug("taken", "id", t.id, "kind", t.kind)
		return nil, nil
	case errors.Is(err, chat.ErrClosed) && d.kind == kindEvent:
		return nil, err
	}
	s.log.Warn("not taken", "id", t.id, "kind", t.kind, "error", err)
	return s.refuse(t), nil
}

// do does a task.
func (s *Adapter) do(ctx context.Context, t task) {
	s.intake.wait(ctx)
	s.intake.begun()
	if err := t.do(ctx); err != nil {
		s.log.ErrorContext(ctx, t.kind, "id", t.id, "error", err)
	}
	if s.ended.Load() { // no connection is kept for what comes after the last answers
		s.http.CloseIdleConnections()
	}
}

// refuse tells whoever asked that the bot is busy: in the acknowledgement, which
// it returns, or beside it.
func (s *Adapter) refuse(t task) (ack any) {
	if t.lang == nil {
		return nil
	}
	if t.inAck { // the user's locale would take a call
		return response{Text: escaped(chat.Busy.In(t.lang(context.Background()))), ResponseType: ephemeral}
	}
	s.beside(func(ctx context.Context) {
		if !s.service.FirstTime(ctx, "slack/busy/"+t.id) {
			return
		}
		if err := s.whisper(ctx, t.to, notice(chat.Busy.In(t.lang(ctx)))); err != nil {
			s.log.WarnContext(ctx, "tell that the bot is busy", "id", t.id, "error", err)
		}
	})
	return nil
}

// beside does what the service has no room for, if there is room beside it.
func (s *Adapter) beside(do func(context.Context)) {
	select {
	case s.side <- do:
	default:
		s.service.Metrics().Questions.WithLabelValues(platform, "untold").Inc()
	}
}

// apologize does what [Adapter.beside] was given, until ctx ends.
func (s *Adapter) apologize(ctx context.Context) error {
	for {
		select {
		case do := <-s.side:
			do(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// taskOf reads a delivery. What nothing is done about is known by its kind alone.
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

// eventTask returns what there is to do about an event.
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
			t.lang = func(context.Context) string { return languageOf(a.Question.Text) }
		}
	case "app_home_opened":
		t.do = s.once(t.id, func(ctx context.Context) error { return s.openHome(ctx, e) })
	case "assistant_thread_started":
		t.do = s.once(t.id, func(ctx context.Context) error { return s.suggest(ctx, e.Thread.User, e.Thread.Channel, e.Thread.TS) })
	case "tokens_revoked", "app_uninstalled":
		t.do = func(context.Context) error { return s.removed(e) }
	default:
		return task{kind: "unknown"}
	}
	return t
}

// removed ends Run where the app was removed from the workspace.
func (s *Adapter) removed(e event) error {
	if e.Type == "tokens_revoked" && len(e.Tokens.Bot) == 0 {
		return nil
	}
	err := &chat.SettingError{Setting: "BotToken", Problem: "the app was removed from the workspace or its bot token revoked",
		Advice: "install it again and use the new Bot User OAuth Token (xoxb-…)"}
	s.fail(err)
	return err
}

// once does something for the first of all deliveries with an id.
func (s *Adapter) once(id string, do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if !s.service.FirstTime(ctx, id) {
			return nil
		}
		return do(ctx)
	}
}

// identity names what was asked or pressed by what Slack says of it, which is
// the same in each delivery; by the delivery's key where Slack says nothing.
func identity(key string, told ...string) string {
	name := strings.Join(told, "\n")
	if strings.Trim(name, "\n") == "" {
		name = key
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:12])
}
