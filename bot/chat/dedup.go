package chat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// FirstTime reports whether this is the first call with an idempotency key, of all
// processes that share the store. If the store fails it returns true: to do
// something twice is better than never.
func (s *Service) FirstTime(ctx context.Context, key string) bool {
	first, err := s.leases.firstTime(ctx, key)
	if err != nil {
		s.opts.Log.WarnContext(ctx, "deduplicate", "error", err)
		return true
	}
	return first
}

// Withdraw makes the next call of [Service.FirstTime] with key the first again,
// because what it was for was not done.
func (s *Service) Withdraw(ctx context.Context, key string) {
	if err := s.leases.withdraw(ctx, key); err != nil {
		s.opts.Log.WarnContext(ctx, "withdraw", "error", err)
	}
}

// firstTime marks key as done and reports whether it was not so before.
func (l *Leases) firstTime(ctx context.Context, key string) (bool, error) {
	_, err := l.store.Put(ctx, leaseBucket, key, leaseDone, 0)
	if errors.Is(err, ErrConflict) {
		err = l.redo(ctx, key)
	}
	switch {
	case errors.Is(err, ErrConflict):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("mark as done: %w", err)
	}
	return true, nil
}

// redo marks a key as done that was withdrawn. The error is [ErrConflict] for any
// other key.
func (l *Leases) redo(ctx context.Context, key string) error {
	value, revision, err := l.store.Get(ctx, leaseBucket, key)
	if err != nil {
		return err
	}
	if !bytes.Equal(value, leaseWithdrawn) {
		return ErrConflict
	}
	_, err = l.store.Put(ctx, leaseBucket, key, leaseDone, revision)
	return err
}

func (l *Leases) withdraw(ctx context.Context, key string) error {
	_, revision, err := l.store.Get(ctx, leaseBucket, key)
	if err == nil {
		_, err = l.store.Put(ctx, leaseBucket, key, leaseWithdrawn, revision)
	}
	return err
}
