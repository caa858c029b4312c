package index_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"okbot/corpus"
	"okbot/index"
)

func TestSearch(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, q := range questions {
		if got := ids(search(t, ix, index.Request{Query: understood(ix, q.text)})); len(got) == 0 || got[0] != q.passage {
			t.Errorf("%s: found %q, want %s", q.text, got, q.passage)
		}
	}
}

// TestSearchRoads has one question for each road to a passage but its words.
func TestSearchRoads(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, tt := range []struct{ road, text, passage string }{
		{"ask", "회원증 어디서 만들어?", "loans.ko#3"},
		{"ask", "how much is the late fee", "loans.en#2"},
		{"keyword", "휴관일", "hours.ko#3"},
		{"keyword", "overdue penalty", "loans.en#2"},
		{"keyword in the other language", "한빛도서관 boss", "director.ko#2"},
		{"name in the other language", "Moonbeam Coffee의 대표 메뉴", "cafe.ko#2"},
		{"name in the other language", "what does 달빛커피 take off for a tumbler", "cafe.en#1"},
		{"Korean name, spaced otherwise", "달빛 커피 쑥라테", "cafe.ko#2"},
		{"English name, run together", "moonbeamcoffee tumbler", "cafe.en#1"},
		{"English name, hyphenated otherwise", "where does Yoon Seoa write her new book", "director.en#3"},
		{"no spaces, Korean", "회원증은어디서만들어요", "loans.ko#3"},
		{"no spaces, English", "wheredoigetamembershipcard", "loans.en#3"},
		{"spaces in the wrong place", "별 자리 강연", "events.ko#2"},
		{"Korean on an English keyboard", "gksqlcehtjrhks rhkswkd", "director.ko#2"},
		{"English on a Korean keyboard", "ㅗㅐㅈ ㅡ무ㅛ ㅠㅐㅐㅏㄴ", "loans.en#1"},
		{"Korean typo", "무성영화 상영홰", "events.ko#3"},
		{"English typo", "constelations", "events.en#2"},
		{"English typo, two letters swapped", "memebrship card", "loans.en#3"},
		{"English typo, a short word", "second-hnad book market", "events.en#1"},
		{"verb as in talk", "헌책 팔았던 데가 어디였죠", "events.ko#1"},
		{"upper case", "SECOND-HAND BOOK MARKET", "events.en#1"},
		{"other endings", "헌책 장터가 열린 곳", "events.ko#1"},
	} {
		if got := ids(search(t, ix, index.Request{Query: understood(ix, tt.text)})); len(got) == 0 || got[0] != tt.passage {
			t.Errorf("%s: %s found %q, want %s", tt.road, tt.text, got, tt.passage)
		}
	}
}

func TestSearchTime(t *testing.T) {
	ix := newIndex(t, library(t))
	const old, new = "director.ko#1", "director.ko#2"
	ask := func(q index.Request) index.Result {
		q.Query = understood(ix, "한빛도서관 관장")
		return search(t, ix, q)
	}
	if res := ask(index.Request{}); !has(res, old) || !has(res, new) {
		t.Errorf("without a date: %q", ids(res))
	}
	if res := ask(index.Request{AsOf: day("2025-04-10")}); !has(res, old) || has(res, new) {
		t.Errorf("as of the day before: %q", ids(res))
	}
	if res := ask(index.Request{AsOf: day("2025-04-11")}); !has(res, new) {
		t.Errorf("as of the day itself: %q", ids(res))
	}
	if res := ask(index.Request{From: day("2025-04-01"), To: day("2025-04-30")}); has(res, old) || !has(res, new) {
		t.Errorf("in April 2025: %q", ids(res))
	}
	if res := ask(index.Request{From: day("2026-01-01"), To: day("2026-12-31")}); len(res.Hits) > 0 {
		t.Errorf("in 2026: %q", ids(res))
	}
}

