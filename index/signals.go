package index

import (
	"slices"

	"okbot/index/query"
)

// Signals are what a passage that comes with asks is ranked by. All but those
// of the asks' likeness are shares of the question's mass.
type Signals [NumSignals]float32

// The signals of a passage.
const (
	SigText     = iota // BM25 of title and text
	SigAsks            // BM25 of asks and keywords
	SigBigrams         // BM25 of Hangul bigrams
	SigSentence        // BM25 of the best sentence
	SigAsk             // likeness to the best ask (Dice's coefficient, weighted by idf)
	SigSame            // whether the question is all but an ask
	SigKindAsk         // likeness to the best ask that asks for the same kind of thing
	SigShare           // share of the question that the best ask has
	SigKind            // whether a sentence has the kind of thing that is asked for
	SigBest            // coverage by the best sentence
	SigJoint           // coverage by one sentence and the best ask
	SigWide            // coverage by all
	SigNow             // likeness to the best ask for the newest, where that is asked for
	NumSignals
)

// score is what ranks: the sum of the signals by their weights.
func (x *Signals) score(weights *Signals) float32 {
	var sum float32
	for i, w := range weights {
		sum += w * x[i]
	}
	return sum
}

// signal fills in the signals of a candidate whose best ask is known.
func (ix *Index) signal(qs *question, s *scratch, f *forward, c *candidate, bigrams, sentence float32) {
	x := &c.signals
	x[SigAsks] = s.asks[c.passage] / qs.mass
	x[SigText] = c.score/qs.mass - weightAsks*x[SigAsks]
	x[SigBigrams], x[SigSentence] = bigrams/qs.mass, sentence/qs.mass
	for i := range f.sentences {
		sen := &f.sentences[i]
		m := c.sentences[i]
		x[SigBest] = max(x[SigBest], float32(qs.cover(m)))
		x[SigJoint] = max(x[SigJoint], float32(qs.cover(m|c.askMask)))
		if qs.kind != query.Other && qs.kind&sen.kinds != 0 {
			x[SigKind] = 1
		}
	}
	x[SigWide] = float32(qs.cover(c.wide))
}

// sameAsk is the likeness from which an ask is the question itself.
const sameAsk = 0.95

// bestAsk notes how alike the question and the best ask of a passage are, and
// which terms of the question that ask has.
func (ix *Index) bestAsk(qs *question, s *scratch, f *forward, c *candidate) {
	x := &c.signals
	var best, kind float32
	nearest := -1
	counts := qs.kind == query.People && slices.ContainsFunc(f.sentences, func(s sentence) bool { return s.kinds&query.People != 0 })
	for i := range f.asks {
		a := &f.asks[i]
		var both float32
		var m uint64
		for _, t := range a.terms {
			if k := s.slot[t]; k != 0 {
				both += qs.terms[k-1].idf
				m |= 1 << (k - 1)
			}
		}
		c.wide |= m
		dice := 2 * both / (a.mass + qs.full)
		if qs.kind != query.Other && (a.kind == qs.kind || counts && a.kind == query.HowMany) {
			kind = max(kind, dice)
		}
		if qs.now && a.now {
			x[SigNow] = max(x[SigNow], dice)
		}
		if dice > best {
			best, c.askMask, nearest = dice, m, i
		}
	}
	c.ask = best
	if nearest >= 0 {
		for _, t := range f.asks[nearest].terms {
			if s.slot[t] == 0 && ix.proper[t] {
				c.unsaid += ix.idf(ix.df[t])
			}
		}
	}
	x[SigAsk], x[SigKindAsk] = best, kind
	if best > sameAsk {
		x[SigSame] = 1
	}
	x[SigShare] = float32(qs.cover(c.askMask))
}
