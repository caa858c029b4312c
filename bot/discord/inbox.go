package discord

import (
	"context"
	"encoding/json"
	"time"

	"okbot/bot/chat"
)

// The kinds of what is kept in the inbox.
const (
	kindMessage     = "message"
	kindInteraction = "interaction"
)

// A keptMessage is a message that addresses the bot.
type keptMessage struct {
	Message *message  `json:"message"`
	Text    string    `json:"text"` // of the question
	To      addressee `json:"to"`
}

// delivery returns what is kept of a message until it is answered: nothing if it
// addresses nobody.
func (h incoming) delivery() chat.Delivery {
	d := chat.Delivery{Request: h.id, User: h.Author.ID, Kind: kindMessage}
	if h.to != toEverybody {
		d.Content = keptMessage{h.message, h.text, h.to}
	}
	return d
}

// delivery returns what is kept of an interaction until it is answered, if it asks.
// Its token is good for 15 minutes.
func (r *response) delivery(asks bool) chat.Delivery {
	d := chat.Delivery{Request: r.id(), User: r.i.asker(), Kind: kindInteraction}
	if asks {
		d.Content = r.i
	}
	return d
}

// resumed returns the id and the work of what was kept. Discord may show the asker that
// the answer to an interaction will take a while: the answer takes the place of that.
func (a *Adapter) resumed(kind string, content []byte) (request string, work func(context.Context) error) {
	switch kind {
	case kindMessage:
		var kept keptMessage
		if json.Unmarshal(content, &kept) != nil || kept.Message == nil || kept.Message.Author == nil {
			return "", nil
		}
		h := a.incoming(kept.Message)
		h.text, h.to = kept.Text, kept.To
		return h.id, func(ctx context.Context) error { return a.answer(ctx, h) }
	case kindInteraction:
		i := new(interaction)
		if json.Unmarshal(content, i) != nil {
			return "", nil
		}
		r := &response{a: a, i: i, received: time.Now()}
		_, work, _ := a.command(r)
		return r.id(), func(ctx context.Context) error { return a.respond(ctx, r, work) }
	}
	return "", nil
}
