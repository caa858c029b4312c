package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/time/rate"

	"okbot/bot/discord/lenient"
	"okbot/bot/pause"
)

// A shard keeps one session with the gateway.
type shard struct {
	client  *Client
	id, of  int
	session session
	waits   backoff.ExponentialBackOff // before the next connection
	// connects and identifies limit the connections and IDENTIFYs of a shard whose
	// sessions are lost at once again and again.
	connects, identifies *rate.Limiter
}

// identifyEvery is the interval of a shard's IDENTIFYs in the long run: 288 a day, of
// 1,000 that Discord allows.
const identifyEvery = 5 * time.Minute

func newShard(c *Client, id, of int) *shard {
	return &shard{
		client: c, id: id, of: of, waits: Waits(c.opts.Timing.FirstWait, c.opts.Timing.LastWait),
		connects: rate.NewLimiter(rate.Every(2*time.Second), 20), identifies: rate.NewLimiter(rate.Every(identifyEvery), 10),
	}
}

// Waits returns waits that double from first up to most, each spread over the half below.
func Waits(first, most time.Duration) backoff.ExponentialBackOff {
	// The library spreads each interval by a third to both sides.
	return backoff.ExponentialBackOff{InitialInterval: first * 3 / 4, MaxInterval: most * 3 / 4, Multiplier: 2, RandomizationFactor: 1. / 3}
}

// session is what RESUME needs; the zero session is none.
type session struct {
	id, url string
	seq     lenient.Int
}

// run keeps the session until ctx ends (nil) or an error is fatal.
func (s *shard) run(ctx context.Context) error {
	for failures := 0; ; failures++ {
		up, err := s.connect(ctx, failures)
		if ctx.Err() != nil {
			return nil
		}
		if code := closeCode(err); slices.Contains(fatalCodes, code) && !s.dropOptional(code) {
			return &FatalError{code}
		}
		var fatal *FatalError
		if errors.As(err, &fatal) {
			return fatal
		}
		if up {
			failures = 0
			s.waits.Reset()
		}
		s.client.readiness.set(s.id, "connection lost")
		if err := s.wait(ctx, err, failures); err != nil {
			return nil
		}
	}
}

// dropOptional stops requesting the optional intents if the close code is that Discord
// refuses intents, and reports whether it did.
func (s *shard) dropOptional(code int) bool {
	return code == DisallowedIntents && s.client.optional.CompareAndSwap(true, false)
}

// wait logs why a connection was lost and waits before the next one.
func (s *shard) wait(ctx context.Context, err error, failures int) error {
	lost := disconnectOf(err)
	if lost.identify {
		s.session = session{}
	}
	s.client.opts.OnDisconnect(lost.reason)
	level := slog.LevelWarn
	if lost.err == nil { // Discord asked for it
		level = slog.LevelInfo
	}
	facts := []any{"shard", s.id, "reason", lost.reason, "resume", s.session.id != "", "failures", failures}
	if lost.err != nil {
		facts = append(facts, "error", lost.err)
	}
	s.client.opts.Log.Log(ctx, level, "discord connection lost", facts...)
	wait := s.waits.NextBackOff()
	if invalid := s.client.opts.Timing.Invalid; lost.longPause {
		wait = max(wait, invalid+rand.N(4*invalid))
	}
	if err := pause.For(ctx, wait); err != nil {
		return err
	}
	return s.connects.Wait(ctx)
}

// maxResumeFailures bounds the tries to resume at the address of the session. After
// them the common address is tried.
const maxResumeFailures = 6

// connect makes one connection and uses it until it is lost. It reports whether the
// session was up.
func (s *shard) connect(ctx context.Context, failures int) (up bool, err error) {
	s.client.readiness.set(s.id, "connecting")
	if s.session.id == "" {
		if err := pause.For(ctx, time.Duration((1-s.identifies.Tokens())*float64(identifyEvery))); err != nil {
			return false, err
		}
		permit, err := s.client.limiter.acquire(ctx, s.id)
		if err != nil {
			return false, err
		}
		defer permit.release()
		return s.use(ctx, permit.address, permit)
	}
	address := s.session.url
	if failures >= maxResumeFailures {
		gateway, err := s.client.opts.Info(ctx)
		if err != nil {
			return false, err
		}
		address = gateway.URL
	}
	return s.use(ctx, address, nil)
}

// use connects to address and uses the connection until it is lost. With a permit it
// identifies, without one it resumes.
func (s *shard) use(ctx context.Context, address string, permit *permit) (up bool, err error) {
	sock, err := dial(ctx, address, s.client.opts.Version, s.client.opts.Timing.Dial)
	if err != nil {
		return false, &disconnect{reason: "unreachable", err: err}
	}
	defer sock.drop()
	interval, err := s.hello(ctx, sock)
	if err != nil {
		return false, err
	}
	if permit == nil {
		err = sock.send(opResume, map[string]any{"token": s.client.opts.Token, "session_id": s.session.id, "seq": s.session.seq})
	} else {
		err = sock.send(opIdentify, s.identity())
		s.client.opts.OnIdentify()
		s.identifies.Allow()
		permit.use()
	}
	if err != nil {
		return false, fmt.Errorf("greet the gateway: %w", err)
	}
	c := &connection{shard: s, sock: sock, address: address, interval: interval, acked: true}
	err = c.readLoop(ctx)
	return c.up, err
}

// hello waits for the gateway's HELLO and returns the interval of heartbeats.
func (s *shard) hello(ctx context.Context, sock *socket) (time.Duration, error) {
	timer := time.NewTimer(s.client.opts.Timing.Hello)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-timer.C:
		return 0, &disconnect{reason: "silent", err: errors.New("the gateway does not say HELLO")}
	case f, ok := <-sock.frames:
		if !ok {
			return 0, sock.err
		}
		if f.Op == opReconnect {
			return 0, &disconnect{reason: "asked to reconnect"}
		}
		var hello struct {
			Interval lenient.Int `json:"heartbeat_interval"` // milliseconds
		}
		if f.Op != opHello || json.Unmarshal(f.Data, &hello) != nil || hello.Interval <= 0 || hello.Interval > 1<<31 {
			return 0, &disconnect{reason: "protocol", err: fmt.Errorf("op %d in place of HELLO", f.Op)}
		}
		return time.Duration(hello.Interval) * time.Millisecond, nil
	}
}

// identity returns the data of IDENTIFY.
func (s *shard) identity() map[string]any {
	intents := s.client.opts.Intents
	if s.client.optional.Load() {
		intents |= s.client.opts.OptionalIntents
	}
	return map[string]any{
		"token": s.client.opts.Token, "intents": intents, "shard": [2]int{s.id, s.of}, "large_threshold": 50,
		"properties": map[string]string{"os": runtime.GOOS, "browser": "okbot", "device": "okbot"},
	}
}
