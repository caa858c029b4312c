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
	waiting atomic.Int64 // tasks that are delayed
	last    atomic.Int64 // when one was queued, in nanoseconds since 1970
}

const (
	minBacklog  = 4                     // tasks that may begin while deliveries come in
	quietPeriod = 2 * time.Millisecond  // without a delivery, after which tasks go on
	maxDelay    = 40 * time.Millisecond // of a task
)

func (t *throttle) queued() { t.last.Store(time.Now().UnixNano()) }

// wait waits for a quiet period if many tasks are about to begin.
func (t *throttle) wait(ctx context.Context) {
	t.waiting.Add(1)
	defer t.waiting.Add(-1)
	for start := time.Now(); t.waiting.Load() > minBacklog && time.Since(start) < maxDelay; {
		quiet := time.Since(time.Unix(0, t.last.Load()))
		if quiet >= quietPeriod || pause.For(ctx, quietPeriod-quiet) != nil {
			return
		}
	}
}
