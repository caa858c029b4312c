package discord

import (
	"context"
	"sync"
	"time"
)

// aside does small work that cannot wait for the service: telling somebody to wait,
// or that it is busy. It does a limited number of such things at once and drops
// the rest.
type aside struct {
	slots chan struct{}

	mu     sync.Mutex
	closed bool
	work   sync.WaitGroup
}

const (
	maxAside     = 1024
	asideTimeout = 5 * time.Second
)

func newAside() *aside { return &aside{slots: make(chan struct{}, maxAside)} }

// do starts the work and reports whether it could.
func (a *aside) do(work func(context.Context)) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return false
	}
	select {
	case a.slots <- struct{}{}:
	default:
		return false
	}
	a.work.Go(func() {
		defer func() { <-a.slots }()
		ctx, cancel := context.WithTimeout(context.Background(), asideTimeout)
		defer cancel()
		work(ctx)
	})
	return true
}

// wait takes no more work and waits for what was started.
func (a *aside) wait() {
	a.mu.Lock()
	a.closed = true
	a.mu.Unlock()
	a.work.Wait()
}
