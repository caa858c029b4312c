package index

import (
	"slices"

	"okbot/index/query"
)

// Features are what a passage that has expected questions is ranked by. All but
// the similarities are shares of the question's total idf.
type Features [NumFeatures]float32

// The features of a passage. Similarity is Dice's coefficient, weighted by idf.
const (
	FeatureText                     = iota // BM25 of title and text
	FeatureExpected                        // BM25 of expected questions and keywords
	FeatureBigrams                         // BM25 of Hangul bigrams
	FeatureSentence                        // BM25 of the best sentence
	FeatureSimilarity                      // similarity to the closest expected question
	FeatureSame                            // 1 if that is the question itself
	FeatureSimilarityKind                  // similarity to the closest expected question of the same kind
	FeatureCoverageExpected                // coverage by the closest expected question
	FeatureKind                            // 1 if a sentence has the kind of thing that is asked for
	FeatureCoverageSentence                // coverage by the best sentence
	FeatureCoverageSentenceExpected        // coverage by one sentence and the closest expected question
	FeatureCoverageAll                     // coverage by text, expected questions and keywords
	FeatureSimilarityNow                   // if the newest is asked for, similarity to the closest expected question that asks so
	NumFeatures
)

// FeatureNames are the names of the features, by their number.
var FeatureNames = [NumFeatures]string{
	FeatureText: "text", FeatureExpected: "expected", FeatureBigrams: "bigrams", FeatureSentence: "sentence",
	FeatureSimilarity: "similarity", FeatureSame: "same", FeatureSimilarityKind: "similarity_kind", FeatureCoverageExpected: "coverage_expected",
	FeatureKind: "kind", FeatureCoverageSentence: "coverage_sentence", FeatureCoverageSentenceExpected: "coverage_sentence_expected",
	FeatureCoverageAll: "coverage_all", FeatureSimilarityNow: "similarity_now",
}

// score returns the sum of the features by their weights.
func (x *Features) score(weights *Features) float32 {
	var sum float32
	for i, w := range weights {
		sum += w * x[i]
	}
	return sum
}

// computeFeatures fills in the features of a candidate after compareExpected.
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

// sameQuestion is the similarity from which two questions are the same.
const sameQuestion = 0.95

// compareExpected finds the expected question of a passage that is closest to the
// question, and which terms of the question it has.
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
