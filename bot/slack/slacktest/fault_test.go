package slacktest_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"

	"okbot/bot/slack/slacktest"
)

func TestFaults(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	post := func() error {
		_, _, err := api.PostMessageContext(deadline(t), slacktest.General, slack.MsgOptionText("답", false))
		return err
	}
	srv.Fail("chat.postMessage", slacktest.Fault{RetryAfter: 1500 * time.Millisecond, Channel: slacktest.General})
	srv.Fail("chat.postMessage", slacktest.Fault{Status: 503})
	srv.Fail("chat.postMessage", slacktest.Fault{Error: "fatal_error", Times: 2})
	srv.Fail("chat.postMessage", slacktest.Fault{Drop: slacktest.BeforeWork})
	srv.Fail("chat.postMessage", slacktest.Fault{Drop: slacktest.AfterWork})

	var limited *slack.RateLimitedError
	if err := post(); !errors.As(err, &limited) || limited.RetryAfter != 2*time.Second {
		t.Errorf("rate limit: %v", err)
	}
	var status slack.StatusCodeError
	if err := post(); !errors.As(err, &status) || status.Code != 503 {
		t.Errorf("status: %v", err)
	}
	for range 2 {
		if err := post(); err == nil || err.Error() != "fatal_error" {
			t.Errorf("error: %v", err)
		}
	}
	if err := post(); !errors.Is(err, io.EOF) || len(srv.Posts()) != 0 {
		t.Errorf("dropped before: %v, %d posts", err, len(srv.Posts()))
	}
	if err := post(); !errors.Is(err, io.EOF) || len(srv.Posts()) != 1 {
		t.Errorf("dropped after: %v, %d posts", err, len(srv.Posts()))
	}
	if err := post(); err != nil || len(srv.Posts()) != 2 {
		t.Errorf("afterwards: %v, %d posts", err, len(srv.Posts()))
	}
	srv.Revoke(slacktest.BotToken, "token_revoked")
	if err := post(); err == nil || err.Error() != "token_revoked" {
		t.Errorf("revoked: %v", err)
	}
	if n := srv.CallCount("chat.postMessage"); n != 8 {
		t.Errorf("%d calls counted, want 8", n)
	}
}

func TestLatencyBesideFaults(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	const delay = 5 * time.Millisecond
	srv.Fail("auth.test", slacktest.Fault{Times: -1, Latency: delay})
	srv.Fail("auth.test", slacktest.Fault{Error: "fatal_error"})
	for _, want := range []string{"fatal_error", "", ""} {
		start := time.Now()
		out := call(t, srv, "auth.test", url.Values{})
		if got, _ := out["error"].(string); got != want || time.Since(start) < delay {
			t.Errorf("answered %v after %v, want %q", out, time.Since(start), want)
		}
	}
	srv.Heal("auth.test")
	srv.Fail("", slacktest.Fault{Error: "internal_error"})
	if out := call(t, srv, "api.test", url.Values{}); out["error"] != "internal_error" {
		t.Errorf("fault of every method: %v", out)
	}
}

func TestHandshakeFails(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	srv.Fail(slacktest.SocketHandshake, slacktest.Fault{Status: http.StatusServiceUnavailable})
	srv.Fail("apps.connections.open", slacktest.Fault{Error: "internal_error", Times: 2})
	for range 2 {
		if out := open(t, srv); out["error"] != "internal_error" {
			t.Errorf("answered %v", out)
		}
	}
	link, _ := open(t, srv)["url"].(string)
	_, resp, err := websocket.DefaultDialer.DialContext(t.Context(), link, nil)
	if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("handshake: %v, %v", resp, err)
	}
	_ = resp.Body.Close()
	dial(t, srv)
}
