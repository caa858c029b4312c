package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"okbot/bot/discord/lenient"
)

// handle handles an event of the gateway. It runs on the connection's goroutine and waits
// for nothing but the inbox.
func (a *Adapter) handle(ctx context.Context, kind string, data json.RawMessage) {
	defer func() {
		if v := recover(); v != nil {
			a.log.ErrorContext(ctx, "panic over a discord event", "kind", kind, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		}
	}()
	act, known := events[kind]
	if !known {
		kind = "other"
	}
	a.service.Metrics().Deliveries.WithLabelValues(platform, kind).Inc()
	if !known {
		return
	}
	if err := act(a, data); err != nil {
		a.log.WarnContext(ctx, "discord event", "kind", kind, "error", err)
	}
}

// events has the handlers of events.
var events = map[string]func(*Adapter, json.RawMessage) error{
	"MESSAGE_CREATE":     event((*Adapter).onMessage),
	"MESSAGE_UPDATE":     event((*Adapter).onEdit),
	"INTERACTION_CREATE": event((*Adapter).onInteraction),
	"GUILD_CREATE":       event(func(a *Adapter, g *guild) { a.guilds.add(*g) }),
	"GUILD_DELETE":       event(func(a *Adapter, g *guild) { a.guilds.remove(*g) }),
	"CHANNEL_CREATE":     event(func(a *Adapter, c *channel) { a.guilds.addChannel(*c) }),
	"CHANNEL_DELETE":     event(func(a *Adapter, c *channel) { a.guilds.removeChannel(*c) }),
	"THREAD_CREATE":      event(func(a *Adapter, c *channel) { a.guilds.addChannel(*c) }),
	"THREAD_UPDATE":      event(func(a *Adapter, c *channel) { a.guilds.addChannel(*c) }),
	"THREAD_DELETE":      event(func(a *Adapter, c *channel) { a.guilds.removeChannel(*c) }),
	"THREAD_LIST_SYNC": event(func(a *Adapter, list *struct {
		GuildID string    `json:"guild_id"`
		Threads []channel `json:"threads"`
	}) {
		a.guilds.add(guild{ID: list.GuildID, Threads: list.Threads})
	}),
}

// event returns a handler that decodes an event's data for act.
func event[T any](act func(*Adapter, *T)) func(*Adapter, json.RawMessage) error {
	return func(a *Adapter, data json.RawMessage) error {
		v := new(T)
		if err := lenient.Unmarshal(data, v); err != nil {
			return err
		}
		act(a, v)
		return nil
	}
}
