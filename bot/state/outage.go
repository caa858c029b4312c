package state

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/sync/errgroup"

	"okbot/bot/chat"
)

// fail stops the use of the store, unless that has happened already.
func (s *State) fail(store *backend, reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.store != store {
		return
	}
	s.store, s.since, s.reason = nil, time.Now(), reason.Error()
	s.log.Warn("state is kept in memory only", "reason", s.reason)
	select {
	case s.failed <- struct{}{}:
	default:
	}
}

// Waits before the store is tried again after a failure. They double, and begin anew
// only if the store has worked for a while.
const (
	firstRetry = 250 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// forgetEvery is the time between two looks for what has expired.
const forgetEvery = time.Hour

// watch restores the use of the store after failures, and has it forget what has
// expired, until ctx ends.
func (s *State) watch(ctx context.Context, b *backend) {
	defer close(s.done)
	up := time.Now()
	waits := backoff.ExponentialBackOff{InitialInterval: firstRetry, Multiplier: 2, MaxInterval: lastRetry}
	hours := time.NewTicker(forgetEvery)
	defer hours.Stop()
	for {
		select {
		case <-ctx.Done():
			s.end(b)
			return
		case <-hours.C:
			if store := s.current(); store != nil {
				s.forget(ctx, store)
			}
			continue
		case <-s.failed:
		}
		if time.Since(up) > 2*lastRetry {
			waits.Reset()
		}
		for s.current() == nil && ctx.Err() == nil {
			select {
			case <-ctx.Done():
				continue
			case <-time.After(waits.NextBackOff()):
			}
			b = s.retry(ctx, b)
		}
		up = time.Now()
	}
}

// forget has a store forget what has expired. If that fails, the next hour will do.
func (s *State) forget(ctx context.Context, b *backend) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	if err := b.sealer.forget(ctx); err != nil {
		s.log.Warn("forget what has expired", "error", err)
	}
}

func (s *State) end(b *backend) {
	s.mu.Lock()
	s.store, s.since, s.reason = nil, time.Now(), "closed"
	s.mu.Unlock()
	b.close()
	s.location.unlock()
}

// retry returns to the store if it works again, and opens a new one otherwise. It
// returns the store to try next.
func (s *State) retry(ctx context.Context, b *backend) *backend {
	err := errors.New("none")
	if b != nil {
		err = s.probe(ctx, b)
	}
	if err != nil {
		b.close()
		if b, err = s.reopen(ctx); err == nil {
			err = s.probe(ctx, b)
		}
	}
	if err == nil {
		err = s.failBack(ctx, b)
	}
	if err != nil {
		s.log.Debug("state is still kept in memory only", "reason", err)
	}
	return b
}

// openTimeout bounds the time to reach the store.
const openTimeout = 10 * time.Second

func (s *State) reopen(ctx context.Context) (*backend, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	return s.location.open(ctx)
}

// probe writes to every stream, each within the timeout of an operation.
func (s *State) probe(ctx context.Context, b *backend) error {
	for _, name := range b.names() {
		ctx, cancel := context.WithTimeout(ctx, s.timeout)
		err := b.probe(ctx, name)
		cancel()
		if err != nil {
			return fmt.Errorf("try %s: %w", name, err)
		}
	}
	return nil
}

// failBack moves what is in memory to the store, and then uses the store.
func (s *State) failBack(ctx context.Context, store *backend) error {
	for len(s.memory.entries())+s.memory.unmoved() > maxBlockingEntries {
		if err := s.move(ctx, store); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	if err := s.move(ctx, store); err != nil {
		return err
	}
	s.log.Info("state is kept again", "after", time.Since(s.since).Round(time.Millisecond))
	s.store, s.since, s.reason = store, time.Now(), ""
	if store.log != nil {
		store.log.quiet.Store(false)
	}
	return nil
}

const (
	maxBlockingEntries = 100 // moved while all operations wait
	maxMoves           = 32  // entries moved at once
)

// move moves what is in memory to the store. A value that another process has written
// there meanwhile stays.
func (s *State) move(ctx context.Context, store *backend) error {
	group, moving := errgroup.WithContext(ctx)
	group.SetLimit(maxMoves)
	for _, e := range s.memory.entries() {
		group.Go(func() error {
			ctx, cancel := context.WithTimeout(moving, s.timeout)
			defer cancel()
			revision, err := store.Put(ctx, e.bucket, e.key, e.data, e.base)
			if err != nil && !errors.Is(err, chat.ErrConflict) {
				return fmt.Errorf("move to %s: %w", e.bucket.Name, err)
			}
			s.memory.moved(e, revision)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return s.moveRecords(ctx, store)
}

func (s *State) moveRecords(ctx context.Context, store *backend) error {
	for _, l := range append(chat.Logs(), chat.InboxLog) {
		err := s.memory.Records(ctx, l, func(id string, record []byte) error {
			ctx, cancel := context.WithTimeout(ctx, s.timeout)
			defer cancel()
			if err := store.appendLate(ctx, l, id, record); err != nil {
				return err
			}
			return s.memory.Remove(ctx, l, id)
		})
		if err != nil {
			return fmt.Errorf("move to %s: %w", l, err)
		}
	}
	return nil
}
