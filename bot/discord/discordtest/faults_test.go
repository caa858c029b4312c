package discordtest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestLosses sees what a client sees of everything a test can do to it.
func TestLosses(t *testing.T) {
	for name, test := range map[string]struct {
		act       func(*Conn)
		op        int    // of the frame that the client gets, or
		text      string // that frame, or
		code      int    // that of the close frame, 0 for none
		resumable bool
	}{
		"op 7":           {act: (*Conn).Reconnect, op: opReconnect, resumable: true},
		"op 9 resumable": {act: func(c *Conn) { c.InvalidSession(true) }, op: opInvalidSession, resumable: true},
		"op 9":           {act: func(c *Conn) { c.InvalidSession(false) }, op: opInvalidSession},
		"op 1":           {act: (*Conn).RequestHeartbeat, op: opHeartbeat, resumable: true},
		"malformed":      {act: func(c *Conn) { c.SendRaw("{") }, text: "{", resumable: true},
		"4000":           {act: func(c *Conn) { c.Close(CloseUnknownError) }, code: CloseUnknownError, resumable: true},
		"4004":           {act: func(c *Conn) { c.Close(CloseAuthFailed) }, code: CloseAuthFailed},
		"TCP":            {act: (*Conn).Drop, resumable: true},
		"mid-frame":      {act: (*Conn).DropMidFrame, resumable: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t, Options{})
			c, r := ready(t, s, usual)
			seq := *c.until("GUILD_CREATE").S
			test.act(s.Conns()[0])
			switch {
			case test.text != "":
				if _, raw, err := c.ws.ReadMessage(); err != nil || string(raw) != test.text {
					t.Errorf("got %q, %v", raw, err)
				}
			case test.op != 0:
				if f := c.next(); f.Op != test.op {
					t.Errorf("got op %d, want %d", f.Op, test.op)
				}
			default:
				if code := c.closed(); code != test.code {
					t.Errorf("closed with %d, want %d", code, test.code)
				}
			}
			f := resume(t, s, r.Resume, r.Session, seq)
			if resumed := f.T == "RESUMED"; resumed != test.resumable {
				t.Errorf("RESUME answered by op %d %s", f.Op, f.T)
			}
		})
	}
}

func TestConnFaults(t *testing.T) {
	open := func(t *testing.T, f ConnFault) (*Server, *client) {
		s := New(t, Options{IdentifyWindow: time.Nanosecond})
		s.FaultConns(f)
		c := dial(t, s.GatewayURL())
		c.send(opHeartbeat, nil)
		c.send(opIdentify, identity(s, usual))
		return s, c
	}
	for name, test := range map[string]struct {
		fault ConnFault
		ops   []int // in answer to a heartbeat and an IDENTIFY
	}{
		"no HELLO":     {ConnFault{NoHello: true}, nil},
		"silent":       {ConnFault{Silent: true}, []int{opHello}},
		"no READY":     {ConnFault{NoReady: true}, []int{opHello, opAck}},
		"no ACKs":      {ConnFault{NoAcks: true}, []int{opHello, opDispatch}},
		"op 7 first":   {ConnFault{ReconnectFirst: true}, []int{opHello, opAck, opReconnect}},
		"op 9 first":   {ConnFault{InvalidFirst: true}, []int{opHello, opAck, opInvalidSession}},
		"code instead": {ConnFault{Code: CloseUnknownError}, []int{opHello, opAck}},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := open(t, test.fault)
			wait(t, s, func() bool { return len(s.Conns()) == 1 })
			if !test.fault.NoHello && !test.fault.Silent {
				wait(t, s, func() bool { return s.Stats().Identifies == 1 })
			}
			var ops []int
			for range test.ops {
				ops = append(ops, c.next().Op)
			}
			if diff := cmp.Diff(test.ops, ops); diff != "" {
				t.Error(diff)
			}
			if !test.fault.NoAcks { // after READY come guilds
				s.Conns()[0].Close(CloseUnknownError)
				if _, raw, err := c.ws.ReadMessage(); err == nil {
					t.Errorf("and then %s", raw)
				}
			}
			ready(t, s, usual) // the fault was for one connection
		})
	}
}
