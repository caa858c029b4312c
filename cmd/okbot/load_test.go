package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
	"okbot/bot/slack/slacktest"
)

// TestLoad measures a serve of its own process with both fakes, which share the
// machine with it, and prints the figures:
//
//	OKBOT_LOAD=1 go test -run TestLoad -v -timeout 30m ./cmd/okbot
func TestLoad(t *testing.T) {
	if os.Getenv("OKBOT_LOAD") == "" {
		t.Skip("OKBOT_LOAD is not set")
	}
	l := newLoad(t)
	l.start()
	time.Sleep(10 * time.Second) // idle
	idle := l.rss()
	t.Logf("idle: RSS %d MB", idle)

	t.Logf("200/s, 20 s: %v", l.rate(200, 20*time.Second, nil))
	reloads := func(ctx context.Context) {
		for ctx.Err() == nil {
			l.process.Signal(syscall.SIGHUP)
			time.Sleep(2 * time.Second)
		}
	}
	t.Logf("200/s, 20 s, a reload every 2 s: %v", l.rate(200, 20*time.Second, reloads))
	t.Logf("500/s, 30 s: %v; RSS %d MB", l.rate(500, 30*time.Second, nil), l.rss())
	t.Logf("1000/s, 30 s: %v; RSS %d MB", l.rate(1000, 30*time.Second, nil), l.rss())

	before := l.rss()
	t.Logf("100,000 questions, 64 at once: %v", l.flood(100_000, 64))
	time.Sleep(10 * time.Second)
	t.Logf("RSS after them %d MB, before %d MB, idle at the start %d MB", l.rss(), before, idle)
	_, figures := l.get("/metrics")
	for line := range strings.Lines(figures) {
		if strings.HasPrefix(line, "okbot_questions_total") || strings.HasPrefix(line, "okbot_ack_seconds_count") || strings.HasPrefix(line, "okbot_state_degraded") {
			t.Log(strings.TrimSpace(line))
		}
	}
}

// load asks a serve of its own process through both fakes.
type load struct {
	t       *testing.T
	slack   *slacktest.Server
	discord *discordtest.Server
	data    string
	addr    string
	process *os.Process

	questions []string
	askers    []string // on Discord
	next      atomic.Int64

	mu    sync.Mutex
	asked map[string]inFlight // on Slack, by thread
	took  []time.Duration
}

type inFlight struct {
	at   time.Time
	done func()
}

// people is how many ask on each platform.
const people = 500

func newLoad(t *testing.T) *load {
	l := &load{t: t, data: t.TempDir(), asked: map[string]inFlight{}}
	l.slack = slacktest.New(t, slacktest.Options{Keep: 20_000, Key: l.posted})
	l.discord = discordtest.New(t, discordtest.Options{CountersOnly: true, GlobalLimit: -1, NoRouteLimit: true})
	for i := range people {
		l.askers = append(l.askers, l.discord.AddUser(fmt.Sprint("asker", i), false).ID)
	}
	ix, err := (&shared{}).openIndex()
	mustDo(t, err)
	for _, list := range asks(ix) {
		l.questions = append(l.questions, list...)
	}
	mustDo(t, ix.Close())
	return l
}

// start builds and starts the program, and tells how long it takes to be ready.
func (l *load) start() {
	binary := filepath.Join(l.t.TempDir(), "okbot")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		l.t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "serve")
	cmd.Env = []string{
		"OKBOT_DATA=" + l.data, "OKBOT_ADMIN_ADDR=127.0.0.1:0", "OKBOT_LOG_LEVEL=error", "OKBOT_LIMIT_USER=1000000", "OKBOT_LIMIT_CHANNEL=1000000",
		"SLACK_API_URL=" + l.slack.APIURL(), "SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_APP_TOKEN=" + slacktest.AppToken,
		"DISCORD_API_URL=" + l.discord.APIURL(), "DISCORD_TOKEN=" + l.discord.Token(),
	}
	cmd.Stderr = os.Stderr
	begin := time.Now()
	mustDo(l.t, cmd.Start())
	l.process = cmd.Process
	l.t.Cleanup(func() {
		l.process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			l.t.Error(err)
		}
	})
	for {
		if addr, err := os.ReadFile(filepath.Join(l.data, addressFile)); err == nil {
			l.addr = string(addr)
			if status, _ := l.get("/readyz"); status == http.StatusOK {
				break
			}
		}
		if time.Since(begin) > 20*time.Second {
			l.t.Fatal("not ready")
		}
		time.Sleep(2 * time.Millisecond)
	}
	l.t.Logf("start to ready: %v", time.Since(begin).Round(time.Millisecond))
}

