package index

import (
	"slices"

	"okbot/index/query"
)

// Features are what a passage is ranked by. BM25 is divided by the question's
// total idf, so that all features are of the same size for any question.
type Features [NumFeatures]float32

// A Feature is an index of [Features].
type Feature int

// The features of a passage. An expected question is one that comes with the
// passage; the nearest is the one most similar to the question asked (Dice's
// coefficient over terms, weighted by idf). Coverage is the share of the
// question's idf whose terms are found. A passage without expected questions has
// the features of [rawFeatures] or [rawCrossLingualFeatures], one with those of [expectedFeatures].
const (
	BM25Text                 Feature = iota // BM25 of title and text
	BM25Expected                            // BM25 of expected questions and keywords
	BM25Bigrams                             // BM25 of Hangul bigrams
	BM25Sentence                            // BM25 of the best sentence
	SimilarityExpected                      // similarity to the nearest expected question
	IsExpected                              // whether the question is all but an expected one
	SimilarityExpectedOfKind                // similarity to the nearest one that asks for the same kind of thing
	CoverageExpected                        // coverage by the nearest one
	HasKind                                 // whether a sentence has the kind of thing that is asked for
	CoverageSentence                        // coverage by the best sentence
	CoverageSentenceExpected                // coverage by one sentence and the nearest one together
	CoverageAllFields                       // coverage by title, text, expected questions and keywords together
	SimilarityExpectedNow                   // similarity to the nearest one that asks for the newest, where that is asked for
	BM25Neighbours                          // BM25 of the words near to those of the question, in title and text
	SoftCoverageWindow                      // soft coverage by the best three sentences with title and headings
	SoftCoverageSentence                    // soft coverage by the best sentence
	SoftPrecisionSentence                   // how much of the best sentence is near to the question, see softPrecision
	SoftSimilarityExpected                  // soft similarity to the nearest expected question
	LeadCoverage                            // of a document's first passage, where an overview is asked for: soft coverage by its title and first sentence
	NumFeatures
)

var featureNames = [NumFeatures]string{
	BM25Text:                 "bm25_title_text",
	BM25Expected:             "bm25_expected_questions_keywords",
	BM25Bigrams:              "bm25_bigrams",
	BM25Sentence:             "bm25_best_sentence",
	SimilarityExpected:       "similarity_expected_question",
	IsExpected:               "is_expected_question",
	SimilarityExpectedOfKind: "similarity_expected_question_of_kind",
	CoverageExpected:         "coverage_expected_question",
	HasKind:                  "has_kind",
	CoverageSentence:         "coverage_best_sentence",
	CoverageSentenceExpected: "coverage_sentence_question",
	CoverageAllFields:        "coverage_all_fields",
	SimilarityExpectedNow:    "similarity_expected_question_about_now",
	BM25Neighbours:           "bm25_neighbours",
	SoftCoverageWindow:       "soft_coverage_best_window",
	SoftCoverageSentence:     "soft_coverage_best_sentence",
	SoftPrecisionSentence:    "soft_precision_best_sentence",
	SoftSimilarityExpected:   "soft_similarity_expected_question",
	LeadCoverage:             "coverage_lead",
}

// rawFeatures are the features of a passage without expected questions.
var rawFeatures = []Feature{
	BM25Text, BM25Bigrams, BM25Sentence, HasKind, SoftCoverageWindow, SoftCoverageSentence, SoftPrecisionSentence, LeadCoverage,
}

// rawCrossLingualFeatures are those of one in another language than the question. In
// the same language, words near to those of the question help to find a passage; what
// they say of it the soft coverage says better.
var rawCrossLingualFeatures = append(slices.Clip(rawFeatures), BM25Neighbours)

// expectedFeatures are the features of a passage with expected questions.
var expectedFeatures = []Feature{
	BM25Text, BM25Expected, BM25Bigrams, BM25Sentence,
	SimilarityExpected, IsExpected, SimilarityExpectedOfKind, CoverageExpected, HasKind,
	CoverageSentence, CoverageSentenceExpected, CoverageAllFields, SimilarityExpectedNow,
	SoftSimilarityExpected, LeadCoverage,
}

// String returns the name of f in the model file.
func (f Feature) String() string { return featureNames[f] }

// score returns the sum of the features by their weights.
func (x *Features) score(weights *Features) float32 {
	var sum float32
	for i, w := range weights {
		sum += w * x[i]
	}
	return sum
}

// addFeatures fills in the features of a candidate after compareExpected.
func (ix *Index) addFeatures(qs *question, s *scratch, f *forward, c *candidate, bigrams, sentence float32) {
	x := &c.features
	x[BM25Expected] = s.expectedScores[c.passage] / qs.TotalIDF
	x[BM25Text] = c.score/qs.TotalIDF - weightExpected*x[BM25Expected]
	if s.nearScores != nil {
		x[BM25Text] -= s.nearScores[c.passage] / qs.TotalIDF
	}
	x[BM25Bigrams], x[BM25Sentence] = bigrams/qs.TotalIDF, sentence/qs.TotalIDF
	for i := range f.sentences {
		sen := &f.sentences[i]
		m := c.sentences[i]
		x[CoverageSentence] = max(x[CoverageSentence], float32(qs.Coverage(m)))
		x[CoverageSentenceExpected] = max(x[CoverageSentenceExpected], float32(qs.Coverage(m|c.expected)))
		if qs.kind != query.Other && qs.kind&sen.kinds != 0 {
			x[HasKind] = 1
		}
	}
	x[CoverageAllFields] = float32(qs.Coverage(c.all))
}

// sameQuestion is the similarity from which two questions are the same.
const sameQuestion = 0.95

// compareExpected finds the expected question of a passage that is nearest to the
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
				both += qs.Terms[k-1].IDF
				m |= 1 << (k - 1)
			}
		}
		c.all |= m
		dice := 2 * both / (a.totalIDF + qs.termIDF)
		if qs.kind != query.Other && (a.kind == qs.kind || counts && a.kind == query.HowMany) {
			kind = max(kind, dice)
		}
		if qs.now && a.now {
			x[SimilarityExpectedNow] = max(x[SimilarityExpectedNow], dice)
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
	x[SimilarityExpected], x[SimilarityExpectedOfKind] = best, kind
	if best > sameQuestion {
		x[IsExpected] = 1
	}
	x[CoverageExpected] = float32(qs.Coverage(c.expected))
}
