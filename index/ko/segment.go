package ko

import (
	"math"
	"slices"
	"unicode/utf8"
)

// segment puts the spaces back into a run without spaces: the words of the
// corpus, or its stems with particles or an ending, that explain it best (a
// unigram model, found by Viterbi's algorithm). It returns the terms of those
// words, and what stands between them as it is; nil where nothing is explained.
func (lex *Lexicon) segment(w string) []string {
	n := utf8.RuneCountInString(w)
	if n < 4 || n > 400 {
		return nil
	}
	offs := make([]int, 0, n+1)
	for i := range w {
		offs = append(offs, i)
	}
	offs = append(offs, len(w))
	type step struct {
		from  int
		score float64
		piece reading
	}
	best := make([]step, n+1)
	for i := 1; i <= n; i++ {
		best[i] = step{i - 1, best[i-1].score - unknownSyllable, reading{}}
		for j := max(0, i-maxPiece); j < i; j++ {
			if an, cost := lex.piece(w[offs[j]:offs[i]], i-j); cost < unknownSyllable*float64(i-j) {
				if v := best[j].score - cost; v > best[i].score {
					best[i] = step{j, v, an}
				}
			}
		}
	}
	var terms []string // last first
	known, end := 0, n
	for i := n; i > 0; i = best[i].from {
		an := best[i].piece
		if an.stem == "" && len(an.parts) == 0 {
			if f := best[i].from; f == 0 || best[f].piece.stem != "" {
				terms = append(terms, w[offs[f]:offs[end]]) // a stretch that is in no word
				end = f
			}
			continue
		}
		known, end = known+1, best[i].from
		for _, p := range slices.Backward(an.parts) {
			terms = append(terms, p)
		}
		if an.stem != "" {
			terms = append(terms, an.stem)
		}
	}
	if known == 0 {
		return nil
	}
	slices.Reverse(terms)
	return terms
}

// maxPiece is how many syllables a word within a run without spaces may have.
const maxPiece = 8

// piece analyses a possible word of size syllables and tells its cost, the
// negative logarithm of its probability.
func (lex *Lexicon) piece(w string, size int) (reading, float64) {
	best, cost := reading{}, math.Inf(1)
	if an, ok := lex.words[w]; ok {
		best, cost = an, math.Log(float64(lex.total)/float64(an.count))
		if size == 1 {
			cost += loneSyllable
		}
	}
	if size == 1 {
		return best, cost
	}
	var buf [maxCandidates]candidate
	for _, c := range candidates(buf[:0], w) {
		sup := lex.stems[c.stem]
		if sup == nil || len(c.stem) <= 3 {
			continue
		}
		v := math.Log(float64(lex.total)/float64(sup.count)) + unseenForm
		if c.verb {
			v += unseenVerb
		}
		if v < cost {
			best, cost = reading{stem: c.stem, size: c.size, parts: lex.split(c.stem)}, v
		}
	}
	return best, cost
}

// Costs of a segmentation, as negative logarithms of probabilities.
const (
	unknownSyllable = 9.0 // a syllable that is in no word
	loneSyllable    = 1.2 // a word of one syllable, beside its own cost
	unseenForm      = 2.5 // a known stem with particles not seen on it
	unseenVerb      = 1.0 // or with a verb's ending
)
