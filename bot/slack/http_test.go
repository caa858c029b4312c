package slack_test

import (
	"bytes"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/slack"
	"okbot/bot/slack/slacktest"
)

func startHTTP(t *testing.T, srv *slacktest.Server) (a *app, url string) {
	a = start(t, srv, setup{http: true, service: chat.Options{Workers: 1}, options: slack.Options{ReadTimeout: 300 * time.Millisecond}})
	return a, "http://" + a.Addr() + "/slack/"
}

func TestHTTPAnswersWhatIsSigned(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	_, url := startHTTP(t, srv)
	for _, ev := range srv.Mention(slacktest.Said{Text: askKo}) {
		for _, resp := range srv.Deliver(deadline(t), url+"events", ev) {
			if resp.Status != http.StatusOK || len(resp.Body) != 0 {
				t.Errorf("acknowledged with %d %q", resp.Status, resp.Body)
			}
		}
	}
	m := posts(t, srv, 1)[0]
	contains(t, m, "rich_text_quote")
	srv.Deliver(deadline(t), url+"commands", srv.Command(slacktest.Typed{Text: askKo + " & <더>"}))
	private := posts(t, srv, 2)[1]
	if private.Ephemeral != slacktest.Mina {
		t.Errorf("a command was answered to %q", private.Ephemeral)
	}
	srv.Deliver(deadline(t), url+"interactions", srv.Press(slacktest.Click{Channel: private.Channel, TS: private.TS, Action: buttonOf(t, private, "share")}))
	contains(t, posts(t, srv, 3)[2], "질문")
}

func TestHTTPVerifiesItsURL(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	_, url := startHTTP(t, srv)
	resp := srv.Do(deadline(t), srv.Challenge(url+"events", "3eZbrw1a"))
	if resp.Status != http.StatusOK || !bytes.Contains(resp.Body, []byte("3eZbrw1a")) {
		t.Errorf("%d %q", resp.Status, resp.Body)
	}
}

func TestHTTPRefuses(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	_, url := startHTTP(t, srv)
	request := func(change func(*slacktest.Request)) *slacktest.Request {
		r := srv.Request(url+"events", srv.Mention(slacktest.Said{Text: askKo})[0])
		change(r)
		return r
	}
	for name, test := range map[string]struct {
		change func(*slacktest.Request)
		status int
	}{
		"a bad signature":        {func(r *slacktest.Request) { r.Header.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64)) }, 401},
		"a signature of no kind": {func(r *slacktest.Request) { r.Header.Set("X-Slack-Signature", "v1=zz") }, 401},
		"no signature":           {func(r *slacktest.Request) { r.Header.Del("X-Slack-Signature") }, 401},
		"no timestamp":           {func(r *slacktest.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, 401},
		"another secret":         {func(r *slacktest.Request) { r.Sign("another", time.Now()) }, 401},
		"an old timestamp":       {func(r *slacktest.Request) { r.Sign(slacktest.SigningSecret, time.Now().Add(-6*time.Minute)) }, 401},
		"a timestamp to come":    {func(r *slacktest.Request) { r.Sign(slacktest.SigningSecret, time.Now().Add(6*time.Minute)) }, 401},
		"a changed body":         {func(r *slacktest.Request) { r.Body = append(r.Body, ' ') }, 401},
		"an oversized body": {func(r *slacktest.Request) {
			r.Body = bytes.Repeat([]byte(" "), 2<<20)
			r.Sign(slacktest.SigningSecret, time.Now())
		}, 413},
		"a path that is not there": {func(r *slacktest.Request) { r.URL = url + "other" }, 404},
	} {
		resp := srv.Do(deadline(t), request(test.change))
		if resp.Err == nil && resp.Status != test.status {
			t.Errorf("%s: %d, want %d", name, resp.Status, test.status)
		}
		if resp.Err != nil && test.status != 413 { // the refusal may overtake the body
			t.Errorf("%s: %v", name, resp.Err)
		}
	}
	resp, err := http.Get(url + "events")
	if err != nil || resp.StatusCode != http.StatusMethodNotAllowed {
		t.Fatalf("GET: %v, %v", resp, err)
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	settledHTTP(t, srv, url, 0)
}

