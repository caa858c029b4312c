package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/slack-go/slack"
)

// ephemeral and inChannel say who sees what is sent to a response URL.
const (
	ephemeral = "ephemeral"
	inChannel = "in_channel"
)

// A response is the body of a request to a response URL, of which there may be
// five within thirty minutes:
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses.
type response struct {
	ResponseType    string        `json:"response_type,omitempty"`
	ReplaceOriginal bool          `json:"replace_original"`
	DeleteOriginal  bool          `json:"delete_original,omitempty"`
	ThreadTS        string        `json:"thread_ts,omitempty"`
	Text            string        `json:"text,omitempty"`
	Blocks          []slack.Block `json:"blocks,omitempty"`
	UnfurlLinks     bool          `json:"unfurl_links"`
	UnfurlMedia     bool          `json:"unfurl_media"`
	Mrkdwn          bool          `json:"mrkdwn"`
}

// responseURL stands for all response URLs in the metrics and rate limits.
const responseURL = "response_url"

// errNoURL is what a response without an address comes to.
var errNoURL = slack.SlackErrorResponse{Err: "no_response_url"}

// respond sends r to a response URL. What replaces or deletes a message may be
// sent twice, a new message may not.
func (s *Adapter) respond(ctx context.Context, url string, r response) error {
	if url == "" {
		return fmt.Errorf("%s: %w", responseURL, errNoURL)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s: %w", responseURL, err)
	}
	for wait := firstWait; ; wait *= 2 {
		err = s.call(ctx, responseURL, "", func() error { return s.send(ctx, url, body) })
		again := unsent(err) || uncertain(err) && (r.ReplaceOriginal || r.DeleteOriginal)
		if err == nil || !again || wait > firstWait<<2 {
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

func (s *Adapter) send(ctx context.Context, url string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, _ = io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	told := struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}{OK: true}
	json.Unmarshal(body, &told) // a bare ok is no JSON
	switch {
	case resp.StatusCode == http.StatusOK && told.OK:
		return nil
	case resp.StatusCode == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	case resp.StatusCode < http.StatusInternalServerError: // refused, and surely so
		return slack.SlackErrorResponse{Err: cmp.Or(told.Error, "status_"+strconv.Itoa(resp.StatusCode))}
	}
	return slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
}

// whisper says m to whoever asked, and to nobody else: through the response URL,
// in the channel, or, where neither can be, in a direct message.
func (s *Adapter) whisper(ctx context.Context, to place, m message) error {
	if to.respond != "" {
		err := s.respond(ctx, to.respond, response{ResponseType: ephemeral, ThreadTS: to.thread, Text: m.text, Blocks: m.blocks})
		if err == nil || uncertain(err) {
			return err
		}
		s.log.DebugContext(ctx, "response URL", "id", m.id, "error", err)
	}
	if to.look.direct {
		return s.postMessage(ctx, to, m)
	}
	err := s.call(ctx, "chat.postEphemeral", to.channel, func() error {
		_, err := s.api.PostEphemeralContext(ctx, to.channel, to.user, m.content(to)...)
		return err
	})
	if err == nil || uncertain(err) {
		return err
	}
	return s.postMessage(ctx, place{channel: to.user}, m.preceded(say(languageOf(m.text), "elsewhere")))
}
