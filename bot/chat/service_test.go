package chat_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
	"okbot/bot/state"
	"okbot/index"
	"okbot/index/query"
	"okbot/index/searchtest"
)

type searcher func(context.Context, index.Request) (index.Result, error)

func (s searcher) Search(ctx context.Context, q index.Request) (index.Result, error) {
	return s(ctx, q)
}

func (searcher) Vocabulary() query.Vocabulary { return nil }

func nothing(context.Context, index.Request) (index.Result, error) { return index.Result{}, nil }

func newService(t *testing.T, s bot.Searcher, store chat.Store, opts chat.Options) *chat.Service {
	t.Helper()
	d, err := chat.New(t.Context(), bot.New(s, bot.Options{}), store, opts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func request(id, text string) chat.Request {
	return chat.Request{ID: id, Platform: "test", User: "u", Channel: "c", Question: bot.Question{Text: text}}
}

// deliver returns what was posted for r, nil for nothing.
func deliver(t *testing.T, d *chat.Service, r chat.Request) *chat.Reply {
	t.Helper()
	var posted *chat.Reply
	if err := d.Handle(t.Context(), r, func(_ context.Context, reply chat.Reply) error { posted = &reply; return nil }); err != nil {
		t.Fatal(err)
	}
	return posted
}

func TestServiceAnswersOnceAndKeepsARecord(t *testing.T) {
	store := state.Memory()
	d := newService(t, searchtest.Builtin(), store, chat.Options{})
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	first := deliver(t, d, r)
	if first == nil || !first.Answer.Answered || first.ID == "" || first.Lang != "ko" {
		t.Fatalf("first delivery: %+v", first)
	}
	if again := deliver(t, d, r); again != nil {
		t.Errorf("second delivery of the same question was answered: %+v", again)
	}
	r.ID = "m2"
	if same := deliver(t, d, r); same == nil || !same.Answer.Answered {
		t.Error("the same words asked again were not answered")
	}
	var records []string
	store.Records(t.Context(), chat.QuestionLog, func(_ string, data []byte) error { records = append(records, string(data)); return nil })
	if len(records) != 2 || strings.Contains(records[0], `"user":"u"`) || !strings.Contains(records[0], first.Answer.Snippets[0].Passage) {
		t.Errorf("records: %s", records)
	}
	if mine, err := d.AskedBy(t.Context(), first.ID, "test", "u"); err != nil || !mine {
		t.Errorf("AskedBy the asker: %v, %v", mine, err)
	}
	if mine, _ := d.AskedBy(t.Context(), first.ID, "test", "somebody"); mine {
		t.Error("AskedBy somebody else is true")
	}
	if err := d.Rate(t.Context(), first.ID, "test", "u", true); err != nil {
		t.Errorf("Rate: %v", err)
	}
	if err := d.Rate(t.Context(), "999", "test", "u", true); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Rate of an unknown answer: %v", err)
	}
	if _, err := d.AskedBy(t.Context(), "999", "test", "u"); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("an unknown answer: %v", err)
	}
}

// TestServiceWorksWhileAPlatformWaits checks that a question whose answer a platform is slow to
// take keeps nobody else from being answered, nor one whose post panics, and that who waits
// for a turn is told when it will not come.
func TestServiceWorksWhileAPlatformWaits(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{Active: 1})
	text := "오픈AI 코리아 대표가 누구야?"
	var running sync.WaitGroup
	posting, taken := make(chan struct{}), make(chan struct{})
	running.Go(func() {
		d.Handle(t.Context(), request("slow", text), func(context.Context, chat.Reply) error { close(posting); <-taken; return nil })
	})
	<-posting
	if reply := deliver(t, d, request("meanwhile", text)); reply == nil || !reply.Answer.Answered {
		t.Errorf("meanwhile: %+v", reply)
	}
	close(taken)
	running.Wait()
	first := true
	d.Handle(t.Context(), request("panic", text), func(context.Context, chat.Reply) error {
		if first {
			first = false
			panic("no")
		}
		return nil // an apology
	})
	if reply := deliver(t, d, request("after that", text)); reply == nil || !reply.Answer.Answered {
		t.Errorf("after a panic: %+v", reply)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := d.Handle(ended, request("late", text), func(context.Context, chat.Reply) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("at the end: %v", err)
	}
}

