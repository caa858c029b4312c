package discordtest

import (
	"encoding/json"
	"errors"
	"net"
	"time"
)

// maxFrame is what a client may send at once, in bytes.
const maxFrame = 4096

// read handles the client's frames until the connection ends.
func (c *Conn) read() error {
	c.expectHeartbeat()
	for {
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			var late net.Error
			if !c.closing.Load() && errors.As(err, &late) && late.Timeout() {
				c.s.count(func(st *Stats) { st.Zombies++ })
				c.Close(CloseTimedOut)
			}
			return err
		}
		if c.closing.Load() || c.fault.Silent || c.fault.NoHello {
			continue
		}
		if code := c.frame(raw); code != 0 {
			c.Close(code)
		}
	}
}

// expectHeartbeat gives the client half an interval more than it should need.
func (c *Conn) expectHeartbeat() {
	if !c.closing.Load() && !c.fault.Silent && !c.fault.NoHello {
		c.ws.SetReadDeadline(time.Now().Add(c.s.opts.HeartbeatInterval * 3 / 2))
	}
}

// frame handles one frame and returns the code to close with, or 0.
func (c *Conn) frame(raw []byte) int {
	if c.tooMany(time.Now()) {
		return CloseRateLimited
	}
	var f struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if len(raw) > maxFrame || json.Unmarshal(raw, &f) != nil || f.Op == nil {
		return CloseDecodeError
	}
	ses := c.session.Load()
	switch *f.Op {
	case opHeartbeat:
		return c.heartbeat(f.D, ses)
	case opIdentify:
		if ses != nil {
			return CloseAlreadyAuthed
		}
		return c.s.identify(c, f.D)
	case opResume:
		if ses != nil {
			return CloseAlreadyAuthed
		}
		return c.s.resumed(c, f.D)
	case opPresence, opVoice, opRequestMembers, opRequestSounds:
		if ses == nil {
			return CloseNotAuthenticated
		}
		return 0
	}
	return CloseUnknownOpcode
}

func (c *Conn) heartbeat(d json.RawMessage, ses *session) int {
	var seq *int
	if err := json.Unmarshal(d, &seq); err != nil {
		return CloseDecodeError
	}
	if seq != nil && ses != nil {
		if last := ses.last(); *seq > last {
			c.s.mu.Lock()
			c.s.violation("gateway: heartbeat with seq %d, of %d sent", *seq, last)
			c.s.mu.Unlock()
		}
	}
	c.expectHeartbeat()
	c.s.count(func(st *Stats) { st.Heartbeats++ })
	if !c.muted.Load() {
		c.send(opAck, nil)
	}
	return 0
}

// tooMany counts the frames of the last minute.
func (c *Conn) tooMany(now time.Time) bool {
	keep := c.sends[:0]
	for _, t := range c.sends {
		if now.Sub(t) < time.Minute {
			keep = append(keep, t)
		}
	}
	c.sends = append(keep, now)
	return len(c.sends) > c.s.opts.SendLimit
}
