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
	maxCandidates       = 20  // passages that retrieve leaves to rerank
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

	postings  postings // of a term that is not frequent
	sentences []uint64 // those of all candidates
}

type scratchPool struct{ sync.Pool }

func (ix *Index) getScratch() *scratch {
	if s, ok := ix.scratch.Get().(*scratch); ok {
		return s
	}
	s := &scratch{scores: make([]float32, len(ix.passages)), slot: make([]uint8, len(ix.vocab))}
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
	headings   uint64   // mask of title and headings
	text       uint64   // mask of title, headings and text
	sentences  []uint64 // masks of the sentences
	all        uint64   // mask of text, expected questions and keywords
	expected   uint64   // mask of the closest expected question
	similarity float32  // of that one to the question
	extraNames float32  // weight of the names in that one that the question lacks
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
	weights := &m.Expected
	if qs.crossLingual {
		weights = &m.CrossLingual
	}
	for i := range s.found {
		c := &s.found[i]
		f := &ix.forward[c.passage]
		var sum float32
		size := f.lengths.bigrams / ix.average.bigrams
		frequencies(f.bigrams, qs.bigrams, func(k int, n uint32) {
			sum += grams[k] * bm25(float32(n), size, b)
		})
		s.match(f, c)
		best := ix.bestSentence(qs, f, c)
		if len(f.expected) == 0 || qs.TotalIDF == 0 {
			c.rankRaw(&m.Raw, qs.TotalIDF, sum, best)
			continue
		}
		ix.compareExpected(qs, s, f, c)
		if ix.passages[c.passage].Quoted && c.similarity < minHeadingSimilarity {
			c.rankRaw(&m.Raw, qs.TotalIDF, sum, best)
			continue
		}
		c.expects = true
		ix.addFeatures(qs, s, f, c, sum, best)
		c.weights = weights
		c.score = c.features.score(weights) * qs.TotalIDF
	}
	if i, ok := ix.byID[qs.priorPassage]; ok {
		for k := range s.found {
			if int(s.found[k].passage) == i {
				s.found[k].score *= repeatPenalty
			}
		}
	}
	slices.SortFunc(s.found, byScore)
}

// rankRaw scores a candidate without expected questions; c.score is its BM25 so
// far.
func (c *candidate) rankRaw(weights *Features, mass, bigrams, sentence float32) {
	if mass > 0 {
		c.weights = weights
		c.features = Features{}
		c.features[BM25Text], c.features[BM25Bigrams], c.features[BM25Sentence] = c.score/mass, bigrams/mass, sentence/mass
	}
	c.score = weights[BM25Text]*c.score + (weights[BM25Bigrams]*bigrams + weights[BM25Sentence]*sentence)
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
