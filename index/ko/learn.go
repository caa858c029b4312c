package ko

import (
	"math"
	"sync"
	"unicode/utf8"
)

// A Lexicon is what an analyzer knows of the words of one corpus: the analysis
// of each of its Hangul words, and how often each stem occurs.
type Lexicon struct {
	words map[string]reading
	stems map[string]*support
	total int

	once          sync.Once
	first, second map[bucket][]string // the words by their first and second syllable
	syllables     map[rune]bool       // of all words
}

// Knows reports whether the Hangul word w, or a stem that it may have, is one
// of the corpus.
func (lex *Lexicon) Knows(w string) bool {
	if _, ok := lex.words[w]; ok {
		return true
	}
	return lex.stems[lex.choose(w).stem] != nil
}

const maxWord = 24 // syllables; a longer run is cut

// Learn reads a corpus and returns its lexicon.
func Learn(texts func(yield func(string) bool)) *Lexicon {
	counts := map[string]int{}
	for text := range texts {
		for pos := 0; ; {
			r, ok := nextRun(text, pos)
			if !ok {
				break
			}
			pos = r.end
			if r.script == hangulRun {
				counts[text[r.start:r.end]]++
			}
		}
	}
	lex := &Lexicon{words: make(map[string]reading, len(counts)), stems: make(map[string]*support, len(counts))}
	var buf [maxCandidates]candidate
	for w, n := range counts {
		for _, c := range candidates(buf[:0], w) {
			s := lex.stems[c.stem]
			if s == nil {
				s = &support{}
				lex.stems[c.stem] = s
			}
			s.forms++
			s.count += n
		}
		lex.total += n
	}
	chosen := make(map[string]*support, len(counts))
	for w, n := range counts {
		a := lex.choose(w)
		a.count = n
		lex.words[w] = a
		s := chosen[a.stem]
		if s == nil {
			s = &support{}
			chosen[a.stem] = s
		}
		s.forms++
		s.count += n
		s.noun = s.noun || !a.verb
	}
	lex.stems = chosen
	for w, a := range lex.words {
		a.parts = lex.split(a.stem)
		lex.words[w] = a
	}
	return lex
}

// candidate is one way to read a word: a stem and the length of what follows.
type candidate struct {
	stem string
	size int  // bytes of the word that the stem takes up
	verb bool // what follows is a verb's ending
	sure bool // and can hardly be anything else
}

const maxCandidates = 32

// candidates appends every way to cut particles or an ending off the word w,
// the whole word first.
func candidates(dst []candidate, w string) []candidate {
	dst = append(dst, candidate{stem: w, size: len(w)})
	var offs [maxWord + 1]int
	n := 0
	for i := range w {
		if n == maxWord {
			return dst
		}
		offs[n] = i
		n++
	}
	var buf [maxWord]rune
	runes := buf[:0]
	for _, r := range w {
		if len(runes) < maxWord {
			runes = append(runes, r)
		}
	}
	for i := n - 1; i >= 1 && len(dst) < maxCandidates-2; i-- {
		cut := offs[i]
		rest := w[cut:]
		if n-i > 6 {
			break
		}
		noun, verb, long := IsParticles(rest), endings[rest], len(rest) > len("가")
		if noun {
			dst = append(dst, candidate{stem: w[:cut], size: cut})
		}
		if verb && (!noun || long && commonVerbs[w[:cut]]) {
			dst = append(dst, candidate{w[:cut], cut, true, long})
		}
		if rest == "는" || rest == "니" || rest == "는데" || rest == "나요" {
			if l := restoreL(w[:cut]); l != "" && len(dst) < maxCandidates-2 {
				dst = append(dst, candidate{l, cut, true, true}) // 만드는: 만들다
			}
		}
	}
	for i := n; i >= 1 && n-i <= 5 && len(dst) < maxCandidates-2; i-- {
		rest := ""
		if i < n {
			rest = w[offs[i]:]
		}
		end := len(w) - len(rest)
		dst = bare(dst, runes[:i], rest, end)
	}
	return dst
}

// maxParticles is how long a chain of particles may be, in bytes.
const maxParticles = 8 * len("가")

// IsParticles reports whether s is a chain of particles.
func IsParticles(s string) bool {
	if particles[s] {
		return true
	}
	if len(s) > maxParticles {
		return false
	}
	for i := range s {
		if i > 0 && particles[s[:i]] && IsParticles(s[i:]) {
			return true
		}
	}
	return false
}

// choose takes the candidate stem that the corpus supports best.
func (lex *Lexicon) choose(w string) reading {
	var buf [maxCandidates]candidate
	best, bestScore := candidate{stem: w, size: len(w)}, math.Inf(-1)
	for _, c := range candidates(buf[:0], w) {
		if score := lex.score(c, w); score > bestScore {
			best, bestScore = c, score
		}
	}
	return reading{stem: best.stem, size: best.size, verb: best.verb}
}

// score rates a reading: by how many words its stem is found in, favouring long
// stems over those of one syllable and particles over verb endings.
func (lex *Lexicon) score(c candidate, w string) float64 {
	s := 0.0
	if sup := lex.stems[c.stem]; sup != nil {
		s = math.Log(float64(sup.forms) + 0.5)
	} else {
		s = math.Log(0.5)
	}
	switch utf8.RuneCountInString(c.stem) {
	case 1:
		if c.sure && commonVerbs[c.stem] {
			s -= commonVerb
		} else {
			s -= oneSyllable
		}
	case 2:
		s -= twoSyllables
	}
	if c.verb {
		s -= verbStem
	}
	if c.size < len(w) {
		s += stripped
	}
	if c.verb {
		s += longEnding * float64(len(w)-c.size)
	}
	if c.sure {
		s += sureEnding
	}
	return s
}

// The constants of the stem choice, in units of the logarithm of the number of
// words that a stem is seen in.
const (
	oneSyllable  = 3.0  // cost of a stem of one syllable
	commonVerb   = 1.0  // of a common verb's
	twoSyllables = 0.3  // of two
	verbStem     = 0.4  // of taking a word for a verb
	stripped     = 0.7  // gain of cutting anything off
	longEnding   = 0.03 // for each byte of a verb's ending
	sureEnding   = 0.1  // for an ending that can hardly be anything else
	leastForms   = 2    // words that a part of a compound must be seen in
)

// split takes the compound s apart where its parts are stems of their own.
func (lex *Lexicon) split(s string) []string {
	n := utf8.RuneCountInString(s)
	if n < 4 || n > maxWord {
		return nil
	}
	var offs [maxWord + 1]int
	k := 0
	for i := range s {
		offs[k] = i
		k++
	}
	offs[k] = len(s)
	// best[i] is the best score of a split of the first i syllables.
	var best [maxWord + 1]float64
	var from [maxWord + 1]int
	for i := 1; i <= k; i++ {
		best[i] = math.Inf(-1)
		for j := max(0, i-8); j < i; j++ {
			if i-j < 2 || i-j == k {
				continue
			}
			sup := lex.stems[s[offs[j]:offs[i]]]
			if sup == nil || sup.forms < leastForms {
				continue
			}
			if v := best[j] + math.Log(float64(sup.forms)/float64(1+lex.total)); v > best[i] {
				best[i], from[i] = v, j
			}
		}
	}
	if math.IsInf(best[k], -1) {
		return nil
	}
	var parts []string
	for i := k; i > 0; i = from[i] {
		parts = append(parts, s[offs[from[i]]:offs[i]])
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}
