package index

import (
	"context"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/names"
	"okbot/index/query"
	"okbot/index/words"
)

// Bounds of the words near to a word of a question.
const (
	maxNeighbours = 12  // of each language
	minNearScore  = 0.3 // see words.Neighbour
	zeroNearScore = 0.2 // the score at which a neighbour would weigh nothing
	minSoftCosine = 0.4 // below which a word of the text says nothing of the question's
	maxKeptWords  = 1 << 14
)

// neighbours finds the terms of an index that are near to a word. They are made
// when first used, and those of a word are kept.
type neighbours struct {
	load  func() *words.Neighbours
	texts []string // of the terms
	lock  sync.RWMutex
	kept  map[string][]neighbour
}

// neighbour is a term near to a word.
type neighbour struct {
	term  uint32
	text  string
	score float32 // of [words.Neighbour]
}

// nearWord is a word of the question that a term is near to.
type nearWord struct {
	word  uint8
	value float32 // how much of the word the term covers
}

func newNeighbours(table *words.Table, vocab map[string]uint32) *neighbours {
	n := &neighbours{kept: map[string][]neighbour{}}
	n.load = sync.OnceValue(func() *words.Neighbours {
		list := make([]string, len(vocab))
		for t, id := range vocab {
			if !names.IsTerm(t) {
				list[id] = t
			}
		}
		n.texts = list
		return table.Restrict(list)
	})
	return n
}

// of returns the neighbours of a word, without the word itself.
func (n *neighbours) of(word string) []neighbour {
	n.lock.RLock()
	list, ok := n.kept[word]
	n.lock.RUnlock()
	if ok {
		return list
	}
	var buf [2 * maxNeighbours]words.Neighbour
	for _, x := range n.load().Nearest(buf[:0], word, maxNeighbours, minNearScore) {
		if x.Cosine < 0.999 {
			list = append(list, neighbour{uint32(x.Word), n.texts[x.Word], x.Score})
		}
	}
	n.lock.Lock()
	if len(n.kept) < maxKeptWords {
		n.kept[word] = list
	}
	n.lock.Unlock()
	return list
}

// findNear notes in s which terms of the index are near to which words of the
// question.
func (ix *Index) findNear(qs *question, s *scratch) {
	if ix.neighbours == nil {
		return
	}
	qs.near = make([][]neighbour, len(qs.Words))
	for i, t := range qs.Terms {
		if t.Part || names.IsTerm(t.Text) {
			continue
		}
		for w := range qs.Words {
			if t.Words>>w&1 == 0 || qs.near[w] != nil {
				continue
			}
			qs.near[w] = ix.neighbours.of(t.Text)
			if !qs.crossLingual && qs.open(w) {
				qs.near[w] = ix.withSounds(qs.near[w], t)
			}
			for _, x := range qs.near[w] {
				if x.score < minSoftCosine || qs.ids[i] == int32(x.term) {
					continue
				}
				if s.near[x.term] == 0 {
					s.nearTerms = append(s.nearTerms, x.term)
					s.nearWords = append(s.nearWords, nil)
					s.near[x.term] = uint16(len(s.nearWords))
				}
				list := &s.nearWords[s.near[x.term]-1]
				*list = append(*list, nearWord{uint8(w), min(1, x.score)})
			}
		}
	}
}

// open reports whether the index lacks word w of the question, so that others may
// stand for it.
func (qs *question) open(w int) bool {
	if qs.crossLingual {
		return true
	}
	for m := qs.Words[w].Exact; m != 0; m &= m - 1 {
		if qs.Terms[bits.TrailingZeros64(m)].Share > 0 {
			return false
		}
	}
	return true
}

// withSounds returns the neighbours of a term with the terms of the other script
// that sound like it.
func (ix *Index) withSounds(near []neighbour, t Term) []neighbour {
	word := t.Text
	if r, _ := utf8.DecodeRuneInString(word); !hangul.IsSyllable(r) {
		word = strings.ToLower(t.Surface) // not its stem
	}
	near = slices.Clip(near)
	for _, sound := range ix.phonetic().Lookup(word) {
		near = append(near, neighbour{ix.vocab[sound], sound, weightPhonetic})
	}
	return near
}

