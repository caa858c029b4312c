package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
	"okbot/bot/slack/slacktest"
)

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
	told  map[string]bool     // people who have asked, and whether they were told something
	took  []time.Duration
}

type inFlight struct {
	user string
	at   time.Time
	done func()
}

// people is how many ask on each platform.
const people = 500

// newLoad starts the fakes. Discord remembers what it should answer to, or counts it.
func newLoad(t *testing.T, counting bool) *load {
	usual := debug.SetGCPercent(1000) // the machine is there for the bot, not for the fakes' garbage
	t.Cleanup(func() { debug.SetGCPercent(usual) })
	l := &load{t: t, data: t.TempDir(), asked: map[string]inFlight{}, told: map[string]bool{}}
	l.slack = slacktest.New(t, slacktest.Options{Keep: 20_000, Key: l.posted})
	l.discord = discordtest.New(t, discordtest.Options{CountersOnly: counting, GlobalLimit: -1, NoRouteLimit: true})
	for i := range people {
		l.askers = append(l.askers, l.discord.AddUser(fmt.Sprint("asker", i), false).ID)
	}
	ix, err := (&shared{}).openIndex(t.Context())
	mustDo(t, err)
	for _, list := range questions(ix) {
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
		user := l.askers[int(n)%people]
		l.asks(user)
		i := l.discord.Slash(discordtest.Slash{
			Place: discordtest.Place{User: user},
			Name:  "ask", Options: []discordtest.Option{{Name: "question", Value: question}},
		})
		go func() {
			defer done()
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			if r, err := i.Response(ctx); err == nil {
				l.answered(user, r.After)
			}
		}()
		return
	}
	user := fmt.Sprint("ULOAD", int(n)%people)
	l.asks(user)
	events := l.slack.Mention(slacktest.Said{User: user, Text: question})
	l.mu.Lock()
	l.asked[events[0].TS] = inFlight{user, time.Now(), done}
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
		l.told[q.user] = true
		l.took = append(l.took, time.Since(q.at))
		q.done()
	}
	return "all"
}

// asks notes that somebody asks.
func (l *load) asks(user string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.told[user] {
		l.told[user] = false
	}
}

func (l *load) answered(user string, took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told[user] = true
	l.took = append(l.took, took)
}
