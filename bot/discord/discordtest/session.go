package discordtest

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// session is what RESUME continues: numbered events, kept until they are too many.
type session struct {
	id            string
	shard, shards int
	intents       int

	mu     sync.Mutex // held while sending, so that events go out in order
	seq    int
	events []event
	conn   atomic.Pointer[Conn] // nil while the client is away; stored with mu held
}

type event struct {
	seq  int
	name string
	data json.RawMessage
}

func (ses *session) connected() bool { return ses.conn.Load() != nil }

// send numbers an event, keeps it, and writes it if the client is there.
func (ses *session) send(name string, data json.RawMessage, keep int) {
	ses.mu.Lock()
	defer ses.mu.Unlock()
	ses.add(name, data, keep)
}

// add is send for callers that hold ses.mu.
func (ses *session) add(name string, data json.RawMessage, keep int) {
	ses.seq++
	e := event{ses.seq, name, data}
	ses.events = append(ses.events, e)
	if len(ses.events) > 2*keep {
		ses.events = slices.Clone(ses.events[len(ses.events)-keep:])
	}
	if c := ses.conn.Load(); c != nil {
		c.dispatch(e)
	}
}

// detach lets go of a connection, if the session still has it.
func (ses *session) detach(c *Conn) {
	ses.mu.Lock()
	defer ses.mu.Unlock()
	ses.conn.CompareAndSwap(c, nil)
}

// identify is op 2: it returns the code to close with, or 0.
func (s *Server) identify(c *Conn, raw json.RawMessage) int {
	var d struct {
		Token      *string         `json:"token"`
		Properties *map[string]any `json:"properties"`
		Intents    *int            `json:"intents"`
		Shard      *[]int          `json:"shard"`
		Compress   bool            `json:"compress"`
		Large      *int            `json:"large_threshold"`
		Presence   *map[string]any `json:"presence"`
	}
	if err := json.Unmarshal(raw, &d); err != nil || d.Token == nil || d.Properties == nil {
		return CloseDecodeError
	}
	if !s.rightToken(*d.Token) {
		return CloseAuthFailed
	}
	ses := &session{shards: 1}
	if d.Shard != nil {
		if sh := *d.Shard; len(sh) != 2 || sh[1] < 1 || sh[0] < 0 || sh[0] >= sh[1] {
			return CloseInvalidShard
		}
		ses.shard, ses.shards = (*d.Shard)[0], (*d.Shard)[1]
	}
	allowed := s.start(ses.shard)
	switch {
	case s.opts.NeedShards && ses.shards < s.opts.Shards:
		return CloseShardingRequired
	case d.Intents == nil || *d.Intents&^allIntents != 0:
		return CloseInvalidIntents
	case *d.Intents&privileged&s.opts.Disallowed != 0:
		return CloseDisallowedIntents
	}
	ses.intents = *d.Intents
	c.compressLarge.Store(d.Compress)
	if !allowed || c.fault.InvalidFirst {
		s.count(func(st *Stats) { st.Refused++ })
		c.send(opInvalidSession, false)
		return 0
	}
	if c.stopsHere() {
		return c.fault.Code
	}
	s.ready(c, ses, d.Shard)
	return 0
}

func (s *Server) rightToken(t string) bool { return t == s.opts.Token || t == "Bot "+s.opts.Token }

// start counts an IDENTIFY, and says whether it is within the limits: so many
// a day, and max_concurrency in five seconds by shard.
func (s *Server) start(shard int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.Identifies++
	s.notify()
	g := &s.gateway
	if g.startsLeft == 0 {
		return false
	}
	g.startsLeft--
	key, now := shard%s.opts.MaxConcurrency, time.Now()
	w := g.windows[key]
	if now.Sub(w.start) >= s.opts.IdentifyWindow {
		w = window{start: now}
	}
	w.n++
	g.windows[key] = w
	return w.n <= 1
}

// ready starts the session with READY and the guilds it has.
func (s *Server) ready(c *Conn, ses *session, shard *[]int) {
	id := make([]byte, 16)
	rand.Read(id)
	ses.id = hex.EncodeToString(id)
	s.mu.Lock()
	ready := Object{"v": c.version, "user": s.userObject(s.App.UserID), "session_id": ses.id, "resume_gateway_url": s.ResumeURL(),
		"application": Object{"id": s.App.ID, "flags": s.appFlags()}, "session_type": "normal", "_trace": []string{"discordtest"},
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{}, "guild_join_requests": []any{},
		"geo_ordered_rtc_regions": []any{}, "user_settings": Object{}}
	if shard != nil {
		ready["shard"] = *shard
	}
	unavailable, guilds := []Object{}, []json.RawMessage{}
	for _, g := range s.world.guilds {
		if shardOf(g.ID, ses.shards) != ses.shard {
			continue
		}
		unavailable = append(unavailable, Object{"id": g.ID, "unavailable": true})
		if ses.intents&IntentGuilds != 0 {
			guilds = append(guilds, encode(s.guildObject(g)))
		}
	}
	ready["guilds"] = unavailable
	ses.mu.Lock() // before others can find the session, so that READY is the first
	s.gateway.sessions = append(s.gateway.sessions, ses)
	s.mu.Unlock()
	ses.conn.Store(c)
	c.setSession(ses)
	ses.add("READY", encode(ready), s.opts.ReplayBuffer)
	for _, g := range guilds {
		ses.add("GUILD_CREATE", g, s.opts.ReplayBuffer)
	}
	ses.mu.Unlock()
	s.wake()
}

func (s *Server) sessionByID(id string) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ses := range s.gateway.sessions {
		if ses.id == id {
			return ses
		}
	}
	return nil
}

// end forgets a session, so that it cannot be resumed.
func (s *Server) end(ses *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.sessions = slices.DeleteFunc(s.gateway.sessions, func(o *session) bool { return o == ses })
	s.notify()
}

func (s *Server) wake() { s.count(func(*Stats) {}) }

func encode(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	return raw
}
