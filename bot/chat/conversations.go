package chat

import (
	"context"
	"encoding/json"
	"errors"

	"okbot/bot"
)

// conversations is a [bot.History] in the store. If a conversation cannot be read,
// the question is answered as the first of one.
type conversations struct{ store Store }

// Get returns the last turn of a conversation, false if there is none.
func (c conversations) Get(ctx context.Context, id string) (bot.Turn, bool) {
	var last bot.Turn
	if id == "" {
		return last, false
	}
	value, _, err := c.store.Get(ctx, conversationBucket, id)
	return last, err == nil && json.Unmarshal(value, &last) == nil
}

// Put replaces the last turn of a conversation.
func (c conversations) Put(ctx context.Context, id string, last bot.Turn) {
	if id == "" {
		return
	}
	value, err := json.Marshal(last)
	if err != nil {
		return
	}
	_, revision, err := c.store.Get(ctx, conversationBucket, id)
	if err == nil || errors.Is(err, ErrNotFound) {
		c.store.Put(ctx, conversationBucket, id, value, revision)
	}
}

// turnOf returns the turn of the answer id, zero if its record is no longer kept.
func (s *Service) turnOf(ctx context.Context, id string) bot.Turn {
	r, err := s.record(ctx, id)
	if err != nil {
		return bot.Turn{}
	}
	last := bot.Turn{Asked: r.Query}
	if len(r.Passages) > 0 {
		last.Passage = r.Passages[0]
	}
	return last
}

// HasHistory reports whether the bot has answered in the conversation before. A
// message there may be meant for it even if it does not address it.
func (s *Service) HasHistory(ctx context.Context, conversation string) bool {
	_, ok := conversations{s.store}.Get(ctx, conversation)
	return ok
}