func TestServiceFurtherSnippets(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{})
	first := deliver(t, d, request("m1", "카카오와 오픈AI는 무슨 협력을 하나요?"))
	if first.Answer.Further == 0 {
		t.Fatal("nothing further on Kakao")
	}
	seen := map[string]bool{}
	for _, s := range first.Answer.Snippets {
		seen[s.Passage] = true
	}
	found, more := 0, true
	for page := 1; more; page++ {
		var reply chat.Reply
		var err error
		if reply, more, err = d.Page(t.Context(), first.ID, page); err != nil {
			t.Fatal(err)
		}
		for _, s := range reply.Answer.Snippets {
			if seen[s.Passage] {
				t.Errorf("page %d shows %s again", page, s.Passage)
			}
			seen[s.Passage] = true
			found++
		}
	}
	if found != first.Answer.Further {
		t.Errorf("found %d further snippets, %d were promised", found, first.Answer.Further)
	}
}

func TestServiceFollowsUpAcrossProcesses(t *testing.T) {
	store := state.Memory()
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	r.Question.Conversation = "thread"
	before := newService(t, searchtest.Builtin(), store, chat.Options{})
	if before.HasHistory(t.Context(), "thread") {
		t.Error("follows a thread in which it said nothing")
	}
	deliver(t, before, r)
	after := newService(t, searchtest.Builtin(), store, chat.Options{}) // as after a restart
	if !after.HasHistory(t.Context(), "thread") {
		t.Error("the thread was forgotten")
	}
	r.ID, r.Question.Text = "m2", "그 사람 전 직장은?"
	if reply := deliver(t, after, r); !strings.Contains(fmt.Sprint(reply.Answer.Snippets), "구글") {
		t.Errorf("the follow-up was not understood: %+v", reply.Answer)
	}
}

// goesOnFrom returns the question from which the one of a reply went on, "" for none.
func goesOnFrom(t *testing.T, store chat.Store, reply *chat.Reply) string {
	t.Helper()
	var r chat.Record
	data, err := store.Record(t.Context(), chat.QuestionLog, reply.ID)
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r.After.Asked
}

// Thanks in between end no conversation.
func TestServiceGoesOnAfterSmallTalk(t *testing.T) {
	store := state.Memory()
	d := newService(t, searchtest.Builtin(), store, chat.Options{})
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	r.Question.Conversation = "thread"
	deliver(t, d, r)
	r.ID, r.Question.Text = "m2", "감사합니다"
	if reply := deliver(t, d, r); reply.Answer.Message == "" {
		t.Errorf("no small talk: %+v", reply)
	}
	r.ID, r.Question.Text = "m3", "그 사람 전 직장은?"
	if from := goesOnFrom(t, store, deliver(t, d, r)); !strings.Contains(from, "대표") {
		t.Errorf("goes on from %q", from)
	}
}

// What was said in a conversation is in the record of its last answer alone: once that
// is erased, nothing is known of it.
func TestErasedConversation(t *testing.T) {
	store := state.Memory()
	d := newService(t, searchtest.Builtin(), store, chat.Options{})
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	r.Question.Conversation = "thread"
	answer := deliver(t, d, r).ID
	bucket, isOf := chat.Conversations([]string{answer})
	value, _, err := store.Get(t.Context(), bucket, "thread")
	if err != nil || !isOf(value) || strings.Contains(string(value), "대표") {
		t.Errorf("the conversation is %s, %v", value, err)
	}
	if err := store.Remove(t.Context(), chat.QuestionLog, answer); err != nil {
		t.Fatal(err)
	}
	r.ID, r.Question.Text = "m2", "그 사람 전 직장은?"
	if from := goesOnFrom(t, store, deliver(t, d, r)); from != "" {
		t.Errorf("goes on from %q, which was erased", from)
	}
	for value, want := range map[string]bool{`{"asked":"대표가 누구야?","passage":"a"}`: true, `{"answer":"another"}`: false, `{}`: false, `?`: false} {
		if isOf([]byte(value)) != want {
			t.Errorf("%s is to be erased: %t", value, !want)
		}
	}
}

