// Package state keeps what the bot must remember beyond a question: who handles
// what, conversations, limits, questions and feedback. [Memory] keeps it in the
// process. [Open] keeps it in NATS JetStream: in a folder, by a server within this
// process that nobody else can reach, or in a cluster that several processes share.
//
// # What may get lost
//
// What a method has returned survives the process, however it ends. The folder is
// written to the disk every ten seconds: so much may a power cut take back. A cluster
// keeps three copies, and loses nothing while two of its servers are up.
//
// While the folder or the cluster cannot be used, a [State] goes on in memory and
// tells so; once it can be used again, what was kept meanwhile moves there. Processes
// that share a cluster know nothing of each other in between, so that both may answer
// the same question.
//
// # Backup, upgrade
//
// A backup of a folder is a copy of it, made while no process has it open; one of a
// cluster is what "nats account backup" writes. The streams are called okbot-claims,
// okbot-talks and so on. A folder notes the version of its layout: a newer one than
// this package knows is left alone, an older one would be brought up to date when
// it is opened. A removed record is overwritten on the disk at once; copies in
// backups are the operator's to remove, and a cluster's servers drop those in
// their own logs when they compact them.
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

// Options tells where to keep what, and for how long.
type Options struct {
	// Dir is the folder, made if need be. One process may have it open.
	Dir string
	// URL is that of a cluster, in place of Dir: NATS servers by comma, then
	// perhaps "?creds=FILE" with a credentials file and "&replicas=N". Without
	// the latter, streams are made with three copies, or one where the server
	// is alone.
	URL string
	// Retention is how long records are kept; 0 means 90 days.
	Retention time.Duration
	// Timeout is how long an operation may take before the store counts as
	// failed; 0 means 250 ms for a folder, 1 s for a cluster.
	Timeout time.Duration
	Log     *slog.Logger // nil discards
}

// A State is a [chat.Store] that outlives the process, and that goes on in memory
// while it cannot. Close it.
type State struct {
	home    home
	log     *slog.Logger
	timeout time.Duration
	memory  *memory

	failed chan struct{} // holds one: the store has failed
	stop   context.CancelFunc
	done   chan struct{} // closed when watch has returned

	mu     sync.RWMutex
	store  *backend // nil: everything is in memory
	since  time.Time
	reason string
}

// A home is where the streams are when all is well.
type home interface {
	// open reaches the streams. The error is a [*HeldError], or one that may pass.
	open(context.Context) (*backend, error)
	// leave lets another process have the home.
	leave()
}

// Open opens the state. The error is a [*HeldError], or tells what is wrong with
// the options, or is the context's. Where the folder or the cluster cannot be used
// the state begins in memory; see [State.Degraded].
func Open(ctx context.Context, opts Options) (*State, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Retention <= 0 {
		opts.Retention = 90 * 24 * time.Hour
	}
	s := &State{
		log: opts.Log, timeout: opts.Timeout, memory: newMemory(),
		failed: make(chan struct{}, 1), done: make(chan struct{}),
	}
	if err := s.settle(opts); err != nil {
		return nil, err
	}
	b, err := s.home.open(ctx)
	var held *HeldError
	switch {
	case errors.As(err, &held):
		return nil, err
	case ctx.Err() != nil:
		b.close()
		s.home.leave()
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

// settle finds out where the state's home is.
func (s *State) settle(opts Options) (err error) {
	timeout := 250 * time.Millisecond
	if opts.URL == "" {
		s.home = &folder{path: opts.Dir, retention: opts.Retention, log: opts.Log}
	} else {
		timeout = time.Second
		s.home, err = newCluster(opts)
	}
	if s.timeout <= 0 {
		s.timeout = timeout
	}
	return err
}

// Close ends the state; what is in memory only is lost. It does not wait beyond
// its context. Nothing may use the state any more.
func (s *State) Close(ctx context.Context) error {
	s.stop()
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("close state: %w", ctx.Err())
	}
}

// Degraded reports whether everything is kept in memory only, since when and why.
func (s *State) Degraded() (degraded bool, since time.Time, reason string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.store == nil, s.since, s.reason
}

// current returns the store, or nil while there is none.
func (s *State) current() *backend {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.store
}

// do runs an operation in the store, within the timeout; and in memory if the
// store fails or has failed before.
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