// byNeighbours adds the passages that have words near to those of the question,
// where these can be in another language. Of the words near to one, the best in a
// passage counts.
func (ix *Index) byNeighbours(ctx context.Context, qs *question, s *scratch, add func(uint32, float32)) error {
	if qs.near == nil {
		return nil
	}
	var touched []uint32
	for w := range qs.near {
		if !qs.open(w) {
			continue
		}
		boost := qs.Words[w].Boost
		touched = touched[:0]
		for _, x := range qs.near[w] {
			weight := boost * ix.idf(ix.df[x.term]) * (x.score - zeroNearScore)
			found, err := ix.postings(ctx, s, x.text)
			if err != nil {
				return err
			}
			for _, p := range found.text {
				if s.wordScores[p.passage] == 0 {
					touched = append(touched, p.passage)
				}
				s.wordScores[p.passage] = max(s.wordScores[p.passage], weight*p.impact)
			}
		}
		for _, p := range touched {
			add(p, s.wordScores[p])
			s.nearScores[p] += s.wordScores[p]
			s.wordScores[p] = 0
		}
	}
	return nil
}

// matchNear finds how near the sentences of a candidate, and its title, come to
// each word of the question.
func (s *scratch) matchNear(qs *question, f *forward, c *candidate) {
	n := len(qs.Words)
	first := len(s.soft)
	for range (len(f.sentences) + 1) * n {
		s.soft = append(s.soft, 0)
	}
	c.soft = s.soft[first:]
	if s.near == nil {
		return
	}
	for i := range f.sentences {
		row := c.soft[i*n:][:n]
		for _, t := range f.tokens[f.sentences[i].first:f.sentences[i].last] {
			s.raise(row, t.term)
		}
	}
	row := c.soft[len(f.sentences)*n:]
	for _, t := range f.title {
		s.raise(row, t)
	}
}

func (s *scratch) raise(row []float32, term uint32) {
	k := s.near[term]
	if k == 0 {
		return
	}
	for _, x := range s.nearWords[k-1] {
		row[x.word] = max(row[x.word], x.value)
	}
}

// softCoverage returns the share of the question's total idf that the terms in
// mask cover or, where these leave a word open, words that are near to it.
func (qs *question) softCoverage(mask uint64, near []float32) float32 {
	var sum float32
	for i := range qs.Words {
		w := &qs.Words[i]
		if mask&w.Exact != 0 && w.Entity == 0 {
			sum += w.Weight
			continue
		}
		cover := near[i]
		if mask&(w.Exact|w.Alike|w.Compound) != 0 {
			cover = max(cover, float32(qs.wordCoverage(w, mask)))
		}
		sum += w.Weight * cover
	}
	return sum / qs.TotalIDF
}

// near returns how near sentence i comes to each word of the question; after the
// last sentence stand title and headings.
func (c *candidate) near(qs *question, i int) []float32 {
	n := len(qs.Words)
	return c.soft[i*n:][:n]
}

// softSentence returns the soft coverage by one sentence of a candidate.
func (qs *question) softSentence(c *candidate, i int) float64 {
	if c.soft == nil {
		return 0
	}
	return float64(qs.softCoverage(c.sentences[i], c.near(qs, i)))
}

// softPassage returns the soft coverage by the title, the headings and the text
// of a candidate.
func (qs *question) softPassage(c *candidate) float64 {
	if c.soft == nil {
		return 0
	}
	var all nearest
	for i := range len(c.sentences) + 1 {
		all.raise(c.near(qs, i))
	}
	return float64(qs.softCoverage(c.text, all[:]))
}

// nearest is how near a part of a passage comes to each word of the question.
type nearest [maxTerms]float32

func (n *nearest) raise(by []float32) {
	for i, x := range by {
		n[i] = max(n[i], x)
	}
}

