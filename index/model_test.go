package index_test

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/index"
)

// TestRankingRoundTrips checks that a ranking is read back exactly as it was
// written.
func TestRankingRoundTrips(t *testing.T) {
	var first, second bytes.Buffer
	if err := index.BuiltinRanking().Encode(&first, nil); err != nil {
		t.Fatal(err)
	}
	m, err := index.ParseRanking(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Encode(&second, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(index.BuiltinRanking(), m); diff != "" {
		t.Error(diff)
	}
	if first.String() != second.String() {
		t.Error("written twice, a ranking is not the same")
	}
}

// TestParseRankingRefuses checks that a model file with a mistake is refused, and
// that the error names it.
func TestParseRankingRefuses(t *testing.T) {
	data, err := os.ReadFile("ranking.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"no JSON", "{", "", "ranking model: json"},
		{"more than one", "\n}\n", "\n} {}\n", "more than one JSON object"},
		{"another model", `"ranking"`, `"confidence"`, `"confidence"`},
		{"unknown key", `"about"`, `"abuot"`, "abuot"},
		{"misspelt feature", `"has_kind"`, `"has_kinds"`, `expected_questions: no feature "has_kind"`},
		{"unknown feature", `"has_kind"`, `"luck": 1, "has_kind"`, `expected_questions: unknown feature "luck"`},
		{"feature that raw passages lack", `"raw": {`, `"raw": {"is_expected_question": 1,`, `raw: unknown feature "is_expected_question"`},
		{"misspelt weights", `"raw":`, `"row":`, `no weights "raw"`},
		{"unknown weights", `"raw":`, `"luck": {}, "raw":`, `unknown weights "luck"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(string(data), test.old, test.new, 1)
			if text == string(data) {
				t.Fatalf("the model has no %s", test.old)
			}
			_, err := index.ParseRanking([]byte(text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// TestContributionsAddUp checks that what the features added is the score, of
// passages with expected questions and without.
func TestContributionsAddUp(t *testing.T) {
	for _, name := range []string{"with expected questions", "raw"} {
		t.Run(name, func(t *testing.T) {
			c := library(t)
			for i := range c.Articles {
				for j := range c.Articles[i].Passages {
					if name == "raw" {
						c.Articles[i].Passages[j].Questions = nil
					}
				}
			}
			ix := newIndex(t, c)
			res := search(t, ix, index.Request{Query: understood(ix, "새 도서관 관장이 누구야?")})
			if len(res.Hits) == 0 {
				t.Fatal("nothing found")
			}
			for i := range res.Hits {
				h := &res.Hits[i]
				sum, last := 0.0, math.Inf(1)
				for _, c := range res.Contributions(h) {
					if sum += c.Score; math.Abs(c.Score) > last {
						t.Errorf("%s: %s is out of order", h.Passage.ID, c.Feature)
					}
					last = math.Abs(c.Score)
				}
				if math.Abs(sum-h.Score) > 1e-3*h.Score {
					t.Errorf("%s: the features add up to %v, not to the score %v", h.Passage.ID, sum, h.Score)
				}
			}
		})
	}
}

// TestRankedBy checks that an index can be searched with another ranking, and
// still with its own.
func TestRankedBy(t *testing.T) {
	ix := newIndex(t, library(t))
	q := index.Request{Query: understood(ix, "새 도서관 관장이 누구야?")}
	before := search(t, ix, q)
	m := *index.BuiltinRanking()
	for f := range m.Expected {
		m.Expected[f] *= 2
	}
	for f := range m.Raw {
		m.Raw[f] *= 2
	}
	res, err := ix.RankedBy(&m).Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range res.Hits {
		if h.Score != 2*before.Hits[i].Score {
			t.Errorf("%s: score %v, want twice %v", h.Passage.ID, h.Score, before.Hits[i].Score)
		}
	}
	if after := search(t, ix, q); after.Hits[0].Score != before.Hits[0].Score {
		t.Error("the ranking of the index has changed")
	}
}