func TestServiceGoesOnFromTheAnswerRepliedTo(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{})
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	r.Question.Conversation = "channel"
	head := deliver(t, d, r)
	r.ID, r.Question.Text = "m2", "챗GPT 포 카카오는 언제 출시됐나요?"
	deliver(t, d, r)
	r.ID, r.Question.Text, r.After = "m3", "그 사람 전 직장은?", head.ID
	if reply := deliver(t, d, r); !strings.Contains(fmt.Sprint(reply.Answer.Snippets), "구글") {
		t.Errorf("went on from another answer: %+v", reply.Answer.Snippets)
	}
}

func TestServiceOverhears(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{User: chat.RateLimit{PerMinute: 1}})
	for i, test := range []struct {
		text   string
		speaks bool
	}{
		{"회의 몇 시에 하나요?", false},
		{"고마워", false},
		{"챗GPT 포 카카오는 언제 출시됐나요?", true},
		{"챗GPT 포 카카오는 언제 출시됐나요?", false}, // beyond the limit: silent, not refused
	} {
		r := request(fmt.Sprint("m", i), test.text)
		r.Overheard = true
		if reply := deliver(t, d, r); (reply != nil) != test.speaks {
			t.Errorf("%q (%d): %+v", test.text, i, reply)
		}
	}
}

func TestWhatIsOverheardChangesNoConversation(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{})
	r := request("m1", "오픈AI 코리아 대표가 누구야?")
	r.Question.Conversation = "thread"
	deliver(t, d, r)
	for i, talk := range []string{"카카오는 요즘 어때", "SK 회장 점심 먹었대", "내일 서울 사무실에서 봐요"} {
		r.ID, r.Question.Text, r.Overheard = fmt.Sprint("talk", i), talk, true
		if reply := deliver(t, d, r); reply != nil {
			t.Errorf("%q was answered: %+v", talk, reply.Answer.Snippets)
		}
	}
	r.ID, r.Question.Text = "m2", "그 사람 전 직장은?"
	if reply := deliver(t, d, r); reply == nil || !strings.Contains(fmt.Sprint(reply.Answer.Snippets), "구글") {
		t.Errorf("the thread's subject was lost: %+v", reply)
	}
}

func TestServiceSettings(t *testing.T) {
	asOf := time.Date(2025, 6, 1, 0, 0, 0, 0, bot.Seoul)
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{Defaults: bot.Question{Limit: 1, AsOf: asOf}})
	reply := deliver(t, d, request("m1", "카카오와 오픈AI는 무슨 협력을 하나요?"))
	if n := len(reply.Answer.Snippets); n != 1 || reply.Answer.Snippets[0].Date.First().After(asOf) {
		t.Errorf("%d snippets, the first of %s", n, reply.Answer.Snippets[0].Date)
	}
}

func TestFirstTimeUntilWithdrawn(t *testing.T) {
	d := newService(t, searcher(nothing), state.Memory(), chat.Options{})
	for i, want := range []bool{true, false} {
		if first := d.FirstTime(t.Context(), "share"); first != want {
			t.Errorf("call %d: %v", i, first)
		}
	}
	d.Withdraw(t.Context(), "share")
	for i, want := range []bool{true, false} {
		if first := d.FirstTime(t.Context(), "share"); first != want {
			t.Errorf("call %d after Withdraw: %v", i, first)
		}
	}
}

