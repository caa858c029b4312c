package chat

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Leases deduplicate deliveries: whatever key a message has, it is handled once,
// however often and to however many processes it is delivered.
//
// The process that acquires a key holds its lease and renews it while it works. If
// the revision of a key has not changed for the duration of a lease, its holder
// has died, and the key may be taken over. No clock of another machine is
// compared.
type Leases struct {
	store    Store
	owner    []byte
	duration time.Duration

	mu    sync.Mutex
	local map[string]struct{} // keys that this process holds or waits for
}

// DefaultLease is the duration of a lease that is not renewed.
const DefaultLease = 5 * time.Second

// NewLeases returns leases in the name of a new owner. A duration of 0 is
// [DefaultLease].
func NewLeases(store Store, duration time.Duration) *Leases {
	if duration <= 0 {
		duration = DefaultLease
	}
	return &Leases{store: store, owner: []byte(rand.Text()), duration: duration, local: map[string]struct{}{}}
}

// The values of a key that nobody holds: its work is done, or was withdrawn.
// "undone" is what earlier versions have stored.
var leaseDone, leaseWithdrawn = []byte("done"), []byte("undone")

// ErrDone means that a key has been handled, or is being handled by this process.
var ErrDone = errors.New("handled already")

// A Lease is a key that this process holds, or waits for while another process
// holds it. It ends with Complete or Release.
type Lease struct {
	leases *Leases
	key    string

	mu        sync.Mutex
	held      bool
	recovered bool
	revision  uint64
	renewal   *time.Timer
}

// Acquire asks for key. The lease that it returns is held, or another process
// holds it: then call [Lease.Retry] after its duration. The error is [ErrDone] or
// the store's.
func (l *Leases) Acquire(ctx context.Context, key string) (*Lease, error) {
	if !l.reserve(key) {
		return nil, ErrDone
	}
	lease := &Lease{leases: l, key: key}
	revision, err := l.store.Put(ctx, leaseBucket, key, l.owner, 0)
	switch {
	case err == nil:
		lease.hold(revision)
	case errors.Is(err, ErrConflict):
		err = lease.inspect(ctx)
	}
	if err != nil {
		l.free(key)
		return nil, fmt.Errorf("acquire lease: %w", err)
	}
	return lease, nil
}

// reserve keeps the other goroutines of this process from key.
func (l *Leases) reserve(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.local[key]; ok {
		return false
	}
	l.local[key] = struct{}{}
	return true
}

func (l *Leases) free(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.local, key)
}

// inspect reads who holds the key. A key that this process released is taken over
// at once.
func (l *Lease) inspect(ctx context.Context) error {
	value, revision, err := l.leases.store.Get(ctx, leaseBucket, l.key)
	switch {
	case errors.Is(err, ErrNotFound): // expired in between
		revision = 0
	case err != nil:
		return err
	case bytes.Equal(value, leaseDone):
		return ErrDone
	}
	l.revision = revision
	if bytes.Equal(value, l.leases.owner) {
		return l.takeOver(ctx)
	}
	return nil
}

// takeOver acquires the key unless its revision has changed.
func (l *Lease) takeOver(ctx context.Context) error {
	revision, err := l.leases.store.Put(ctx, leaseBucket, l.key, l.leases.owner, l.revision)
	if err != nil {
		return err
	}
	l.recovered = true
	l.hold(revision)
	return nil
}

// Held reports whether this process is to handle the key.
func (l *Lease) Held() bool { return l.held }

// Recovered reports whether the key was held before: part of the work may be done.
func (l *Lease) Recovered() bool { return l.recovered }

// Duration returns the time after which to call [Lease.Retry].
func (l *Lease) Duration() time.Duration { return l.leases.duration }

// Retry takes the key over if its holder has not renewed it since Acquire or the
// last Retry. The error is [ErrDone] or the store's; then the lease has ended.
func (l *Lease) Retry(ctx context.Context) error {
	err := l.takeOver(ctx)
	if errors.Is(err, ErrConflict) {
		err = l.inspect(ctx)
	}
	if err != nil {
		l.leases.free(l.key)
		return fmt.Errorf("take over lease: %w", err)
	}
	return nil
}

// hold renews the lease by a timer until Complete or Release.
func (l *Lease) hold(revision uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held, l.revision = true, revision
	l.renewal = time.AfterFunc(l.leases.duration/2, l.renew)
}

// renew writes the lease again, so that its revision changes.
func (l *Lease) renew() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.renewal == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), l.leases.duration/4)
	defer cancel()
	if revision, err := l.leases.store.Put(ctx, leaseBucket, l.key, l.leases.owner, l.revision); err == nil {
		l.revision = revision
	}
	l.renewal.Reset(l.leases.duration / 2)
}

// Complete marks the key as handled, for all processes.
func (l *Lease) Complete(ctx context.Context) error {
	defer l.Release()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stop()
	if _, err := l.leases.store.Put(ctx, leaseBucket, l.key, leaseDone, l.revision); err != nil {
		return fmt.Errorf("complete lease: %w", err)
	}
	return nil
}

// Release gives the key up: this process may acquire it again at once, another
// one after the duration of a lease. After Complete it does nothing.
func (l *Lease) Release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stop()
	l.leases.free(l.key)
}

func (l *Lease) stop() {
	if l.renewal != nil {
		l.renewal.Stop()
		l.renewal = nil
	}
}
