// Package state implements [chat.Store]: leases, conversations, rate limits, questions
// and feedback, and an inbox. [Memory] keeps them in the process. [Open] keeps them in NATS JetStream:
// in a folder, by a server within this process that is reachable from it alone, or in a
// cluster that several processes share.
//
// # What may get lost
//
// What a method has confirmed survives the process, however it ends. The folder is
// synced to the disk every ten seconds: a power cut can lose that much. A cluster keeps
// three replicas, and loses nothing while two of its servers are up.
//
// While the folder or the cluster cannot be used, a [State] goes on in memory and
// reports so (see [State.Degraded]). When it can be used again, what memory has moves
// there. Processes that share a cluster do not see each other's values in between, so
// that both may answer the same question.
//
// # What is forgotten
//
// Records are sealed, with a new key twice a day (see seal.go). A removed record is
// overwritten on the disk at once; one of the inbox, and one that has expired, cannot
// be read any more once its key is overwritten, less than a day after it expires.
// Copies in backups are for the operator to remove, and a cluster's servers drop those
// in their own logs when they compact them.
//
// # Backup, upgrade
//
// A backup of a folder is a copy of it, made while no process has it open; one of a
// cluster is what "nats account backup" writes. The streams are called okbot-claims,
// okbot-talks and so on. A folder has the version of its layout in a file: a newer
// layout than this package knows is an error, an older one is used as it is.
package state

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"okbot/bot/chat"
)

// Options configures a State: where it keeps what, and for how long.
type Options struct {
	// Dir is the folder, made if it does not exist. One process may have it open.
	Dir string
	// URL is that of a cluster, in place of Dir: NATS servers with commas between
	// them, and optionally "?creds=FILE" with a credentials file and "&replicas=N",
	// 1 to 5. Without N, new streams have three replicas, or one on a single server.
	URL string
	// Retention is how long records are kept; 0 means 90 days.
	Retention time.Duration
	// Timeout bounds an operation, after which the store counts as failed; 0 means 1 s.
	Timeout time.Duration
	Log     *slog.Logger // nil discards
	// Now is the clock by which records are sealed and forgotten; nil means time.Now.
	Now func() time.Time
}

// A State is a [chat.Store] that outlives the process. While that is impossible, it goes
// on in memory. Close it.
type State struct {
	location location
	log      *slog.Logger
	timeout  time.Duration
	memory   *memory

	failed chan struct{} // of capacity 1: the store has failed
	stop   context.CancelFunc
	done   chan struct{} // closed when watch has returned

	mu     sync.RWMutex
	store  *backend // nil: everything is in memory
	since  time.Time
	reason string
}

// A location is where the streams are: a folder or a cluster.
type location interface {
	// open reaches the streams. The error is a [*HeldError], or one that may pass.
	open(context.Context) (*backend, error)
	// unlock lets another process open the location.
	unlock()
}

// Open opens the state. The error is a [*HeldError], of the options, or the context's.
// If the folder or the cluster cannot be used, the state begins in memory; see
// [State.Degraded].
func Open(ctx context.Context, opts Options) (*State, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Retention <= 0 {
		opts.Retention = 90 * 24 * time.Hour
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &State{
		log: opts.Log, timeout: opts.Timeout, memory: newMemory(),
		failed: make(chan struct{}, 1), done: make(chan struct{}),
	}
	if err := s.locate(opts); err != nil {
		return nil, err
	}
	b, err := s.location.open(ctx)
	var held *HeldError
	switch {
	case errors.As(err, &held):
		return nil, err
	case ctx.Err() != nil:
		b.close()
		s.location.unlock()
		return nil, ctx.Err()
	case err != nil:
		s.fail(nil, err)
	default:
		s.store = b
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	go s.watch(ctx, b)
	return s, nil
}

// locate sets the location and the timeout.
func (s *State) locate(opts Options) (err error) {
	if opts.URL == "" {
		s.location = &folder{path: opts.Dir, retention: opts.Retention, now: opts.Now, log: opts.Log}
	} else {
		s.location, err = newCluster(opts)
	}
	if s.timeout <= 0 {
		s.timeout = time.Second
	}
	return err
}

// Close closes the state, which must not be used any more. What is in memory only is
// lost. The error is that ctx ended first.
func (s *State) Close(ctx context.Context) error {
	s.stop()
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("close state: %w", ctx.Err())
	}
}

// Degraded reports whether the state is in memory only, since when and why.
func (s *State) Degraded() (degraded bool, since time.Time, reason string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.store == nil, s.since, s.reason
}

// current returns the store, nil while everything is in memory.
func (s *State) current() *backend {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.store
}

// do runs an operation in the store within the timeout, or in memory if the store fails
// or has failed before.
func do[T any](ctx context.Context, s *State, stored func(context.Context, *backend) (T, error), inMemory func() (T, error)) (v T, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		if store := s.current(); store != nil {
			bounded, cancel := context.WithTimeout(ctx, s.timeout)
			v, err = stored(bounded, store)
			cancel()
			if err == nil || errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrConflict) {
				return v, err
			}
			if ctx.Err() != nil {
				return v, ctx.Err()
			}
			s.fail(store, store.explain(err))
		}
		s.mu.RLock()
		down := s.store == nil
		if down {
			v, err = inMemory()
		}
		s.mu.RUnlock()
		if down {
			return v, err
		}
	}
}
