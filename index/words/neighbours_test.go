package words_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"okbot/index/words"
)

var vocabulary = []string{"변호사", "doctor", "병원", "hospit", "banana", "의사협회장", "zqxzqx", "lawyer", "바나나"}

func TestNearest(t *testing.T) {
	near := words.Default().Restrict(vocabulary)
	nearest := func(word string, most int, least float32) (out []string) {
		for _, n := range near.Nearest(nil, word, most, least) {
			out = append(out, vocabulary[n.Word])
		}
		return out
	}
	for _, tt := range []struct {
		word  string
		most  int
		least float32
		want  []string
	}{
		{"lawyers", 1, .4, []string{"변호사", "lawyer"}},
		{"변호사는", 1, .4, []string{"변호사", "lawyer"}},
		{"바나나", 9, .4, []string{"바나나", "banana"}},
		{"의사협회장", 1, .4, []string{"의사협회장", "doctor"}},
		{"hospit", 1, .4, []string{"병원", "hospit"}},
		{"zqxzqx", 9, -2, nil}, // in the vocabulary, not in the table
		{"lawyer", 0, -2, nil},
		{"lawyer", -1, -2, nil},
		{"lawyer", 9, 2, nil},
	} {
		if got := nearest(tt.word, tt.most, tt.least); !slices.Equal(got, tt.want) {
			t.Errorf("Nearest(%q, %d, %v) is %q, want %q", tt.word, tt.most, tt.least, got, tt.want)
		}
	}
}

func TestNearestAppends(t *testing.T) {
	near := words.Default().Restrict(vocabulary)
	got := near.Nearest([]words.Neighbour{{Word: 42}}, "lawyer", 1, .4)
	if len(got) != 3 || got[0].Word != 42 {
		t.Errorf("%v", got)
	}
}

// What Nearest finds by sketches is nearly what comparing every word finds.
func TestNearestFindsMost(t *testing.T) {
	table := words.Default()
	rng := rand.New(rand.NewPCG(1, 2))
	var vocabulary []string
	for _, i := range rng.Perm(table.Len())[:min(20000, table.Len())] {
		vocabulary = append(vocabulary, table.Word(words.ID(i)))
	}
	ids := make([]words.ID, len(vocabulary))
	for i, word := range vocabulary {
		ids[i] = id(t, table, word)
	}
	near := table.Restrict(vocabulary)
	found, all := 0, 0
	for i, word := range vocabulary[:100] {
		got := near.Nearest(nil, word, 12, .3)
		for i := 1; i < len(got); i++ {
			a, b := got[i-1], got[i]
			if b.Score > a.Score && table.IsKorean(ids[a.Word]) == table.IsKorean(ids[b.Word]) {
				t.Fatalf("%s: neighbour %d is better than the one before", word, i)
			}
		}
		for _, want := range exhaustive(table, ids, ids[i], 12, .3) {
			all++
			if slices.ContainsFunc(got, func(n words.Neighbour) bool { return n.Word == want }) {
				found++
			}
		}
	}
	share := float64(found) / float64(all)
	if share < .95 {
		t.Errorf("%.3f of %d neighbours found", share, all)
	}
}

// exhaustive returns the indices of the words nearest to own in each language.
func exhaustive(table *words.Table, vocabulary []words.ID, own words.ID, most int, least float32) (out []int) {
	for _, korean := range []bool{true, false} {
		var list []words.Neighbour
		for i, x := range vocabulary {
			if table.IsKorean(x) != korean {
				continue
			}
			n := words.Neighbour{Word: i, Score: table.Cosine(own, x)}
			if korean != table.IsKorean(own) {
				n.Score = 2*n.Score - table.Hub(x)
			}
			if n.Score >= least {
				list = append(list, n)
			}
		}
		slices.SortFunc(list, func(a, b words.Neighbour) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Word, b.Word))
		})
		for _, n := range list[:min(most, len(list))] {
			out = append(out, n.Word)
		}
	}
	return out
}

func id(t *testing.T, table *words.Table, word string) words.ID {
	t.Helper()
	x, ok := table.Lookup(word)
	if !ok {
		t.Fatalf("%q is not in the table", word)
	}
	return x
}
