package discord

import (
	"context"
	"sync"
	"time"
)

// background does short jobs that cannot wait for the service, such as to say that it
// is busy. Beyond maxBackground at once they are dropped.
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

// do starts a job and reports whether it could.
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

// wait refuses further jobs and waits for those that run.
func (b *background) wait() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.jobs.Wait()
}
