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

	"github.com/cenkalti/backoff/v5"
	"github.com/slack-go/slack"

	"okbot/bot/l10n"
)

// The values of response_type: who sees what is sent to a response URL.
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

// responseURL is the method of all response URLs in metrics and rate limits.
const responseURL = "response_url"

// errNoURL is the error of a response without an address.
var errNoURL = slack.SlackErrorResponse{Err: "no_response_url"}

// respond sends r to a response URL. After an error that leaves its effect unknown it
// is repeated only if it replaces or deletes a message, which is idempotent.
func (s *Adapter) respond(ctx context.Context, url string, r response) error {
	if url == "" {
		return fmt.Errorf("%s: %w", responseURL, errNoURL)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s: %w", responseURL, err)
	}
	return retry(ctx, respondTries, func() error {
		err := s.call(ctx, responseURL, "", func() error { return s.send(ctx, url, body) })
		repeatable := unsent(err) || uncertain(err) && (r.ReplaceOriginal || r.DeleteOriginal)
		if err != nil && !repeatable {
			err = backoff.Permanent(err)
		}
		return err
	})
}

// respondTries bounds the tries to send a response.
const respondTries = 4

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
	result := struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}{OK: true}
	json.Unmarshal(body, &result) // a bare ok is no JSON
	switch {
	case resp.StatusCode == http.StatusOK && result.OK:
		return nil
	case resp.StatusCode == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	case resp.StatusCode < http.StatusInternalServerError: // refused: it had no effect
		return slack.SlackErrorResponse{Err: cmp.Or(result.Error, "status_"+strconv.Itoa(resp.StatusCode))}
	}
	return slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
}

// postEphemeral posts m to the asker alone: through the response URL, in the channel,
// or, if neither is possible, in a direct message.
func (s *Adapter) postEphemeral(ctx context.Context, to destination, m message) error {
	if to.respond != "" {
		err := s.respond(ctx, to.respond, response{ResponseType: ephemeral, ThreadTS: to.thread, Text: m.text, Blocks: m.blocks})
		if err == nil || uncertain(err) {
			return err
		}
		s.log.DebugContext(ctx, "response URL", "id", m.id, "error", err)
	}
	if to.visibility.direct {
		return s.postMessage(ctx, to, m)
	}
	err := s.call(ctx, "chat.postEphemeral", to.channel, func() error {
		_, err := s.api.PostEphemeralContext(ctx, to.channel, to.user, m.content(to)...)
		return err
	})
	if err == nil || uncertain(err) {
		return err
	}
	return s.postMessage(ctx, destination{channel: to.user}, m.preceded(l10n.SlackElsewhere.In(languageOf(m.text))))
}
