package slacktest

import (
	"net/http"
	"strconv"
	"time"
)

// When a connection is dropped.
const (
	BeforeWork = "before" // the request had no effect
	AfterWork  = "after"  // it had, but the app gets no answer
)

// Fault is what goes wrong with the next calls of a method. Without an outcome it only delays, and the next fault may add one.
type Fault struct {
	Times   int           // how many calls; 0: one; negative: all from now on
	Channel string        // only calls for this channel
	Latency time.Duration // before anything else

	Error      string         // answer ok:false with this code, without effect
	Extra      map[string]any // further members of that answer
	RetryAfter time.Duration  // answer 429 with Retry-After, rounded up to seconds
	Status     int            // answer with this status and Body
	Body       string         // with Status; an HTML page if empty
	Drop       string         // BeforeWork or AfterWork: close the connection instead of answering
}

// Fail makes calls of a method go wrong; "" is every method without faults of its own. Faults of one method are used up in order,
// and a delay of every call is Fault{Times: -1, Latency: d}.
// Posts to a response URL are the method ResponseURL.
func (s *Server) Fail(method string, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults[method] = append(s.faults[method], &f)
}

// Heal forgets the faults of a method that are still to come.
func (s *Server) Heal(method string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faults, method)
}

// takeFault returns what goes wrong with this call, or nil: the first fault with an outcome, after the delays of those without.
func (s *Server) takeFault(method, channel string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults[method]) == 0 {
		method = ""
	}
	var hit, left []*Fault
	done := false
	for _, f := range s.faults[method] {
		use := !done && (f.Channel == "" || f.Channel == channel)
		if use {
			hit = append(hit, f)
			done = f.hasOutcome()
			f.Times-- // a negative one stays negative
		}
		if !use || f.Times != 0 {
			left = append(left, f)
		}
	}
	s.faults[method] = left
	if len(hit) == 0 {
		return nil
	}
	out := *hit[len(hit)-1]
	for _, f := range hit[:len(hit)-1] {
		out.Latency += f.Latency
	}
	return &out
}

func (f *Fault) hasOutcome() bool {
	return f.Error != "" || f.RetryAfter > 0 || f.Status != 0 || f.Drop != ""
}

// before does what comes before the method's work and says whether that was all.
func (f *Fault) before(s *Server, w http.ResponseWriter, r *http.Request, c *Call) bool {
	if f.Latency > 0 {
		select {
		case <-time.After(f.Latency):
		case <-r.Context().Done():
		case <-s.done:
		}
	}
	switch {
	case f.Drop == BeforeWork:
		s.failed(c, 0, "")
		panic(http.ErrAbortHandler)
	case f.RetryAfter > 0:
		s.failed(c, http.StatusTooManyRequests, "ratelimited")
		secs := int((f.RetryAfter + time.Second - 1) / time.Second)
		w.Header().Set("Retry-After", strconv.Itoa(secs))
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"ok":false,"error":"ratelimited"}`))
	case f.Status != 0:
		s.failed(c, f.Status, "")
		body := f.Body
		if body == "" {
			body = "<!DOCTYPE html><html><title>Server Error</title><body><h1>Something went wrong</h1></body></html>"
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(body))
	case f.Error != "":
		out := slackError(f.Error)
		for k, v := range f.Extra {
			out[k] = v
		}
		s.answer(w, c, out)
	default:
		return false
	}
	return true
}

// failed records a call that a fault answered.
func (s *Server) failed(c *Call, status int, code string) {
	c.Status, c.Error = status, code
	s.mu.Lock()
	s.finish(*c)
	s.mu.Unlock()
}
