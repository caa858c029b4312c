package discord

import (
	"context"
	"sync"
	"time"
)

// aside does small work that cannot wait for the service: telling somebody to wait,
// or that it is busy. It does a limited number of such things at once and drops
// the rest.
type background struct {
	slots chan struct{}

	mu     sync.Mutex
	closed bool
	jobs   sync.WaitGroup
}

const (
	maxBackground     = 1024
	backgroundTimeout = 5 * time.Second
)

func newBackground() *background { return &background{slots: make(chan struct{}, maxBackground)} }

// do starts the work and reports whether it could.
func (b *background) do(work func(context.Context)) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	select {
	case b.slots <- struct{}{}:
	default:
		return false
	}
	b.jobs.Go(func() {
		defer func() { <-b.slots }()
		ctx, cancel := context.WithTimeout(context.Background(), backgroundTimeout)
		defer cancel()
		work(ctx)
	})
	return true
}

// wait takes no more work and waits for what was started.
func (b *background) wait() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.jobs.Wait()
}
