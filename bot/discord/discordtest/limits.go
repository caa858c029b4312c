package discordtest

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// bucket counts requests in a window that starts with the first of them.
type bucket struct {
	used  int
	reset time.Time
}

type limiter struct {
	buckets map[string]*bucket
	global  bucket
}

// allowance is how many requests of a route fit a window.
type allowance struct {
	n      int
	window time.Duration
}

// Discord says that per-route limits are not to be hard-coded by clients and
// publishes none; these are the figures its headers usually show.
var allowances = map[string]allowance{
	RouteCreateMessage: {5, 5 * time.Second},
	RouteEditMessage:   {5, 5 * time.Second},
	RouteDeleteMessage: {5, time.Second},
	RouteStartThread:   {50, 300 * time.Second},
	RouteTyping:        {5, 5 * time.Second},
	RouteReact:         {1, 250 * time.Millisecond},
	RouteFollowup:      {5, 2 * time.Second},
	RouteEditFollowup:  {5, 2 * time.Second},
}

// limit applies the global limit and the route's bucket, and sets the headers.
// The caller holds s.mu.
func (s *Server) limit(h http.Header, r *http.Request, route string, now time.Time) (reply, bool) {
	if s.opts.GlobalLimit > 0 && !exempt(route) {
		if wait := s.limits.global.take(allowance{s.opts.GlobalLimit, time.Second}, now); wait > 0 {
			h.Set("X-RateLimit-Global", "true")
			h.Set("X-RateLimit-Scope", "global")
			return limited(h, wait, true), true
		}
	}
	if s.opts.NoRouteLimit || route == "" || route == RouteCallback {
		return reply{}, false
	}
	a, known := allowances[route]
	if !known {
		a = allowance{50, time.Second}
	}
	s.limits.sweep(now)
	key := route + " " + major(r)
	b := s.limits.buckets[key]
	if b == nil {
		b = &bucket{}
		s.limits.buckets[key] = b
	}
	wait := b.take(a, now)
	left := b.reset.Sub(now)
	h.Set("X-RateLimit-Bucket", bucketID(route))
	h.Set("X-RateLimit-Limit", strconv.Itoa(a.n))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, a.n-b.used)))
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(b.reset.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left.Seconds()))
	if wait > 0 {
		h.Set("X-RateLimit-Scope", "user")
		return limited(h, wait, false), true
	}
	return reply{}, false
}

// take uses the bucket once and returns 0, or says how long it stays empty.
func (b *bucket) take(a allowance, now time.Time) time.Duration {
	if !now.Before(b.reset) {
		b.used, b.reset = 0, now.Add(a.window)
	}
	if b.used >= a.n {
		return b.reset.Sub(now)
	}
	b.used++
	return 0
}

// sweep forgets buckets that are full again, so that one per interaction token
// does not add up.
func (l *limiter) sweep(now time.Time) {
	if len(l.buckets) < 1000 {
		return
	}
	for key, b := range l.buckets {
		if !now.Before(b.reset) {
			delete(l.buckets, key)
		}
	}
}

func limited(h http.Header, wait time.Duration, global bool) reply {
	h.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	return tooMany(wait, global)
}

// exempt says that a route does not count for the global limit, as the
// documentation says of interaction endpoints.
func exempt(route string) bool {
	return route == RouteCallback || strings.Contains(route, "/webhooks/")
}

// major is the part of the path that has buckets of its own.
func major(r *http.Request) string {
	for _, name := range []string{"channel", "guild", "token"} {
		if v := r.PathValue(name); v != "" {
			return v
		}
	}
	return ""
}

func bucketID(route string) string {
	h := fnv.New64a()
	h.Write([]byte(route))
	return fmt.Sprintf("%016x", h.Sum64())
}
