package state

import (
	"context"
	"errors"
	"fmt"

	"okbot/bot/chat"
)

type got struct {
	value    []byte
	revision uint64
}

// Get implements [chat.Store].
func (s *State) Get(ctx context.Context, b chat.Bucket, key string) ([]byte, uint64, error) {
	v, err := do(ctx, s, func(ctx context.Context, store *backend) (got, error) {
		value, revision, err := store.Get(ctx, b, key)
		if err == nil {
			s.memory.observe(b, key, value, revision)
		}
		return got{value, revision}, err
	}, func() (got, error) {
		value, revision, err := s.memory.Get(ctx, b, key)
		return got{value, revision}, err
	})
	return v.value, v.revision, err
}

// Put implements [chat.Store]. Values have at most 64 KiB.
func (s *State) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	if err := checkValue(ctx, key, value); err != nil {
		return 0, err
	}
	return do(ctx, s, func(ctx context.Context, store *backend) (uint64, error) {
		revision, ok := s.memory.resolve(revision)
		if !ok {
			return 0, chat.ErrConflict
		}
		defer s.memory.inFlight(b, key)()
		written, err := store.Put(ctx, b, key, value, revision)
		switch {
		case err == nil:
			s.memory.observe(b, key, value, written)
		case errors.Is(err, chat.ErrConflict):
			s.memory.invalidate(b, key, revision)
		}
		return written, err
	}, func() (uint64, error) {
		return s.memory.putCached(ctx, b, key, value, revision)
	})
}

// Append implements [chat.Store]. Records have at most 64 KiB.
func (s *State) Append(ctx context.Context, l chat.Log, record []byte) (string, error) {
	if err := checkRecord(ctx, record); err != nil {
		return "", err
	}
	return do(ctx, s, func(ctx context.Context, store *backend) (string, error) {
		return store.Append(ctx, l, record)
	}, func() (string, error) {
		return s.memory.Append(ctx, l, record)
	})
}

// Record implements [chat.Store].
func (s *State) Record(ctx context.Context, l chat.Log, id string) ([]byte, error) {
	return do(ctx, s, func(ctx context.Context, store *backend) ([]byte, error) {
		return store.Record(ctx, l, id)
	}, func() ([]byte, error) {
		record, err := s.memory.Record(ctx, l, id)
		if errors.Is(err, chat.ErrNotFound) { // the store may have it
			err = unavailable(s.reason)
		}
		return record, err
	})
}

// Records implements [chat.Store]. While the store cannot be used it is an error.
func (s *State) Records(ctx context.Context, l chat.Log, yield func(string, []byte) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	store := s.current()
	if store == nil {
		_, _, reason := s.Degraded()
		return unavailable(reason)
	}
	return store.Records(ctx, l, yield)
}

// Remove implements [chat.Store]. While the store cannot be used it is an error.
func (s *State) Remove(ctx context.Context, l chat.Log, id string) error {
	_, err := do(ctx, s, func(ctx context.Context, store *backend) (struct{}, error) {
		return struct{}{}, store.Remove(ctx, l, id)
	}, func() (struct{}, error) {
		return struct{}{}, unavailable(s.reason)
	})
	return err
}

// EraseValues removes the values of a bucket that match, and returns how many. While
// the store cannot be used it is an error.
func (s *State) EraseValues(ctx context.Context, b chat.Bucket, match func(value []byte) bool) (n int, err error) {
	store := s.current()
	if store == nil {
		_, _, reason := s.Degraded()
		return 0, unavailable(reason)
	}
	s.memory.erase(b, match)
	return store.eraseValues(ctx, b, match)
}

// unavailable returns the error of an operation that is impossible in memory.
func unavailable(reason string) error {
	return fmt.Errorf("state is out of reach: %s", reason)
}
