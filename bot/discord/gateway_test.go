package discord

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
)

// settled waits until the session is up again after n resumes and m IDENTIFYs.
func (w *world) settled(resumes, identifies int) {
	w.t.Helper()
	err := w.Wait(withTimeout(w.t), func() bool {
		s := w.Stats()
		return s.Resumes >= resumes && s.Identifies >= identifies && w.Ready() == 1
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if s := w.Stats(); s.Resumes != resumes || s.Identifies != identifies || s.WrongResumes > 0 || s.Ended > 0 {
		w.t.Fatalf("want %d resumes and %d IDENTIFYs: %+v", resumes, identifies, s)
	}
}

// Every way to lose a connection that leaves the session alive ends in RESUME, at
// the address that READY gave.
func TestLossesAreResumed(t *testing.T) {
	for name, lose := range map[string]func(*discordtest.Conn){
		"op 7":            func(c *discordtest.Conn) { c.Reconnect() },
		"op 9, resumable": func(c *discordtest.Conn) { c.InvalidSession(true) },
		"reset":           func(c *discordtest.Conn) { c.Drop() },
		"reset in frame":  func(c *discordtest.Conn) { c.DropMidFrame() },
		"close 4000":      func(c *discordtest.Conn) { c.Close(4000) },
		"close 4008":      func(c *discordtest.Conn) { c.Close(discordtest.CloseRateLimited) },
		"close 1001":      func(c *discordtest.Conn) { c.Close(1001) },
		"silence":         func(c *discordtest.Conn) { c.Mute() },
		"broken JSON":     func(c *discordtest.Conn) { c.SendRaw(`{"op":0,`) },
	} {
		t.Run(name, func(t *testing.T) {
			o := without()
			o.HeartbeatInterval = 300 * time.Millisecond
			w := newWorld(t, worldOptions{discord: o, timing: patient})
			lose(w.Conns()[0])
			w.settled(1, 1)
			w.Post(discordtest.Post{Mention: true, Content: launch})
			isAnswer(t, w.sent(1))
		})
	}
}

// Where the session is gone, one IDENTIFY starts another.
func TestLossesThatEndTheSession(t *testing.T) {
	for name, lose := range map[string]func(*discordtest.Conn){
		"op 9":       func(c *discordtest.Conn) { c.InvalidSession(false) },
		"close 4007": func(c *discordtest.Conn) { c.Close(discordtest.CloseInvalidSeq) },
		"close 4009": func(c *discordtest.Conn) { c.Close(discordtest.CloseTimedOut) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{discord: without()})
			lose(w.Conns()[0])
			w.settled(0, 2)
		})
	}
}

// Whatever a new connection begins with, or does not, the next one comes up.
func TestBadBeginnings(t *testing.T) {
	for name, fault := range map[string]discordtest.ConnFault{
		"no HELLO":            {NoHello: true},
		"silence after HELLO": {Silent: true},
		"no READY":            {NoReady: true},
		"op 7 first":          {ReconnectFirst: true},
		"op 9 first":          {InvalidFirst: true},
		"close 4000":          {Code: 4000},
	} {
		t.Run(name+" at the start", func(t *testing.T) {
			fault.Times = 2
			w := start(t, worldOptions{discord: without(), fault: fault})
			if err := w.WaitReady(withTimeout(t), 1); err != nil {
				t.Fatal(err)
			}
		})
		t.Run(name+" at RESUME", func(t *testing.T) {
			w := newWorld(t, worldOptions{discord: without()})
			fault.Times = 1
			w.FaultConns(fault)
			w.Conns()[0].Drop()
			if fault.InvalidFirst {
				w.settled(0, 2)
			} else {
				w.settled(1, 1)
			}
		})
	}
}

// Fatal codes end Run at once, with one clear line.
func TestFatalCodes(t *testing.T) {
	for _, code := range []int{4004, 4010, 4011, 4012, 4013, 4014} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			w := newWorld(t, worldOptions{discord: without()})
			w.Conns()[0].Close(code)
			select {
			case err := <-w.ended:
				if err == nil || strings.Contains(err.Error(), w.Token()) || !strings.Contains(err.Error(), fatal(code).Error()) {
					t.Errorf("ended with %v", err)
				}
			case <-withTimeout(t).Done():
				t.Fatal("goes on")
			}
			if n := w.Stats().Connections; n != 1 {
				t.Errorf("%d connections", n)
			}
		})
	}
}

