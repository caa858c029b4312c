package slack

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// A gate keeps calls back that Slack's rate limit would refuse: Retry-After holds
// for a method, or for a method in one channel
// (https://docs.slack.dev/apis/web-api/rate-limits). The zero value is open.
type gate struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// close closes the gate for key.
func (g *gate) close(key string, wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.until == nil {
		g.until = map[string]time.Time{}
	}
	if until := time.Now().Add(wait); until.After(g.until[key]) {
		g.until[key] = until
	}
}

// wait returns for how long the gate is closed for key.
func (g *gate) wait(key string) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.until[key]
	if !ok {
		return 0
	}
	wait := time.Until(until)
	if wait <= 0 {
		delete(g.until, key)
	}
	return wait
}

// patience is for how long a call waits for the rate limit.
const patience = 2 * time.Minute

// call calls a method of Slack's API, about a channel or about none, as often as
// the rate limit refuses it.
func (s *Adapter) call(ctx context.Context, method, channel string, do func() error) error {
	deadline := time.Now().Add(patience)
	for {
		err := s.callOnce(ctx, method, channel, do)
		if _, limited := limitedFor(err); !limited {
			return err
		}
		wait := s.closed.wait(method + "/" + channel)
		if time.Now().Add(wait).After(deadline) {
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
	}
}

// callOnce calls a method, unless the rate limit is known to refuse it. A token
// that is refused ends Run.
func (s *Adapter) callOnce(ctx context.Context, method, channel string, do func() error) error {
	metrics := s.service.Metrics()
	key := method + "/" + channel
	if wait := s.closed.wait(key); wait > 0 {
		return fmt.Errorf("%s: %w", method, &slack.RateLimitedError{RetryAfter: wait})
	}
	err := do()
	if err == nil {
		metrics.Calls.WithLabelValues(platform, method, "ok").Inc()
		return nil
	}
	if wait, limited := limitedFor(err); limited {
		metrics.Limited.WithLabelValues(platform, method).Inc()
		s.closed.close(key, wait)
		s.log.WarnContext(ctx, "rate limit", "method", method, "channel", channel, "wait", wait)
	} else {
		metrics.Calls.WithLabelValues(platform, method, cmp.Or(code(err), "failed")).Inc()
	}
	if final := fatalError(method, err); final != nil {
		s.fail(final)
	}
	return fmt.Errorf("%s: %w", method, withoutURL(err))
}