// missingIDF is the idf that a sentence is taken to have beside its own, so that one
// of a word or two is never wholly about the question.
const missingIDF = 10

// softPrecision returns the share of the idf of tokens that are words of the question
// or, as much as they are, near to one: what soft coverage is for the question.
func (ix *Index) softPrecision(s *scratch, tokens []token) float32 {
	var near, all float32
	for _, t := range tokens {
		idf := ix.idf(ix.df[t.term])
		all += idf
		switch {
		case s.slot[t.term] != 0:
			near += idf
		case s.near != nil && s.near[t.term] != 0:
			var most float32
			for _, x := range s.nearWords[s.near[t.term]-1] {
				most = max(most, x.value)
			}
			near += idf * most
		}
	}
	return near / (all + missingIDF)
}

// windowSentences is how many sentences are quoted at most.
const windowSentences = 3

// addRawFeatures fills in the features of a candidate without expected questions.
func (ix *Index) addRawFeatures(qs *question, s *scratch, f *forward, c *candidate, bigrams, sentence float32) {
	x, mass := &c.features, qs.TotalIDF
	x[BM25Text] = c.score / mass
	if s.nearScores != nil {
		x[BM25Neighbours] = s.nearScores[c.passage] / mass
		x[BM25Text] -= x[BM25Neighbours]
	}
	x[BM25Bigrams], x[BM25Sentence] = bigrams/mass, sentence/mass
	for i := range f.sentences {
		if f.sentences[i].kinds&qs.kind != 0 {
			x[HasKind] = 1
		}
		x[SoftCoverageSentence] = max(x[SoftCoverageSentence], float32(qs.softSentence(c, i)))
		x[SoftPrecisionSentence] = max(x[SoftPrecisionSentence], ix.softPrecision(s, f.tokens[f.sentences[i].first:f.sentences[i].last]))
		if i > 0 && i+windowSentences > len(f.sentences) {
			continue // the window before holds it
		}
		var near nearest
		near.raise(c.near(qs, len(f.sentences)))
		mask := c.headings
		for j := i; j < min(len(f.sentences), i+windowSentences); j++ {
			mask |= c.sentences[j]
			near.raise(c.near(qs, j))
		}
		x[SoftCoverageWindow] = max(x[SoftCoverageWindow], qs.softCoverage(mask, near[:]))
	}
}

// addSoftExpected fills in the greatest soft similarity of a candidate's expected
// questions to the question: Dice's coefficient over terms, a term that is near to
// a word of the other counting in part.
func (ix *Index) addSoftExpected(qs *question, s *scratch, f *forward, c *candidate) {
	for i := range f.expected {
		a := &f.expected[i]
		var near nearest
		var mask uint64
		var shared float32
		for _, t := range a.terms {
			idf := ix.idf(ix.df[t])
			if k := s.slot[t]; k != 0 {
				mask |= 1 << (k - 1)
				shared += idf
				continue
			}
			if s.near == nil || s.near[t] == 0 {
				continue
			}
			var most float32
			for _, x := range s.nearWords[s.near[t]-1] {
				near[x.word] = max(near[x.word], x.value)
				most = max(most, x.value)
			}
			shared += idf * most
		}
		covered := qs.softCoverage(mask, near[:]) * qs.TotalIDF
		dice := (covered + shared) / (qs.TotalIDF + a.totalIDF)
		c.features[SoftSimilarityExpected] = max(c.features[SoftSimilarityExpected], dice)
	}
}

// addLead fills in how much of the subject of an overview the title and the first
// sentence of a candidate cover that opens its document.
func (ix *Index) addLead(qs *question, c *candidate) {
	i := int(c.passage)
	if qs.kind != query.Overview || i > 0 && ix.passages[i-1].Article == ix.passages[i].Article || len(c.sentences) == 0 {
		return
	}
	var near nearest
	near.raise(c.near(qs, 0))
	near.raise(c.near(qs, len(c.sentences)))
	c.features[LeadCoverage] = qs.softCoverage(c.headings|c.sentences[0], near[:])
}