func TestServiceRefuses(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{
		User: chat.RateLimit{PerMinute: 60, Burst: 2}, Channel: chat.RateLimit{PerMinute: 3}, Deny: []string{"quiet"},
	})
	for i, test := range []struct{ user, channel, text, notice string }{
		{"a", "c", "Who heads OpenAI Korea?", ""},
		{"a", "", "Who heads OpenAI Korea?", ""},
		{"a", "c", "Who heads OpenAI Korea?", "ask again in 1 s"},
		{"a", "c", "오픈AI 코리아 대표가 누구야?", "1초 뒤에"}, // no locale: the question's language
		{"b", "c", "Who heads OpenAI Korea?", ""},
		{"b", "c", "Who heads OpenAI Korea?", ""},
		{"d", "c", "Who heads OpenAI Korea?", "This channel"},
		{"d", "quiet", "Who heads OpenAI Korea?", "direct message"},
		{"e", "x", strings.Repeat("가", 3000), "2000자"},
		{"e", "x", "  ", "질문을 적어"},
	} {
		r := request(fmt.Sprint("m", i), test.text)
		if r.User, r.Channel = test.user, test.channel; test.user == "e" {
			r.Locale = "ko"
		}
		reply := deliver(t, d, r)
		if !strings.Contains(reply.Notice, test.notice) || (test.notice == "") != (reply.Notice == "") {
			t.Errorf("%d %s in %s: notice %q, want %q", i, test.user, test.channel, reply.Notice, test.notice)
		}
	}
}

func TestServiceApologizesForAPanic(t *testing.T) {
	var log bytes.Buffer
	broken := searcher(func(context.Context, index.Request) (index.Result, error) { panic("boom") })
	d := newService(t, broken, state.Memory(), chat.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	if reply := deliver(t, d, request("m1", "대표가 누구야?")); reply.Notice != l10n.Sorry.In("ko") {
		t.Errorf("notice %q", reply.Notice)
	}
	if !strings.Contains(log.String(), "boom") || !strings.Contains(log.String(), "service_test.go") {
		t.Errorf("the panic and its stack are not logged: %s", log.String())
	}
	sound := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{})
	var last chat.Reply
	err := sound.Handle(t.Context(), request("m2", "Who heads OpenAI Korea?"), func(_ context.Context, reply chat.Reply) error {
		if last = reply; reply.Notice == "" {
			panic("a bad renderer")
		}
		return nil
	})
	if err != nil || last.Notice != l10n.Sorry.In("en") {
		t.Errorf("after a panic in post: %+v, %v", last, err)
	}
}

func TestServiceAnswersAfterAFailedPost(t *testing.T) {
	d := newService(t, searcher(nothing), state.Memory(), chat.Options{})
	r := request("m1", "Who heads OpenAI Korea?")
	down := errors.New("down")
	if err := d.Handle(t.Context(), r, func(context.Context, chat.Reply) error { return down }); !errors.Is(err, down) {
		t.Errorf("Handle: %v", err)
	}
	if reply := deliver(t, d, r); reply == nil || !reply.MaybeDuplicate {
		t.Errorf("the platform's next delivery: %+v", reply)
	}
}

// mortal is a store to which a process that is dead no longer writes.
type mortal struct {
	chat.Store
	dead *atomic.Bool
}

func (m mortal) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	if m.dead.Load() {
		return 0, errors.New("dead")
	}
	return m.Store.Put(ctx, b, key, value, revision)
}

