package state

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"okbot/bot/chat"
)

// fail gives the store up, unless that has happened already.
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

// After a failure the store is tried again after firstRetry, and then more and
// more rarely. One that fails again soon does not begin anew.
const (
	firstRetry = 250 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// watch brings the store back when it has failed, until ctx ends.
func (s *State) watch(ctx context.Context, b *backend) {
	defer close(s.done)
	wait, up := firstRetry, time.Now()
	for {
		select {
		case <-ctx.Done():
			s.end(b)
			return
		case <-s.failed:
		}
		if time.Since(up) > 2*lastRetry {
			wait = firstRetry
		}
		for s.current() == nil && ctx.Err() == nil {
			select {
			case <-ctx.Done():
				continue
			case <-time.After(wait):
			}
			wait = min(2*wait, lastRetry)
			b = s.tryAgain(ctx, b)
		}
		up = time.Now()
	}
}

func (s *State) end(b *backend) {
	s.mu.Lock()
	s.store, s.since, s.reason = nil, time.Now(), "closed"
	s.mu.Unlock()
	b.close()
	s.home.leave()
}

// tryAgain uses the store that failed if it works again, and a new one if not. It
// returns the one that there is.
func (s *State) tryAgain(ctx context.Context, b *backend) *backend {
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
		err = s.comeBack(ctx, b)
	}
	if err != nil {
		s.log.Debug("state is still kept in memory only", "reason", err)
	}
	return b
}

// openTimeout is how long it may take to reach the store.
const openTimeout = 10 * time.Second

func (s *State) reopen(ctx context.Context) (*backend, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	return s.home.open(ctx)
}

// probe tries every stream, each for as long as an operation may take.
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

// comeBack moves what is in memory to the store, and then uses the store.
func (s *State) comeBack(ctx context.Context, store *backend) error {
	for len(s.memory.entries())+s.memory.left() > fewEntries {
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
	if store.told != nil {
		store.told.quiet.Store(false)
	}
	return nil
}

const (
	fewEntries = 100 // are moved while everybody waits
	movers     = 32  // entries that are moved at a time
)

// move moves what is in memory to the store, unless another process has written
// there in the meantime.
func (s *State) move(ctx context.Context, store *backend) error {
	group, moving := errgroup.WithContext(ctx)
	group.SetLimit(movers)
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
	for _, l := range chat.Logs() {
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
