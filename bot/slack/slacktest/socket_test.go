package slacktest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"okbot/bot/slack/slacktest"
)

// client is a socket that does nothing by itself.
type client struct {
	t testing.TB
	*websocket.Conn
}

// open returns the URL for a socket.
func open(t testing.TB, srv *slacktest.Server) map[string]any {
	t.Helper()
	return call(t, srv, "apps.connections.open", url.Values{"token": {slacktest.AppToken}})
}

func dial(t testing.TB, srv *slacktest.Server) *client {
	t.Helper()
	before := srv.SocketsOpened()
	link, _ := open(t, srv)["url"].(string)
	conn, resp, err := websocket.DefaultDialer.DialContext(t.Context(), link, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = conn.Close() })
	c := &client{t, conn}
	if hello := c.next(); hello["type"] != "hello" || hello["debug_info"] == nil || hello["connection_info"] == nil {
		t.Fatalf("hello %v", hello)
	}
	if err := srv.WaitSocketsOpened(deadline(t), before+1); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *client) next() map[string]any {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	var out map[string]any
	if err := c.ReadJSON(&out); err != nil {
		c.t.Fatal(err)
	}
	return out
}

func (c *client) ack(envelope map[string]any, payload any) {
	c.t.Helper()
	ack := map[string]any{"envelope_id": envelope["envelope_id"]}
	if payload != nil {
		ack["payload"] = payload
	}
	if err := c.WriteJSON(ack); err != nil {
		c.t.Fatal(err)
	}
}

func eventID(envelope map[string]any) any {
	payload, _ := envelope["payload"].(map[string]any)
	return payload["event_id"]
}

func TestTicket(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	link, _ := open(t, srv)["url"].(string)
	for i, want := range []int{http.StatusSwitchingProtocols, http.StatusForbidden} {
		conn, resp, err := websocket.DefaultDialer.DialContext(t.Context(), link, nil)
		if resp == nil || resp.StatusCode != want {
			t.Fatalf("dial %d: %v, %v", i, resp, err)
		}
		_ = resp.Body.Close()
		if conn != nil {
			defer conn.Close()
		}
	}
}

func TestTenSockets(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	for range 10 {
		dial(t, srv)
	}
	if err := srv.WaitSockets(deadline(t), 10); err != nil {
		t.Fatal(err)
	}
	link, _ := open(t, srv)["url"].(string)
	conn, resp, err := websocket.DefaultDialer.DialContext(t.Context(), link, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	defer conn.Close()
	eleventh := &client{t, conn}
	if msg := eleventh.next(); msg["type"] != "disconnect" || msg["reason"] != slacktest.TooManyWebsockets {
		t.Errorf("eleventh: %v", msg)
	}
	if _, _, err := eleventh.ReadMessage(); err == nil || srv.Sockets() != 10 {
		t.Errorf("eleventh is open, %d sockets", srv.Sockets())
	}
}

func TestRetries(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AckWithin: 20 * time.Millisecond, RetryDelays: []time.Duration{0, time.Millisecond}})
	c := dial(t, srv)
	d := srv.Send(srv.Say(slacktest.Said{Text: "안녕"}))[0]
	ids := map[any]bool{}
	for attempt := range 3 {
		env := c.next()
		reason := map[bool]string{true: "timeout", false: ""}[attempt > 0]
		if env["retry_attempt"] != float64(attempt) || env["retry_reason"] != reason || eventID(env) != d.Event.Payload["event_id"] {
			t.Errorf("attempt %d: %v", attempt, env)
		}
		ids[env["envelope_id"]] = true
	}
	if _, err := d.Wait(deadline(t)); !errors.Is(err, slacktest.ErrNotAcknowledged) || d.Attempts() != 3 || len(ids) != 3 {
		t.Errorf("%v after %d attempts, %d envelopes", err, d.Attempts(), len(ids))
	}
	command := srv.Send(srv.Command(slacktest.Typed{Text: "안녕"}))[0]
	if env := c.next(); env["type"] != "slash_commands" || env["accepts_response_payload"] != true || env["retry_attempt"] != nil {
		t.Errorf("command %v", env)
	}
	if _, err := command.Wait(deadline(t)); !errors.Is(err, slacktest.ErrNotAcknowledged) || command.Attempts() != 1 {
		t.Errorf("command: %v after %d attempts", err, command.Attempts())
	}
}

