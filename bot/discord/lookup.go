package discord

import (
	"context"
	"net/http"

	"github.com/jellydator/ttlcache/v3"
)

// maxAsked is how many channels are remembered that the gateway has not told of.
const maxAsked = 10_000

// repliesUnseen reports whether a message replies to one of the same channel that
// Discord did not send along.
func (m *message) repliesUnseen() bool {
	return m.Type == replyMessage && m.Referenced == nil && m.Reference.MessageID != "" && m.Reference.ChannelID == m.ChannelID
}

// lookUp asks Discord for what its event did not tell about a message: in what
// channel it is, and to what it replies.
func (a *Adapter) lookUp(ctx context.Context, h heard) heard {
	if h.repliesUnseen() {
		original := new(message)
		err := a.rest.do(ctx, call{
			op: "get message", method: http.MethodGet, path: "/channels/" + h.ChannelID + "/messages/" + h.Reference.MessageID, twice: true,
		}, original)
		if err == nil {
			self, role := a.places.names(h.GuildID)
			h.Referenced = original
			h.text, h.to = question(h.message, self, role)
		}
	}
	if !h.known {
		h.in(a.channel(ctx, h.ChannelID))
	}
	return h
}

// channel asks for a channel that the gateway has not told of, once for a while.
// One that Discord does not show is known to be no thread; it is unknown where
// Discord is out of reach.
func (a *Adapter) channel(ctx context.Context, id string) (c channel, known bool) {
	if item := a.asked.Get(id); item != nil {
		return item.Value(), true
	}
	found, err, _ := a.asking.Do(id, func() (any, error) {
		var c channel
		err := a.rest.do(ctx, call{op: "get channel", method: http.MethodGet, path: "/channels/" + id, twice: true}, &c)
		if _, status := codes(err); err != nil && status < 400 || status >= 500 {
			return c, err
		}
		a.asked.Set(id, c, ttlcache.DefaultTTL)
		return c, nil
	})
	if err != nil {
		a.log.WarnContext(ctx, "ask for a discord channel", "channel", id, "error", err)
	}
	return found.(channel), err == nil
}
