package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// The weights of the ranking, chosen on KorQuAD, XQuAD and the project's own
// questions together: each was moved until one of the three lost.
const (
	k1                  = 0.5
	b                   = 0.8
	bSentence           = 0.6
	weightExpected      = 3.0 // of the expected questions' BM25
	weightKind          = 0.5 // of a sentence of the kind that is asked for
	weightPhonetic      = 0.7 // of a term that sounds like a word of the question
	weightPriorQuestion = 0.6 // of a term of the question before
	weightPriorPassage  = 0.3 // of a name in the passage that answered it
	repeatPenalty       = 0.9 // share of its score that the passage keeps which answered the question before
	weightThesaurus     = 0.3 // of a word of the thesaurus; across languages it weighs 1
	maxCandidates       = 32  // passages that retrieve leaves where few come with expected questions
	maxCompared         = 20  // passages that are compared by all features
	weightBigrams       = 0.5 // of the bigrams' BM25 in the choice of those that are compared
	minKnownShare       = 0.5 // share of the total idf known below which bigrams find candidates too
)

// minHeadingSimilarity is the similarity to the question from which a heading that
// asks counts as an expected question of the text below it.
const minHeadingSimilarity = 0.5

// scratch is the working memory of one search.
type scratch struct {
	scores         []float32
	expectedScores []float32 // the part of scores that expected questions make up
	touched        []uint32
	slot           []uint8 // term -> 1 + its place in the question
	found          []candidate

	// Words near to those of the question; see neighbours.go.
	near       []uint16     // term -> 1 + its place in nearWords
	nearTerms  []uint32     // the terms that have one
	nearWords  [][]nearWord // words that a term is near to
	nearScores []float32    // passage -> BM25 of these
	wordScores []float32    // the same of one word

	postings  postings  // of a term that is not frequent
	sentences []uint64  // those of all candidates
	soft      []float32 // the same, one of each word of the question
}

type scratchPool struct{ sync.Pool }

func (ix *Index) getScratch() *scratch {
	if s, ok := ix.scratch.Get().(*scratch); ok {
		return s
	}
	s := &scratch{scores: make([]float32, len(ix.passages)), slot: make([]uint8, len(ix.vocab))}
	if ix.neighbours != nil {
		s.near = make([]uint16, len(ix.vocab))
		s.nearScores, s.wordScores = make([]float32, len(ix.passages)), make([]float32, len(ix.passages))
	}
	if ix.average.expected > 0 {
		s.expectedScores = make([]float32, len(ix.passages))
	}
	return s
}

// candidate is a passage that was retrieved. In a mask, bit i stands for the
// question's i-th term.
type candidate struct {
	passage    uint32
	score      float32
	bigrams    float32   // BM25 of its bigrams
	headings   uint64    // mask of title and headings
	text       uint64    // mask of title, headings and text
	sentences  []uint64  // masks of the sentences
	soft       []float32 // how near the sentences come to each word, a row each; one more for title and headings
	all        uint64    // mask of text, expected questions and keywords
	expected   uint64    // mask of the closest expected question
	similarity float32   // of that one to the question
	extraNames float32   // weight of the names in that one that the question lacks
	features   Features
	weights    *Features // by which the score sums the features
	expects    bool      // its expected questions count
}

// minPassages is how many passages a corpus counts as at least, so that the
// words of a small one weigh as much as those of a large one.
const minPassages = 500

// idf is BM25's inverse document frequency, after Robertson and Zaragoza (2009),
// kept positive as in Lucene.
func (ix *Index) idf(df uint32) float32 {
	n := float64(max(len(ix.passages), minPassages))
	return float32(math.Log(1 + (n-float64(df)+0.5)/(float64(df)+0.5)))
}

// bm25 is the saturation of a term that occurs freq times in a field whose
// length is size times the average.
func bm25(freq, size, b float32) float32 {
	return freq * (k1 + 1) / (freq + k1*(1-b+b*size))
}

