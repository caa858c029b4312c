package discordtest

import (
	"math"
	"time"
)

// histogram counts durations in buckets that grow by 2 %, from 1 µs to about
// a minute, so that its size does not depend on how many there were.
type histogram struct {
	buckets [1000]int
	n       int
}

const growth = 1.02

func (h *histogram) add(d time.Duration) {
	us := max(1, float64(d)/float64(time.Microsecond))
	h.buckets[min(len(h.buckets)-1, int(math.Log(us)/math.Log(growth)))]++
	h.n++
}

func (h *histogram) quantile(q float64) time.Duration {
	want := int(math.Ceil(q * float64(h.n)))
	for i, n := range h.buckets {
		if want -= n; want <= 0 && h.n > 0 {
			return time.Duration(math.Pow(growth, float64(i+1)) * float64(time.Microsecond))
		}
	}
	return 0
}

// ReplyLatency is as Latency for messages: the time from a user's message to
// the bot's first reply that refers to it.
func (s *Server) ReplyLatency(q float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.replies.quantile(q)
}

// Latency returns the time from sending an interaction to its first response
// that a share q (0 to 1) of them stayed below, to within 2 %.
func (s *Server) Latency(q float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.latency.quantile(q)
}
