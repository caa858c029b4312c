package chat

import (
	"context"
	"fmt"
	"time"
)

// A Feedback is a user's verdict on an answer. Of several by one user on one question
// the last one counts.
type Feedback struct {
	At       time.Time `json:"at"`
	Question string    `json:"question"` // id of the [Record]
	User     string    `json:"user"`     // [UserHash]
	Good     bool      `json:"good"`
}

// Rate records a user's verdict on the answer id. The error is [ErrNotFound] if the
// record of the answer is no longer kept.
func (s *Service) Rate(ctx context.Context, id, platform, user string, good bool) error {
	_, err := s.record(ctx, id)
	var hash string
	if err == nil {
		hash, err = UserHash(ctx, s.store, platform, user)
	}
	if err == nil {
		_, err = s.appendJSON(ctx, FeedbackLog, Feedback{At: s.opts.Now().UTC(), Question: id, User: hash, Good: good})
	}
	if err != nil {
		return fmt.Errorf("record feedback: %w", err)
	}
	return nil
}

// AskedBy reports whether user asked the question of the answer id. The error is
// [ErrNotFound] if the record of the answer is no longer kept.
func (s *Service) AskedBy(ctx context.Context, id, platform, user string) (bool, error) {
	r, err := s.record(ctx, id)
	if err != nil {
		return false, err
	}
	hash, err := UserHash(ctx, s.store, platform, user)
	return err == nil && r.User == hash, err
}
