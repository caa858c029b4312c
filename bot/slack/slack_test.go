package slack_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/slack"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
	"okbot/index"
	"okbot/index/query"
	"okbot/index/searchtest"
)

func TestMain(m *testing.M) {
	searchtest.Builtin() // its goroutines are there before any test
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent())
}

const (
	askKo = "오픈AI 코리아 대표가 누구야?"
	askEn = "Who heads OpenAI Korea?"
)

// examples are questions that the built-in corpus answers.
var examples = map[string][]string{"ko": {askKo, "카카오와 오픈AI는 무슨 협력을 하나요?"}, "en": {askEn}}

func newBot(s bot.Searcher) *bot.Bot {
	return bot.New(s, bot.Options{Newest: searchtest.Builtin().Newest(), Examples: examples, About: bot.About{
		Passages: searchtest.Builtin().Len(), Oldest: "2015-12-11", Newest: searchtest.Builtin().Newest(), Examples: examples,
		Publishers: []bot.Publisher{{Name: "연합뉴스", Passages: 12}, {Name: "A <!channel> & *B*", Passages: 3}},
	}})
}

// searcher is a function that is a [bot.Searcher].
type searcher func(context.Context, index.Request) (index.Result, error)

func (f searcher) Search(ctx context.Context, q index.Request) (index.Result, error) {
	return f(ctx, q)
}

func (searcher) Vocabulary() query.Vocabulary { return nil }

// setup is how a test wants the app; the zero value is a sound one over Socket Mode.
type setup struct {
	searcher bot.Searcher // nil: the built-in corpus
	store    chat.Store   // nil: one of its own
	service  chat.Options
	options  slack.Options // tokens and API address are filled in
	http     bool          // HTTP in place of Socket Mode
	log      io.Writer
}

// app is a program that answers a fake Slack.
type app struct {
	*slack.Adapter
	service *chat.Service
	stop    context.CancelFunc
	// endService ends the service alone.
	endService func()
	// ended gives what Slack.Run returned, once.
	ended chan error
	wait  func()
}

// start runs an app until the test ends, and waits until it is ready.
func start(t testing.TB, srv *slacktest.Server, s setup) *app {
	t.Helper()
	a := launch(t, srv, s)
	for ready, why := a.Ready(); !ready; ready, why = a.Ready() {
		select {
		case <-deadline(t).Done():
			t.Fatalf("not ready: %s", why)
		case <-time.After(time.Millisecond):
		}
	}
	if !s.http {
		if err := srv.WaitSockets(deadline(t), 1); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// launch runs an app until the test ends.
func launch(t testing.TB, srv *slacktest.Server, s setup) *app {
	t.Helper()
	if s.searcher == nil {
		s.searcher = searchtest.Builtin()
	}
	if s.store == nil {
		s.store = state.Memory()
	}
	if s.log != nil {
		s.options.Log = slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		s.service.Log = s.options.Log
	}
	service, err := chat.New(t.Context(), newBot(s.searcher), s.store, s.service)
	if err != nil {
		t.Fatal(err)
	}
	s.options.BotToken, s.options.APIURL, s.options.Addr = slacktest.BotToken, srv.APIURL(), "127.0.0.1:0"
	s.options.SigningSecret = slacktest.SigningSecret
	if !s.http {
		s.options.AppToken = slacktest.AppToken
	}
	adapter, err := slack.New(service, s.options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	a := &app{Adapter: adapter, service: service, stop: stop, ended: make(chan error, 1)}
	var running sync.WaitGroup
	serving, endService := context.WithCancel(ctx)
	a.endService = func() {
		endService()
		for service.Submit(func(context.Context) {}) != chat.ErrClosed {
			time.Sleep(time.Millisecond)
		}
	}
	running.Go(func() { service.Run(serving) })
	running.Go(func() { a.ended <- adapter.Run(ctx) })
	a.wait = func() { stop(); endService(); running.Wait() }
	t.Cleanup(a.wait)
	return a
}

func deadline(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// posts waits for n messages of the app and checks that there are no more.
func posts(t testing.TB, srv *slacktest.Server, n int) []slacktest.Message {
	t.Helper()
	got, err := srv.WaitPosts(deadline(t), n)
	if err != nil || len(got) != n {
		t.Fatalf("%d posts, want %d (%v): %.2000q", len(got), n, err, texts(got))
	}
	return got
}

func texts(ms []slacktest.Message) []string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Text)
	}
	return out
}

// acked waits until deliveries are acknowledged, each once.
func acked(t testing.TB, ds ...*slacktest.Delivery) {
	t.Helper()
	for _, d := range ds {
		if _, err := d.Wait(deadline(t)); err != nil {
			t.Fatalf("%v: %v", d.Event.Inner(), err)
		}
	}
}

// settled waits until the app has worked on all that it took: a question after
// the others is answered when they are, by one worker.
func settled(t testing.TB, srv *slacktest.Server, n int) []slacktest.Message {
	t.Helper()
	srv.Send(srv.DirectMessage(slacktest.Said{User: "U0SETTLED0", Text: askEn}))
	return posts(t, srv, n+1)[:n]
}

func contains(t testing.TB, m slacktest.Message, wants ...string) {
	t.Helper()
	shown := m.Call.Args.JSON("")
	for _, want := range wants {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %s", want, shown)
		}
	}
}

// syncBuffer is a log that several goroutines write.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// await waits until the log says something.
func (b *syncBuffer) await(t testing.TB, what string) {
	t.Helper()
	for ctx := deadline(t); !strings.Contains(b.String(), what); {
		select {
		case <-ctx.Done():
			t.Fatalf("%q is not in the log: %s", what, b.String())
		case <-time.After(time.Millisecond):
		}
	}
}
