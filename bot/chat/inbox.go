package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// The inbox holds the questions that a platform was told are accepted, until they
// are answered: a platform does not deliver them again, so that a process which
// dies leaves them to its next start, or to another process that shares the store.
// Whose turn it is tells the lease of the question.

// A Kept is a delivery in the inbox.
type Kept struct {
	Platform string          `json:"platform"`
	User     string          `json:"user"` // the platform's id
	Kind     string          `json:"kind"` // the platform's
	Delivery json.RawMessage `json:"delivery"`
}

// Keep puts a delivery into the inbox and returns its id there. Once it returns, the
// delivery may be acknowledged.
func (s *Service) Keep(ctx context.Context, k Kept) (id string, err error) {
	if id, err = s.appendJSON(ctx, InboxLog, k); err != nil {
		return "", fmt.Errorf("keep delivery: %w", err)
	}
	return id, nil
}

// Kept calls yield with every delivery of a platform in the inbox, the oldest first.
func (s *Service) Kept(ctx context.Context, platform string, yield func(id string, k Kept)) error {
	err := s.store.Records(ctx, InboxLog, func(id string, record []byte) error {
		var k Kept
		if json.Unmarshal(record, &k) == nil && k.Platform == platform {
			yield(id, k)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	return nil
}

// Drop takes a delivery out of the inbox.
func (s *Service) Drop(ctx context.Context, id string) {
	if err := s.store.Remove(ctx, InboxLog, id); err != nil {
		s.opts.Log.DebugContext(ctx, "take out of the inbox", "error", err)
	}
}

// Handled reports whether the question with a [Request.ID] is answered, by any
// process.
func (s *Service) Handled(ctx context.Context, request string) bool {
	value, _, err := s.store.Get(ctx, leaseBucket, request)
	return err == nil && bytes.Equal(value, leaseDone)
}
