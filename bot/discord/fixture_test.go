package discord

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/discord/gateway"
	"okbot/bot/pause"
	"okbot/bot/state"
	"okbot/index"
	"okbot/index/searchtest"
)

// The index is there for all tests, its goroutines as well.
func TestMain(m *testing.M) {
	searchtest.Builtin()
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent())
}

// quick are waits short enough for tests that go through many of them.
var quick = timing{gateway.Timing{
	Dial: time.Second, Hello: 300 * time.Millisecond, Ready: 300 * time.Millisecond, Identify: 20 * time.Millisecond,
	Invalid: 10 * time.Millisecond, FirstWait: 5 * time.Millisecond, LastWait: 50 * time.Millisecond,
}, 50 * time.Millisecond}

// patient are quick waits but for those that end when something comes, which a
// busy machine may keep waiting.
var patient = func() timing {
	t := quick
	t.Hello, t.Ready, t.deferAfter = 10*time.Second, 10*time.Second, 10*time.Second
	return t
}()

// without is a fake whose application has no privileged intent and no rate limits.
func without() discordtest.Options {
	return discordtest.Options{
		Disallowed:     discordtest.IntentMessageContent,
		IdentifyWindow: time.Millisecond, GlobalLimit: -1, NoRouteLimit: true,
	}
}

// world is a fake Discord with an adapter that runs on it.
type world struct {
	*discordtest.Server
	t         *testing.T
	service   *chat.Service
	transport http.RoundTripper
	a         *Adapter
	ended     chan error // receives what Run returns
	stop      context.CancelFunc
}

type worldOptions struct {
	discord  discordtest.Options
	service  chat.Options
	adapter  Options
	searcher bot.Searcher // nil is the built-in corpus
	timing   timing       // zero is quick
	idle     bool         // nobody works at the service
	store    chat.Store   // nil is one of its own
	server   *discordtest.Server
	fault    discordtest.ConnFault
	// before may answer a request in the fake's place; nil lets it do that.
	before func(*http.Request) *http.Response
}

func newWorld(t *testing.T, o worldOptions) *world {
	t.Helper()
	w := start(t, o)
	eventually(t, func() bool { ok, _ := w.a.Ready(); return ok })
	return w
}

// eventually waits for what the adapter reports only on request.
func eventually(t *testing.T, done func() bool) {
	t.Helper()
	ctx := withTimeout(t)
	for !done() {
		if pause.For(ctx, time.Millisecond) != nil {
			t.Fatal(context.Cause(ctx))
		}
	}
}

// start runs an adapter without waiting for it to be connected.
func start(t *testing.T, o worldOptions) *world {
	t.Helper()
	srv, store := o.server, o.store
	if srv == nil {
		srv = discordtest.New(t, o.discord)
	}
	if store == nil {
		store = state.Memory()
	}
	srv.FaultConns(o.fault)
	w := &world{Server: srv, t: t, ended: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	w.stop = cancel
	if o.service.Log == nil {
		o.service.Log = testLog(t)
	}
	service, err := chat.New(ctx, newBot(t, o.searcher), store, o.service)
	if err != nil {
		t.Fatal(err)
	}
	o.adapter.Token, o.adapter.APIURL, o.adapter.Log = srv.Token(), srv.APIURL(), o.service.Log
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	o.adapter.Transport = intercepted{transport, o.before}
	o.adapter.timing, o.adapter.perSecond = cmp.Or(o.timing, quick), 10_000
	a, err := New(service, o.adapter)
	if err != nil {
		t.Fatal(err)
	}
	w.service, w.a, w.transport = service, a, o.adapter.Transport
	var working sync.WaitGroup
	if !o.idle {
		working.Go(func() { service.Run(ctx) })
	}
	go func() { w.ended <- a.Run(ctx); close(w.ended) }()
	t.Cleanup(func() {
		cancel()
		for range w.ended {
		}
		working.Wait()
		transport.CloseIdleConnections()
	})
	return w
}

func newBot(t *testing.T, s bot.Searcher) *bot.Bot {
	t.Helper()
	if s == nil {
		s = searchtest.Builtin()
	}
	examples := map[string][]string{"ko": {launch}, "en": {launchEnglish}}
	return bot.New(s, bot.Options{Questions: examples, Examples: examples})
}

// remembering searches for the same only once, so that a load is one of the
// adapter and not of the index.
type remembering struct {
	bot.Searcher
	found sync.Map
}

func (r *remembering) Search(ctx context.Context, q index.Request) (index.Result, error) {
	key := q.Lang + q.Query.Text + q.Prior.Text
	if found, ok := r.found.Load(key); ok {
		return found.(index.Result), nil
	}
	found, err := r.Searcher.Search(ctx, q)
	r.found.Store(key, found)
	return found, err
}

// light is the built-in corpus for loads or, where OKBOT_LOAD is set, the index.
func light(t *testing.T) bot.Searcher {
	t.Helper()
	s := searchtest.Builtin()
	if os.Getenv("OKBOT_LOAD") != "" {
		return s
	}
	return &remembering{Searcher: s}
}

// eavesdropper notes from which question each search goes on, "" for none.
type eavesdropper struct {
	bot.Searcher
	mu    sync.Mutex
	after []string
}

func (e *eavesdropper) Search(ctx context.Context, q index.Request) (index.Result, error) {
	e.mu.Lock()
	e.after = append(e.after, q.Prior.Text)
	e.mu.Unlock()
	return e.Searcher.Search(ctx, q)
}

// last returns the question that the last search went on from.
func (e *eavesdropper) last() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.after[len(e.after)-1]
}

// testLog writes to the test's log where OKBOT_TEST_LOG is set.
func testLog(t *testing.T) *slog.Logger {
	if os.Getenv("OKBOT_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// withTimeout is a context for what should take no time, long enough for a
// machine that is busy.
func withTimeout(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeoutCause(context.Background(), 30*time.Second, fmt.Errorf("%s waited for 30 s", t.Name()))
	t.Cleanup(cancel)
	return ctx
}

// sent waits for n messages of the bot's and returns the last one.
func (w *world) sent(n int) discordtest.Message {
	w.t.Helper()
	all, err := w.WaitMessages(withTimeout(w.t), n)
	if err != nil {
		w.t.Fatal(err)
	}
	return all[n-1]
}

// answer waits for the first response to an interaction and returns its message.
func (w *world) answer(i *discordtest.Interaction) discordtest.Message {
	w.t.Helper()
	m, err := i.Message(withTimeout(w.t))
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// button returns the custom_id of a button by what it does.
func (w *world) button(m discordtest.Message, what string) string {
	w.t.Helper()
	for _, b := range m.Buttons() {
		if p, ok := parseComponent(b.CustomID); ok && p.what == what {
			return b.CustomID
		}
	}
	w.t.Fatalf("no button %s in %s", what, m.Body)
	return ""
}

// isAnswer fails the test unless m is an answer to a question.
func isAnswer(t *testing.T, m discordtest.Message) {
	t.Helper()
	if len(m.Embeds) == 0 || !strings.Contains(string(m.Body), "okbot/good/") {
		t.Fatalf("no answer: %s", m.Body)
	}
}

// Questions that the corpus answers, in a few snippets.
const (
	launch        = "오픈AI 한국 법인은 언제 출범했나요?"
	launchEnglish = "When did OpenAI Korea launch?"
	followUp      = "그럼 어디서?" // goes on from another question
)
