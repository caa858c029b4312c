package index_test

import (
	"context"
	"strings"
	"testing"

	"okbot/corpus"
	"okbot/index"
)

// TestSearchHostile asks what nobody asks in earnest.
func TestSearchHostile(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, text := range []string{
		"", " ", "?", "…", "\x00", "\xff\xfe", "ㅋㅋㅋ", strings.Repeat("ㅋ", 2000), strings.Repeat("가", 2000),
		strings.Repeat("a", 2000), strings.Repeat("도서관 ", 500), strings.Repeat("9,", 1000), "🙂🙂", "\u202e도서관",
		"누구" + strings.Repeat("이나", 900) + "쀍", // all but the end is particles
	} {
		search(t, ix, index.Request{Query: understood(ix, text)})
		search(t, ix, index.Request{Query: understood(ix, text), Prior: understood(ix, text), PriorPassage: "cafe.ko#1"})
		search(t, ix, index.Request{Query: understood(ix, "도서관"), Lang: text, PriorPassage: text})
	}
}

// TestSearchLong checks that a known word is found among many unknown ones.
func TestSearchLong(t *testing.T) {
	ix := newIndex(t, library(t))
	var unknown []string
	for i := range 80 {
		unknown = append(unknown, "zq"+string(rune('a'+i%26))+"xv"+string(rune('a'+i/26))+"jj")
	}
	text := strings.Join(unknown, " ") + " mugwort latte"
	if res := search(t, ix, index.Request{Query: understood(ix, text)}); !has(res, "cafe.en#2") {
		t.Errorf("found %q", ids(res))
	}
}

func TestSearchCancelled(t *testing.T) {
	ix := newIndex(t, library(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ix.Search(ctx, index.Request{Query: understood(ix, "mugwort latte")}); err == nil {
		t.Error("a search whose context is over succeeded")
	}
}

// TestClose checks that a search of a closed index fails and does no harm: the
// files of one on disk are no longer mapped.
func TestClose(t *testing.T) {
	for _, open := range []func() (*index.Index, error){
		func() (*index.Index, error) { return index.New(library(t), index.Options{}) },
		func() (*index.Index, error) { return index.Open(created(t), index.Options{}) },
	} {
		ix, err := open()
		if err != nil {
			t.Fatal(err)
		}
		search(t, ix, index.Request{Query: understood(ix, "mugwort latte")})
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
		if _, err := ix.Search(context.Background(), index.Request{Query: understood(ix, "mugwort latte")}); err == nil {
			t.Fatal("a closed index answered")
		}
	}
}

// TestNewTwice checks that two passages of one ID are refused with both places.
func TestNewTwice(t *testing.T) {
	c := library(t)
	other := c.Articles[0]
	other.ID = "again"
	other.Passages = []corpus.Passage{c.Articles[0].Passages[0]}
	other.Passages[0].Article = "again"
	c.Articles = append(c.Articles, other)
	_, err := index.New(c, index.Options{})
	if err == nil {
		t.Fatal("a passage that stands twice was indexed")
	}
	for _, want := range []string{other.Passages[0].ID, "again", c.Articles[0].ID} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}

// TestNewEmpty checks that a corpus of nothing is no special case.
func TestNewEmpty(t *testing.T) {
	ix := newIndex(t, &corpus.Corpus{})
	if res := search(t, ix, index.Request{Query: understood(ix, "누구 who")}); len(res.Hits) != 0 || ix.Len() != 0 || ix.Newest() != "" {
		t.Errorf("found %q", ids(res))
	}
}

func TestLookup(t *testing.T) {
	ix := newIndex(t, library(t))
	for i := range ix.Len() {
		if j, ok := ix.Lookup(ix.Passage(i).ID); !ok || i != j {
			t.Errorf("passage %d, %s, is looked up as %d", i, ix.Passage(i).ID, j)
		}
	}
	if _, ok := ix.Lookup("none#1"); ok {
		t.Error("found a passage that is not there")
	}
	if got := ix.Newest(); got != "2025-05-02" {
		t.Errorf("newest is %s", got)
	}
}
