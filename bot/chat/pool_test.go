package chat_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/state"
)

// More comes than can be done: what is accepted is begun soon, a little later while the
// pace is not known yet; the rest is refused, and when no more comes all is as before.
func TestPoolRefusesWhatWouldWaitForLong(t *testing.T) {
	b := bot.New(searcher(nothing), bot.Options{})
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		s, err := chat.New(ctx, b, state.Memory(), chat.Options{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		var mu sync.Mutex // of longest and begun
		var longest time.Duration
		accepted, begun := 0, 0
		submit := func() error {
			at := time.Now()
			err := s.Submit(func(context.Context) {
				mu.Lock()
				longest = max(longest, time.Since(at))
				begun++
				mu.Unlock()
				time.Sleep(40 * time.Millisecond) // 50 a second by two workers
			})
			if err == nil {
				accepted++
			}
			return err
		}
		refused := 0
		for range 2000 { // at 200 a second
			if err := submit(); errors.Is(err, chat.ErrBusy) {
				refused++
			} else if err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Millisecond)
		}
		mu.Lock()
		if refused < 1300 || accepted < 450 || longest > 1500*time.Millisecond {
			t.Errorf("%d refused, %d accepted, the longest wait was %v", refused, accepted, longest)
		}
		mu.Unlock()
		time.Sleep(2 * time.Second)
		mu.Lock()
		if begun != accepted {
			t.Errorf("%d of %d begun two seconds after", begun, accepted)
		}
		mu.Unlock()
		for range 100 { // at once
			if err := submit(); err != nil {
				t.Fatalf("refused after a rest: %v", err)
			}
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