// rerank ranks s.found anew.
func (ix *Index) rerank(qs *question, s *scratch, m *Ranking) {
	grams := make([]float32, len(qs.bigrams))
	for i, g := range qs.bigrams {
		grams[i] = ix.idf(ix.bigrams.of(g))
	}
	weights, raw := &m.Expected, &m.Raw
	if qs.crossLingual {
		weights, raw = &m.CrossLingual, &m.RawCrossLingual
	}
	ix.addBigrams(qs, s, grams)
	for i := range s.found {
		c := &s.found[i]
		f := &ix.forward[c.passage]
		s.match(f, c)
		best := ix.bestSentence(qs, f, c)
		if ix.expects(qs, s, f, c) {
			s.matchNear(qs, f, c)
			ix.addFeatures(qs, s, f, c, c.bigrams, best)
			ix.addSoftExpected(qs, s, f, c)
			ix.addLead(qs, c)
			c.weights = weights
		} else if qs.TotalIDF > 0 {
			s.matchNear(qs, f, c)
			ix.addRawFeatures(qs, s, f, c, c.bigrams, best)
			ix.addLead(qs, c)
			c.weights = raw
		} else {
			continue
		}
		c.score = c.features.score(c.weights) * qs.TotalIDF
	}
	if i, ok := ix.byID[qs.priorPassage]; ok {
		for k := range s.found {
			if int(s.found[k].passage) == i {
				s.found[k].score *= repeatPenalty
			}
		}
	}
	slices.SortFunc(s.found, byScore)
	none := slices.IndexFunc(s.found, func(c candidate) bool { return c.score <= 0 })
	if none >= 0 { // found by words near to those of the question, which no weight counts
		s.found = s.found[:none]
	}
}

// expects compares the question with the expected questions of a candidate and
// reports whether these count: all that it was written with do, and a heading that
// asks if it is like the question.
func (ix *Index) expects(qs *question, s *scratch, f *forward, c *candidate) bool {
	if len(f.expected) == 0 || qs.TotalIDF == 0 {
		return false
	}
	ix.compareExpected(qs, s, f, c)
	if c.expects = !ix.passages[c.passage].Quoted || c.similarity >= minHeadingSimilarity; !c.expects {
		c.features = Features{}
	}
	return c.expects
}

// addBigrams fills in the bigrams' BM25 of the candidates, and of those found in
// an index without expected questions keeps the best by terms and bigrams.
func (ix *Index) addBigrams(qs *question, s *scratch, grams []float32) {
	for i := range s.found {
		c := &s.found[i]
		f := &ix.forward[c.passage]
		size := f.lengths.bigrams / ix.average.bigrams
		frequencies(f.bigrams, qs.bigrams, func(k int, n uint32) {
			c.bigrams += grams[k] * bm25(float32(n), size, b)
		})
	}
	if len(s.found) > maxCompared {
		slices.SortFunc(s.found, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score+weightBigrams*b.bigrams, a.score+weightBigrams*a.bigrams), cmp.Compare(a.passage, b.passage))
		})
		s.found = s.found[:maxCompared]
	}
}

// top sorts the best n candidates first and drops the rest.
func top(list []candidate, n int) []candidate {
	if len(list) > n {
		slices.SortFunc(list[:n], byScore)
		for _, c := range list[n:] {
			if byScore(c, list[n-1]) < 0 {
				i, _ := slices.BinarySearchFunc(list[:n], c, byScore)
				copy(list[i+1:n], list[i:])
				list[i] = c
			}
		}
		return list[:n]
	}
	slices.SortFunc(list, byScore)
	return list
}

func byScore(a, b candidate) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.passage, b.passage)
}

// bestSentence returns the greatest BM25 of a sentence, each term counting once.
func (ix *Index) bestSentence(qs *question, f *forward, c *candidate) float32 {
	var best float32
	for i := range f.sentences {
		sen := &f.sentences[i]
		var sum float32
		for m := c.sentences[i]; m != 0; m &= m - 1 {
			sum += qs.Terms[bits.TrailingZeros64(m)].Weight
		}
		sum *= bm25(1, float32(sen.words)/ix.average.sentence, bSentence)
		if qs.kind&sen.kinds != 0 {
			sum *= 1 + weightKind
		}
		best = max(best, sum)
	}
	return best
}

// match finds which terms of the question a candidate has, and where.
func (s *scratch) match(f *forward, c *candidate) {
	first := len(s.sentences)
	c.headings = s.mask(f.title)
	c.text = c.headings
	for i := range f.sentences {
		var m uint64
		for _, t := range f.tokens[f.sentences[i].first:f.sentences[i].last] {
			if k := s.slot[t.term]; k != 0 {
				m |= 1 << (k - 1)
			}
		}
		s.sentences = append(s.sentences, m)
		c.text |= m
	}
	c.sentences = s.sentences[first:]
	c.all = c.text | s.mask(f.keywords)
}

// mask returns which terms of the question are among terms.
func (s *scratch) mask(terms []uint32) uint64 {
	var m uint64
	for _, t := range terms {
		if k := s.slot[t]; k != 0 {
			m |= 1 << (k - 1)
		}
	}
	return m
}
