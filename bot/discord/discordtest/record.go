package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Call is one REST request and how it was answered.
type Call struct {
	Method string
	Path   string // without /api/v9
	Route  string // one of the Route constants, empty if there is no such route
	Query  string
	Body   json.RawMessage // nil if there was none
	Status int
	Code   int // Discord's error code, 0 if it was none
	At     time.Time
}

// Stats counts what happened since the start.
type Stats struct {
	Connections  int // gateway sockets opened
	Identifies   int
	Resumes      int // RESUMEs that were granted
	WrongResumes int // RESUMEs sent elsewhere than to resume_gateway_url
	Refused      int // RESUMEs and IDENTIFYs answered by op 9
	Heartbeats   int
	Zombies      int // connections closed because heartbeats stayed away
	Ended        int // sessions that the client ended by closing with 1000 or 1001
	Events       int // dispatches to sessions, without replays

	Calls       int // REST requests
	RateLimited int // of them answered 429
	Invalid     int // of them answered 401, 403 or 429: 10,000 in ten minutes make Cloudflare ban the address
	NotFound    int // of them for routes that do not exist
	Messages    int // messages that the bot made, answers to interactions included
	Commands    int // times the bot wrote its commands

	Interactions int // sent to the bot
	Responded    int // that got a first response in time
	Late         int // first responses after the deadline
	Twice        int // callbacks for what had been acknowledged already
}

// Stats returns the counters.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stats
}

// Calls returns the REST requests so far, oldest first, those of one route
// (say [RouteCreateMessage]) or of all ("").
func (s *Server) Calls(route string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var got []Call
	for _, c := range s.calls {
		if route == "" || c.Route == route {
			got = append(got, c)
		}
	}
	return got
}

// Violations returns what the bot sent against the documentation.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bad)
}

// Wait blocks until done reports true; it is asked again whenever something
// happened. It must not be slow.
func (s *Server) Wait(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("discordtest: wait: %w (%+v)", context.Cause(ctx), s.Stats())
		}
	}
}

// WaitStats blocks until the counters satisfy done.
func (s *Server) WaitStats(ctx context.Context, done func(Stats) bool) error {
	return s.Wait(ctx, func() bool { return done(s.Stats()) })
}

// WaitMessages blocks until the bot made n messages and returns them all.
func (s *Server) WaitMessages(ctx context.Context, n int) ([]Message, error) {
	err := s.Wait(ctx, func() bool { return s.Stats().Messages >= n })
	return s.Sent(), err
}

// WaitCalls blocks until there were n requests of a route ("" for any).
func (s *Server) WaitCalls(ctx context.Context, route string, n int) ([]Call, error) {
	err := s.Wait(ctx, func() bool { return len(s.Calls(route)) >= n })
	return s.Calls(route), err
}

// WaitReady blocks until n sessions are connected.
func (s *Server) WaitReady(ctx context.Context, n int) error {
	return s.Wait(ctx, func() bool { return s.Ready() >= n })
}

// locked runs do with s.mu held, and lets go of it even if do panics, so that
// a mistake in a test does not keep the server from closing.
func (s *Server) locked(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

// notify wakes the waiting. The caller holds s.mu.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// count changes the counters and wakes the waiting.
func (s *Server) count(change func(*Stats)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.stats)
	s.notify()
}

const maxViolations = 100

// violation notes what is against the documentation. The caller holds s.mu.
func (s *Server) violation(format string, args ...any) {
	if len(s.bad) < maxViolations {
		s.bad = append(s.bad, fmt.Sprintf(format, args...))
	}
}

// recorder appends the bodies of requests to a file of JSON lines.
type recorder struct {
	mu   sync.Mutex
	file *os.File
}

func newRecorder(dir string) (*recorder, error) {
	if dir == "" {
		return &recorder{}, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(dir, filepath.Base(os.Args[0])+"-*.jsonl")
	if err != nil {
		return nil, err
	}
	return &recorder{file: f}, nil
}

// write adds one line of {method, path, body}; path is without /api/v9.
func (r *recorder) write(method, path string, body []byte) error {
	if r.file == nil || !json.Valid(body) {
		return nil
	}
	line, err := json.Marshal(Object{"method": method, "path": path, "body": json.RawMessage(body)})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	_, err = r.file.Write(append(line, '\n'))
	return err
}

func (r *recorder) close() {
	if r.file != nil {
		r.file.Close()
	}
}
