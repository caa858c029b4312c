package report

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"okbot/bot/chat"
)

// A Passage is what became of the answers that cite a passage. A verdict is on
// an answer, so it counts for each passage cited there.
type Passage struct {
	ID    string `json:"id"`
	Cited int    `json:"cited"` // answers
	Good  int    `json:"good"`
	Bad   int    `json:"bad"`
	// Example is the latest question whose answer was found bad, if any was.
	Example string `json:"example,omitempty"`
}

// Rated is the number of verdicts.
func (p Passage) Rated() int { return p.Good + p.Bad }

// topPassages is how many passages a list has.
const topPassages = 10

// passages are the cited passages by id.
type passages map[string]*Passage

func (p passages) add(r chat.Record, o Outcome) {
	for _, id := range r.Passages {
		x := p[id]
		if x == nil {
			x = &Passage{ID: clean(id, maxLabel)}
			p[id] = x
		}
		x.Cited++
		x.Good += o.Good
		x.Bad += o.Bad
		if o.Bad > 0 {
			x.Example = clean(r.Question, maxQuestion)
		}
	}
}

// worst returns passages with bad verdicts, first those of which it is surest
// that most verdicts are bad.
func (p passages) worst() []Passage {
	return p.sorted(func(x *Passage) (float64, int) { return surelyBad(x.Good, x.Bad), x.Bad })
}

// cited returns the passages that most answers cite.
func (p passages) cited() []Passage {
	return p.sorted(func(x *Passage) (float64, int) { return float64(x.Cited), x.Good })
}

// sorted returns the first passages by two keys, the higher first, without those
// whose first key is 0.
func (p passages) sorted(keys func(*Passage) (float64, int)) []Passage {
	list := slices.SortedFunc(maps.Values(p), func(a, b *Passage) int {
		a1, a2 := keys(a)
		b1, b2 := keys(b)
		return cmp.Or(cmp.Compare(b1, a1), cmp.Compare(b2, a2), cmp.Compare(a.ID, b.ID))
	})
	out := []Passage{}
	for _, x := range list[:min(len(list), topPassages)] {
		if first, _ := keys(x); first > 0 {
			out = append(out, *x)
		}
	}
	return out
}

// surelyBad returns the lower bound of Wilson's 95 % interval for the share of
// bad verdicts (E. B. Wilson, 1927): one in one says less than eight in ten.
func surelyBad(good, bad int) float64 {
	if bad == 0 {
		return 0
	}
	const z = 1.96
	n := float64(good + bad)
	share := float64(bad) / n
	return (share + z*z/(2*n) - z*math.Sqrt(share*(1-share)/n+z*z/(4*n*n))) / (1 + z*z/n)
}
