package index

import (
	"math"
	"strings"

	"okbot/corpus"
)

// filter is which passages a query may see, its days counted.
type filter struct {
	lang           string
	crossLingual   bool
	asOf, from, to int32
}

func (ix *Index) filter(q Request) filter {
	f := filter{q.Lang, q.CrossLingual, math.MaxInt32, math.MinInt32, math.MaxInt32}
	if !q.AsOf.IsZero() {
		f.asOf = day(q.AsOf)
	}
	if !q.From.IsZero() {
		f.from = day(q.From)
	}
	if !q.To.IsZero() {
		f.to = day(q.To)
	}
	return f
}

// monthLong is the days of the longest month.
const monthLong = 31

func (ix *Index) visible(i uint32, f *filter) bool {
	d := ix.days[i]
	if d.first > f.asOf || d.last < f.from || d.first > f.to || f.from > math.MinInt32 && d.last-d.first > max(f.to-f.from, monthLong) {
		return false // what is dated by its year alone happened in no one month
	}
	if f.lang == "" {
		return true
	}
	p := &ix.passages[i]
	if f.crossLingual {
		return p.Lang != f.lang && !ix.hasTranslation(p, f.lang)
	}
	return p.Lang == f.lang
}

// hasTranslation reports whether the passage stands in the corpus in lang too, under
// the same name and number: launch.ko#2 beside launch.en#2.
func (ix *Index) hasTranslation(p *corpus.Passage, lang string) bool {
	_, ok := ix.translation(p, lang)
	return ok
}

// translation returns the number of the passage that is p in lang.
func (ix *Index) translation(p *corpus.Passage, lang string) (int, bool) {
	name, number, found := strings.Cut(p.ID, "."+p.Lang+"#")
	if !found || lang == p.Lang {
		return 0, false
	}
	i, ok := ix.byID[name+"."+lang+"#"+number]
	return i, ok
}

func (ix *Index) replaced(p *corpus.Passage, q Request) bool {
	i, ok := ix.byID[p.ReplacedBy]
	return ok && (q.AsOf.IsZero() || ix.days[i].first <= day(q.AsOf))
}
