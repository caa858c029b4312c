package chat_test

import (
	"fmt"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/index/searchtest"
)

func TestLimitRefillsAndSurvivesAClockThatJumps(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{
		User: chat.RateLimit{PerMinute: 6, Burst: 2}, Now: func() time.Time { return now },
	})
	for i, test := range []struct {
		later   time.Duration
		allowed bool
	}{
		{0, true}, {0, true}, {0, false}, // the burst
		{9 * time.Second, false}, {time.Second, true}, {0, false}, // one token every 10 s
		{24 * time.Hour, true}, {0, true}, {0, false}, // no more than the burst is saved
		{-48 * time.Hour, true}, {0, true}, {0, false}, {10 * time.Second, true}, // set back: nobody waits two days
	} {
		now = now.Add(test.later)
		reply := deliver(t, d, request(fmt.Sprint("m", i), "Who heads OpenAI Korea?"))
		if allowed := reply.Notice == ""; allowed != test.allowed {
			t.Errorf("question %d, %v later: %q", i, test.later, reply.Notice)
		}
	}
}