// TestSearchPeriod asks for all of a month, with no word.
func TestSearchPeriod(t *testing.T) {
	ix := newIndex(t, library(t))
	for asOf, want := range map[string][]string{
		"2025-12-31": {"cafe.ko#1", "cafe.ko#2", "events.ko#1", "events.ko#2"},
		"2025-03-10": {"events.ko#1"},
		"2025-03-01": nil,
	} {
		q := index.Request{Lang: "ko", From: day("2025-03-01"), To: day("2025-03-31"), AsOf: day(asOf)}
		got := ids(search(t, ix, q))
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("March 2025 as of %s (-want +got):\n%s", asOf, diff)
		}
	}
}

func TestSearchReplaced(t *testing.T) {
	ix := newIndex(t, library(t))
	replaced := func(asOf time.Time) map[string]bool {
		out := map[string]bool{}
		for _, h := range search(t, ix, index.Request{Query: understood(ix, "한빛도서관 관장"), AsOf: asOf}).Hits {
			out[h.Passage.ID] = h.Replaced
		}
		return out
	}
	now := replaced(time.Time{})
	if !now["director.ko#1"] || now["director.ko#2"] {
		t.Errorf("now: %v", now)
	}
	if then := replaced(day("2025-01-01")); then["director.ko#1"] {
		t.Errorf("before the new director came: %v", then)
	}
}

func TestSearchLanguage(t *testing.T) {
	ix := newIndex(t, library(t))
	languages := func(q index.Request) []string {
		seen := map[string]bool{}
		for _, h := range search(t, ix, q).Hits {
			seen[h.Passage.Lang] = true
		}
		var out []string
		for l := range seen {
			out = append(out, l)
		}
		slices.Sort(out)
		return out
	}
	for _, tt := range []struct {
		query index.Request
		want  []string
	}{
		{index.Request{Query: understood(ix, "Moonbeam Coffee")}, []string{"en"}},
		{index.Request{Query: understood(ix, "달빛커피")}, []string{"ko"}},
		{index.Request{Query: understood(ix, "Moonbeam Coffee"), Lang: "ko"}, []string{"ko"}},
		{index.Request{Query: understood(ix, "달빛커피"), Lang: "en"}, []string{"en"}},
	} {
		if got := languages(tt.query); !slices.Equal(got, tt.want) {
			t.Errorf("%+v: passages in %q, want %q", tt.query, got, tt.want)
		}
	}
	foreign := search(t, ix, index.Request{Query: understood(ix, "하늘사다리 한빛도서관"), CrossLingual: true})
	if got := ids(foreign); !slices.Contains(got, "robots.en#1") || slices.Contains(got, "hours.en#1") {
		t.Errorf("cross-lingual passages without a translation: %q", got)
	}
}

// TestSearchOneLanguage checks that a corpus without the question's language is
// searched whole.
func TestSearchOneLanguage(t *testing.T) {
	c := library(t)
	c.Articles = slices.DeleteFunc(c.Articles, func(a corpus.Article) bool { return a.Lang == "ko" })
	ix := newIndex(t, c)
	res := search(t, ix, index.Request{Query: understood(ix, "하늘사다리는 뭐야?")})
	if !res.AllLanguages || len(res.Hits) == 0 || !strings.HasPrefix(res.Hits[0].Passage.ID, "robots.en#") {
		t.Errorf("whole %t, found %q", res.AllLanguages, ids(res))
	}
}

// TestSearchHits checks what holds of every hit.
func TestSearchHits(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, q := range questions {
		last := math.Inf(1)
		for _, h := range search(t, ix, index.Request{Query: understood(ix, q.text)}).Hits {
			text := h.Passage.Text
			if h.Score <= 0 || h.Score > last || math.IsNaN(h.Score) {
				t.Errorf("%s: %s scores %v after %v", q.text, h.Passage.ID, h.Score, last)
			}
			last = h.Score
			for _, share := range []float64{h.Coverage, h.CoverageSentence, h.CoverageExpected, h.CoverageAll, h.MissingNounTextExpected, h.MissingNamesAll} {
				if share < 0 || share > 1.001 {
					t.Errorf("%s: %s has a share of %v: %+v", q.text, h.Passage.ID, share, h)
				}
			}
			for _, m := range h.Matches {
				if m.Start < 0 || m.Start >= m.End || m.End > len(text) || !utf8.ValidString(text[m.Start:m.End]) {
					t.Errorf("%s: %s matches at %v", q.text, h.Passage.ID, m)
				}
			}
			for _, s := range h.Sentences {
				if s.Start >= s.End || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
					t.Errorf("%s: %s has a sentence at %v", q.text, h.Passage.ID, s)
				}
			}
		}
	}
}

