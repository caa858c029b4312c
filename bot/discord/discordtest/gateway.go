package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// Gateway opcodes of https://docs.discord.com/developers/topics/opcodes-and-status-codes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
	opRequestSounds  = 31
)

// Gateway close codes.
const (
	CloseUnknownError      = 4000
	CloseUnknownOpcode     = 4001
	CloseDecodeError       = 4002
	CloseNotAuthenticated  = 4003
	CloseAuthFailed        = 4004
	CloseAlreadyAuthed     = 4005
	CloseInvalidSeq        = 4007
	CloseRateLimited       = 4008
	CloseTimedOut          = 4009
	CloseInvalidShard      = 4010
	CloseShardingRequired  = 4011
	CloseInvalidVersion    = 4012
	CloseInvalidIntents    = 4013
	CloseDisallowedIntents = 4014
)

// Intents that the fake knows by name.
const (
	IntentGuilds         = 1 << 0
	IntentGuildMembers   = 1 << 1
	IntentGuildPresences = 1 << 8
	IntentGuildMessages  = 1 << 9
	IntentDirectMessages = 1 << 12
	IntentMessageContent = 1 << 15

	privileged = IntentGuildMembers | IntentGuildPresences | IntentMessageContent
	allIntents = 1<<26 - 1
)

// gateway is the state behind the sockets. Server.mu guards it.
type gateway struct {
	conns       []*Conn
	sessions    []*session
	startsLeft  int
	startsReset time.Time
	windows     map[int]window // IDENTIFYs by shard_id mod max_concurrency
	faults      []*ConnFault
}

type window struct {
	start time.Time
	n     int
}

func (g *gateway) start(o Options) {
	g.startsLeft, g.startsReset = o.SessionStarts, time.Now().Add(24*time.Hour)
	g.windows = map[int]window{}
}

// ConnFault makes gateway connections go wrong.
type ConnFault struct {
	Times int // so many connections, 1 if 0; negative: for ever

	NoHello        bool // nothing is ever sent
	Silent         bool // nothing is sent after HELLO
	NoReady        bool // IDENTIFY and RESUME get no reply, heartbeats do
	NoAcks         bool // heartbeats are not acknowledged
	ReconnectFirst bool // op 7 is the first packet after IDENTIFY or RESUME, and the only one
	InvalidFirst   bool // op 9 with d false is the reply to IDENTIFY or RESUME
	Code           int  // IDENTIFY or RESUME is answered by closing with this code
}

// FaultConns adds a fault for connections to come; the first that is left applies.
func (s *Server) FaultConns(f ConnFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&f.Times, 1)
	s.gateway.faults = append(s.gateway.faults, &f)
}

func (g *gateway) takeFault() ConnFault {
	for _, f := range g.faults {
		if f.Times == 0 {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return *f
	}
	return ConnFault{}
}

// Conns returns the connections that are open now, newest first: one that has been
// lost stays among them until its end is noticed.
func (s *Server) Conns() []*Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.conns)
}

// Ready returns how many sessions have a connection.
func (s *Server) Ready() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, ses := range s.gateway.sessions {
		if ses.connected() {
			n++
		}
	}
	return n
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway runs one connection, to the first address or to the one for RESUME.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request, atResume bool) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.conns.Add(1)
	fault := s.gateway.takeFault()
	s.mu.Unlock()
	defer s.conns.Done()
	q := r.URL.Query()
	if e := q.Get("encoding"); e != "" && e != "json" {
		http.Error(w, "the fake speaks json only", http.StatusBadRequest)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := newConn(s, ws, fault, atResume, q.Get("compress") == "zlib-stream")
	s.mu.Lock()
	s.gateway.conns = slices.Insert(s.gateway.conns, 0, c)
	s.stats.Connections++
	late := s.closed
	s.notify()
	s.mu.Unlock()
	if late {
		c.Drop()
	}
	c.serve(q.Get("v"))
	s.mu.Lock()
	s.gateway.conns = slices.DeleteFunc(s.gateway.conns, func(o *Conn) bool { return o == c })
	s.notify()
	s.mu.Unlock()
}

// Dispatch sends an event to the sessions that have the guild ("" is a direct
// message), whatever their intents. It returns to how many.
func (s *Server) Dispatch(guild, event string, data any) int {
	raw, err := json.Marshal(data)
	if err != nil {
		panic("discordtest: event: " + err.Error())
	}
	return s.dispatch(guild, event, 0, raw, raw)
}

// dispatch sends to the sessions of the guild that have the intent; those
// without the message content intent get bare instead of full.
func (s *Server) dispatch(guild, event string, intent int, full, bare json.RawMessage) int {
	s.mu.Lock()
	var to []*session
	for _, ses := range s.gateway.sessions {
		if shardOf(guild, ses.shards) == ses.shard && ses.intents&intent == intent {
			to = append(to, ses)
		}
	}
	s.stats.Events += len(to)
	s.notify()
	s.mu.Unlock()
	for _, ses := range to {
		data := full
		if ses.intents&IntentMessageContent == 0 {
			data = bare
		}
		ses.send(event, data, s.opts.ReplayBuffer)
	}
	return len(to)
}
