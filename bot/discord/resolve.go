package discord

import (
	"context"
	"net/http"

	"github.com/jellydator/ttlcache/v3"

	"okbot/bot/discord/rest"
)

// maxChannels bounds the cached channels that the gateway has not sent.
const maxChannels = 10_000

// repliesUnseen reports whether a message replies to one of the same channel that the
// event does not contain.
func (m *message) repliesUnseen() bool {
	return m.Type == replyMessage && m.Referenced == nil && m.Reference.MessageID != "" && m.Reference.ChannelID == m.ChannelID
}

// resolve asks Discord for what the event of a message lacks: its channel, and the
// message to which it replies.
func (a *Adapter) resolve(ctx context.Context, h incoming) incoming {
	if h.repliesUnseen() {
		original := new(message)
		err := a.rest.Do(ctx, rest.Call{
			Operation: "get message", Method: http.MethodGet, Path: "/channels/" + h.ChannelID + "/messages/" + h.Reference.MessageID, Idempotent: true,
		}, original)
		if err == nil {
			self, role := a.guilds.names(h.GuildID)
			h.Referenced = original
			h.text, h.to = question(h.message, self, role)
		}
	}
	if !h.known {
		h.setChannel(a.channel(ctx, h.ChannelID))
	}
	return h
}

// channel returns a channel that the gateway has not sent, and caches it. One that
// Discord does not show is known to be no thread. known is false if Discord is out of
// reach.
func (a *Adapter) channel(ctx context.Context, id string) (c channel, known bool) {
	if item := a.channels.Get(id); item != nil {
		return item.Value(), true
	}
	found, err, _ := a.lookups.Do(id, func() (any, error) {
		var c channel
		err := a.rest.Do(ctx, rest.Call{Operation: "get channel", Method: http.MethodGet, Path: "/channels/" + id, Idempotent: true}, &c)
		if _, status := rest.Codes(err); err != nil && status < 400 || status >= 500 {
			return c, err
		}
		a.channels.Set(id, c, ttlcache.DefaultTTL)
		return c, nil
	})
	if err != nil {
		a.log.WarnContext(ctx, "ask for a discord channel", "channel", id, "error", err)
	}
	return found.(channel), err == nil
}
