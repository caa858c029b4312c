package discordtest

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// nobody is the allowed_mentions of a message that notifies nobody.
var nobody = Object{"parse": []string{}}

func text(content string) Object { return Object{"content": content, "allowed_mentions": nobody} }

func TestErrors(t *testing.T) {
	s := New(t, Options{GlobalLimit: -1, NoRouteLimit: true})
	here := "/channels/" + s.Channel().ID
	theirs := s.Post(Post{Content: "남의 글"})
	secret := s.AddChannel(Channel{Deny: ViewChannel})
	quiet := s.AddChannel(Channel{Deny: SendMessages | CreateThreads})
	plain := s.AddChannel(Channel{Deny: EmbedLinks | ReadMessageHistory})
	abroad := s.AddChannel(Channel{GuildID: "1"})
	robot := s.AddUser("robot", true)
	for name, test := range map[string]struct {
		method, path string
		body         any
		status, code int
	}{
		"no such route":      {"GET", "/nothing", nil, 404, 0},
		"wrong method":       {"PUT", here + "/messages", nil, 404, 0},
		"unknown channel":    {"POST", "/channels/1/messages", text("x"), 404, 10003},
		"unknown message":    {"PATCH", here + "/messages/1", text("x"), 404, 10008},
		"hidden channel":     {"POST", "/channels/" + secret.ID + "/messages", text("x"), 403, 50001},
		"foreign guild":      {"POST", "/channels/" + abroad.ID + "/messages", text("x"), 403, 50001},
		"may not send":       {"POST", "/channels/" + quiet.ID + "/messages", text("x"), 403, 50013},
		"may not type":       {"POST", "/channels/" + quiet.ID + "/typing", nil, 403, 50013},
		"may not embed":      {"POST", "/channels/" + plain.ID + "/messages", answer(Object{"allowed_mentions": nobody}), 403, 50013},
		"may not read":       {"POST", "/channels/" + plain.ID + "/messages", Object{"content": "x", "allowed_mentions": nobody, "message_reference": Object{"message_id": theirs}}, 400, 160002},
		"empty":              {"POST", here + "/messages", text(""), 400, 50006},
		"reply to nothing":   {"POST", here + "/messages", Object{"content": "x", "allowed_mentions": nobody, "message_reference": Object{"message_id": "1"}}, 400, 50035},
		"another's message":  {"PATCH", here + "/messages/" + theirs, text("x"), 403, 50005},
		"another's, deleted": {"DELETE", here + "/messages/" + theirs, nil, 403, 50013},
		"DM with a bot":      {"POST", "/users/@me/channels", Object{"recipient_id": robot.ID}, 403, 50007},
		"DM with nobody":     {"POST", "/users/@me/channels", Object{"recipient_id": "1"}, 400, 50033},
		"unknown callback":   {"POST", "/interactions/1/x/callback", Object{"type": 6}, 404, 10062},
		"unknown webhook":    {"POST", "/webhooks/" + s.App.ID + "/x", text("x"), 404, 10015},
		"unknown command":    {"DELETE", "/applications/" + s.App.ID + "/commands/1", nil, 404, 10063},
		"other application":  {"GET", "/applications/1/commands", nil, 404, 10002},
	} {
		status, body := do(t, s, test.method, test.path, test.body)
		if status != test.status || body["code"] != float64(test.code) {
			t.Errorf("%s: %d %v, want %d with code %d", name, status, body, test.status, test.code)
		}
	}
	if st := s.Stats(); st.NotFound != 2 || st.Invalid != 8 {
		t.Errorf("%+v", st)
	}
	for _, token := range []string{"", "Bot other", s.Token()} {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", s.APIURL()+"/users/@me", nil)
		req.Header.Set("Authorization", token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 401 {
			t.Errorf("Authorization %q: %d", token, res.StatusCode)
		}
	}
}

func TestMessages(t *testing.T) {
	s := New(t, Options{})
	c, _ := ready(t, s, usual)
	here := "/channels/" + s.Channel().ID + "/messages"
	post := Object{"content": "하나", "nonce": "n1", "enforce_nonce": true, "allowed_mentions": nobody}
	_, first := do(t, s, "POST", here, post)
	_, again := do(t, s, "POST", here, post)
	if first["id"] != again["id"] || len(s.Sent()) != 1 {
		t.Errorf("the same nonce made %s and %s", first["id"], again["id"])
	}
	id := first["id"].(string)
	do(t, s, "PATCH", here+"/"+id, text("둘"))
	m, _ := s.Message(id)
	if m.Content != "둘" || m.Edited == nil {
		t.Errorf("after an edit: %+v", m)
	}
	status, thread := do(t, s, "POST", here+"/"+id+"/threads", Object{"name": "이야기"})
	if status != 201 || thread["id"] != id {
		t.Errorf("thread: %d %v", status, thread)
	}
	if status, body := do(t, s, "POST", "/channels/"+id+"/messages", text("실에서")); status != 200 {
		t.Errorf("in the thread: %d %v", status, body)
	}
	do(t, s, "DELETE", here+"/"+id, nil)
	if m, _ := s.Message(id); !m.Deleted {
		t.Error("message is still there")
	}
	var events []string
	for len(events) < 6 {
		events = append(events, c.next().T)
	}
	want := []string{"GUILD_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "THREAD_CREATE", "MESSAGE_CREATE", "MESSAGE_DELETE"}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Error(diff)
	}
}

func TestNotified(t *testing.T) {
	s := New(t, Options{ExpectViolations: true})
	user, role := s.User().ID, s.Guild().BotRole
	id := s.Post(Post{Content: "뭐?"})
	content := "<@" + user + "> <@&" + role + "> @everyone"
	for name, test := range map[string]struct {
		allowed any
		want    []string
	}{
		"nothing said":  {nil, []string{user, role, "everyone", user}},
		"nobody":        {nobody, nil},
		"users":         {Object{"parse": []string{"users"}}, []string{user}},
		"one user":      {Object{"parse": []string{}, "users": []string{user}}, []string{user}},
		"who is quoted": {Object{"parse": []string{}, "replied_user": true}, []string{user}},
	} {
		channel := s.Channel().ID
		body := Object{"content": content, "message_reference": Object{"message_id": id}}
		if test.allowed != nil {
			body["allowed_mentions"] = test.allowed
		}
		_, m := do(t, s, "POST", "/channels/"+channel+"/messages", body)
		got, _ := s.Message(m["id"].(string))
		if diff := cmp.Diff(test.want, got.Notified); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if s.ReplyLatency(1) == 0 {
		t.Error("no reply latency")
	}
	if v := s.Violations(); len(v) != 1 || !strings.Contains(v[0], "allowed_mentions") {
		t.Errorf("violations %q, want one for the message without allowed_mentions", v)
	}
}

func TestRateLimits(t *testing.T) {
	s := New(t, Options{GlobalLimit: 20})
	path := s.APIURL() + "/channels/" + s.Channel().ID + "/messages"
	post := func() *http.Response {
		req, _ := http.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(string(encode(text("x")))))
		req.Header.Set("Authorization", "Bot "+s.Token())
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	for i := range 5 {
		res := post()
		want := []string{"5", string(rune('4' - i))}
		got := []string{res.Header.Get("X-RateLimit-Limit"), res.Header.Get("X-RateLimit-Remaining")}
		if res.StatusCode != 200 || !slices.Equal(want, got) || res.Header.Get("X-RateLimit-Bucket") == "" {
			t.Errorf("post %d: %d with limit and rest %v, want %v", i, res.StatusCode, got, want)
		}
	}
	res := post()
	if res.StatusCode != 429 || res.Header.Get("X-RateLimit-Scope") != "user" || res.Header.Get("Retry-After") != "5" {
		t.Errorf("sixth post: %d %v", res.StatusCode, res.Header)
	}
	if status, _ := do(t, s, "GET", "/channels/"+s.DM().ID, nil); status != 200 {
		t.Errorf("another route: %d", status)
	}
	var last int
	var body Object
	for range 20 {
		if last, body = do(t, s, "GET", "/users/@me", nil); last == 429 {
			break
		}
	}
	if after, _ := body["retry_after"].(float64); last != 429 || body["global"] != true || after <= 0 || after > 1 {
		t.Errorf("over the global limit: %d %v", last, body)
	}
}

func TestFaults(t *testing.T) {
	s := New(t, Options{})
	here := "/channels/" + s.Channel().ID + "/messages"
	s.Fault(RESTFault{Route: RouteCreateMessage, Times: 1, Status: 503})
	s.Fault(RESTFault{Route: RouteCreateMessage, Times: 1, Status: 429, HTML: true})
	if status, _ := do(t, s, "GET", "/users/@me", nil); status != 200 {
		t.Errorf("another route: %d", status)
	}
	if status, _ := do(t, s, "POST", here, text("x")); status != 503 {
		t.Errorf("first: %d", status)
	}
	if status, raw := doRaw(t, s, "POST", here, text("x")); status != 429 || !strings.HasPrefix(string(raw), "<!DOCTYPE") {
		t.Errorf("second: %d %s", status, raw)
	}
	if n := len(s.Sent()); n != 0 {
		t.Errorf("%d messages in spite of the errors", n)
	}
	s.Fault(RESTFault{Times: 1, Drop: true})
	req, _ := http.NewRequestWithContext(t.Context(), "POST", s.APIURL()+here, strings.NewReader(string(encode(text("x")))))
	req.Header.Set("Authorization", "Bot "+s.Token())
	if res, err := http.DefaultClient.Do(req); err == nil {
		t.Errorf("dropped request answered %s", res.Status)
	}
	if n := len(s.Sent()); n != 1 {
		t.Errorf("%d messages after the dropped request, want 1", n)
	}
	s.Fault(RESTFault{Times: 1, Delay: 50 * time.Millisecond})
	start := time.Now()
	if do(t, s, "POST", here, text("x")); time.Since(start) < 50*time.Millisecond {
		t.Error("not delayed")
	}
}

func TestNoContent(t *testing.T) {
	s := New(t, Options{Disallowed: IntentMessageContent})
	for want, id := range map[string]string{"": s.Post(Post{Content: "비밀"}), "직접": s.Post(Post{Content: "직접", Channel: s.DM().ID})} {
		m, _ := s.Message(id)
		if _, got := do(t, s, "GET", "/channels/"+m.ChannelID+"/messages/"+id, nil); got["content"] != want {
			t.Errorf("content is %q, want %q", got["content"], want)
		}
	}
}
