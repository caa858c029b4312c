package discordtest

import "encoding/json"

// resumed is op 6: it returns the code to close with, or 0.
func (s *Server) resumed(c *Conn, raw json.RawMessage) int {
	var d struct {
		Token   *string `json:"token"`
		Session *string `json:"session_id"`
		Seq     *int    `json:"seq"`
	}
	if err := json.Unmarshal(raw, &d); err != nil || d.Token == nil || d.Session == nil || d.Seq == nil {
		return CloseDecodeError
	}
	if !s.rightToken(*d.Token) {
		return CloseAuthFailed
	}
	if !c.AtResume && !c.authed.Load() {
		s.count(func(st *Stats) { st.WrongResumes++ })
	}
	ses := s.sessionByID(*d.Session)
	if c.stopsHere() {
		return c.fault.Code
	}
	if ses == nil || c.fault.InvalidFirst || !ses.has(*d.Seq) {
		s.count(func(st *Stats) { st.Refused++ })
		s.end(ses)
		c.send(opInvalidSession, false)
		return 0
	}
	if *d.Seq > ses.last() {
		s.end(ses)
		return CloseInvalidSeq
	}
	s.count(func(st *Stats) { st.Resumes++ })
	ses.replay(c, *d.Seq, s.opts.ReplayBuffer)
	s.wake()
	return 0
}

// has says whether all events after seq are still kept.
func (ses *session) has(seq int) bool {
	ses.mu.Lock()
	defer ses.mu.Unlock()
	return len(ses.events) == 0 || seq >= ses.events[0].seq-1
}

func (ses *session) last() int {
	ses.mu.Lock()
	defer ses.mu.Unlock()
	return ses.seq
}

// replay moves the session to a new connection and sends what it missed.
func (ses *session) replay(c *Conn, seq, keep int) {
	ses.mu.Lock()
	defer ses.mu.Unlock()
	old := ses.conn.Swap(c)
	c.setSession(ses)
	if old != nil && old != c {
		old.Drop()
	}
	for _, e := range ses.events {
		if e.seq > seq {
			c.dispatch(e)
		}
	}
	ses.add("RESUMED", encode(Object{"_trace": []string{"discordtest"}}), keep)
}
