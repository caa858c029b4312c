// Package pause waits for a while, or for the end of a context.
package pause

import (
	"context"
	"time"
)

// For waits for d, or returns the error of ctx if that ends first. For d <= 0 it
// returns the error of ctx, if any, at once.
func For(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
