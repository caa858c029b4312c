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

// Claims decide who handles what was delivered, so that it is handled once
// however often and to however many processes it was delivered.
//
// Whoever claims a key holds it for a lease, which is renewed while the work
// goes on. A key whose revision has not changed for a whole lease is free again:
// its holder has died. No other machine's clock is trusted.
type Claims struct {
	store Store
	owner []byte
	lease time.Duration

	mu   sync.Mutex
	mine map[string]struct{} // keys that this process is at, or waits for
}

// Lease is for how long a claim holds unless it is renewed.
const Lease = 5 * time.Second

// NewClaims returns claims in the name of a new owner. A lease of 0 is [Lease].
func NewClaims(store Store, lease time.Duration) *Claims {
	if lease <= 0 {
		lease = Lease
	}
	return &Claims{store: store, owner: []byte(rand.Text()), lease: lease, mine: map[string]struct{}{}}
}

// What a claim's value is once the work is done, or was not to be had.
var claimDone, claimUndone = []byte("done"), []byte("undone")

// ErrDone tells that what was claimed has been handled, or is being handled by
// this very process.
var ErrDone = errors.New("handled already")

// A Claim is a key that this process holds, or that it waits for while another
// one does. Its owner ends it with Done or Release.
type Claim struct {
	claims *Claims
	key    string

	mu       sync.Mutex
	held     bool
	again    bool
	revision uint64
	renewing *time.Timer
}

// Claim asks for key. The claim that it returns is held, or is held by another
// process; then [Claim.Retry] is worth a call one lease later. The error is
// [ErrDone] or the store's.
func (c *Claims) Claim(ctx context.Context, key string) (*Claim, error) {
	if !c.reserve(key) {
		return nil, ErrDone
	}
	claim := &Claim{claims: c, key: key}
	revision, err := c.store.Put(ctx, claimBucket, key, c.owner, 0)
	switch {
	case err == nil:
		claim.hold(revision)
	case errors.Is(err, ErrConflict):
		err = claim.look(ctx)
	}
	if err != nil {
		c.free(key)
		return nil, fmt.Errorf("claim: %w", err)
	}
	return claim, nil
}

// reserve keeps key from the other goroutines of this process.
func (c *Claims) reserve(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.mine[key]; ok {
		return false
	}
	c.mine[key] = struct{}{}
	return true
}

func (c *Claims) free(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.mine, key)
}

// look reads who holds the key; one that this process let go is taken at once.
func (c *Claim) look(ctx context.Context) error {
	value, revision, err := c.claims.store.Get(ctx, claimBucket, c.key)
	switch {
	case errors.Is(err, ErrNotFound): // forgotten in between
		revision = 0
	case err != nil:
		return err
	case bytes.Equal(value, claimDone):
		return ErrDone
	}
	c.revision = revision
	if bytes.Equal(value, c.claims.owner) {
		return c.take(ctx)
	}
	return nil
}

// take takes the key over unless its revision has changed.
func (c *Claim) take(ctx context.Context) error {
	revision, err := c.claims.store.Put(ctx, claimBucket, c.key, c.claims.owner, c.revision)
	if err != nil {
		return err
	}
	c.again = true
	c.hold(revision)
	return nil
}

// Held reports whether this process is to handle the key.
func (c *Claim) Held() bool { return c.held }

// Again reports whether the key was held before: part of the work may be done.
func (c *Claim) Again() bool { return c.again }

// Lease returns after how long [Claim.Retry] is worth a call.
func (c *Claim) Lease() time.Duration { return c.claims.lease }

// Retry takes the key over if its holder has not renewed it since the last look.
// The error is [ErrDone] or the store's; then the claim has ended.
func (c *Claim) Retry(ctx context.Context) error {
	err := c.take(ctx)
	if errors.Is(err, ErrConflict) {
		err = c.look(ctx)
	}
	if err != nil {
		c.claims.free(c.key)
		return fmt.Errorf("take over claim: %w", err)
	}
	return nil
}

// hold keeps the key until Done or Release, by a timer.
func (c *Claim) hold(revision uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.revision = true, revision
	c.renewing = time.AfterFunc(c.claims.lease/2, c.renew)
}

// renew writes the claim again, so that its revision changes.
func (c *Claim) renew() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.renewing == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.claims.lease/4)
	defer cancel()
	if revision, err := c.claims.store.Put(ctx, claimBucket, c.key, c.claims.owner, c.revision); err == nil {
		c.revision = revision
	}
	c.renewing.Reset(c.claims.lease / 2)
}

// Done tells everybody that the key has been handled.
func (c *Claim) Done(ctx context.Context) error {
	defer c.Release()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stop()
	if _, err := c.claims.store.Put(ctx, claimBucket, c.key, claimDone, c.revision); err != nil {
		return fmt.Errorf("finish claim: %w", err)
	}
	return nil
}

// Release lets the key go: this process may claim it again at once, another one
// after a lease. After Done it does nothing.
func (c *Claim) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stop()
	c.claims.free(c.key)
}

func (c *Claim) stop() {
	if c.renewing != nil {
		c.renewing.Stop()
		c.renewing = nil
	}
}

// Once reports whether this is the first call with key, of all processes, or the
// first since [Claims.Undo].
func (c *Claims) Once(ctx context.Context, key string) (bool, error) {
	_, err := c.store.Put(ctx, claimBucket, key, claimDone, 0)
	if errors.Is(err, ErrConflict) {
		err = c.redo(ctx, key)
	}
	switch {
	case errors.Is(err, ErrConflict):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("claim: %w", err)
	}
	return true, nil
}

// redo marks a key as done that was undone; any other is [ErrConflict].
func (c *Claims) redo(ctx context.Context, key string) error {
	value, revision, err := c.store.Get(ctx, claimBucket, key)
	if err != nil {
		return err
	}
	if !bytes.Equal(value, claimUndone) {
		return ErrConflict
	}
	_, err = c.store.Put(ctx, claimBucket, key, claimDone, revision)
	return err
}

// Undo makes the next call of [Claims.Once] with key the first again.
func (c *Claims) Undo(ctx context.Context, key string) error {
	_, revision, err := c.store.Get(ctx, claimBucket, key)
	if err == nil {
		_, err = c.store.Put(ctx, claimBucket, key, claimUndone, revision)
	}
	if err != nil {
		return fmt.Errorf("undo claim: %w", err)
	}
	return nil
}

// Once reports whether this is the first call with key, of all processes that
// share the store. Where the store fails it says yes: better twice than never.
func (s *Service) Once(ctx context.Context, key string) bool {
	first, err := s.claims.Once(ctx, key)
	if err != nil {
		s.opts.Log.WarnContext(ctx, "claim", "error", err)
		return true
	}
	return first
}

// Undo makes the next call of [Service.Once] with key the first again: what was to be
// done once surely was not.
func (s *Service) Undo(ctx context.Context, key string) {
	if err := s.claims.Undo(ctx, key); err != nil {
		s.opts.Log.WarnContext(ctx, "undo claim", "error", err)
	}
}
