package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/time/rate"
)

// A shard keeps one session with the gateway: through lost connections by RESUME,
// anew by IDENTIFY only where Discord has forgotten it. It speaks the gateway's
// protocol itself (https://docs.discord.com/developers/events/gateway), since
// discordgo's Session resumes at the wrong address, ends the session when it
// closes, and can hang.
type shard struct {
	a       *Adapter
	id, of  int
	session session
	// pace and fresh hold back connections and IDENTIFYs where what comes up is
	// lost at once, over and over.
	pace, fresh *rate.Limiter
}

// freshEvery is how often a shard may identify in the long run: 288 times a day
// of 1,000.
const freshEvery = 5 * time.Minute

func newShard(a *Adapter, id, of int) *shard {
	return &shard{a: a, id: id, of: of,
		pace: rate.NewLimiter(rate.Every(2*time.Second), 20), fresh: rate.NewLimiter(rate.Every(freshEvery), 10)}
}

// session is what RESUME takes up; the zero session is none.
type session struct {
	id, url string
	seq     number
}

// run keeps the session until ctx ends (nil) or Discord does not want it.
func (s *shard) run(ctx context.Context) error {
	for failures := 0; ; failures++ {
		up, err := s.connect(ctx, failures)
		if ctx.Err() != nil {
			return nil
		}
		if why, ok := fatal[closeCode(err)]; ok && !s.without(err) {
			return why
		}
		if _, status := codes(err); status == http.StatusUnauthorized {
			return fatal[4004]
		}
		if up {
			failures = 0
		}
		s.a.states.set(s.id, "connection lost")
		if err := s.settle(ctx, err, failures); err != nil {
			return nil
		}
	}
}

// without drops the message content intent where Discord has come to refuse it.
func (s *shard) without(err error) bool {
	return closeCode(err) == 4014 && s.a.content.CompareAndSwap(true, false)
}

// settle notes why a connection was lost and waits before the next one.
func (s *shard) settle(ctx context.Context, err error, failures int) error {
	why := explain(err)
	if why.anew {
		s.session = session{}
	}
	s.a.service.Metrics().Reconnects.WithLabelValues(platform, why.reason).Inc()
	level := slog.LevelWarn
	if why.err == nil { // Discord has asked for it
		level = slog.LevelInfo
	}
	facts := []any{"shard", s.id, "reason", why.reason, "resume", s.session.id != "", "failures", failures}
	if why.err != nil {
		facts = append(facts, "error", why.err)
	}
	s.a.log.Log(ctx, level, "discord connection lost", facts...)
	wait := backoff(s.a.timing.first, s.a.timing.most, failures)
	if why.wait {
		wait = max(wait, s.a.timing.invalid+rand.N(4*s.a.timing.invalid))
	}
	if err := sleep(ctx, wait); err != nil {
		return err
	}
	return s.pace.Wait(ctx)
}

// farAway is after how many failures a session's own address is taken to be out
// of reach, and the common one is tried.
const farAway = 6

// connect makes one connection and stays until it is lost. It reports whether
// the session was up.
func (s *shard) connect(ctx context.Context, failures int) (up bool, err error) {
	s.a.states.set(s.id, "connecting")
	if s.session.id == "" {
		if err := sleep(ctx, time.Duration((1-s.fresh.Tokens())*float64(freshEvery))); err != nil {
			return false, err
		}
		turn, err := s.a.starts.turn(ctx, s.id)
		if err != nil {
			return false, err
		}
		defer turn.done()
		return s.stay(ctx, turn.address, turn)
	}
	address := s.session.url
	if failures >= farAway {
		gateway, err := s.a.rest.gateway(ctx)
		if err != nil {
			return false, err
		}
		address = gateway.URL
	}
	return s.stay(ctx, address, nil)
}

// stay talks over a connection to address until it is lost. With a turn it
// identifies, else it resumes.
func (s *shard) stay(ctx context.Context, address string, turn *turn) (up bool, err error) {
	sock, err := dialGateway(ctx, address, s.a.version, s.a.timing.dial)
	if err != nil {
		return false, &lost{reason: "unreachable", err: err}
	}
	defer sock.drop()
	interval, err := s.hello(ctx, sock)
	if err != nil {
		return false, err
	}
	if turn == nil {
		err = sock.send(opResume, map[string]any{"token": s.a.token, "session_id": s.session.id, "seq": s.session.seq})
	} else {
		err = sock.send(opIdentify, s.identity())
		s.a.service.Metrics().Identifies.Inc()
		s.fresh.Allow()
		turn.used()
	}
	if err != nil {
		return false, fmt.Errorf("greet the gateway: %w", err)
	}
	l := &link{shard: s, sock: sock, address: address, interval: interval, acked: true}
	err = l.talk(ctx)
	return l.up, err
}

// hello waits for the gateway's HELLO and returns the interval of heartbeats.
func (s *shard) hello(ctx context.Context, sock *socket) (time.Duration, error) {
	timer := time.NewTimer(s.a.timing.hello)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-timer.C:
		return 0, &lost{reason: "silent", err: errors.New("the gateway does not say HELLO")}
	case f, ok := <-sock.frames:
		if !ok {
			return 0, sock.err
		}
		if f.Op == opReconnect {
			return 0, &lost{reason: "asked to reconnect"}
		}
		var hello struct {
			Interval number `json:"heartbeat_interval"` // milliseconds
		}
		if f.Op != opHello || json.Unmarshal(f.Data, &hello) != nil || hello.Interval <= 0 || hello.Interval > 1<<31 {
			return 0, &lost{reason: "protocol", err: fmt.Errorf("op %d in place of HELLO", f.Op)}
		}
		return time.Duration(hello.Interval) * time.Millisecond, nil
	}
}

// identity is the data of IDENTIFY.
func (s *shard) identity() map[string]any {
	intents := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if s.a.content.Load() {
		intents |= discordgo.IntentMessageContent
	}
	return map[string]any{
		"token": s.a.token, "intents": intents, "shard": [2]int{s.id, s.of}, "large_threshold": 50,
		"properties": map[string]string{"os": runtime.GOOS, "browser": "okbot", "device": "okbot"},
	}
}
