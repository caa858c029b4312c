package slacktest

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// startBolt runs the Bolt app of testdata against the fake until the test ends and returns the port it listens on, if it does.
func startBolt(t *testing.T, srv *Server, project, mode string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", "app.mjs")
	cmd.Dir = project
	cmd.Env = append(os.Environ(), "MODE="+mode, "API_URL="+srv.APIURL(), "BOT_TOKEN="+BotToken, "APP_TOKEN="+AppToken,
		"SIGNING_SECRET="+SigningSecret)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready, read := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(read)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			t.Log(lines.Text())
			if port, ok := strings.CutPrefix(lines.Text(), "ready"); ok {
				ready <- strings.TrimSpace(port)
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-read; _ = cmd.Wait() })
	select {
	case port := <-ready:
		return port
	case <-read:
		t.Fatal("the Bolt app ended")
	case <-time.After(30 * time.Second):
		t.Fatal("the Bolt app did not start")
	}
	return ""
}

// bolt does to the app what people do, the same over both transports.
type bolt struct {
	t    *testing.T
	srv  *Server
	ctx  context.Context
	send func(Event) // and wait until acknowledged
}

// post waits for the next message with the text.
func (b *bolt) post(text string) Message {
	b.t.Helper()
	var found Message
	err := b.srv.Wait(b.ctx, func() bool {
		posts := b.srv.Posts()
		i := slices.IndexFunc(posts, func(m Message) bool { return m.Text == text })
		if i >= 0 {
			found = posts[i]
		}
		return i >= 0
	})
	if err != nil {
		b.t.Fatalf("no message %q: %v; posts %+v", text, err, b.srv.Posts())
	}
	return found
}

func (b *bolt) mention() {
	events := b.srv.Mention(Said{Text: "언제?"})
	for _, ev := range events {
		b.send(ev)
	}
	m := b.post("answered")
	if m.Channel != General || m.ThreadTS != events[0].TS || len(m.Blocks) != 2 {
		b.t.Errorf("answer %+v", m)
	}
	b.send(b.srv.Press(Click{Channel: m.Channel, TS: m.TS, Action: ButtonAction("b", "more", "1")}))
	err := b.srv.Wait(b.ctx, func() bool { now, _ := b.srv.Message(m.Channel, m.TS); return now.Text == "updated" })
	if err != nil {
		b.t.Errorf("not updated: %v", err)
	}
}

func (b *bolt) directMessage() {
	b.send(b.srv.DirectMessage(Said{Text: "direct"}))
	if m := b.post("direct to " + Mina); m.Channel != b.srv.DM(Mina) {
		b.t.Errorf("answer %+v", m)
	}
}

func (b *bolt) command() {
	b.send(b.srv.Command(Typed{Text: "안녕", Channel: Outside}))
	if m := b.post("command 안녕"); m.Ephemeral != Mina || m.Channel != Outside {
		b.t.Errorf("answer %+v", m)
	}
	b.send(b.srv.Command(Typed{Command: "/fast"}))
	if m := b.post("at once"); m.Ephemeral != Mina || m.Call.Method != Acknowledgement {
		b.t.Errorf("answer %+v", m)
	}
}

func (b *bolt) shortcuts() {
	said := b.srv.Say(Said{Text: "GPT-5", User: Alex})
	b.send(b.srv.MessageShortcut("ask", Mina, General, said.TS))
	b.post("about GPT-5")
	b.send(b.srv.GlobalShortcut("open", Mina))
	if calls, err := b.srv.WaitCalls(b.ctx, "views.open", 1); err != nil || calls[0].Error != "" {
		b.t.Errorf("views.open %+v, %v", calls, err)
	}
}

func (b *bolt) home() {
	b.send(b.srv.OpenHome(Mina))
	if _, err := b.srv.WaitCalls(b.ctx, "views.publish", 1); err != nil {
		b.t.Fatal(err)
	}
	if v, _ := b.srv.Home(Mina); !strings.Contains(Args(v.View).JSON("blocks"), "home ko-KR") {
		b.t.Errorf("home %+v", v)
	}
}

