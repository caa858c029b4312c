package bot_test

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/searchtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is when the tests take place.
var today = time.Date(2025, 6, 10, 9, 30, 0, 0, bot.Seoul)

func clock() time.Time { return today }

// indexed indexes c for the length of the test.
func indexed(t testing.TB, c *corpus.Corpus, err error) *index.Index {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New(c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// libraryIndex is made once for all tests, of the corpus of package index's tests: a
// library that never was, most of it in both languages.
var libraryIndex = sync.OnceValue(func() *index.Index {
	return searchtest.Must(corpus.Load(os.DirFS("../index/testdata"), "library"))
})

// library returns a bot that answers from libraryIndex.
func library(t testing.TB) *bot.Bot {
	t.Helper()
	ix := libraryIndex()
	return bot.New(ix, bot.Options{Newest: ix.Newest(), Now: clock, Examples: map[string][]string{
		"ko": {"한빛도서관은 몇 시까지 해요?"}, "en": {"How late is Hanbit Library open?"},
	}})
}

func builtin(t testing.TB) *bot.Bot {
	t.Helper()
	ix := searchtest.Builtin()
	return bot.New(ix, bot.Options{Newest: ix.Newest()})
}

// ask answers q, which must be possible, and checks what holds of any answer.
func ask(t testing.TB, b *bot.Bot, q bot.Question) bot.Answer {
	t.Helper()
	a, err := b.Answer(context.Background(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	checkAnswer(t, q, a)
	return a
}

// passages lists what an answer quotes.
func passages(a bot.Answer) []string {
	out := []string{}
	for _, s := range a.Snippets {
		out = append(out, s.Passage)
	}
	return out
}

// first returns the passage of snippet 1, or "".
func first(a bot.Answer) string {
	if len(a.Snippets) == 0 {
		return ""
	}
	return a.Snippets[0].Passage
}

// checkAnswer checks what the contract says of any answer to q.
func checkAnswer(t testing.TB, q bot.Question, a bot.Answer) {
	t.Helper()
	limit := q.Limit
	if limit == 0 {
		limit = bot.DefaultLimit
	}
	switch {
	case a.Snippets == nil || a.Suggestions == nil:
		t.Errorf("%q: an array is null: %+v", q.Text, a)
	case a.Answered != (len(a.Snippets) > 0):
		t.Errorf("%q: answered %t with %d snippets", q.Text, a.Answered, len(a.Snippets))
	case len(a.Snippets) > limit:
		t.Errorf("%q: %d snippets, limit %d", q.Text, len(a.Snippets), limit)
	case !(a.Confidence >= 0 && a.Confidence <= 1):
		t.Errorf("%q: confidence %v", q.Text, a.Confidence)
	case len(a.Suggestions) > 3:
		t.Errorf("%q: %d suggestions", q.Text, len(a.Suggestions))
	case a.Lang != "ko" && a.Lang != "en":
		t.Errorf("%q: language %q", q.Text, a.Lang)
	}
	for i, s := range a.Snippets {
		checkSnippet(t, q, s)
		if i > 0 && s.Score > a.Snippets[i-1].Score {
			t.Errorf("%q: snippet %d scores more than the one before", q.Text, i+1)
		}
		if i > 0 && slices.Contains(passages(a)[:i], s.Passage) {
			t.Errorf("%q: %s is quoted twice", q.Text, s.Passage)
		}
	}
}

func checkSnippet(t testing.TB, q bot.Question, s bot.Snippet) {
	t.Helper()
	if s.Text == "" || !strings.Contains(s.Context, s.Text) || !utf8.ValidString(s.Text) || strings.TrimSpace(s.Text) != s.Text {
		t.Errorf("%q: %s: %q is no part of %q", q.Text, s.Passage, s.Text, s.Context)
	}
	if n := len(corpus.Sentences(s.Text)); n < 1 || n > 3 {
		t.Errorf("%q: %s: %d sentences in %q", q.Text, s.Passage, n, s.Text)
	}
	if s.Highlights == nil || s.Citations == nil {
		t.Errorf("%q: %s: an array is null", q.Text, s.Passage)
	}
	end := 0
	for i, h := range s.Highlights {
		switch {
		case h[0] < end || h[0] == end && i > 0 || h[0] >= h[1] || h[1] > len(s.Text):
			t.Errorf("%q: %s: highlights %v of %d bytes", q.Text, s.Passage, s.Highlights, len(s.Text))
			return
		case !utf8.ValidString(s.Text[h[0]:h[1]]):
			t.Errorf("%q: %s: highlight %v cuts a character", q.Text, s.Passage, h)
		}
		end = h[1]
	}
}
