package slacktest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"okbot/bot/slack/slacktest"
)

// receiver is an app that verifies with slack-go and answers with what handle returns.
func receiver(t *testing.T, handle func(r *http.Request, body string) int) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		v, verr := slack.NewSecretsVerifier(r.Header, slacktest.SigningSecret)
		if verr == nil {
			_, _ = v.Write(body)
			verr = v.Ensure()
		}
		if err != nil || verr != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(handle(r, string(body)))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestDeliver(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{RetryDelays: []time.Duration{0, 0}, AckWithin: 10 * time.Second})
	var got []string
	to := receiver(t, func(r *http.Request, body string) int {
		got = append(got, r.Header.Get("X-Slack-Retry-Num")+r.Header.Get("X-Slack-Retry-Reason"))
		if form, err := url.ParseQuery(body); err == nil && (form.Get("command") == "/okbot" || form.Get("payload") != "") {
			return http.StatusInternalServerError
		}
		return map[bool]int{true: http.StatusInternalServerError, false: http.StatusOK}[len(got) == 1]
	})
	resp := srv.Deliver(deadline(t), to, srv.Say(slacktest.Said{Text: "안녕"}))
	if len(resp) != 2 || resp[1].Status != 200 || strings.Join(got, ",") != ",1http_error" {
		t.Errorf("event: %+v, the app saw %q", resp, got)
	}
	for _, ev := range []slacktest.Event{srv.Command(slacktest.Typed{}), srv.GlobalShortcut("ask", slacktest.Mina)} {
		if resp := srv.Deliver(deadline(t), to, ev); len(resp) != 1 || resp[0].Status != 500 {
			t.Errorf("%s: %+v", ev.Kind, resp)
		}
	}
}

func TestDeliverTimeout(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{RetryDelays: []time.Duration{0}, AckWithin: 100 * time.Millisecond})
	reasons := make(chan string, 2)
	to := receiver(t, func(r *http.Request, _ string) int {
		reasons <- r.Header.Get("X-Slack-Retry-Reason")
		<-r.Context().Done()
		return http.StatusOK
	})
	resp := srv.Deliver(deadline(t), to, srv.Say(slacktest.Said{Text: "안녕"}))
	if len(resp) != 2 || resp[1].Err == nil || <-reasons != "" || <-reasons != "http_timeout" {
		t.Errorf("%+v", resp)
	}
}

func TestSignatures(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	handled := 0
	to := receiver(t, func(*http.Request, string) int { handled++; return http.StatusOK })
	good := srv.Request(to, srv.Say(slacktest.Said{Text: "안녕"}))
	for range 2 { // the very same again
		if resp := srv.Do(deadline(t), good); resp.Status != 200 {
			t.Fatalf("good: %+v", resp)
		}
	}
	for name, spoil := range map[string]func(*slacktest.Request){
		"secret":    func(r *slacktest.Request) { r.Sign("other", time.Now()) },
		"stale":     func(r *slacktest.Request) { r.Sign(slacktest.SigningSecret, time.Now().Add(-6*time.Minute)) },
		"no header": func(r *slacktest.Request) { r.Header.Del("X-Slack-Signature") },
		"body":      func(r *slacktest.Request) { r.Body = append(r.Body, ' ') },
	} {
		r := srv.Request(to, srv.Say(slacktest.Said{Text: "안녕"}))
		spoil(r)
		if resp := srv.Do(deadline(t), r); resp.Status != 401 {
			t.Errorf("%s: %+v", name, resp)
		}
	}
	if handled != 2 {
		t.Errorf("handled %d requests, want the two good ones", handled)
	}
}

func TestSlowSender(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	to := receiver(t, func(*http.Request, string) int { return http.StatusOK })
	r := srv.Request(to, srv.Say(slacktest.Said{Text: "안녕"}))
	r.Pause = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if resp := srv.Do(ctx, r); !errors.Is(resp.Err, context.DeadlineExceeded) {
		t.Errorf("slow: %+v", resp)
	}
	r.Pause = time.Microsecond
	if resp := srv.Do(deadline(t), r); resp.Status != 200 {
		t.Errorf("in parts: %+v", resp)
	}
}

func TestResponseURL(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	ctx := deadline(t)
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	_, ts, err := api.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("질문", false))
	if err != nil {
		t.Fatal(err, srv.Violations())
	}
	click := srv.Press(slacktest.Click{Channel: slacktest.General, TS: ts, Action: slacktest.ButtonAction("b", "a", "v")})
	respond := func(opts ...slack.MsgOption) error {
		_, _, err := api.PostMessageContext(ctx, "", opts...)
		return err
	}
	text := func(s string) slack.MsgOption { return slack.MsgOptionText(s, false) }
	if err := respond(text("조용히"), slack.MsgOptionResponseURL(click.ResponseURL, slack.ResponseTypeEphemeral)); err != nil {
		t.Fatal(err, srv.Violations())
	}
	if err := respond(text("모두"), slack.MsgOptionResponseURL(click.ResponseURL, slack.ResponseTypeInChannel)); err != nil {
		t.Fatal(err, srv.Violations())
	}
	posts := srv.Posts()
	if len(posts) != 3 || posts[1].Ephemeral != slacktest.Mina || posts[2].Ephemeral != "" || srv.PostCounts()[click.ResponseURL] != 2 {
		t.Errorf("posts %+v", posts)
	}
	if err := respond(text("고침"), slack.MsgOptionReplaceOriginal(click.ResponseURL)); err != nil {
		t.Fatal(err, srv.Violations())
	}
	if m, _ := srv.Message(slacktest.General, ts); m.Text != "고침" {
		t.Errorf("replaced %+v", m)
	}
	if err := respond(slack.MsgOptionDeleteOriginal(click.ResponseURL)); err != nil {
		t.Fatal(err, srv.Violations())
	}
	if m, _ := srv.Message(slacktest.General, ts); !m.Deleted {
		t.Errorf("deleted %+v", m)
	}
	for i, want := range []int{200, 404} { // the fifth use and the sixth
		if status, body := postJSON(t, click.ResponseURL, `{"text":"또"}`); status != want {
			t.Errorf("use %d: %d %s", i+5, status, body)
		}
	}
}

func postJSON(t *testing.T, to, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(to, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b)
}

func TestResponseURLRefuses(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	for _, tt := range []struct {
		body, want string
	}{
		{`{"text":"답","channel":"C1"}`, "invalid_payload"},
		{`{"text":""}`, "no_text"},
		{`{"text":"답","blocks":[{"type":"x"}]}`, "invalid_blocks"},
		{`text`, "invalid_payload"},
		{`{"text":"답","response_type":"in_channel","thread_ts":"1700000000.000100"}`, ""},
	} {
		status, body := postJSON(t, srv.Command(slacktest.Typed{}).ResponseURL, tt.body)
		if tt.want == "" && (status != 200 || body != "ok") || tt.want != "" && (status == 200 || !strings.Contains(body, tt.want)) {
			t.Errorf("%s: %d %s, want %q", tt.body, status, body, tt.want)
		}
	}
	old := srv.Command(slacktest.Typed{}).ResponseURL
	srv.ExpireResponseURLs()
	if status, body := postJSON(t, old, `{"text":"답"}`); status != 404 || !strings.Contains(body, "expired_url") {
		t.Errorf("expired: %d %s", status, body)
	}
}