func TestNobodyConnected(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{RetryDelays: []time.Duration{0}})
	event := srv.Send(srv.Say(slacktest.Said{Text: "안녕"}))[0]
	command := srv.Send(srv.Command(slacktest.Typed{}))[0]
	if _, err := command.Wait(deadline(t)); !errors.Is(err, slacktest.ErrNotConnected) {
		t.Errorf("command: %v", err)
	}
	c := dial(t, srv)
	env := c.next()
	if env["retry_attempt"] != 1.0 || env["retry_reason"] != "connection_failed" {
		t.Errorf("first delivery: %v", env)
	}
	c.ack(env, nil)
	if ack, err := event.Wait(deadline(t)); err != nil || ack.Attempt != 1 {
		t.Errorf("acknowledged %+v, %v", ack, err)
	}
}

func TestAgain(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	c := dial(t, srv)
	d := srv.Send(srv.Say(slacktest.Said{Text: "안녕"}))[0]
	first := c.next()
	c.ack(first, nil)
	d.Again()
	second := c.next()
	c.ack(second, nil)
	if first["envelope_id"] != second["envelope_id"] || second["retry_attempt"] != 0.0 {
		t.Errorf("again: %v", second)
	}
	if err := srv.Wait(deadline(t), func() bool { return d.Acks() == 2 }); err != nil {
		t.Error(err)
	}
}

func TestSpread(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	got := make(chan int, 200)
	for i := range 2 {
		c := dial(t, srv)
		go func() {
			for {
				var env map[string]any
				if c.ReadJSON(&env) != nil {
					return
				}
				got <- i
				_ = c.WriteJSON(map[string]any{"envelope_id": env["envelope_id"]})
			}
		}()
	}
	if err := srv.WaitSockets(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	counts := [2]int{}
	for range 100 {
		if _, err := srv.Send(srv.Say(slacktest.Said{Text: "안녕"}))[0].Wait(deadline(t)); err != nil {
			t.Fatal(err)
		}
		counts[<-got]++
	}
	if counts[0] == 0 || counts[1] == 0 {
		t.Errorf("100 events went %v to two sockets", counts)
	}
}

func TestDisconnect(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	c := dial(t, srv)
	srv.Disconnect(slacktest.Warning)
	if msg := c.next(); msg["type"] != "disconnect" || msg["reason"] != "warning" || srv.Sockets() != 1 {
		t.Errorf("warning: %v, %d sockets", msg, srv.Sockets())
	}
	srv.Disconnect(slacktest.RefreshRequested)
	if msg := c.next(); msg["reason"] != "refresh_requested" {
		t.Errorf("refresh: %v", msg)
	}
	if _, _, err := c.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("closed with %v", err)
	}
	c = dial(t, srv)
	srv.DropSockets()
	if _, _, err := c.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("dropped with %v", err)
	}
	dial(t, srv)
	srv.Disconnect(slacktest.LinkDisabled)
	if out := open(t, srv); out["ok"] != false {
		t.Errorf("after link_disabled: %v", out)
	}
}

func TestPingAndRaw(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{Ping: time.Millisecond})
	c := dial(t, srv)
	pinged := make(chan struct{}, 1000)
	c.SetPingHandler(func(string) error { pinged <- struct{}{}; return nil })
	if err := srv.WaitSockets(deadline(t), 1); err != nil {
		t.Fatal(err)
	}
	go func() { <-pinged; srv.SendRaw("{not JSON") }()
	if _, b, err := c.ReadMessage(); err != nil || string(b) != "{not JSON" {
		t.Errorf("read %q, %v", b, err)
	}
}

func TestAckPayload(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	c := dial(t, srv)
	d := srv.Send(srv.Command(slacktest.Typed{Text: "안녕"}))[0]
	c.ack(c.next(), map[string]any{"text": "알겠어요"})
	ack, err := d.Wait(deadline(t))
	if err != nil || !json.Valid(ack.Payload) || len(srv.Posts()) != 1 || srv.Posts()[0].Ephemeral != slacktest.Mina {
		t.Errorf("acknowledged %s, %v, posts %+v", ack.Payload, err, srv.Posts())
	}
	d = srv.Send(srv.Say(slacktest.Said{Text: "안녕"}))[0]
	c.ack(c.next(), map[string]any{"text": "알겠어요"})
	if _, err := d.Wait(deadline(t)); err != nil || len(srv.Violations()) != 1 || len(srv.Posts()) != 1 {
		t.Errorf("a message with an event's acknowledgement: %v, violations %q", err, srv.Violations())
	}
}
