// Package discordtest is a fake Discord over real sockets: REST under
// /api/v9 and /api/v10 and a gateway of two addresses, one for new sessions
// and one for resumed ones. It keeps to what Discord's documentation says
// (https://docs.discord.com/developers) about payloads, limits, error codes
// and sessions, records all that a bot does to it, and fails on demand.
//
// A test starts one with [New], points a client at [Server.APIURL], lets users
// act ([Server.Post], [Server.Slash], [Server.Press]) and asserts on
// [Server.Sent], [Server.Calls], [Server.Stats] and [Server.Violations]. Things
// go wrong by [Server.Fault], [Server.FaultConns] and the methods of [Conn].
//
// Bodies are checked against the documented limits as they come. With
// OKBOT_RECORD=DIR in the environment they are written to DIR too, where
// testdata/schema checks them against Discord's OpenAPI schema.
package discordtest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"
)

// Options says how the fake differs from Discord's usual figures; the zero
// value is Discord as documented, with one guild and one shard.
type Options struct {
	Token     string // bot token, "test-token" if empty
	PublicKey string // hex Ed25519 key reported by /applications/@me

	HeartbeatInterval   time.Duration // in HELLO, 41.25 s
	InteractionDeadline time.Duration // for the first response, 3 s
	TokenLifetime       time.Duration // of an interaction token, 15 min

	SessionStarts  int           // IDENTIFYs left, 1000
	MaxConcurrency int           // IDENTIFYs per window, 1
	IdentifyWindow time.Duration // 5 s
	Shards         int           // recommended by /gateway/bot, 1
	NeedShards     bool          // unsharded IDENTIFY closes with 4011
	ReplayBuffer   int           // events kept for RESUME, 4096
	SendLimit      int           // gateway frames a client may send in 60 s, 120

	Disallowed int // privileged intents not granted to the app: IDENTIFY closes with 4014

	GlobalLimit  int  // REST requests per second, 50; negative: no limit
	NoRouteLimit bool // no per-route buckets

	CountersOnly     bool   // keep counters, and of messages and interactions only the newest
	ExpectViolations bool   // New does not fail the test for Violations
	RecordDir        string // JSON lines of REST bodies go here; if empty, OKBOT_RECORD of the environment, unless ExpectViolations
	Log              *slog.Logger
}

// Server is a running fake. Its methods may be called from any goroutine.
type Server struct {
	App Identity // who the bot is

	opts   Options
	log    *slog.Logger
	rest   *httptest.Server // REST and the first gateway address
	resume *httptest.Server // the address for RESUME
	ctx    context.Context  // ends with Close
	cancel context.CancelFunc
	conns  sync.WaitGroup // gateway connections being served
	ids    snowflakes
	record *recorder

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced whenever something happened
	world    world
	asked    interactions
	commands commands
	limits   limiter
	gateway  gateway
	faults   []*RESTFault
	calls    []Call
	bad      []string
	stats    Stats
	latency  histogram // of interactions
	replies  histogram // to messages
	closed   bool
}

// New starts a fake that ends with the test, which fails if the bot sent
// anything that Discord documents as invalid (unless o.ExpectViolations).
func New(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		if o.ExpectViolations {
			return
		}
		for _, v := range s.Violations() {
			t.Errorf("discord: violation: %s", v)
		}
	})
	return s
}

// Start runs a fake on two ports of 127.0.0.1 until Close.
func Start(o Options) (*Server, error) {
	o = o.withDefaults()
	record, err := newRecorder(o.RecordDir)
	if err != nil {
		return nil, fmt.Errorf("discordtest: %w", err)
	}
	s := &Server{opts: o, log: o.Log, record: record, changed: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.asked.byID = map[string]*Interaction{}
	s.asked.byToken = map[string]*Interaction{}
	s.limits.buckets = map[string]*bucket{}
	s.gateway.start(o)
	s.buildWorld()
	s.rest = httptest.NewServer(s.routes())
	s.resume = httptest.NewServer(s.resumeOnly())
	return s, nil
}

func (o Options) withDefaults() Options {
	set(&o.Token, "test-token")
	set(&o.PublicKey, "0000000000000000000000000000000000000000000000000000000000000000")
	set(&o.HeartbeatInterval, 41250*time.Millisecond)
	set(&o.InteractionDeadline, 3*time.Second)
	set(&o.TokenLifetime, 15*time.Minute)
	set(&o.SessionStarts, 1000)
	set(&o.MaxConcurrency, 1)
	set(&o.IdentifyWindow, 5*time.Second)
	set(&o.Shards, 1)
	set(&o.ReplayBuffer, 4096)
	set(&o.SendLimit, 120)
	set(&o.GlobalLimit, 50)
	if !o.ExpectViolations {
		set(&o.RecordDir, os.Getenv("OKBOT_RECORD"))
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func set[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}

// Close drops all connections and waits until they are gone.
func (s *Server) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	s.mu.Unlock()
	s.cancel()
	for _, c := range s.Conns() {
		c.Drop()
	}
	s.rest.CloseClientConnections()
	s.resume.CloseClientConnections()
	s.rest.Close()
	s.resume.Close()
	s.conns.Wait()
	s.record.close()
}

// Token returns the bot token that the fake accepts.
func (s *Server) Token() string { return s.opts.Token }

// APIURL returns the REST root, version 9, without a slash at its end.
func (s *Server) APIURL() string { return s.rest.URL + "/api/v9" }

// BaseURL returns the REST root without its version, as discord.js wants it.
func (s *Server) BaseURL() string { return s.rest.URL + "/api" }

// GatewayURL returns the address that /gateway hands out, for new sessions.
func (s *Server) GatewayURL() string { return "ws" + s.rest.URL[len("http"):] }

// ResumeURL returns the address that READY hands out, for RESUME.
func (s *Server) ResumeURL() string { return "ws" + s.resume.URL[len("http"):] }
