package slack

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"okbot/bot/pause"
)

// rateLimits has the methods that Slack's rate limits refuse at present. Retry-After
// holds for a method, or for a method in one channel
// (https://docs.slack.dev/apis/web-api/rate-limits). The zero value limits nothing.
type rateLimits struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// block refuses calls of key for a while.
func (l *rateLimits) block(key string, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until == nil {
		l.until = map[string]time.Time{}
	}
	if until := time.Now().Add(wait); until.After(l.until[key]) {
		l.until[key] = until
	}
}

// remaining returns how long calls of key are still refused, 0 if they are not.
func (l *rateLimits) remaining(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	until, ok := l.until[key]
	if !ok {
		return 0
	}
	wait := time.Until(until)
	if wait <= 0 {
		delete(l.until, key)
	}
	return wait
}

// maxLimitWait bounds the wait of a call for the rate limit.
const maxLimitWait = 2 * time.Minute

// call calls a method of Slack's API, about a channel or none (""). While the rate
// limit refuses the call, it is repeated, for maxLimitWait at most.
func (s *Adapter) call(ctx context.Context, method, channel string, do func() error) error {
	deadline := time.Now().Add(maxLimitWait)
	for {
		err := s.callOnce(ctx, method, channel, do)
		if _, limited := limitedFor(err); !limited {
			return err
		}
		wait := s.limits.remaining(method + "/" + channel)
		if time.Now().Add(wait).After(deadline) {
			return err
		}
		if err := pause.For(ctx, wait); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
	}
}

// callOnce calls a method unless the rate limit is known to refuse it. If Slack
// refuses the token, Run ends.
func (s *Adapter) callOnce(ctx context.Context, method, channel string, do func() error) error {
	metrics := s.service.Metrics()
	key := method + "/" + channel
	if wait := s.limits.remaining(key); wait > 0 {
		return fmt.Errorf("%s: %w", method, &slack.RateLimitedError{RetryAfter: wait})
	}
	err := do()
	if err == nil {
		metrics.Calls.WithLabelValues(platform, method, "ok").Inc()
		return nil
	}
	if wait, limited := limitedFor(err); limited {
		metrics.Limited.WithLabelValues(platform, method).Inc()
		s.limits.block(key, wait)
		s.log.WarnContext(ctx, "rate limit", "method", method, "channel", channel, "wait", wait)
	} else {
		metrics.Calls.WithLabelValues(platform, method, cmp.Or(code(err), "failed")).Inc()
	}
	if final := fatalError(method, err); final != nil {
		s.fail(final)
	}
	return fmt.Errorf("%s: %w", method, withoutURL(err))
}
