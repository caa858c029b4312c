package slack

import (
	"context"
	"sync/atomic"
	"time"
)

// An intake sees what comes in, so that many deliveries at once are acknowledged
// before the first of them is answered: answering takes processors, and what
// waits for the network gets them last. The zero value has seen nothing.
type intake struct {
	waiting atomic.Int64 // tasks that are taken and not begun
	last    atomic.Int64 // when the last one was taken, in nanoseconds since 1970
}

const (
	crowd   = 4                     // tasks that wait without being many
	lull    = 2 * time.Millisecond  // without a delivery, until all are taken to be there
	maxLull = 40 * time.Millisecond // that a task waits for a lull
)

func (i *intake) taken() {
	i.waiting.Add(1)
	i.last.Store(time.Now().UnixNano())
}

func (i *intake) begun() { i.waiting.Add(-1) }

// wait waits for a lull if many tasks wait.
func (i *intake) wait(ctx context.Context) {
	for begun := time.Now(); i.waiting.Load() > crowd && time.Since(begun) < maxLull; {
		quiet := time.Since(time.Unix(0, i.last.Load()))
		if quiet >= lull || sleep(ctx, lull-quiet) != nil {
			return
		}
	}
}
