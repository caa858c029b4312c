package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Request is an HTTP request with which Slack delivers an event to the app. Tests may change any of it, and do the same one twice.
type Request struct {
	URL    string
	Header http.Header
	Body   []byte
	Pause  time.Duration // before each tenth of the body, for a slow sender
}

// Response is how the app answered a Request.
type Response struct {
	Status int // 0 if there was no answer
	Header http.Header
	Body   []byte
	After  time.Duration // from sending to the end of the answer
	Err    error
}

// Request makes the signed request for an event: JSON for the Events API, a form for commands and interactions.
// See https://docs.slack.dev/authentication/verifying-requests-from-slack.
func (s *Server) Request(url string, ev Event) *Request {
	body, err := json.Marshal(ev.Payload)
	if err != nil {
		panic(fmt.Sprintf("slacktest: encode payload: %v", err)) // what a test put in
	}
	kind := "application/json"
	if ev.Kind != EventsAPI {
		kind, body = "application/x-www-form-urlencoded", []byte(form(ev, body).Encode())
	}
	r := &Request{URL: url, Body: body, Header: http.Header{
		"Content-Type": {kind}, "User-Agent": {"Slackbot 1.0 (+https://api.slack.com/robots)"}, "Accept": {"*/*"},
	}}
	r.Sign(SigningSecret, s.now())
	return r
}

func form(ev Event, payload []byte) url.Values {
	if ev.Kind == Interactive {
		return url.Values{"payload": {string(payload)}}
	}
	out := url.Values{}
	for k, v := range ev.Payload {
		out.Set(k, fmt.Sprint(v))
	}
	return out
}

// Challenge makes the request that proves a request URL: https://docs.slack.dev/reference/events/url_verification.
func (s *Server) Challenge(url, challenge string) *Request {
	return s.Request(url, Event{Kind: EventsAPI, Payload: map[string]any{
		"token": VerificationToken, "challenge": challenge, "type": "url_verification"}})
}

// Sign sets timestamp and signature for the body as it is.
func (r *Request) Sign(secret string, at time.Time) {
	ts := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", ts, r.Body)
	r.Header.Set("X-Slack-Request-Timestamp", ts)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// Do sends a request once. It gives up when the context ends.
func (s *Server) Do(ctx context.Context, r *Request) Response {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, &slowReader{ctx: ctx, body: r.Body, pause: r.Pause})
	if err != nil {
		return Response{Err: err}
	}
	req.Header, req.ContentLength = r.Header.Clone(), int64(len(r.Body))
	start := time.Now()
	resp, err := s.client.Do(req)
	if err != nil {
		return Response{Err: err, After: time.Since(start)}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	return Response{Status: resp.StatusCode, Header: resp.Header, Body: body, After: time.Since(start), Err: err}
}

// slowReader is a body in ten parts with a pause before each, or at once if there is no pause.
type slowReader struct {
	ctx   context.Context
	body  []byte
	pause time.Duration
	part  int
}

// Read implements [io.Reader].
func (r *slowReader) Read(p []byte) (int, error) {
	if len(r.body) == 0 {
		return 0, io.EOF
	}
	n := min(len(p), len(r.body))
	if r.pause > 0 {
		if r.part == 0 {
			r.part = max(1, len(r.body)/10)
		}
		n = min(n, r.part)
		select {
		case <-time.After(r.pause):
		case <-r.ctx.Done():
			return 0, r.ctx.Err()
		}
	}
	copy(p, r.body[:n])
	r.body = r.body[n:]
	return n, nil
}

// Deliver sends an event over HTTP as Slack does and returns every response: an event of the Events API that does not get
// a 2xx within Options.AckWithin is sent again, signed anew, with X-Slack-Retry-Num and -Reason, unless the answer said
// X-Slack-No-Retry. See https://docs.slack.dev/apis/events-api/#retries.
func (s *Server) Deliver(ctx context.Context, url string, ev Event) []Response {
	var out []Response
	reason := ""
	for attempt := 0; ; attempt++ {
		r := s.Request(url, ev)
		if attempt > 0 {
			r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(attempt))
			r.Header.Set("X-Slack-Retry-Reason", reason)
		}
		limited, cancel := context.WithTimeout(ctx, s.opts.AckWithin)
		resp := s.Do(limited, r)
		cancel()
		out = append(out, resp)
		reason = retryReason(resp)
		if reason == "" {
			s.mu.Lock()
			s.replied(ev, bytes.TrimSpace(resp.Body))
			s.mu.Unlock()
			return out
		}
		if ev.Kind != EventsAPI || attempt == len(s.opts.RetryDelays) || resp.Header.Get("X-Slack-No-Retry") != "" {
			return out
		}
		select {
		case <-time.After(s.opts.RetryDelays[attempt]):
		case <-ctx.Done():
			return out
		case <-s.done:
			return out
		}
	}
}

// retryReason says why Slack would deliver again, "" if it would not.
func retryReason(r Response) string {
	var timeout interface{ Timeout() bool }
	switch {
	case r.Err != nil && errors.As(r.Err, &timeout) && timeout.Timeout():
		return "http_timeout"
	case r.Err != nil:
		return "connection_failed"
	case r.Status/100 != 2:
		return "http_error"
	}
	return ""
}

// replied takes what the app gave back with an acknowledgement: for a command it is a message. s.mu is held.
func (s *Server) replied(ev Event, payload []byte) {
	if ev.Kind != SlashCommands || len(payload) == 0 {
		return
	}
	c := Call{Method: Acknowledgement, At: s.now(), Status: http.StatusOK, isJSON: true}
	if json.Unmarshal(payload, &c.Args) != nil {
		c.Args = Args{"text": string(payload)}
	}
	if len(c.Args) == 0 || c.Args.String("text") == "" && c.Args["blocks"] == nil {
		return
	}
	m, out := s.message(&c)
	if out != nil {
		c.Error, _ = out["error"].(string)
		s.finish(c)
		return
	}
	m.Channel, m.TS = ev.Channel, s.ts()
	if c.Args.String("response_type") != "in_channel" {
		m.Ephemeral, _ = ev.Payload["user_id"].(string)
	}
	s.messages.add(m)
	s.posted(&c, m)
	s.finish(c)
}
