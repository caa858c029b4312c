package slacktest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// What is recorded beside the methods of the Web API.
const (
	ResponseURL     = "response_url" // a post to a response URL
	Acknowledgement = "ack"          // a message that came with the acknowledgement of a command
)

// Args are the arguments of a call, whichever way they were encoded: what Slack takes as JSON inside a form
// (blocks, view, metadata, prompts …) is decoded.
type Args map[string]any

// String returns the argument if it is a string, or "".
func (a Args) String(name string) string {
	v, _ := a[name].(string)
	return v
}

// Bool returns the argument, which a form has as text.
func (a Args) Bool(name string) bool {
	switch v := a[name].(type) {
	case bool:
		return v
	case string:
		return v == "true" || v == "1"
	}
	return false
}

// JSON returns the arguments, or one of them, as indented JSON.
func (a Args) JSON(name string) string {
	var v any = map[string]any(a)
	if name != "" {
		v = a[name]
	}
	b, _ := json.MarshalIndent(v, "", "  ")
	return string(b)
}

// Call is one request of the app.
type Call struct {
	Method   string // as "chat.postMessage", or ResponseURL
	URL      string // for ResponseURL: which
	Args     Args   // the token left out
	Token    string // the token's first five characters
	At       time.Time
	Status   int    // what the fake answered; 0 if it dropped the connection
	Error    string // Slack's error code, "" for ok
	Answer   map[string]any
	TS       string // the message that was made or changed
	Key      string // what Options.Key made of it, for a successful post
	isJSON   bool
	warnings []string
}

// Calls returns what the app requested, of the given methods or of all, oldest first.
func (s *Server) Calls(methods ...string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls.all() {
		if len(methods) == 0 || slices.Contains(methods, c.Method) {
			out = append(out, c)
		}
	}
	return out
}

// CallCount returns how often a method was called, whatever the answer.
func (s *Server) CallCount(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[method]
}

// WaitCalls waits until a method was called n times and returns the calls that are kept.
func (s *Server) WaitCalls(ctx context.Context, method string, n int) ([]Call, error) {
	err := s.Wait(ctx, func() bool { return s.CallCount(method) >= n })
	return s.Calls(method), err
}

// Posts returns the messages as the app made them (chat.postMessage, chat.postEphemeral, new messages through a
// response URL or with the acknowledgement of a command), oldest first.
func (s *Server) Posts() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.posts.all()
}

// WaitPosts waits until the app made n messages and returns those that are kept.
func (s *Server) WaitPosts(ctx context.Context, n int) ([]Message, error) {
	err := s.Wait(ctx, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.posts.total >= n
	})
	return s.Posts(), err
}

// PostCounts returns how many messages the app made under each of Options.Key's names.
func (s *Server) PostCounts() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]int, len(s.postCounts))
	for k, n := range s.postCounts {
		out[k] = n
	}
	return out
}

func defaultKey(c Call) string {
	switch {
	case c.URL != "":
		return c.URL
	case c.Method == Acknowledgement:
		return c.Method
	case c.Args.String("user") != "":
		return c.Args.String("channel") + "/" + c.Args.String("user")
	case c.Args.String("thread_ts") != "":
		return c.Args.String("channel") + "/" + c.Args.String("thread_ts")
	}
	return c.Args.String("channel") + "/" + c.TS
}

// finish records a call. s.mu is held.
func (s *Server) finish(c Call) {
	s.counts[c.Method]++
	s.calls.add(c)
	if c.Error == "" && c.Status == http.StatusOK {
		s.record.write(&c)
	}
	s.opts.Log.Debug("call", "method", c.Method, "status", c.Status, "error", c.Error)
	s.touch()
}

// posted records a message the app made with a call. s.mu is held.
func (s *Server) posted(c *Call, m Message) {
	c.TS = m.TS
	c.Key = s.opts.Key(*c)
	s.postCounts[c.Key]++
	s.posts.add(m)
	s.cleared(m)
}
