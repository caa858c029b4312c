package discordtest

import (
	"testing"

	"github.com/gorilla/websocket"
)

// resume asks for a session and returns the first frame after HELLO.
func resume(t *testing.T, s *Server, url, session string, seq int) frame {
	t.Helper()
	c := dial(t, url)
	c.next()
	c.send(opResume, Object{"token": s.Token(), "session_id": session, "seq": seq})
	return c.next()
}

func TestResume(t *testing.T) {
	s := New(t, Options{})
	c, r := ready(t, s, usual)
	seq := *c.until("GUILD_CREATE").S
	s.Conns()[0].Drop()
	c.closed()
	wait(t, s, func() bool { return s.Ready() == 0 })
	s.Post(Post{Content: "하나", Mention: true})
	c = dial(t, r.Resume)
	c.next() // HELLO
	c.send(opResume, Object{"token": s.Token(), "session_id": r.Session, "seq": seq})
	if f := c.next(); f.T != "MESSAGE_CREATE" || *f.S != seq+1 {
		t.Errorf("first after RESUME is %s %d, want the missed MESSAGE_CREATE", f.T, *f.S)
	}
	if f := c.next(); f.T != "RESUMED" {
		t.Errorf("second after RESUME is %s", f.T)
	}
	if st := s.Stats(); st.Identifies != 1 || st.Resumes != 1 || st.WrongResumes != 0 {
		t.Errorf("stats: %+v", st)
	}
}

func TestResumeOnSameConnection(t *testing.T) {
	s := New(t, Options{})
	c, r := ready(t, s, usual)
	seq := *c.until("GUILD_CREATE").S
	s.Conns()[0].InvalidSession(true)
	c.next()
	c.send(opResume, Object{"token": s.Token(), "session_id": r.Session, "seq": seq})
	if f := c.next(); f.T != "RESUMED" || s.Stats().WrongResumes != 0 {
		t.Errorf("RESUME after op 9 answered by %s: %+v", f.T, s.Stats())
	}
}

func TestResumeRefused(t *testing.T) {
	s := New(t, Options{ReplayBuffer: 1})
	c, r := ready(t, s, usual)
	seq := *c.until("GUILD_CREATE").S

	if f := resume(t, s, s.ResumeURL(), "unknown", seq); f.Op != opInvalidSession || string(f.D) != "false" {
		t.Errorf("unknown session: %+v", f)
	}
	if f := resume(t, s, s.GatewayURL(), r.Session, seq); f.T != "RESUMED" || s.Stats().WrongResumes != 1 {
		t.Errorf("at the first address: %+v, %+v", f, s.Stats())
	}
	for range 5 {
		s.Post(Post{Content: "많이"})
	}
	if f := resume(t, s, r.Resume, r.Session, seq); f.Op != opInvalidSession {
		t.Errorf("after events that are not kept any more: %+v", f)
	}
}

func TestResumeFromFuture(t *testing.T) {
	s := New(t, Options{})
	_, r := ready(t, s, usual)
	c := dial(t, r.Resume)
	c.send(opResume, Object{"token": s.Token(), "session_id": r.Session, "seq": 1000})
	if code := c.closed(); code != CloseInvalidSeq {
		t.Errorf("closed with %d", code)
	}
}

// TestClientEnds sees that a session ends with 1000 from the client, and not
// with another code.
func TestClientEnds(t *testing.T) {
	for code, ended := range map[int]int{websocket.CloseNormalClosure: 1, websocket.CloseGoingAway: 1, CloseUnknownError: 0} {
		s := New(t, Options{})
		c, r := ready(t, s, usual)
		seq := *c.until("GUILD_CREATE").S
		c.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
		wait(t, s, func() bool { return len(s.Conns()) == 0 })
		f := resume(t, s, r.Resume, r.Session, seq)
		if s.Stats().Ended != ended || (f.T == "RESUMED") != (ended == 0) {
			t.Errorf("after %d: %+v, ended %d", code, f, s.Stats().Ended)
		}
	}
}
