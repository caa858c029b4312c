package discord

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
)

// Ten connections are lost while 500 people ask: each is answered once, and no
// session is started but the first and the one after it was declared invalid.
func TestLossesUnderLoad(t *testing.T) {
	o := without()
	o.HeartbeatInterval = 2 * time.Second // a busy machine may be a second late
	w := newWorld(t, worldOptions{discord: o, searcher: light(t), timing: patient})
	losses := []func(*discordtest.Conn){
		func(c *discordtest.Conn) { c.Reconnect() },
		func(c *discordtest.Conn) { c.InvalidSession(true) },
		func(c *discordtest.Conn) { c.Drop() },
		func(c *discordtest.Conn) { c.Mute() },
		func(c *discordtest.Conn) { c.Close(4000) },
	}
	var channels []string
	for n := range 10 {
		c := w.AddChannel(discordtest.Channel{GuildID: w.Guild().ID, Name: fmt.Sprint("channel-", n)})
		channels = append(channels, c.ID)
	}
	asked := map[string]bool{}
	for n := range 500 {
		asked[w.Post(discordtest.Post{Channel: channels[n%len(channels)], Mention: true, Content: launch})] = true
		if n%50 == 25 {
			before := w.Stats().Resumes
			losses[n/50%len(losses)](w.Conns()[0])
			// What is asked meanwhile is replayed.
			for range 10 {
				asked[w.Post(discordtest.Post{Channel: channels[0], Mention: true, Content: launch})] = true
			}
			if err := w.WaitStats(withTimeout(t), func(s discordtest.Stats) bool { return s.Resumes > before }); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := w.WaitMessages(withTimeout(t), len(asked))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if !asked[m.ReplyTo()] {
			t.Errorf("a second answer, or one to nothing: %s", m.ReplyTo())
		}
		delete(asked, m.ReplyTo())
	}
	s := w.Stats()
	if len(asked) > 0 || s.Resumes != 10 || s.Identifies != 1 || s.WrongResumes != 0 {
		t.Errorf("%d unanswered, %+v", len(asked), s)
	}
	t.Logf("%d answers, %d resumes, %d IDENTIFYs", len(all), s.Resumes, s.Identifies)
}

// 200 people give a command at once: all get a response, once.
func TestInteractionsAtOnce(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), timing: defaultTiming, searcher: light(t)})
	w.answer(w.Slash(ask(launch, false)))
	for range 200 {
		w.Slash(ask(launch, false))
	}
	err := w.WaitStats(withTimeout(t), func(s discordtest.Stats) bool { return s.Responded == 201 })
	if s := w.Stats(); err != nil || s.Twice > 0 || s.Late > 0 {
		t.Errorf("%v: %+v", err, s)
	}
	t.Logf("first response p50 %v, p99 %v", w.Latency(0.50), w.Latency(0.99))
}

// A load of interactions leaves nothing behind. It takes a while, so that it runs
// only where OKBOT_LOAD is set.
func TestMemory(t *testing.T) {
	if os.Getenv("OKBOT_LOAD") == "" {
		t.Skip("a measurement of 20,000 interactions: OKBOT_LOAD=1 takes it")
	}
	o := without()
	o.CountersOnly = true
	w := newWorld(t, worldOptions{discord: o, timing: defaultTiming})
	heap := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	responded := 1
	var first float64
	for round := range 20 {
		for range 1000 {
			w.Slash(ask(launch, false))
			for s := w.Stats(); s.Interactions-s.Responded > 200; s = w.Stats() {
				time.Sleep(time.Millisecond)
			}
		}
		responded = 1000 * (round + 1)
		if err := w.WaitStats(withTimeout(t), func(s discordtest.Stats) bool { return s.Responded == responded }); err != nil {
			t.Fatal(err)
		}
		if round == 4 { // the fake and the store are full by then
			first = heap()
		}
	}
	t.Logf("first response p99 %v, slowest %v; %d late", w.Latency(0.99), w.Latency(1), w.Stats().Late)
	t.Logf("heap after 5,000 interactions %.1f MB, after 20,000 %.1f MB", first, heap())
}
