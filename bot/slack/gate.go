package slack

import (
	"context"
	"fmt"
	"sync"
	"time"
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
// the rate limit refuses it. A token that is refused ends Run.
func (s *Slack) call(ctx context.Context, method, channel string, do func() error) error {
	metrics := s.desk.Metrics()
	key, deadline := method+"/"+channel, time.Now().Add(patience)
	for {
		if wait := s.closed.wait(key); wait > 0 {
			if time.Now().Add(wait).After(deadline) {
				return fmt.Errorf("%s: limited for another %v", method, wait.Round(time.Second))
			}
			if err := sleep(ctx, wait); err != nil {
				return fmt.Errorf("%s: %w", method, err)
			}
			continue
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
			continue
		}
		result := code(err)
		if result == "" {
			result = "failed"
		}
		metrics.Calls.WithLabelValues(platform, method, result).Inc()
		if final := beyondHelp(method, err); final != nil {
			s.giveUp(final)
		}
		return fmt.Errorf("%s: %w", method, withoutURL(err))
	}
}
