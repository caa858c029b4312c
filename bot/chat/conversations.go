package chat

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"okbot/bot"
)

// conversations is a [bot.History] in the store. If a conversation cannot be read,
// the question is answered as the first of one.
type conversations struct{ store Store }

// A lastAnswer is the value of a conversation. What was said is in the record alone,
// so that it is erased, and expires, in one place.
type lastAnswer struct {
	ID       string `json:"answer,omitempty"` // of the answer's record; "" if it has none
	bot.Turn        // in place of the ID, as earlier versions wrote
}

// Get returns the last turn of a conversation, false if there is none. It is zero if
// its record is no longer kept.
func (c conversations) Get(ctx context.Context, id string) (bot.Turn, bool) {
	if id == "" {
		return bot.Turn{}, false
	}
	var last lastAnswer
	value, _, err := c.store.Get(ctx, conversationBucket, id)
	if err != nil || json.Unmarshal(value, &last) != nil {
		return bot.Turn{}, false
	}
	if last.ID != "" {
		if r, err := readRecord(ctx, c.store, last.ID); err == nil {
			return r.Turn, true
		}
	}
	return last.Turn, true
}

// Put does nothing: the service remembers an answer once it has a record.
func (conversations) Put(context.Context, string, bot.Turn) {}

// remember makes an answer the last one of a conversation.
func (s *Service) remember(ctx context.Context, conversation, answer string) {
	if conversation == "" {
		return
	}
	value, err := json.Marshal(lastAnswer{ID: answer})
	if err != nil {
		return
	}
	_, revision, err := s.store.Get(ctx, conversationBucket, conversation)
	if err == nil || errors.Is(err, ErrNotFound) {
		s.store.Put(ctx, conversationBucket, conversation, value, revision)
	}
}

// Conversations returns the bucket of the conversations, and what tells the values in
// it whose last answer is one of those with the given ids, or may be: earlier versions
// wrote what was said, and not by whom.
func Conversations(answers []string) (b Bucket, isOf func(value []byte) bool) {
	return conversationBucket, func(value []byte) bool {
		var last lastAnswer
		return json.Unmarshal(value, &last) == nil && (last.Turn != bot.Turn{} || slices.Contains(answers, last.ID))
	}
}

// turnOf returns the turn of the answer id, zero if its record is no longer kept.
func (s *Service) turnOf(ctx context.Context, id string) bot.Turn {
	r, err := s.record(ctx, id)
	if err != nil {
		return bot.Turn{}
	}
	return r.Turn
}

// lastTurn returns the turn that a request goes on from: that of the answer that it
// replies to, or else of its conversation, if that was not too long ago.
func (s *Service) lastTurn(ctx context.Context, r Request) bot.Turn {
	if r.After != "" {
		return s.turnOf(ctx, r.After)
	}
	last, _ := conversations{s.store}.Get(ctx, r.Question.Conversation)
	if within := r.Question.Within; within > 0 && s.opts.Now().Sub(last.At) > within {
		return bot.Turn{}
	}
	return last
}

// HasHistory reports whether the bot has answered in the conversation before. A
// message there may be meant for it even if it does not address it.
func (s *Service) HasHistory(ctx context.Context, conversation string) bool {
	_, ok := conversations{s.store}.Get(ctx, conversation)
	return ok
}
