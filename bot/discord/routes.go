package discord

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"okbot/bot/chat"
)

// limited is an [http.RoundTripper] that keeps to Discord's rate limits: 50
// requests a second in all but for interactions, and for each route what its
// headers tell (https://docs.discord.com/developers/topics/rate-limits). It
// waits no longer than the request's context, and repeats what was refused
// with 429, which has had no effect.
type limited struct {
	base    http.RoundTripper
	all     *rate.Limiter
	metrics *chat.Metrics

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

func newLimited(base http.RoundTripper, metrics *chat.Metrics) *limited {
	return &limited{base: base, all: rate.NewLimiter(perSecond, 5), metrics: metrics, routes: map[string]*route{}}
}

// RoundTrip implements [http.RoundTripper]. The error is errLimited where Discord
// refuses the request for longer than its context lasts.
func (l *limited) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, key := req.Context(), routeOf(req.Method, req.URL.Path)
	r := l.enter(key)
	defer l.leave(key, r)
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for refusals := 0; ; refusals++ {
		if err := l.wait(ctx, key, r); err != nil {
			return nil, err
		}
		resp, err := l.once(req, refusals > 0)
		if err != nil {
			return nil, err
		}
		r.empty = resp.Header.Get("X-RateLimit-Remaining") == "0"
		r.reset = time.Now().Add(seconds(resp.Header.Get("X-RateLimit-Reset-After")))
		if resp.StatusCode != http.StatusTooManyRequests {
			return strip(resp), nil
		}
		l.metrics.Limited.WithLabelValues(platform, operation(ctx)).Inc()
		wait := retryAfter(resp, refusals)
		r.empty, r.reset = true, time.Now().Add(wait)
		if resp.Header.Get("X-RateLimit-Global") != "" {
			l.stop(wait)
		}
		if deadline, ok := ctx.Deadline(); refusals == maxRefusals || ok && time.Until(deadline) < wait {
			return nil, errLimited
		}
	}
}

// wait waits until a route may be used.
func (l *limited) wait(ctx context.Context, key string, r *route) error {
	if r.empty {
		if err := sleep(ctx, time.Until(r.reset)); err != nil {
			return err
		}
	}
	if key == "" {
		return nil
	}
	return l.waitForAll(ctx)
}

// requestTimeout is for how long Discord may take over one request, from its
// first byte to the last of the response.
const requestTimeout = 15 * time.Second

// once makes one request. Its timeout ends with the response's body.
func (l *limited) once(req *http.Request, again bool) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), requestTimeout)
	body := req.Body
	if again && req.GetBody != nil {
		body, _ = req.GetBody()
	}
	req = req.WithContext(ctx)
	req.Body = body
	resp, err := l.base.RoundTrip(req)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &ending{resp.Body, cancel}
	return resp, nil
}

// ending is a body that ends a context when it is closed.
type ending struct {
	io.ReadCloser
	end func()
}

// Close implements [io.Closer].
func (e *ending) Close() error {
	defer e.end()
	return e.ReadCloser.Close()
}

// enter counts a request of a route in. One without a name is by itself.
func (l *limited) enter(key string) *route {
	if key == "" {
		return &route{turn: make(chan struct{}, 1)}
	}
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
	if key == "" {
		return
	}
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
