package chat

import (
	"context"
	"encoding/json"
	"errors"

	"okbot/bot"
)

// conversations is the history of a bot, kept in the store. One that cannot be
// read is as good as none: the question is answered without it.
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

// told returns what was said with the answer id, nothing for one that is no
// longer kept.
func (s *Service) told(ctx context.Context, id string) bot.Turn {
	r, err := s.record(ctx, id)
	if err != nil {
		return bot.Turn{}
	}
	last := bot.Turn{Asked: r.Asked}
	if len(r.Passages) > 0 {
		last.Passage = r.Passages[0]
	}
	return last
}

// remember notes what the answer to q said in its conversation.
func (s *Service) remember(ctx context.Context, q bot.Question, a bot.Answer) {
	conversations{s.store}.Put(ctx, q.Conversation, a.Turn)
}

// Follows reports whether the bot has answered in the conversation before, so
// that what is said there may be meant for it.
func (s *Service) Follows(ctx context.Context, conversation string) bool {
	_, ok := conversations{s.store}.Get(ctx, conversation)
	return ok
}