func TestUnknownFramesAreIgnored(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	c := w.Conns()[0]
	c.SendRaw(`{"op":77,"d":{"x":[1]},"s":null,"t":null}`)
	c.SendRaw(`{"op":11}`)
	w.Dispatch(w.Guild().ID, "SOMETHING_NEW", discordtest.Object{"id": 5})
	w.Dispatch(w.Guild().ID, "MESSAGE_CREATE", "no object")
	w.Dispatch(w.Guild().ID, "MESSAGE_CREATE", nil)
	w.Dispatch(w.Guild().ID, "GUILD_CREATE", discordtest.Object{"roles": []any{nil}})
	c.RequestHeartbeat()
	w.Post(discordtest.Post{Mention: true, Content: launch})
	isAnswer(t, w.sent(1))
	if err := w.WaitStats(withTimeout(t), func(s discordtest.Stats) bool { return s.Heartbeats > 0 }); err != nil {
		t.Error(err)
	}
	if s := w.Stats(); s.Connections != 1 {
		t.Errorf("%+v", s)
	}
}

// What was said while no connection was up is answered, once.
func TestReplay(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.FaultConns(discordtest.ConnFault{Times: 2, NoHello: true})
	w.Conns()[0].Drop()
	w.Post(discordtest.Post{Mention: true, Content: launch})
	isAnswer(t, w.sent(1))
	w.settled(1, 1)
}

func TestShards(t *testing.T) {
	o := without()
	o.Shards, o.NeedShards, o.IdentifyWindow = 3, true, 20*time.Millisecond
	slow := quick
	slow.Identify = 60 * time.Millisecond
	t.Run("all", func(t *testing.T) {
		w := start(t, worldOptions{discord: o, timing: slow})
		if err := w.WaitReady(withTimeout(t), 3); err != nil {
			t.Fatal(err)
		}
		if s := w.Stats(); s.Identifies != 3 || s.Refused > 0 {
			t.Errorf("%+v", s)
		}
		eventually(t, func() bool { ok, _ := w.a.Ready(); return ok })
	})
	t.Run("share", func(t *testing.T) {
		w := start(t, worldOptions{discord: o, timing: slow, adapter: Options{ShardIDs: []int{0, 2}}})
		if err := w.WaitReady(withTimeout(t), 2); err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, c := range w.Conns() {
			got = append(got, c.Shard())
		}
		if diff := cmp.Diff(map[int]bool{0: true, 2: true}, map[int]bool{got[0]: true, got[1]: true}); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("share of too few", func(t *testing.T) {
		w := start(t, worldOptions{discord: o, adapter: Options{ShardIDs: []int{3}}})
		if err := <-w.ended; err == nil {
			t.Error("no error")
		}
	})
}

// No IDENTIFY is sent that Discord would not allow.
func TestSessionStartLimit(t *testing.T) {
	o := without()
	o.SessionStarts = 1
	w := newWorld(t, worldOptions{discord: o})
	w.Conns()[0].InvalidSession(false)
	eventually(t, func() bool {
		_, why := w.a.Ready()
		return strings.Contains(why, "no more sessions")
	})
	if n := w.Stats().Identifies; n != 1 {
		t.Errorf("%d IDENTIFYs", n)
	}
}

func TestWrongToken(t *testing.T) {
	srv := discordtest.New(t, without())
	w := newWorld(t, worldOptions{discord: without()})
	other, err := New(w.service, Options{Token: "wrong", APIURL: srv.APIURL(), Transport: w.transport})
	if err != nil {
		t.Fatal(err)
	}
	var wrong *chat.SettingError
	if err := other.Run(withTimeout(t)); !errors.As(err, &wrong) || wrong.Setting != "Token" {
		t.Errorf("ended with %v", err)
	}
	if f := other.Check(withTimeout(t)); len(f) != 1 || f[0].OK || f[0].Advice == "" || f[0].Setting != "Token" {
		t.Errorf("%+v", f)
	}
}

func TestStopping(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.stop()
	if err := <-w.ended; err != nil {
		t.Error(err)
	}
	if err := w.WaitStats(withTimeout(t), func(s discordtest.Stats) bool { return s.Ended == 1 }); err != nil {
		t.Errorf("the session goes on: %v", err)
	}
}
