package ko

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// stretch is a word within a run without spaces, or what is in no word.
type stretch struct {
	start, end int     // bytes of the run
	word       reading // none where it has neither stem nor parts
}

func (s stretch) known() bool { return s.word.stem != "" || len(s.word.parts) > 0 }

// stretches takes a run without spaces apart: the words of the corpus, or its
// stems with particles or an ending, that explain it best (a unigram model, found
// by Viterbi's algorithm). It returns nil where nothing is explained.
func (lex *Lexicon) stretches(w string) []stretch {
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
		word  reading
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
	var out []stretch // last first
	known := 0
	for i := n; i > 0; i = best[i].from {
		s := stretch{offs[best[i].from], offs[i], best[i].word}
		if s.known() {
			known++
		} else if k := len(out) - 1; k >= 0 && !out[k].known() {
			out[k].start = s.start
			continue
		}
		out = append(out, s)
	}
	if known == 0 {
		return nil
	}
	slices.Reverse(out)
	return out
}

// segment returns the terms of the words in a run without spaces, and what
// stands between them as it is; nil where nothing is explained.
func (lex *Lexicon) segment(w string) []string {
	var terms []string
	for _, s := range lex.stretches(w) {
		if !s.known() {
			terms = append(terms, w[s.start:s.end])
			continue
		}
		if s.word.stem != "" {
			terms = append(terms, s.word.stem)
		}
		terms = append(terms, s.word.parts...)
	}
	return terms
}

// Space returns text with blanks between the Korean words that are run together
// in it, particles with the word before them.
func (a *Analyzer) Space(text string) string {
	if a.Lexicon == nil {
		return text
	}
	var b strings.Builder
	last, before := 0, none
	for r, ok := nextRun(text, 0); ok; r, ok = nextRun(text, r.end) {
		w := text[r.start:r.end]
		if r.script == hangulRun && a.Lexicon.runOn(w) {
			for i, s := range a.Lexicon.stretches(w) {
				glued := i == 0 && (!r.glued || before != latin) || IsParticles(w[s.start:s.end])
				b.WriteString(text[last : r.start+s.start])
				if last = r.start + s.start; !glued {
					b.WriteByte(' ')
				}
			}
		}
		before = r.script
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

// runOn reports whether w can only be read as words run together.
func (lex *Lexicon) runOn(w string) bool {
	if _, ok := lex.words[w]; ok {
		return false
	}
	return lex.stems[lex.choose(w).stem] == nil
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