func (l *load) get(path string) (int, string) {
	res, err := http.Get("http://" + l.addr + path)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// rss is the resident memory of serve in MB (proc_pid_status(5)).
func (l *load) rss() int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", l.process.Pid))
	if err != nil {
		l.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb int
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kb); n == 1 {
			return kb >> 10
		}
	}
	return 0
}

// ask asks one question, on Slack and Discord by turns, and calls done once it
// has been answered.
func (l *load) ask(done func()) {
	n := l.next.Add(1)
	question := l.questions[int(n)%len(l.questions)]
	if n%2 == 0 {
		i := l.discord.Slash(discordtest.Slash{
			Place: discordtest.Place{User: l.askers[int(n)%people]},
			Name:  "ask", Options: []discordtest.Option{{Name: "question", Value: question}},
		})
		go func() {
			defer done()
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			if r, err := i.Response(ctx); err == nil {
				l.answered(r.After)
			}
		}()
		return
	}
	events := l.slack.Mention(slacktest.Said{User: fmt.Sprint("ULOAD", int(n)%people), Text: question})
	l.mu.Lock()
	l.asked[events[0].TS] = inFlight{time.Now(), done}
	l.mu.Unlock()
	l.slack.Send(events...)
}

// posted is called by Slack for each post.
func (l *load) posted(c slacktest.Call) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	thread := c.Args.String("thread_ts")
	if q, ok := l.asked[thread]; ok {
		delete(l.asked, thread)
		l.took = append(l.took, time.Since(q.at))
		q.done()
	}
	return "all"
}

func (l *load) answered(took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took = append(l.took, took)
}

// outcome is what came of some questions.
type outcome struct {
	asked, answered int
	span            time.Duration
	took            []time.Duration
}

func (o outcome) String() string {
	slices.Sort(o.took)
	at := func(q float64) time.Duration {
		if len(o.took) == 0 {
			return 0
		}
		return o.took[int(q*float64(len(o.took)-1))].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("%d asked, %d answered, %.0f/s, p50 %v, p99 %v, most %v",
		o.asked, o.answered, float64(o.answered)/o.span.Seconds(), at(.5), at(.99), at(1))
}

// rate asks so many questions a second for a while, does beside what it is told
// to, and waits for the answers.
func (l *load) rate(perSecond int, span time.Duration, beside func(context.Context)) outcome {
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	if beside != nil {
		running.Go(func() { beside(ctx) })
	}
	begin := time.Now()
	n := 0
	for ; time.Since(begin) < span; n++ {
		if wait := time.Until(begin.Add(time.Duration(n) * time.Second / time.Duration(perSecond))); wait > 0 {
			time.Sleep(wait)
		}
		l.ask(func() {})
	}
	l.settle(n)
	took := time.Since(begin)
	stop()
	running.Wait()
	return l.outcome(n, took)
}

// flood asks n questions, some at once.
func (l *load) flood(n, atOnce int) outcome {
	begin := time.Now()
	free := make(chan struct{}, atOnce)
	for range n {
		free <- struct{}{}
		l.ask(func() { <-free })
	}
	l.settle(n)
	return l.outcome(n, time.Since(begin))
}

// settle waits until n questions are answered, or nothing has come for a while.
func (l *load) settle(n int) {
	last, since := -1, time.Now()
	for {
		l.mu.Lock()
		got := len(l.took)
		l.mu.Unlock()
		if got >= n || time.Since(since) > 10*time.Second {
			return
		}
		if got != last {
			last, since = got, time.Now()
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (l *load) outcome(n int, span time.Duration) outcome {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := outcome{n, len(l.took), span, l.took}
	l.took = nil
	clear(l.asked)
	return o
}
