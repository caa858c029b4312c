package discordtest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestDiscordJS proves the fake with a bot on discord.js, a client that was
// made for Discord itself.
func TestDiscordJS(t *testing.T) {
	dir := nodeProject(t, "discordjs")
	t.Setenv("OKBOT_RECORD", "") // discord.js sends members that the schema does not know
	s := New(t, Options{HeartbeatInterval: 2 * time.Second, IdentifyWindow: time.Second})
	app := exec.CommandContext(t.Context(), "node", "app.mjs")
	app.Dir = dir
	app.Env = append(os.Environ(), "API="+s.BaseURL(), "TOKEN="+s.Token())
	app.Stdout, app.Stderr = t.Output(), t.Output()
	input, err := app.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Start(); err != nil {
		t.Fatal(err)
	}
	wait(t, s, func() bool { return s.Ready() == 1 && len(s.Commands("")) == 2 })

	t.Run("mention", func(t *testing.T) {
		id := s.Post(Post{Content: "소라가 뭐예요?", Mention: true})
		m := sent(t, s, 1)
		if m.Content != "들은 말: 소라가 뭐예요?" || m.ReplyTo() != id || len(m.Notified) != 0 {
			t.Errorf("got %q in reply to %s, notifying %v", m.Content, m.ReplyTo(), m.Notified)
		}
	})
	t.Run("direct message", func(t *testing.T) {
		s.Post(Post{Channel: s.DM().ID, Content: "안녕"})
		if m := sent(t, s, 2); m.Content != "들은 말: 안녕" || m.ChannelID != s.DM().ID {
			t.Errorf("got %q in %s", m.Content, m.ChannelID)
		}
	})
	t.Run("interactions", func(t *testing.T) { jsInteractions(t, s) })
	t.Run("rate limits", func(t *testing.T) { jsRateLimits(t, s) })
	t.Run("gateway", func(t *testing.T) { jsGateway(t, s) })

	if st := s.Stats(); st.WrongResumes != 0 || st.Zombies != 0 || st.Late != 0 || st.Twice != 0 || st.NotFound != 0 {
		t.Errorf("%+v", st)
	}
	input.Close()
	if err := app.Wait(); err != nil {
		t.Error(err)
	}
	wait(t, s, func() bool { return s.Stats().Ended == 1 })
}

func jsInteractions(t *testing.T, s *Server) {
	a := s.Autocomplete(Slash{Name: "ask", Options: []Option{{"question", "소라"}}, Focused: "question"})
	r, err := a.Response(t.Context())
	if c := r.Choices(); err != nil || len(c) != 1 || c[0].Name != "소라?" || c[0].Value != "소라" {
		t.Errorf("autocomplete: %+v, %v", c, err)
	}
	i := s.Slash(Slash{Name: "ask", Options: []Option{{"question", "소라?"}}, Place: Place{Locale: "en-US"}})
	m, err := i.Message(t.Context())
	if err != nil || !m.Ephemeral() || m.Embeds[0].Title != "소라?" || m.Embeds[0].Description != "en-US" {
		t.Errorf("command: %+v, %v", m, err)
	}
	if m := sent(t, s, 4); m.Content != "하나 더" || m.Interaction != i.ID {
		t.Errorf("follow-up: %+v", m)
	}
	p := s.Press(Press{Message: m.ID, CustomID: m.Buttons()[0].CustomID})
	if m, err := p.Message(t.Context()); err != nil || m.Content != "두 번째 쪽" || len(m.Buttons()) != 0 {
		t.Errorf("button: %+v, %v", m, err)
	}
	about := s.MessageCommand(MessageCommand{Name: "Ask about this", Target: s.Post(Post{Content: "GPT-5"})})
	if r, err := about.Response(t.Context()); err != nil || r.Type != RespondDeferred {
		t.Errorf("message command: %+v, %v", r, err)
	}
	wait(t, s, func() bool { m, _ := s.Message(sent(t, s, 5).ID); return m.Content == "그 글: GPT-5" && !m.Loading() })
}

// jsRateLimits expects a 429 to be waited for, and that a bucket's headers
// keep the client from running into another one.
func jsRateLimits(t *testing.T, s *Server) {
	s.Fault(RESTFault{Route: RouteCreateMessage, Times: 1, Status: 429, RetryAfter: 500 * time.Millisecond})
	before := len(s.Calls(RouteCreateMessage))
	s.Post(Post{Content: "나중에", Mention: true})
	sent(t, s, 6)
	calls := s.Calls(RouteCreateMessage)[before:]
	if len(calls) != 2 || calls[0].Status != 429 || calls[1].At.Sub(calls[0].At) < 500*time.Millisecond {
		t.Errorf("calls around the 429: %+v", calls)
	}
	for range 7 {
		s.Post(Post{Content: "많이", Mention: true})
	}
	sent(t, s, 13)
	if n := s.Stats().RateLimited; n != 1 {
		t.Errorf("%d requests answered 429, want that of the fault only", n)
	}
}

// jsGateway loses the connection in five ways; whatever is asked meanwhile is
// answered, and a new session is begun only where the old one is gone.
func jsGateway(t *testing.T, s *Server) {
	n, resumes := s.Stats().Messages, 0
	for _, loss := range []struct {
		name                string
		lose                func(*Conn)
		identifies, resumes int
	}{
		{"op 7", (*Conn).Reconnect, 1, 1},
		{"TCP", (*Conn).Drop, 1, 2},
		{"mid-frame", (*Conn).DropMidFrame, 1, 3},
		{"op 9 resumable", func(c *Conn) { c.InvalidSession(true) }, 1, 4},
		{"4000", func(c *Conn) { c.Close(CloseUnknownError) }, 1, 5},
		{"op 9", func(c *Conn) { c.InvalidSession(false) }, 2, 5},
	} {
		loss.lose(s.Conns()[0])
		if loss.resumes > resumes {
			s.Post(Post{Content: loss.name, Mention: true, Channel: s.AddChannel(Channel{}).ID})
		}
		resumes = loss.resumes
		wait(t, s, func() bool {
			st := s.Stats()
			return s.Ready() == 1 && st.Identifies >= loss.identifies && st.Resumes >= loss.resumes
		})
		if loss.identifies > 1 {
			s.Post(Post{Content: loss.name, Mention: true, Channel: s.AddChannel(Channel{}).ID})
		}
		n++
		if m := sent(t, s, n); !strings.HasSuffix(m.Content, loss.name) {
			t.Errorf("after %s the answer is %q", loss.name, m.Content)
		}
		if st := s.Stats(); st.Identifies != loss.identifies || st.Resumes != loss.resumes {
			t.Errorf("after %s: %d IDENTIFYs and %d RESUMEs, want %d and %d", loss.name, st.Identifies, st.Resumes, loss.identifies, loss.resumes)
		}
	}
}

func wait(t *testing.T, s *Server, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := s.Wait(ctx, done); err != nil {
		t.Fatal(err)
	}
}

// sent waits for the bot's n-th message.
func sent(t *testing.T, s *Server, n int) Message {
	t.Helper()
	wait(t, s, func() bool { return s.Stats().Messages >= n })
	return s.Sent()[n-1]
}
