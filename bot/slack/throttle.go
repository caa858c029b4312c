package slack

import (
	"context"
	"sync/atomic"
	"time"

	"okbot/bot/pause"
)

// A throttle delays tasks while deliveries come in fast, so that those are
// acknowledged first: computing answers takes the processors, and goroutines that
// wait for the network would get them last. The zero value is ready to use.
type throttle struct {
	waiting atomic.Int64 // tasks queued and not started
	last    atomic.Int64 // when the last one was queued, in nanoseconds since 1970
}

const (
	minBacklog  = 4                     // waiting tasks from which on tasks are delayed
	quietPeriod = 2 * time.Millisecond  // without a delivery, after which tasks go on
	maxDelay    = 40 * time.Millisecond // of a task
)

func (t *throttle) queued() {
	t.waiting.Add(1)
	t.last.Store(time.Now().UnixNano())
}

func (t *throttle) started() { t.waiting.Add(-1) }

// wait waits for a quiet period if many tasks wait.
func (t *throttle) wait(ctx context.Context) {
	for start := time.Now(); t.waiting.Load() > minBacklog && time.Since(start) < maxDelay; {
		quiet := time.Since(time.Unix(0, t.last.Load()))
		if quiet >= quietPeriod || pause.For(ctx, quietPeriod-quiet) != nil {
			return
		}
	}
}
