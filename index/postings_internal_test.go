package index

import (
	"context"
	"testing"

	"okbot/corpus"
)

// TestPostings checks that Bleve and the forward index tell the same: each term
// of a passage is found there as often as it stands in it, and nowhere else. A
// test of the inside, since only there the two can be told apart.
func TestPostings(t *testing.T) {
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	ix, err := New(c, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for field, terms := range map[string]func(*forward) []uint32{
		fieldText: func(f *forward) []uint32 {
			all := append([]uint32(nil), f.title...)
			for _, t := range f.tokens {
				all = append(all, t.term)
			}
			return all
		},
		fieldExpected: func(f *forward) []uint32 {
			all := append([]uint32(nil), f.keywords...)
			for _, a := range f.expected {
				all = append(all, a.terms...)
			}
			return all
		},
	} {
		want := map[uint32]map[uint32]int{} // term -> passage -> times
		for i := range ix.forward {
			for _, t := range terms(&ix.forward[i]) {
				if want[t] == nil {
					want[t] = map[uint32]int{}
				}
				want[t][uint32(i)]++
			}
		}
		for text, term := range ix.vocab {
			left := len(want[term])
			err := ix.eachHit(context.Background(), field, []byte(text), func(p uint32, freq int) {
				if left--; want[term][p] != freq {
					t.Errorf("%s %q: %d times in %s, want %d", field, text, freq, ix.passages[p].ID, want[term][p])
				}
			})
			if err != nil || left != 0 {
				t.Errorf("%s %q: %d passages missing, %v", field, text, left, err)
			}
		}
	}
}
