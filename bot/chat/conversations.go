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

// Put does nothing: the service remembers a turn together with its asker.
func (conversations) Put(context.Context, string, bot.Turn) {}

// A remembered is the value of a conversation: its last turn, and whose it was.
type remembered struct {
	bot.Turn
	User string `json:"user"` // [UserHash]
}

// remember replaces the last turn of the conversation of r.
func (s *Service) remember(ctx context.Context, r Request, last bot.Turn) {
	id := r.Question.Conversation
	if id == "" {
		return
	}
	user, err := UserHash(ctx, s.store, r.Platform, r.User)
	if err != nil {
		return
	}
	value, err := json.Marshal(remembered{last, user})
	if err != nil {
		return
	}
	_, revision, err := s.store.Get(ctx, conversationBucket, id)
	if err == nil || errors.Is(err, ErrNotFound) {
		s.store.Put(ctx, conversationBucket, id, value, revision)
	}
}

// Conversations returns the bucket of the conversations, and what tells the values in
// it whose last turn is that of a user, given by [UserHash].
func Conversations(user string) (b Bucket, isOf func(value []byte) bool) {
	return conversationBucket, func(value []byte) bool {
		var last remembered
		return json.Unmarshal(value, &last) == nil && last.User == user
	}
}

// turnOf returns the turn of the answer id, zero if its record is no longer kept.
func (s *Service) turnOf(ctx context.Context, id string) bot.Turn {
	r, err := s.record(ctx, id)
	if err != nil {
		return bot.Turn{}
	}
	last := bot.Turn{Asked: r.Query, About: r.After.Asked}
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
