package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestLoad measures a serve of its own process with both fakes, which share the
// machine with it, and prints the figures:
//
//	OKBOT_LOAD=1 go test -run TestLoad -v -timeout 30m ./cmd/okbot
func TestLoad(t *testing.T) {
	if os.Getenv("OKBOT_LOAD") == "" {
		t.Skip("a measurement of five minutes: OKBOT_LOAD=1 takes it")
	}
	l := newLoad(t, true)
	l.start()
	time.Sleep(10 * time.Second) // idle
	idle := l.rss()
	t.Logf("idle: RSS %d MB", idle)

	t.Logf("200/s, 20 s: %v", l.rate(200, 20*time.Second, nil))
	reloads := func(ctx context.Context) {
		for ctx.Err() == nil {
			l.process.Signal(syscall.SIGHUP)
			time.Sleep(2 * time.Second)
		}
	}
	t.Logf("200/s, 20 s, a reload every 2 s: %v", l.rate(200, 20*time.Second, reloads))
	t.Logf("500/s, 30 s: %v; RSS %d MB", l.rate(500, 30*time.Second, nil), l.rss())
	t.Logf("1000/s, 30 s: %v; RSS %d MB", l.rate(1000, 30*time.Second, nil), l.rss())

	before := l.rss()
	t.Logf("100,000 questions, 64 at once: %v", l.flood(100_000, 64))
	time.Sleep(10 * time.Second)
	t.Logf("RSS after them %d MB, before %d MB, idle at the start %d MB", l.rss(), before, idle)
	_, figures := l.get("/metrics")
	for line := range strings.Lines(figures) {
		if strings.HasPrefix(line, "okbot_questions_total") || strings.HasPrefix(line, "okbot_ack_seconds_count") || strings.HasPrefix(line, "okbot_state_degraded") {
			t.Log(strings.TrimSpace(line))
		}
	}
}

// TestOverload asks far more than a machine can answer, and prints the figures as
// TestLoad does: everybody is told something, and once that is over, answers take as
// long as before.
func TestOverload(t *testing.T) {
	if os.Getenv("OKBOT_LOAD") == "" {
		t.Skip("a measurement of a minute: OKBOT_LOAD=1 takes it")
	}
	l := newLoad(t, false)
	l.start()
	usual := l.rate(50, 5*time.Second, nil)
	t.Logf("50/s, 5 s: %v", usual)

	const n, perSecond = 50_000, 2500
	begin, most := time.Now(), 0
	for i := range n {
		if wait := time.Until(begin.Add(time.Duration(i) * time.Second / perSecond)); wait > 0 {
			time.Sleep(wait)
		}
		l.ask(func() {})
		if i%250 == 0 {
			most = max(most, l.rss())
		}
	}
	t.Logf("%d questions in %v: RSS at most %d MB", n, time.Since(begin).Round(time.Millisecond), most)
	for i, second := range l.probe(10 * time.Second) {
		t.Logf("second %d after that: %v", i+1, second)
	}
	l.settle(n)
	l.mu.Lock()
	defer l.mu.Unlock()
	untold := 0
	for _, told := range l.told {
		if !told {
			untold++
		}
	}
	stats := l.discord.Stats()
	t.Logf("Slack: %d messages without a post, %d reactions", len(l.asked), l.slack.CallCount("reactions.add"))
	t.Logf("Discord: %d of %d commands have a response, %d late", stats.Responded, stats.Interactions, stats.Late)
	if untold > 0 {
		t.Errorf("%d of %d people were told nothing", untold, len(l.told))
	}
	_, figures := l.get("/metrics")
	for line := range strings.Lines(figures) {
		if strings.HasPrefix(line, "okbot_questions_total") || strings.HasPrefix(line, "okbot_state_degraded") {
			t.Log(strings.TrimSpace(line))
		}
	}
}

// outcome is what came of some questions.
type outcome struct {
	asked, answered int
	span            time.Duration
	took            []time.Duration
}

func (o outcome) String() string {
	return fmt.Sprintf("%d asked, %d answered, %.0f/s, p50 %v, p99 %v, most %v",
		o.asked, o.answered, float64(o.answered)/o.span.Seconds(), o.at(.5), o.at(.99), o.at(1))
}

// at returns the time that a share of the answers took at most.
func (o outcome) at(share float64) time.Duration {
	if len(o.took) == 0 {
		return 0
	}
	slices.Sort(o.took)
	return o.took[int(share*float64(len(o.took)-1))].Round(10 * time.Microsecond)
}

// rate asks so many questions a second for a while, does beside what it is told
// to, and waits for the answers.
func (l *load) rate(perSecond int, span time.Duration, beside func(context.Context)) outcome {
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	if beside != nil {
		running.Go(func() { beside(ctx) })
	}
	begin := time.Now()
	n := 0
	for ; time.Since(begin) < span; n++ {
		if wait := time.Until(begin.Add(time.Duration(n) * time.Second / time.Duration(perSecond))); wait > 0 {
			time.Sleep(wait)
		}
		l.ask(func() {})
	}
	l.settle(n)
	took := time.Since(begin)
	stop()
	running.Wait()
	return l.outcome(n, took)
}

// probe asks a few questions a second for a while, whatever becomes of them, and returns
// by the second how those did that were answered within ten seconds.
func (l *load) probe(span time.Duration) []outcome {
	const perSecond = 20
	seconds := make([]outcome, int(span/time.Second))
	var asking sync.WaitGroup
	var mu sync.Mutex
	for begin, i := time.Now(), 0; time.Since(begin) < span; i++ {
		o := &seconds[min(len(seconds)-1, int(time.Since(begin)/time.Second))]
		o.span = time.Second
		o.asked++
		asked, done := time.Now(), make(chan struct{})
		l.ask(func() { close(done) })
		asking.Go(func() {
			select {
			case <-done:
				mu.Lock()
				defer mu.Unlock()
				o.answered++
				o.took = append(o.took, time.Since(asked))
			case <-time.After(10 * time.Second):
			}
		})
		time.Sleep(time.Until(begin.Add(time.Duration(i+1) * time.Second / perSecond)))
	}
	asking.Wait()
	return seconds
}

// flood asks n questions, some at once.
func (l *load) flood(n, atOnce int) outcome {
	begin := time.Now()
	free := make(chan struct{}, atOnce)
	for range n {
		free <- struct{}{}
		l.ask(func() { <-free })
	}
	l.settle(n)
	return l.outcome(n, time.Since(begin))
}

// settle waits until n questions are answered, or nothing has come for a while.
func (l *load) settle(n int) {
	last, since := -1, time.Now()
	for {
		l.mu.Lock()
		got := len(l.took)
		l.mu.Unlock()
		if got >= n || time.Since(since) > 10*time.Second {
			return
		}
		if got != last {
			last, since = got, time.Now()
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (l *load) outcome(n int, span time.Duration) outcome {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := outcome{n, len(l.took), span, l.took}
	l.took = nil
	clear(l.asked)
	clear(l.told)
	return o
}
