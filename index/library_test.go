package index_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// library reads the corpus in testdata: a library that never was, most of it in
// both languages.
func library(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(os.DirFS("testdata"), "library")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func builtin(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// newIndex indexes c for the length of the test.
func newIndex(t testing.TB, c *corpus.Corpus) *index.Index {
	t.Helper()
	ix, err := index.New(c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

func search(t testing.TB, ix *index.Index, q index.Request) index.Result {
	t.Helper()
	res, err := ix.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("search %+v: %v", q, err)
	}
	return res
}

// understood reads a question to ix.
func understood(ix *index.Index, text string) query.Query {
	return query.Parse(text, query.Options{Vocabulary: ix.Vocabulary()})
}

// ids lists the passages found, best first.
func ids(res index.Result) []string {
	var out []string
	for _, h := range res.Hits {
		out = append(out, h.Passage.ID)
	}
	return out
}

func has(res index.Result, id string) bool { return slices.Contains(ids(res), id) }

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in the test
	}
	return d
}

// questions are asked of the library throughout; the passage is the wanted one.
var questions = []struct{ text, passage string }{
	{"텀블러 가져가면 깎아 줘?", "cafe.ko#1"},
	{"연체료가 얼마예요", "loans.ko#2"},
	{"윤서아는 강릉에서 뭘 하나요", "director.ko#3"},
	{"별자리 강연", "events.ko#2"},
	{"자전거 공기 주입기", "parking.ko#2"},
	{"설날에도 쉬나요?", "hours.ko#3"},
	{"mugwort latte", "cafe.en#2"},
	{"What does a lost membership card cost?", "loans.en#3"},
	{"silent film on the roof", "events.en#3"},
	{"spare charger for the robot", "robots.en#2"},
	{"volunteers in the reading room", "hours.en#2"},
	{"who gave the talk about constellations", "events.en#2"},
}
