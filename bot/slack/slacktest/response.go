package slacktest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"
)

// The bounds of a response URL: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses.
const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

type responseURL struct {
	channel, user, ts string // ts of the message the interaction came from, if any
	uses              int
	until             time.Time
}

// newResponseURL makes one. s.mu is held.
func (s *Server) newResponseURL(kind, channel, user, ts string) string {
	path := "/respond/" + kind + "/" + TeamID + "/" + s.id("")
	if old, dropped := s.responseOrder.add(path); dropped {
		delete(s.responses, old)
	}
	s.responses[path] = &responseURL{channel: channel, user: user, ts: ts, until: s.now().Add(responseLife)}
	return s.URL() + path
}

// ExpireResponseURLs ends the thirty minutes of every response URL now.
func (s *Server) ExpireResponseURLs() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.responses {
		u.until = time.Time{}
	}
}

// responseMembers are what the body of a post to a response URL may have.
var responseMembers = []string{"text", "blocks", "attachments", "response_type", "replace_original", "delete_original",
	"thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "metadata"}

func (s *Server) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	c := Call{Method: ResponseURL, URL: s.URL() + r.URL.Path, At: s.now(), isJSON: true}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil || json.Unmarshal(body, &c.Args) != nil {
		s.respond(w, &c, http.StatusBadRequest, "invalid_payload")
		return
	}
	s.mu.Lock()
	u := s.responses[r.URL.Path]
	s.mu.Unlock()
	channel := ""
	if u != nil {
		channel = u.channel
	}
	fault := s.takeFault(ResponseURL, channel)
	if fault != nil && fault.before(s, w, r, &c) {
		return
	}
	s.mu.Lock()
	status, code := s.useResponseURL(&c, u)
	s.mu.Unlock()
	if fault != nil && fault.Drop == AfterWork {
		s.failed(&c, 0, "")
		panic(http.ErrAbortHandler)
	}
	s.respond(w, &c, status, code)
}

// respond answers "ok" as text, or an error as Slack does.
func (s *Server) respond(w http.ResponseWriter, c *Call, status int, code string) {
	s.failed(c, status, code)
	if code == "" {
		_, _ = io.WriteString(w, "ok")
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": code})
}

// useResponseURL does what was asked. s.mu is held.
func (s *Server) useResponseURL(c *Call, u *responseURL) (status int, code string) {
	switch {
	case u == nil:
		return http.StatusNotFound, "no_service"
	case s.now().After(u.until):
		return http.StatusNotFound, "expired_url"
	case u.uses >= responseUses:
		return http.StatusNotFound, "used_url"
	}
	c.Args.compact()
	for name := range c.Args {
		if !slices.Contains(responseMembers, name) {
			s.violate(c, "unknown member %q", name)
			return http.StatusBadRequest, "invalid_payload"
		}
	}
	old := s.messages.get(u.channel, u.ts)
	if c.Args.Bool("delete_original") {
		u.uses++
		if old != nil {
			old.Deleted = true
		}
		return http.StatusOK, ""
	}
	m, out := s.message(c)
	if out != nil {
		return http.StatusBadRequest, out["error"].(string)
	}
	u.uses++
	if c.Args.Bool("replace_original") && old != nil {
		c.TS = old.TS
		old.change(m, c)
		return http.StatusOK, ""
	}
	m.Channel, m.TS = u.channel, s.ts()
	if c.Args.String("response_type") != "in_channel" {
		m.Ephemeral = u.user
	}
	s.messages.add(m)
	s.posted(c, m)
	return http.StatusOK, ""
}

// compact leaves out what says nothing: null, and metadata without type and payload. slack-go sends both, and Slack takes them.
func (a Args) compact() {
	if md, _ := a["metadata"].(map[string]any); md["event_type"] == "" && md["event_payload"] == nil {
		delete(a, "metadata")
	}
	maps.DeleteFunc(a, func(_ string, v any) bool { return v == nil })
}
