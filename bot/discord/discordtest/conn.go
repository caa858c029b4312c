package discordtest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Conn is one gateway connection. Its methods do to the client what Discord,
// or the network, may do at any moment.
type Conn struct {
	AtResume bool // it came to the address for RESUME

	s       *Server
	ws      *websocket.Conn
	fault   ConnFault
	version int
	session atomic.Pointer[session]
	muted   atomic.Bool // heartbeats are not acknowledged
	closing atomic.Bool // this side has closed
	authed  atomic.Bool // it has had a session

	compressLarge atomic.Bool // large frames are compressed one by one

	out    chan outgoing
	ended  chan struct{} // closed when the reading side is done
	stream *zlib.Writer  // with zlib-stream, shared by all frames
	packed bytes.Buffer

	sends []time.Time // client's frames of the last minute
}

func newConn(s *Server, ws *websocket.Conn, fault ConnFault, atResume, stream bool) *Conn {
	c := &Conn{AtResume: atResume, s: s, ws: ws, fault: fault, out: make(chan outgoing, backlog), ended: make(chan struct{})}
	if stream {
		c.stream = zlib.NewWriter(&c.packed)
	}
	c.muted.Store(fault.NoAcks)
	return c
}

// Shard returns the shard that the connection identified for, or -1.
func (c *Conn) Shard() int {
	if ses := c.session.Load(); ses != nil {
		return ses.shard
	}
	return -1
}

// Seq returns the number of the last event of the connection's session.
func (c *Conn) Seq() int {
	if ses := c.session.Load(); ses != nil {
		return ses.last()
	}
	return 0
}

// Reconnect asks the client to come back and resume (op 7).
func (c *Conn) Reconnect() { c.send(opReconnect, nil) }

// InvalidSession reports to the client that its session is not valid (op 9). Unless
// resumable, the session is forgotten. The client may RESUME or IDENTIFY on the
// same connection or on another.
func (c *Conn) InvalidSession(resumable bool) {
	if ses := c.session.Swap(nil); ses != nil {
		ses.detach(c)
		if !resumable {
			c.s.end(ses)
		}
	}
	c.send(opInvalidSession, resumable)
}

// RequestHeartbeat asks for a heartbeat at once (op 1).
func (c *Conn) RequestHeartbeat() { c.send(opHeartbeat, nil) }

// Mute stops acknowledging heartbeats, as a connection does that is dead
// without anybody having noticed; events are not sent any more either.
func (c *Conn) Mute() {
	c.muted.Store(true)
	if ses := c.session.Load(); ses != nil {
		ses.detach(c)
	}
}

// SendRaw writes one text frame as it is: malformed JSON, unknown opcodes.
func (c *Conn) SendRaw(frame string) { c.queue(outgoing{frame: []byte(frame)}) }

// Close ends the connection with a close code. The session can be resumed
// unless the code says otherwise.
func (c *Conn) Close(code int) {
	if c.closing.Swap(true) {
		return
	}
	if ses := c.session.Load(); ses != nil {
		ses.detach(c)
		if endsSession(code) {
			c.s.end(ses)
		}
	}
	c.queue(outgoing{code: code})
}

// endsSession reports whether Discord says to start anew after a close code.
func endsSession(code int) bool {
	switch code {
	case CloseAuthFailed, CloseInvalidSeq, CloseTimedOut, CloseInvalidShard, CloseShardingRequired,
		CloseInvalidVersion, CloseInvalidIntents, CloseDisallowedIntents:
		return true
	}
	return false
}

// Drop resets the TCP connection without a close frame.
func (c *Conn) Drop() {
	c.closing.Store(true)
	if tcp, ok := c.ws.NetConn().(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	c.ws.NetConn().Close()
}

// DropMidFrame sends the beginning of a frame and drops the connection.
func (c *Conn) DropMidFrame() {
	c.closing.Store(true)
	c.queue(outgoing{partial: true})
}

func (c *Conn) setSession(ses *session) {
	c.session.Store(ses)
	c.authed.Store(true)
}

func (c *Conn) dispatch(e event) {
	raw, _ := json.Marshal(struct {
		Op int             `json:"op"`
		D  json.RawMessage `json:"d"`
		S  int             `json:"s"`
		T  string          `json:"t"`
	}{opDispatch, e.data, e.seq, e.name})
	c.queue(outgoing{frame: raw})
}

func (c *Conn) send(op int, d any) {
	c.queue(outgoing{frame: encode(Object{"op": op, "d": d, "s": nil, "t": nil})})
}

// stopsHere applies the faults that follow IDENTIFY and RESUME.
func (c *Conn) stopsHere() bool {
	if c.fault.ReconnectFirst {
		c.Reconnect()
	}
	return c.fault.ReconnectFirst || c.fault.NoReady || c.fault.Code != 0
}

// serve talks to the client until either side ends it.
func (c *Conn) serve(version string) {
	var writing sync.WaitGroup
	writing.Go(c.write)
	defer c.ws.Close()
	defer writing.Wait()
	defer close(c.ended)
	c.version, _ = strconv.Atoi(version)
	if version == "" {
		c.version = 6 // Discord's default, no longer in service
	}
	if c.version != 9 && c.version != 10 {
		c.Close(CloseInvalidVersion)
		c.read()
		return
	}
	if !c.fault.NoHello {
		c.send(opHello, Object{"heartbeat_interval": c.s.opts.HeartbeatInterval.Milliseconds(), "_trace": []string{"discordtest"}})
	}
	err := c.read()
	ses := c.session.Load()
	if ses == nil {
		return
	}
	ses.detach(c)
	if !c.closing.Load() && websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
		c.s.end(ses)
		c.s.count(func(st *Stats) { st.Ended++ })
	}
}