// Two processes get every question; one dies in the middle of its answers.
func TestServiceTakesOver(t *testing.T) {
	const questions = 200
	synctest.Test(t, func(t *testing.T) {
		store := state.Memory()
		var mu sync.Mutex
		posts := map[string]int{}
		var dead, never atomic.Bool
		post := func(r chat.Request, dead *atomic.Bool) func(context.Context, chat.Reply) error {
			return func(_ context.Context, reply chat.Reply) error {
				time.Sleep(time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				if !dead.Load() && !(reply.MaybeDuplicate && posts[r.ID] > 0) {
					posts[r.ID]++
				}
				return nil
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		var services []*chat.Service
		for _, dead := range []*atomic.Bool{&dead, &never} {
			d := newService(t, searcher(nothing), mortal{store, dead}, chat.Options{Workers: 8})
			services = append(services, d)
			running.Go(func() { d.Run(ctx) })
		}
		for i := range questions {
			r := request(fmt.Sprint("m", i), "Who heads OpenAI Korea?")
			dead.Store(i > questions/2)
			for j, d := range services {
				d.Submit(func(ctx context.Context) { d.Handle(ctx, r, post(r, []*atomic.Bool{&dead, &never}[j])) })
			}
			time.Sleep(100 * time.Microsecond)
		}
		time.Sleep(time.Minute)
		stop()
		running.Wait()
		for id, n := range posts {
			if n != 1 {
				t.Errorf("%s was posted %d times", id, n)
			}
		}
		if len(posts) != questions {
			t.Errorf("%d of %d questions were posted", len(posts), questions)
		}
	})
}

func TestPoolRefusesWhatExceedsItAndFinishesTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newService(t, searcher(nothing), state.Memory(), chat.Options{Workers: 1, Queue: 2})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- d.Run(ctx) }()
		hold := make(chan struct{})
		var done atomic.Int32
		work := func(context.Context) { <-hold; done.Add(1) }
		d.Submit(work)
		synctest.Wait()
		for i, want := range []error{nil, nil, chat.ErrBusy} {
			if err := d.Submit(work); !errors.Is(err, want) {
				t.Errorf("submission %d: %v, want %v", i, err, want)
			}
		}
		stop()
		synctest.Wait()
		if err := d.Submit(work); !errors.Is(err, chat.ErrClosed) {
			t.Errorf("after the end: %v", err)
		}
		close(hold)
		if err := <-ended; err != nil || done.Load() != 3 {
			t.Errorf("Run: %v, %d done of 3", err, done.Load())
		}
	})
}

func TestPoolEndsWithItsGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newService(t, searcher(nothing), state.Memory(), chat.Options{Workers: 1})
		ctx, stop := context.WithCancel(t.Context())
		d.Submit(func(ctx context.Context) { <-ctx.Done() })
		stop()
		start := time.Now()
		if err := d.Run(ctx); err == nil || time.Since(start) != 4500*time.Millisecond {
			t.Errorf("Run: %v after %v", err, time.Since(start))
		}
	})
}

func TestSwapLosesNoQuestion(t *testing.T) {
	d := newService(t, searchtest.Builtin(), state.Memory(), chat.Options{})
	var asking sync.WaitGroup
	for i := range 4 {
		asking.Go(func() {
			for j := range 50 {
				if reply := deliver(t, d, request(fmt.Sprint(i, "/", j), "Who heads OpenAI Korea?")); !reply.Answer.Answered {
					t.Errorf("not answered: %+v", reply)
				}
			}
		})
	}
	for range 20 {
		d.Swap(bot.New(searchtest.Builtin(), bot.Options{}))
	}
	asking.Wait()
}

// What is overheard is limited before it costs the work of an answer, and uses up
// no answers.
func TestOverheardIsLimitedBeforeTheWork(t *testing.T) {
	var searched atomic.Int64
	count := searcher(func(ctx context.Context, r index.Request) (index.Result, error) {
		searched.Add(1)
		return nothing(ctx, r)
	})
	d := newService(t, count, state.Memory(), chat.Options{User: chat.RateLimit{PerMinute: 1}, Deny: []string{"closed"}})
	chatter := func(channel string) chat.Request {
		r := request(fmt.Sprint(channel, searched.Load(), time.Now().UnixNano()), "제가 어제 갔던 식당은 별로였어요")
		r.Channel, r.Overheard = channel, true
		return r
	}
	deliver(t, d, chatter("closed"))
	if n := searched.Load(); n != 0 {
		t.Fatalf("%d searches for a channel in which nothing is answered", n)
	}
	var after int64
	for i := range 10 {
		if reply := deliver(t, d, chatter("c")); reply != nil {
			t.Fatalf("posted %+v", reply)
		}
		if i == 3 {
			after = searched.Load()
		}
	}
	if n := searched.Load(); after == 0 || n != after {
		t.Errorf("%d searches for 4 messages, %d for 10", after, n)
	}
	if reply := deliver(t, d, request("asked", "오픈AI 코리아 대표가 누구야?")); reply == nil || reply.Notice != "" {
		t.Errorf("a question after that: %+v", reply)
	}
}
