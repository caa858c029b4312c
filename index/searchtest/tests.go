package searchtest

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"okbot/index"
	"okbot/index/query"
)

// questions find something in the harbour, each in a language of its own.
var questions = []string{"등대지기는 마리나였다", "the keeper of the lighthouse", "고등어 값", "Gull Island ferry ticket"}

func request(text string) index.Request {
	return index.Request{Query: query.Parse(query.Clean(text), query.Options{})}
}

// asked is request with the vocabulary of s.
func asked(s Searcher, text string) index.Request {
	return index.Request{Query: query.Parse(query.Clean(text), query.Options{Vocabulary: s.Vocabulary()})}
}

func search(t *testing.T, s Searcher, r index.Request) index.Result {
	t.Helper()
	res, err := s.Search(t.Context(), r)
	if err != nil {
		t.Fatalf("%s: %v", r.Query.Text, err)
	}
	return res
}

func ids(res index.Result) []string {
	out := []string{}
	for _, h := range res.Hits {
		out = append(out, h.Passage.ID)
	}
	return out
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in the test
	}
	return d
}

// expect checks that exactly these passages are found, in any order.
func expect(t *testing.T, res index.Result, want ...string) {
	t.Helper()
	got := ids(res)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func finds(t *testing.T, s Searcher) {
	for text, want := range map[string]string{"마리나": "light.ko#1", "토요일 고등어": "market.ko#1", "keeper Marina": "light.en#1", "Gull Island ferry": "ferry.en#1"} {
		if got := ids(search(t, s, asked(s, text))); len(got) == 0 || got[0] != want {
			t.Errorf("%s: found %q, want %s first", text, got, want)
		}
	}
}

func oneLanguage(t *testing.T, s Searcher) {
	for text, lang := range map[string]string{"등대": "ko", "lighthouse": "en"} {
		for _, wanted := range []string{"", lang} {
			r := asked(s, text)
			r.Lang = wanted
			res := search(t, s, r)
			if len(res.Hits) == 0 || res.AllLanguages {
				t.Errorf("%s: %d hits, all languages %t", text, len(res.Hits), res.AllLanguages)
			}
			for _, h := range res.Hits {
				if h.Passage.Lang != lang {
					t.Errorf("%s: found %s", text, h.Passage.ID)
				}
			}
		}
	}
}

func allLanguages(t *testing.T, s Searcher) {
	r := asked(s, "Marina")
	r.Lang = "ko"
	if res := search(t, s, r); !res.AllLanguages || !slices.Contains(ids(res), "light.en#1") {
		t.Errorf("found %q, all languages %t", ids(res), res.AllLanguages)
	}
}

func crossLingual(t *testing.T, s Searcher) {
	r := asked(s, "lighthouse ferry 1903")
	r.Lang, r.CrossLingual = "ko", true
	for _, h := range search(t, s, r).Hits {
		if h.Passage.Article != "ferry.en" {
			t.Errorf("found %s, which is in Korean or has a translation", h.Passage.ID)
		}
	}
	r = asked(s, "ferry")
	r.Lang, r.CrossLingual = "ko", true
	if res := search(t, s, r); !slices.Contains(ids(res), "ferry.en#1") {
		t.Errorf("found %q", ids(res))
	}
}

func asOf(t *testing.T, s Searcher) {
	for date, want := range map[string][]string{"2023-12-31": {}, "2025-03-04": {"light.en#1"}, "2025-03-05": {"light.en#1", "light.en#2"}} {
		r := asked(s, "lighthouse")
		r.AsOf = day(date)
		expect(t, search(t, s, r), want...)
	}
}

func period(t *testing.T, s Searcher) {
	r := asked(s, "lighthouse")
	r.From, r.To = day("2025-03-01"), day("2025-03-31")
	expect(t, search(t, s, r), "light.en#2")
}

func periodAlone(t *testing.T, s Searcher) {
	r := index.Request{Query: query.Query{Lang: "ko"}, From: day("2025-03-01"), To: day("2025-03-31")}
	res := search(t, s, r)
	expect(t, res, "light.ko#2", "market.ko#1")
	if got := ids(res); len(got) > 0 && got[0] != "light.ko#2" {
		t.Errorf("%s comes first, not what the most sources have", got[0])
	}
}

func replaced(t *testing.T, s Searcher) {
	for date, want := range map[string]bool{"": true, "2025-03-05": true, "2025-03-04": false} {
		r := asked(s, "Marina the keeper")
		if date != "" {
			r.AsOf = day(date)
		}
		res := search(t, s, r)
		for _, h := range res.Hits {
			if h.Passage.ID == "light.en#1" && h.Replaced != want {
				t.Errorf("as of %q: replaced %t", date, h.Replaced)
			}
			if h.Passage.ReplacedBy == "" && h.Replaced {
				t.Errorf("%s is replaced by nothing", h.Passage.ID)
			}
		}
	}
}

func limit(t *testing.T, s Searcher) {
	for _, n := range []int{1, 2} {
		r := asked(s, "the ferry and the lighthouse")
		r.Limit = n
		if got := ids(search(t, s, r)); len(got) != n {
			t.Errorf("limit %d: found %q", n, got)
		}
	}
	if got := ids(search(t, s, asked(s, "the ferry and the lighthouse"))); len(got) > 10 {
		t.Errorf("found %d passages without a limit", len(got))
	}
}

func unknownWords(t *testing.T, s Searcher) {
	res := search(t, s, request("zebra quartz"))
	if res.KnownShare != 0 {
		t.Errorf("known share %v", res.KnownShare)
	}
	for _, h := range res.Hits {
		if h.Coverage > 0 || h.CoverageAll > 0 {
			t.Errorf("%s covers %v", h.Passage.ID, h.CoverageAll)
		}
	}
	if res := search(t, s, asked(s, "lighthouse")); res.KnownShare != 1 || res.TotalIDF <= 0 || res.Continues() {
		t.Errorf("%+v", res.Analysis)
	}
}

func prior(t *testing.T, s Searcher) {
	r := asked(s, "what does it cost?")
	r.Prior, r.PriorPassage = asked(s, "Gull Island ferry").Query, "ferry.en#1"
	res := search(t, s, r)
	if got := ids(res); len(got) == 0 || got[0] != "ferry.en#1" || !res.Continues() {
		t.Errorf("found %q, continues %t", got, res.Continues())
	}
}

func byteRanges(t *testing.T, s Searcher) {
	for _, text := range questions {
		for _, h := range search(t, s, asked(s, text)).Hits {
			whole, last := h.Passage.Text, 0
			if len(h.Sentences) == 0 {
				t.Errorf("%s has no sentences", h.Passage.ID)
			}
			for _, x := range h.Sentences {
				if x.Start < last || x.Start >= x.End || x.End > len(whole) || !utf8.ValidString(whole[x.Start:x.End]) {
					t.Fatalf("%s: sentence %+v", h.Passage.ID, x)
				}
				last = x.End
			}
			for _, m := range h.Matches {
				if m.Start < 0 || m.Start >= m.End || m.End > len(whole) || !utf8.ValidString(whole[m.Start:m.End]) {
					t.Fatalf("%s: match %+v", h.Passage.ID, m)
				}
			}
		}
	}
}

func order(t *testing.T, s Searcher) {
	for _, text := range questions {
		last := math.Inf(1)
		for _, h := range search(t, s, asked(s, text)).Hits {
			if h.Score > last || math.IsNaN(h.Score) {
				t.Errorf("%s: %s scores %v after %v", text, h.Passage.ID, h.Score, last)
			}
			last = h.Score
		}
	}
}

func coverage(t *testing.T, s Searcher) {
	for _, text := range questions {
		res := search(t, s, asked(s, text))
		if len(res.Terms) > 64 || len(res.Words) > 64 || res.KnownShare < 0 || res.KnownShare > 1 {
			t.Errorf("%s: %+v", text, res.Analysis)
		}
		for _, h := range res.Hits {
			for name, x := range map[string]float64{
				"Coverage": h.Coverage, "CoverageSentence": h.CoverageSentence, "CoverageExpected": h.CoverageExpected,
				"CoverageAll": h.CoverageAll, "MissingNounTextExpected": h.MissingNounTextExpected,
				"MissingNamesAll": h.MissingNamesAll, "UnansweredSimilarity": h.UnansweredSimilarity,
			} {
				if !(x >= 0 && x <= 1+1e-6) {
					t.Errorf("%s: %s of %s is %v", text, name, h.Passage.ID, x)
				}
			}
			if got := res.Coverage(h.MaskAll); math.Abs(got-h.CoverageAll) > 1e-6 {
				t.Errorf("%s: the terms of %s cover %v, not %v", text, h.Passage.ID, got, h.CoverageAll)
			}
			best := 0.0
			for _, x := range h.Sentences {
				if got := res.Coverage(x.Mask); math.Abs(got-x.Coverage) > 1e-6 || x.Mask&^h.MaskAll != 0 {
					t.Errorf("%s: the terms of a sentence of %s cover %v, not %v", text, h.Passage.ID, got, x.Coverage)
				}
				best = max(best, x.Coverage)
			}
			if math.Abs(best-h.CoverageSentence) > 1e-6 {
				t.Errorf("%s: the best sentence of %s covers %v, not %v", text, h.Passage.ID, best, h.CoverageSentence)
			}
		}
	}
}

func deterministic(t *testing.T, s Searcher) {
	for _, text := range questions {
		r := asked(s, text)
		before := asked(s, text)
		first, second := search(t, s, r), search(t, s, r)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("%s, asked twice:\n%s", text, diff)
		}
		if diff := cmp.Diff(before, r); diff != "" {
			t.Errorf("%s: the request was changed:\n%s", text, diff)
		}
	}
}

func concurrent(t *testing.T, s Searcher) {
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			text := questions[i%len(questions)]
			res, err := s.Search(context.Background(), asked(s, text))
			if err != nil || len(res.Hits) == 0 {
				t.Errorf("%s: %q, %v", text, ids(res), err)
			}
		})
	}
	all.Wait()
}

func cancelled(t *testing.T, s Searcher) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Search(ctx, asked(s, "lighthouse")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// withoutTerms checks that a question is found which was read without a vocabulary.
func withoutTerms(t *testing.T, s Searcher) {
	for _, text := range questions {
		if got, want := ids(search(t, s, request(text))), ids(search(t, s, asked(s, text))); !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

func knownWords(t *testing.T, s Searcher) {
	v := s.Vocabulary()
	if v == nil {
		t.Skip("it has no vocabulary")
	}
	for _, text := range questions {
		if got, changed := v.Correct(text); changed || got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}
