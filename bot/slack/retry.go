package slack

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	firstWait = 500 * time.Millisecond // before the second try; doubled before each further one
	lastWait  = 30 * time.Second       // maximum
)

// retry calls do until it succeeds, at most a number of times. A [backoff.Permanent]
// error ends it. The error is the last one, or the context's.
func retry(ctx context.Context, tries uint, do func() error) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) { return struct{}{}, do() },
		backoff.WithBackOff(waits()), backoff.WithMaxElapsedTime(0), backoff.WithMaxTries(tries))
	return err
}

// waits returns the waits between tries of a call: they double from firstWait to
// lastWait.
func waits() *backoff.ExponentialBackOff {
	return &backoff.ExponentialBackOff{InitialInterval: firstWait, Multiplier: 2, MaxInterval: lastWait}
}
