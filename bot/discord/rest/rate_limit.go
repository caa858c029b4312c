package rest

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"okbot/bot/pause"
)

// rateLimited is an [http.RoundTripper] that keeps to Discord's rate limits: the global
// one, but for interactions, and that of each route as its headers state
// (https://docs.discord.com/developers/topics/rate-limits). It waits no longer than the
// request's context, and repeats what was refused with 429, which had no effect.
type rateLimited struct {
	base    http.RoundTripper
	global  *rate.Limiter
	onLimit func(operation string)

	mu     sync.Mutex
	routes map[string]*route
	pause  time.Time // until which the global limit refuses everything
}

// A route is a method and a path that share a limit.
type route struct {
	mutex chan struct{} // holds a token while a request is under way
	users int           // requests under way or waiting
	empty bool          // no request is left until reset
	reset time.Time
}

const (
	defaultPerSecond = 45
	maxRoutes        = 256 // before unused ones are dropped
	// maxRefusals bounds the repetitions of a request. Discord bans a bot for hours
	// that is refused 10,000 times in ten minutes.
	maxRefusals    = 8
	maxRefusalBody = 64 << 10 // bytes
)

func newRateLimited(opts Options) *rateLimited {
	perSecond := rate.Limit(cmp.Or(opts.PerSecond, defaultPerSecond))
	return &rateLimited{base: opts.Transport, global: rate.NewLimiter(perSecond, 5), onLimit: opts.OnLimit, routes: map[string]*route{}}
}

// RoundTrip implements [http.RoundTripper]. The error is ErrRateLimited if Discord
// refuses the request for longer than its context lasts.
func (l *rateLimited) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, key := req.Context(), routeOf(req.Method, req.URL.Path)
	r := l.enter(key)
	defer l.leave(key, r)
	select {
	case r.mutex <- struct{}{}:
		defer func() { <-r.mutex }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for refusals := 0; ; refusals++ {
		if err := l.wait(ctx, key, r); err != nil {
			return nil, err
		}
		resp, err := l.send(req, refusals > 0)
		if err != nil {
			return nil, err
		}
		r.empty = resp.Header.Get("X-RateLimit-Remaining") == "0"
		r.reset = time.Now().Add(seconds(resp.Header.Get("X-RateLimit-Reset-After")))
		if resp.StatusCode != http.StatusTooManyRequests {
			return strip(resp), nil
		}
		l.onLimit(operationOf(ctx))
		wait := retryAfter(resp, refusals)
		r.empty, r.reset = true, time.Now().Add(wait)
		if resp.Header.Get("X-RateLimit-Global") != "" {
			l.block(wait)
		}
		if deadline, ok := ctx.Deadline(); refusals == maxRefusals || ok && time.Until(deadline) < wait {
			return nil, ErrRateLimited
		}
	}
}

// wait waits for the limits of a route and the global one.
func (l *rateLimited) wait(ctx context.Context, key string, r *route) error {
	if r.empty {
		if err := pause.For(ctx, time.Until(r.reset)); err != nil {
			return err
		}
	}
	if key == "" {
		return nil
	}
	return l.waitForGlobal(ctx)
}

// requestTimeout bounds one request, from its first byte to the last of the response.
const requestTimeout = 15 * time.Second

// send makes one request. Its timeout covers the response's body.
func (l *rateLimited) send(req *http.Request, repeated bool) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), requestTimeout)
	body := req.Body
	if repeated && req.GetBody != nil {
		body, _ = req.GetBody()
	}
	req = req.WithContext(ctx)
	req.Body = body
	resp, err := l.base.RoundTrip(req)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &cancelingBody{resp.Body, cancel}
	return resp, nil
}

// cancelingBody is a body that cancels a context when it is closed.
type cancelingBody struct {
	io.ReadCloser
	cancel func()
}

// Close implements [io.Closer].
func (b *cancelingBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// enter returns the route of a key and counts its user. A request without a key has a
// route of its own.
func (l *rateLimited) enter(key string) *route {
	if key == "" {
		return &route{mutex: make(chan struct{}, 1)}
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
		r = &route{mutex: make(chan struct{}, 1)}
		l.routes[key] = r
	}
	r.users++
	return r
}

// leave counts the user of a route out, and drops a route without users or limit.
func (l *rateLimited) leave(key string, r *route) {
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

// waitForGlobal waits for the global limit.
func (l *rateLimited) waitForGlobal(ctx context.Context) error {
	l.mu.Lock()
	remaining := time.Until(l.pause)
	l.mu.Unlock()
	if err := pause.For(ctx, remaining); err != nil {
		return err
	}
	return l.global.Wait(ctx)
}

// block refuses all requests for a while.
func (l *rateLimited) block(wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pause = time.Now().Add(wait)
}

// routeOf returns the key of a request's route. Channels and guilds have limits of their
// own, other ids have not. Interactions and the webhooks of their tokens have no key: no
// other request shares their limits, and there are too many of them.
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

// strip removes the headers of the limits, which discordgo must not see.
func strip(resp *http.Response) *http.Response {
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			delete(resp.Header, name)
		}
	}
	return resp
}