// settledHTTP checks that the app has made n messages and no more.
func settledHTTP(t *testing.T, srv *slacktest.Server, url string, n int) {
	t.Helper()
	srv.Deliver(deadline(t), url+"events", srv.DirectMessage(slacktest.Said{Text: askEn}))
	posts(t, srv, n+1)
}

func TestHTTPIgnoresReplaysAndRetries(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	_, url := startHTTP(t, srv)
	mention := srv.Mention(slacktest.Said{Text: askKo})[0]
	command := srv.Command(slacktest.Typed{Text: askKo})
	for _, replayed := range []*slacktest.Request{srv.Request(url+"events", mention), srv.Request(url+"commands", command)} {
		for range 3 {
			if resp := srv.Do(deadline(t), replayed); resp.Status != http.StatusOK {
				t.Errorf("%d", resp.Status)
			}
		}
	}
	retry := srv.Request(url+"events", mention)
	retry.Header.Set("X-Slack-Retry-Num", "1")
	retry.Sign(slacktest.SigningSecret, time.Now().Add(time.Second))
	srv.Do(deadline(t), retry)
	m := posts(t, srv, 2)
	for _, m := range m {
		if m.Ephemeral != "" {
			share := srv.Request(url+"interactions", srv.Press(slacktest.Click{Channel: m.Channel, TS: m.TS, Action: buttonOf(t, m, "share")}))
			srv.Do(deadline(t), share)
			srv.Do(deadline(t), share)
		}
	}
	settledHTTP(t, srv, url, 3)
}

func TestHTTPGivesUpOnSlowSenders(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	a, url := startHTTP(t, srv)
	slow := srv.Request(url+"events", srv.Mention(slacktest.Said{Text: askKo})[0])
	slow.Pause = 200 * time.Millisecond
	if resp := srv.Do(deadline(t), slow); resp.Status == http.StatusOK {
		t.Error("a body that took two seconds was taken")
	}
	conn, err := net.Dial("tcp", a.Addr()) // headers that never end
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write([]byte("POST /slack/events HTTP/1.1\r\nHost: x\r\n"))
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	for buf := make([]byte, 512); err == nil; {
		_, err = conn.Read(buf)
	}
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		t.Error("the connection is still open")
	}
	// A truncated body.
	whole := srv.Request(url+"events", srv.Mention(slacktest.Said{Text: askKo})[0])
	cut, err := net.Dial("tcp", a.Addr())
	if err != nil {
		t.Fatal(err)
	}
	req, _ := http.NewRequest(http.MethodPost, url+"events", bytes.NewReader(whole.Body))
	req.Header = whole.Header
	var raw bytes.Buffer
	req.Write(&raw)
	cut.Write(raw.Bytes()[:raw.Len()-10])
	cut.Close()
	settledHTTP(t, srv, url, 0)
}

func TestHTTPSurvivesGarbage(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	_, url := startHTTP(t, srv)
	for _, body := range []string{"", "null", "[]", "{", "payload={}", "payload=null", "payload=%zz", `{"event":{"type":"message"}}`, `{"event":{"type":7}}`,
		"payload=" + `{"type":"block_actions","actions":[]}`, "payload=" + `{"type":"block_actions","actions":[{"action_id":"share"}]}`} {
		for _, path := range []string{"events", "commands", "interactions"} {
			r := srv.Request(url+path, slacktest.Event{Kind: slacktest.EventsAPI})
			r.Body = []byte(body)
			r.Sign(slacktest.SigningSecret, time.Now())
			if resp := srv.Do(deadline(t), r); resp.Err != nil || resp.Status >= 500 {
				t.Errorf("%s %q: %d, %v", path, body, resp.Status, resp.Err)
			}
		}
	}
	settledHTTP(t, srv, url, 0)
}
