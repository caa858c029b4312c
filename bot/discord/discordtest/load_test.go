package discordtest

import (
	"testing"
	"time"
)

// TestCountersOnly sees that what is remembered does not grow with the number
// of interactions.
func TestCountersOnly(t *testing.T) {
	s := New(t, Options{CountersOnly: true, GlobalLimit: -1, ReplayBuffer: 100})
	ready(t, s, 0)
	const n = 3 * kept
	for range n {
		i := s.Slash(Slash{Name: "ask"})
		if status, body := do(t, s, "POST", callbackPath(i), Object{"type": 4, "data": text("x")}); status != 204 {
			t.Fatal(status, body)
		}
	}
	if st := s.Stats(); st.Interactions != n || st.Responded != n || st.Messages != n || st.Calls != n {
		t.Errorf("%+v", st)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, size := range map[string]int{
		"interactions": len(s.asked.byID), "tokens": len(s.asked.byToken), "order": len(s.asked.order),
		"messages": len(s.world.messages), "sent": len(s.world.sent), "calls": len(s.calls),
		"buckets": len(s.limits.buckets), "events": len(s.gateway.sessions[0].events),
	} {
		if size > 2*kept {
			t.Errorf("%d %s remembered", size, name)
		}
	}
}

func TestQuantile(t *testing.T) {
	var h histogram
	for ms := range 1000 {
		h.add(time.Duration(ms+1) * time.Millisecond)
	}
	for q, want := range map[float64]float64{0.5: 500, 0.99: 990, 1: 1000} {
		if got := float64(h.quantile(q).Microseconds()) / 1000; got < want*0.98 || got > want*1.03 {
			t.Errorf("quantile %v is %v ms, want about %v", q, got, want)
		}
	}
}
