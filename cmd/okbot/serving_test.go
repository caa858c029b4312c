package main

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
	"okbot/bot/slack/slacktest"
)

// serving is a serve that runs in this process.
type serving struct {
	vars map[string]string
	log  *journal
	addr string // of the admin endpoint
	stop context.CancelFunc
	done <-chan int // its exit status
}

// onSlackFake are the variables that connect serve to a fake Slack.
func onSlackFake(srv *slacktest.Server) map[string]string {
	return map[string]string{
		"SLACK_API_URL": srv.APIURL(), "SLACK_BOT_TOKEN": slacktest.BotToken, "SLACK_APP_TOKEN": slacktest.AppToken,
	}
}

// onDiscordFake are the variables that connect serve to a fake Discord.
func onDiscordFake(srv *discordtest.Server) map[string]string {
	return map[string]string{"DISCORD_API_URL": srv.APIURL(), "DISCORD_TOKEN": srv.Token()}
}

// startServe runs serve with the variables, and arguments after them, and
// returns once it tells that it serves. It is stopped with the test.
func startServe(t testing.TB, vars map[string]string, args ...string) *serving {
	t.Helper()
	s := launch(t, vars, args...)
	s.addr = s.log.await(t, `admin=(\S+)`)
	return s
}

// launch is startServe without the waiting.
func launch(t testing.TB, vars map[string]string, args ...string) *serving {
	t.Helper()
	vars = maps.Clone(vars)
	for name, value := range map[string]string{"OKBOT_DATA": t.TempDir(), "OKBOT_ADMIN_ADDR": "127.0.0.1:0"} {
		if vars[name] == "" {
			vars[name] = value
		}
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan int, 1)
	s := &serving{vars: vars, log: newJournal(), stop: stop, done: done}
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: s.log, getenv: environ(vars)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		done <- p.run(ctx, append([]string{"serve"}, args...))
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if t.Failed() {
			t.Logf("log of serve:\n%s", s.log)
		}
	})
	return s
}

// end asks serve to stop and returns its exit status.
func (s *serving) end() int {
	s.stop()
	return <-s.done
}

// get returns what the admin endpoint answers at path.
func (s *serving) get(t testing.TB, path string) (status int, body string) {
	t.Helper()
	res, err := http.Get("http://" + s.addr + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(content)
}

// awaitHealth polls /readyz until good likes what it tells.
func (s *serving) awaitHealth(t testing.TB, good func(health) bool) (h health) {
	t.Helper()
	s.poll(t, "/readyz", func(body string) bool {
		h = health{}
		mustDo(t, json.Unmarshal([]byte(body), &h))
		return good(h)
	})
	return h
}

// awaitMetric polls /metrics until it has a line.
func (s *serving) awaitMetric(t testing.TB, line string) {
	t.Helper()
	s.poll(t, "/metrics", func(body string) bool { return strings.Contains(body, line+"\n") })
}

// poll gets a path of the admin endpoint until good likes what it answers.
func (s *serving) poll(t testing.TB, path string, good func(body string) bool) {
	t.Helper()
	ctx := within(t, 20*time.Second)
	for {
		_, body := s.get(t, path)
		if good(body) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s still tells %s", path, body)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// awaitReady waits until every platform is connected.
func (s *serving) awaitReady(t testing.TB) {
	t.Helper()
	s.awaitHealth(t, func(h health) bool { return h.Ready })
}

// within returns a context for d of the test.
func within(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// journal keeps what serve logs.
type journal struct {
	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{} // closed and replaced by each Write
}

func newJournal() *journal { return &journal{changed: make(chan struct{})} }

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.changed)
	j.changed = make(chan struct{})
	return j.text.Write(line)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// await waits for text that matches pattern and returns its first group.
func (j *journal) await(t testing.TB, pattern string) string {
	t.Helper()
	ctx := within(t, 20*time.Second)
	re := regexp.MustCompile(pattern)
	for {
		j.mu.Lock()
		text, changed := j.text.String(), j.changed
		j.mu.Unlock()
		if found := re.FindStringSubmatch(text); found != nil {
			return found[len(found)-1]
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("no %s in the log:\n%s", pattern, text)
		}
	}
}

// run carries out another command with the variables of s.
func (s *serving) run(t testing.TB, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, problems strings.Builder
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &problems, getenv: environ(s.vars)}
	status = p.run(t.Context(), args)
	return status, out.String(), problems.String()
}
