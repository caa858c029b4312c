package ko

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// A segment is a word within a run without spaces, or text between such words.
type segment struct {
	start, end int      // bytes of the run
	word       analysis // zero if the segment is no word
}

func (s segment) known() bool { return s.word.stem != "" || len(s.word.parts) > 0 }

// Lengths of the runs that are segmented, and of the words in them, in syllables.
const (
	minRunSyllables     = 4
	maxRunSyllables     = 400
	maxRunWordSyllables = 8
)

// minExplained is the share of a run's syllables that words of two syllables or more take
// up at least: syllables alone are found in any word that the corpus does not have.
const minExplained = 0.5

// explainedSyllables returns how many syllables the words of two syllables or more have.
func explainedSyllables(segments []segment) int {
	n := 0
	for _, s := range segments {
		if size := (s.end - s.start) / syllableBytes; s.known() && size > 1 {
			n += size
		}
	}
	return n
}

// segments returns the most probable segmentation of a run without spaces into the
// words of the corpus, its stems with particles or an ending, and text between
// them: by a unigram model, found by Viterbi's algorithm. It returns nil if words do
// not explain the run.
func (lex *Lexicon) segments(w string) []segment {
	n := utf8.RuneCountInString(w)
	switch {
	case n < minRunSyllables || n > maxRunSyllables:
		return nil
	case n < minKeptSyllables:
		return lex.segment(w, n)
	}
	last := lex.last.Load()
	if last == nil || last.run != w {
		last = &segmented{w, lex.segment(w, n)}
		lex.last.Store(last)
	}
	return last.segments
}

// minKeptSyllables is the length from which on the last run is kept with its
// segmentation: a question is read several times.
const minKeptSyllables = 32

// segmented is a run without spaces and its segmentation, which does not change.
type segmented struct {
	run      string
	segments []segment
}

// segment is segments for a run of n syllables.
func (lex *Lexicon) segment(w string, n int) []segment {
	offsets := make([]int, 0, n+1)
	for i := range w {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(w))
	type step struct {
		from  int
		score float64
		word  analysis
	}
	best := make([]step, n+1)
	for i := 1; i <= n; i++ {
		best[i] = step{i - 1, best[i-1].score - costUnknownSyllable, analysis{}}
		for j := max(0, i-maxRunWordSyllables); j < i; j++ {
			if a, cost := lex.analyseSegment(w[offsets[j]:offsets[i]], i-j); cost < costUnknownSyllable*float64(i-j) {
				if v := best[j].score - cost; v > best[i].score {
					best[i] = step{j, v, a}
				}
			}
		}
	}
	var out []segment // last first
	for i := n; i > 0; i = best[i].from {
		s := segment{offsets[best[i].from], offsets[i], best[i].word}
		if k := len(out) - 1; !s.known() && k >= 0 && !out[k].known() {
			out[k].start = s.start
			continue
		}
		out = append(out, s)
	}
	if float64(explainedSyllables(out)) < minExplained*float64(n) {
		return nil
	}
	slices.Reverse(out)
	return out
}

// segmentTerms returns the terms of the words in a run without spaces, and the text
// between them as it is; nil if words do not explain the run.
func (lex *Lexicon) segmentTerms(w string) []string {
	var terms []string
	for _, s := range lex.segments(w) {
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

// Segment returns text with blanks between the Korean words that were run together
// in it (띄어쓰기). Particles stay with the word before them. Without a lexicon, text
// is returned as it is.
func (a *Analyzer) Segment(text string) string {
	if a.Lexicon == nil {
		return text
	}
	var b strings.Builder
	last, before := 0, none
	for r, ok := nextRun(text, 0); ok; r, ok = nextRun(text, r.end) {
		w := text[r.start:r.end]
		if r.script == hangulRun && a.Lexicon.isRunOn(w) {
			for i, s := range a.Lexicon.segments(w) {
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

// isRunOn reports whether w is neither a word of the corpus nor has a stem of it, so
// that only words run together explain it.
func (lex *Lexicon) isRunOn(w string) bool { return !lex.Knows(w) }

// Costs of a segmentation, as negative logarithms of probabilities.
const (
	costUnknownSyllable = 9.0 // of a syllable that is in no word
	costLoneSyllable    = 1.2 // of a word of one syllable, beside its own cost
	costUnseenForm      = 2.5 // of a known stem with particles not seen on it
	costUnseenVerb      = 1.0 // of one with a verb's ending, beside that
)

// analyseSegment returns the analysis of a possible word of size syllables within a
// run, and its cost, the negative logarithm of its probability: +Inf if w is no word.
func (lex *Lexicon) analyseSegment(w string, size int) (analysis, float64) {
	best, cost := analysis{}, math.Inf(1)
	if a, ok := lex.words[w]; ok {
		best, cost = a, math.Log(float64(lex.total)/float64(a.count))
		if size == 1 {
			cost += costLoneSyllable
		}
	}
	if size == 1 {
		return best, cost
	}
	var buf [maxCandidates]candidate
	for _, c := range candidates(buf[:0], w) {
		stem := lex.stems[c.stem]
		if stem == nil || len(c.stem) <= syllableBytes {
			continue
		}
		v := math.Log(float64(lex.total)/float64(stem.count)) + costUnseenForm
		if c.verb {
			v += costUnseenVerb
		}
		if v < cost {
			best, cost = analysis{stem: c.stem, size: c.size, parts: lex.splitCompound(c.stem)}, v
		}
	}
	return best, cost
}