// rateLimited proves that a client that honours Retry-After waits for it.
func (b *bolt) rateLimited() {
	b.srv.Fail("chat.postMessage", Fault{RetryAfter: time.Second, Channel: b.srv.DM(Alex)})
	b.send(b.srv.DirectMessage(Said{Text: "direct", User: Alex}))
	b.post("direct to " + Alex)
	var to []Call
	for _, c := range b.srv.Calls("chat.postMessage") {
		if c.Args.String("channel") == b.srv.DM(Alex) {
			to = append(to, c)
		}
	}
	if len(to) != 2 || to[0].Status != 429 || to[1].At.Sub(to[0].At) < time.Second {
		b.t.Errorf("calls %+v", to)
	}
}

func (b *bolt) all() {
	b.mention()
	b.directMessage()
	b.command()
	b.shortcuts()
	b.home()
	b.rateLimited()
}

func newBolt(t *testing.T, srv *Server) *bolt {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return &bolt{t: t, srv: srv, ctx: ctx}
}

// TestBolt proves the fake with Slack's own framework, over Socket Mode and over HTTP.
func TestBolt(t *testing.T) {
	project := nodeProject(t)
	t.Run("socket", func(t *testing.T) { testBoltSocket(t, project) })
	t.Run("http", func(t *testing.T) { testBoltHTTP(t, project) })
}

func testBoltSocket(t *testing.T, project string) {
	srv := New(t, Options{Record: "-"}) // the client adds team_id to every call, which its types do not have
	startBolt(t, srv, project, "socket")
	b := newBolt(t, srv)
	b.send = func(ev Event) {
		t.Helper()
		if ack, err := srv.Send(ev)[0].Wait(b.ctx); err != nil || ack.Attempt != 0 {
			t.Fatalf("%s: acknowledged %+v, %v", ev.Kind, ack, err)
		}
	}
	b.all()
	for i, lose := range []func(){func() { srv.Disconnect(RefreshRequested) }, srv.DropSockets} {
		lose()
		if err := srv.WaitSocketsOpened(b.ctx, i+2); err != nil {
			t.Fatalf("not connected again: %v", err)
		}
		user := []string{"U0FIRST000", "U0SECOND00"}[i]
		b.send(srv.DirectMessage(Said{Text: "direct", User: user}))
		b.post("direct to " + user)
	}
	for _, d := range srv.Deliveries() {
		if d.Acks() != 1 || d.Attempts() != 1 {
			t.Errorf("%d attempts, %d acknowledgements of %v", d.Attempts(), d.Acks(), d.Event.Payload["type"])
		}
	}
}

func testBoltHTTP(t *testing.T, project string) {
	srv := New(t, Options{Record: "-"}) // the client adds team_id to every call, which its types do not have
	url := "http://127.0.0.1:" + startBolt(t, srv, project, "http") + "/slack/events"
	b := newBolt(t, srv)
	b.send = func(ev Event) {
		t.Helper()
		if resp := srv.Deliver(b.ctx, url, ev); len(resp) != 1 || resp[0].Status != 200 {
			t.Fatalf("%s: %+v", ev.Kind, resp)
		}
	}
	b.all()
	if resp := srv.Do(b.ctx, srv.Challenge(url, "prove it")); resp.Status != 200 || !strings.Contains(string(resp.Body), "prove it") {
		t.Errorf("url_verification: %+v", resp)
	}
	now := srv.now()
	for name, spoil := range map[string]func(*Request){
		"wrong secret": func(r *Request) { r.Sign("another secret", now) },
		"stale":        func(r *Request) { r.Sign(SigningSecret, now.Add(-10*time.Minute)) },
		"no signature": func(r *Request) { r.Header.Del("X-Slack-Signature") },
		"no timestamp": func(r *Request) { r.Header.Del("X-Slack-Request-Timestamp") },
		"truncated":    func(r *Request) { r.Body = r.Body[:len(r.Body)/2] },
	} {
		r := srv.Request(url, srv.DirectMessage(Said{Text: "direct", User: "U0FORGER00"}))
		spoil(r)
		if resp := srv.Do(b.ctx, r); resp.Status != 401 {
			t.Errorf("%s: %+v", name, resp)
		}
	}
	for _, p := range srv.Posts() {
		if strings.Contains(p.Text, "U0FORGER00") {
			t.Errorf("answered a forged request: %+v", p)
		}
	}
}

// TestNodeFiles proves that what tests need of testdata is embedded.
func TestNodeFiles(t *testing.T) {
	entries, err := nodeFiles.ReadDir(nodeFolder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, filepath.Base(e.Name()))
	}
	if !slices.Equal(names, []string{"app.mjs", "package-lock.json", "package.json"}) {
		t.Errorf("embedded %q: node_modules must not be here", names)
	}
}
