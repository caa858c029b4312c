package index

import (
	"slices"

	"okbot/index/query"
)

// Signals are what a passage that comes with asks is ranked by. All but those
// of the asks' likeness are shares of the question's mass.
type Features [NumFeatures]float32

// The signals of a passage.
const (
	FeatureText                     = iota // BM25 of title and text
	FeatureExpected                        // BM25 of asks and keywords
	FeatureBigrams                         // BM25 of Hangul bigrams
	FeatureSentence                        // BM25 of the best sentence
	FeatureSimilarity                      // likeness to the best ask (Dice's coefficient, weighted by idf)
	FeatureSame                            // whether the question is all but an ask
	FeatureSimilarityKind                  // likeness to the best ask that asks for the same kind of thing
	FeatureCoverageExpected                // share of the question that the best ask has
	FeatureKind                            // whether a sentence has the kind of thing that is asked for
	FeatureCoverageSentence                // coverage by the best sentence
	FeatureCoverageSentenceExpected        // coverage by one sentence and the best ask
	FeatureCoverageAll                     // coverage by all
	FeatureSimilarityNow                   // likeness to the best ask for the newest, where that is asked for
	NumFeatures
)

// score is what ranks: the sum of the signals by their weights.
func (x *Features) score(weights *Features) float32 {
	var sum float32
	for i, w := range weights {
		sum += w * x[i]
	}
	return sum
}

// signal fills in the signals of a candidate whose best ask is known.
func (ix *Index) computeFeatures(qs *question, s *scratch, f *forward, c *candidate, bigrams, sentence float32) {
	x := &c.features
	x[FeatureExpected] = s.expectedScores[c.passage] / qs.totalIDF
	x[FeatureText] = c.score/qs.totalIDF - weightExpected*x[FeatureExpected]
	x[FeatureBigrams], x[FeatureSentence] = bigrams/qs.totalIDF, sentence/qs.totalIDF
	for i := range f.sentences {
		sen := &f.sentences[i]
		m := c.sentences[i]
		x[FeatureCoverageSentence] = max(x[FeatureCoverageSentence], float32(qs.coverage(m)))
		x[FeatureCoverageSentenceExpected] = max(x[FeatureCoverageSentenceExpected], float32(qs.coverage(m|c.expected)))
		if qs.kind != query.Other && qs.kind&sen.kinds != 0 {
			x[FeatureKind] = 1
		}
	}
	x[FeatureCoverageAll] = float32(qs.coverage(c.all))
}

// sameAsk is the likeness from which an ask is the question itself.
const sameQuestion = 0.95

// bestAsk notes how alike the question and the best ask of a passage are, and
// which terms of the question that ask has.
func (ix *Index) compareExpected(qs *question, s *scratch, f *forward, c *candidate) {
	x := &c.features
	var best, kind float32
	nearest := -1
	counts := qs.kind == query.People && slices.ContainsFunc(f.sentences, func(s sentence) bool { return s.kinds&query.People != 0 })
	for i := range f.expected {
		a := &f.expected[i]
		var both float32
		var m uint64
		for _, t := range a.terms {
			if k := s.slot[t]; k != 0 {
				both += qs.terms[k-1].idf
				m |= 1 << (k - 1)
			}
		}
		c.all |= m
		dice := 2 * both / (a.totalIDF + qs.termIDF)
		if qs.kind != query.Other && (a.kind == qs.kind || counts && a.kind == query.HowMany) {
			kind = max(kind, dice)
		}
		if qs.now && a.now {
			x[FeatureSimilarityNow] = max(x[FeatureSimilarityNow], dice)
		}
		if dice > best {
			best, c.expected, nearest = dice, m, i
		}
	}
	c.similarity = best
	if nearest >= 0 {
		for _, t := range f.expected[nearest].terms {
			if s.slot[t] == 0 && ix.proper[t] {
				c.extraNames += ix.idf(ix.df[t])
			}
		}
	}
	x[FeatureSimilarity], x[FeatureSimilarityKind] = best, kind
	if best > sameQuestion {
		x[FeatureSame] = 1
	}
	x[FeatureCoverageExpected] = float32(qs.coverage(c.expected))
}
