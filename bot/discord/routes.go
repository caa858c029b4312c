package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"okbot/bot"
)

// limited is an [http.RoundTripper] that keeps to Discord's rate limits: 50
// requests a second in all but for interactions, and for each route what its
// headers tell (https://docs.discord.com/developers/topics/rate-limits). It
// waits no longer than the request's context, and repeats what was refused
// with 429, which has had no effect.
type limited struct {
	base    http.RoundTripper
	all     *rate.Limiter
	metrics *bot.Metrics

	mu     sync.Mutex
	routes map[string]*route
	pause  time.Time // when the global limit ends that Discord has told
}

// A route is a method and a path that share a limit.
type route struct {
	turn  chan struct{} // holds a token while a request is under way
	users int           // requests under way or waiting
	empty bool          // no request is left until
	reset time.Time
}

const (
	perSecond = 45 // of Discord's 50
	maxRoutes = 256
	// maxRefusals is how often one request is repeated: who is refused too often
	// is banned for hours (10,000 a ten minutes).
	maxRefusals = 8
	maxRefusal  = 64 << 10 // bytes of a refusal's body
)

func newLimited(base http.RoundTripper, metrics *bot.Metrics) *limited {
	return &limited{base: base, all: rate.NewLimiter(perSecond, 5), metrics: metrics, routes: map[string]*route{}}
}

// RoundTrip implements [http.RoundTripper].
func (l *limited) RoundTrip(req *http.Request) (*http.Response, error) {
	for refusals := 0; ; refusals++ {
		again := req
		if refusals > 0 && req.GetBody != nil {
			again = req.Clone(req.Context())
			again.Body, _ = req.GetBody()
		}
		resp, err := l.once(again)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			return strip(resp), nil
		}
		l.metrics.Limited.WithLabelValues(platform, operation(req.Context())).Inc()
		wait := retryAfter(resp)
		if deadline, ok := req.Context().Deadline(); refusals == maxRefusals || ok && time.Until(deadline) < wait {
			return strip(resp), nil
		}
		if err := sleep(req.Context(), wait); err != nil {
			return nil, err
		}
	}
}

// once makes one request when its turn has come.
func (l *limited) once(req *http.Request) (*http.Response, error) {
	ctx, key := req.Context(), routeOf(req.Method, req.URL.Path)
	if key == "" {
		return l.base.RoundTrip(req)
	}
	r := l.enter(key)
	defer l.leave(key, r)
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r.empty {
		if err := sleep(ctx, time.Until(r.reset)); err != nil {
			return nil, err
		}
	}
	if err := l.waitForAll(ctx); err != nil {
		return nil, err
	}
	resp, err := l.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	r.empty = resp.Header.Get("X-RateLimit-Remaining") == "0"
	r.reset = time.Now().Add(seconds(resp.Header.Get("X-RateLimit-Reset-After")))
	if resp.StatusCode == http.StatusTooManyRequests && resp.Header.Get("X-RateLimit-Global") != "" {
		l.stop(retryAfter(resp))
	}
	return resp, nil
}

// enter counts a request of a route in.
func (l *limited) enter(key string) *route {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.routes) > maxRoutes {
		now := time.Now()
		for key, r := range l.routes {
			if r.users == 0 && now.After(r.reset) {
				delete(l.routes, key)
			}
		}
	}
	r := l.routes[key]
	if r == nil {
		r = &route{turn: make(chan struct{}, 1)}
		l.routes[key] = r
	}
	r.users++
	return r
}

// leave counts it out. A route that may be used at once is as good as unknown.
func (l *limited) leave(key string, r *route) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r.users--
	if r.users == 0 && !r.empty {
		delete(l.routes, key)
	}
}

// waitForAll waits for the limit of all routes together.
func (l *limited) waitForAll(ctx context.Context) error {
	l.mu.Lock()
	pause := time.Until(l.pause)
	l.mu.Unlock()
	if err := sleep(ctx, pause); err != nil {
		return err
	}
	return l.all.Wait(ctx)
}

func (l *limited) stop(wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pause = time.Now().Add(wait)
}

// routeOf names the route of a request: channels and guilds have limits of their
// own, other ids do not. Interactions and the webhooks of their tokens have no
// name: nobody else uses their limits, and there are too many to remember.
func routeOf(method, path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		switch {
		case part == "interactions", part == "webhooks":
			return ""
		case i > 0 && (parts[i-1] == "channels" || parts[i-1] == "guilds"):
		case part != "" && strings.Trim(part, "0123456789") == "":
			parts[i] = "*"
		}
	}
	return method + " " + strings.Join(parts, "/")
}

// strip removes the limits from a response, as they have been read.
func strip(resp *http.Response) *http.Response {
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			delete(resp.Header, name)
		}
	}
	return resp
}

// retryAfter is how long a 429 asks to wait: by its body or, where that is not
// Discord's, by its header; at least a moment, at most an hour. The body can
// still be read.
func retryAfter(resp *http.Response) time.Duration {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxRefusal))
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var told struct {
		Seconds json.Number `json:"retry_after"`
	}
	wait := seconds(resp.Header.Get("Retry-After"))
	if json.Unmarshal(body, &told) == nil && told.Seconds != "" {
		wait = seconds(told.Seconds.String())
	}
	return min(max(wait, 10*time.Millisecond), time.Hour)
}

// seconds reads a number of seconds; what is none is 0.
func seconds(text string) time.Duration {
	s, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(s) || s < 0 {
		return 0
	}
	return time.Duration(min(s, 86_400) * float64(time.Second))
}

// sleep waits, or returns the error of a context that ends before.
func sleep(ctx context.Context, wait time.Duration) error {
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
