package main

import (
	"encoding/json"
	"net/http"
	"time"

	"okbot/bot"
)

// health is what /readyz tells.
type health struct {
	Ready     bool                      `json:"ready"`
	Index     indexHealth               `json:"index"`
	Platforms map[string]platformHealth `json:"platforms"` // those that are set
	State     stateHealth               `json:"state"`
}

type indexHealth struct {
	Passages int    `json:"passages"`
	Newest   string `json:"newest,omitempty"`
	Refused  string `json:"refused,omitempty"` // why the last reload did not take place
}

type platformHealth struct {
	Ready  bool   `json:"ready"`
	Reason string `json:"reason,omitempty"`
}

// stateHealth tells of the state. A degraded one keeps in memory what should
// outlive the process; questions are still answered.
type stateHealth struct {
	Degraded bool       `json:"degraded"`
	Since    *time.Time `json:"since,omitempty"`
	Reason   string     `json:"reason,omitempty"`
}

// health tells whether every platform that is set is connected.
func (s *server) health() health {
	told := s.library.about.Load()
	h := health{Ready: true, Index: indexHealth{Passages: told.Passages, Newest: string(told.Newest)}, Platforms: map[string]platformHealth{}}
	if refused := s.library.err.Load(); refused != nil {
		h.Index.Refused = *refused
	}
	for _, u := range s.platforms {
		if u.unset() {
			continue
		}
		ready, reason := u.ready()
		h.Platforms[u.name] = platformHealth{ready, reason}
		h.Ready = h.Ready && ready
	}
	degraded, since, reason := s.state.Degraded()
	h.State = stateHealth{Degraded: degraded, Reason: reason}
	if degraded {
		h.State.Since = &since
	}
	return h
}

// writeHealth answers /readyz: 200 or 503, and what is ready as JSON.
func (s *server) writeHealth(w http.ResponseWriter, _ *http.Request) {
	h := s.health()
	w.Header().Set("Content-Type", "application/json")
	if !h.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.Encode(h)
}

// age is for how long the corpus tells nothing new, in seconds.
func age(told *bot.About) float64 {
	if told.Newest == "" {
		return 0
	}
	return max(0, time.Since(told.Newest.Last()).Seconds())
}