// TestSearchOrder checks that scores do not depend on the order of articles.
func TestSearchOrder(t *testing.T) {
	scores := func(ix *index.Index, text string) map[string]float64 {
		out := map[string]float64{}
		for _, h := range search(t, ix, index.Request{Query: understood(ix, text), Limit: 100}).Hits {
			out[h.Passage.ID] = math.Round(h.Score * 1e3)
		}
		return out
	}
	first := newIndex(t, library(t))
	random := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		c := library(t)
		random.Shuffle(len(c.Articles), func(i, j int) { c.Articles[i], c.Articles[j] = c.Articles[j], c.Articles[i] })
		ix := newIndex(t, c)
		for _, q := range questions {
			if diff := cmp.Diff(scores(first, q.text), scores(ix, q.text)); diff != "" {
				t.Errorf("%s (-first +shuffled):\n%s", q.text, diff)
			}
		}
	}
}

func TestSearchLimit(t *testing.T) {
	ix := newIndex(t, library(t))
	for limit, want := range map[int]int{1: 1, 3: 3, 0: 10} {
		if got := len(search(t, ix, index.Request{Query: understood(ix, "한빛도서관 책 달빛커피 주차"), Limit: limit}).Hits); got > want || got == 0 {
			t.Errorf("limit %d: %d hits", limit, got)
		}
	}
}

// TestSearchConcurrently is for the race detector; each search must also find
// what it finds alone.
func TestSearchConcurrently(t *testing.T) {
	ix := newIndex(t, library(t))
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range questions {
				q := questions[(i+w)%len(questions)]
				res, err := ix.Search(context.Background(), index.Request{Query: understood(ix, q.text)})
				if err != nil || len(res.Hits) == 0 || res.Hits[0].Passage.ID != q.passage {
					t.Errorf("%s: found %q, %v", q.text, ids(res), err)
				}
			}
		})
	}
	wg.Wait()
}

// TestSearchOpen checks that a question which an article is known not to answer
// is told from one that it does answer.
func TestSearchOpen(t *testing.T) {
	ix := newIndex(t, library(t))
	for text, least := range map[string]float64{"달빛커피 전화번호 뭐야?": 0.9, "any parking at Moonbeam Coffee": 0.9, "달빛커피는 언제 문을 열었나요?": 0} {
		res := search(t, ix, index.Request{Query: understood(ix, text)})
		if got := res.Hits[0].UnansweredSimilarity; got < least || least == 0 && got > 0.6 {
			t.Errorf("%s: Open is %.2f", text, got)
		}
	}
}

// TestSearchNow checks that of passages on one thing the one comes first that
// has an ask for the newest, where that is asked for.
func TestSearchNow(t *testing.T) {
	c := library(t)
	for text, want := range map[string]float32{"지금 한빛도서관 관장은 누구야?": 1, "한빛도서관 관장은 누구야?": 0} {
		c := *c
		c.Articles = slices.Clone(c.Articles)
		for i := range c.Articles {
			c.Articles[i].Passages = slices.Clone(c.Articles[i].Passages)
			for k := range c.Articles[i].Passages {
				if p := &c.Articles[i].Passages[k]; p.ID == "director.ko#2" {
					p.Questions = append(slices.Clone(p.Questions), "현재 한빛도서관 관장은 누구인가요?")
				}
			}
		}
		ix := newIndex(t, &c)
		for _, h := range search(t, ix, index.Request{Query: understood(ix, text)}).Hits {
			if got := h.Features[index.SimilarityExpectedNow]; (h.Passage.ID == "director.ko#2") != (got > 0) && want > 0 || want == 0 && got > 0 {
				t.Errorf("%s: %s has %.2f", text, h.Passage.ID, got)
			}
		}
	}
}
