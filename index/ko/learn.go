package ko

import (
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"okbot/index/hangul"
)

// A Lexicon is what an analyzer knows of the words of one corpus: the analysis
// of each of its Hangul words, and how often each stem occurs.
type Lexicon struct {
	words map[string]reading
	stems map[string]*support
	total int

	once          sync.Once
	first, second map[bucket][]string // the words by their first and second syllable
}

// Near returns the Hangul word w as it is in the corpus but for one slip of the
// keyboard (one jamo): the most frequent such word, or stem with w's particles;
// "" where w is known, too short to tell, or near to none.
func (lex *Lexicon) Near(w string) string {
	n := utf8.RuneCountInString(w)
	if n < 3 || n > 12 || utf8.RuneCountInString(byRule(w).stem) < 3 || lex.Knows(w) {
		return ""
	}
	lex.once.Do(lex.fillBuckets)
	if x := lex.nearest(w); x != "" && (n > 3 || !verbForm(w) && !verbForm(x)) {
		return x
	}
	an := byRule(w)
	if an.size == len(w) || utf8.RuneCountInString(an.stem) < 3 {
		return ""
	}
	if x := lex.nearest(an.stem); x != "" {
		return x + w[an.size:]
	}
	return ""
}

// verbForm reports whether w may be a verb with a long ending: too like others,
// when it is short, to be taken for a slip.
func verbForm(w string) bool {
	var buf [maxCandidates]candidate
	return slices.ContainsFunc(candidates(buf[:0], w), func(c candidate) bool { return c.verb && len(w)-c.size >= 2*len("가") })
}

// fillBuckets sorts words and stems for nearest.
func (lex *Lexicon) fillBuckets() {
	lex.first, lex.second = map[bucket][]string{}, map[bucket][]string{}
	add := func(x string) {
		one, two := buckets(x, len(x))
		lex.first[one] = append(lex.first[one], x)
		lex.second[two] = append(lex.second[two], x)
	}
	for x := range lex.words {
		add(x)
	}
	for x := range lex.stems {
		if _, word := lex.words[x]; !word {
			add(x)
		}
	}
}

// count tells how often a word or a stem occurs.
func (lex *Lexicon) count(x string) int {
	n := lex.words[x].count
	if s := lex.stems[x]; s != nil {
		n = max(n, s.count)
	}
	return n
}

// nearest returns the most frequent word or stem one jamo away from w, or "".
func (lex *Lexicon) nearest(w string) string {
	best, count := "", 0
	for size := len(w) - len("가"); size <= len(w)+len("가"); size += len("가") {
		one, two := buckets(w, size)
		for _, list := range [][]string{lex.first[one], lex.second[two]} {
			for _, x := range list {
				if !alike(w, x) || hangul.Distance(w, x, 1) != 1 {
					continue
				}
				if n := lex.count(x); n > count || n == count && x < best {
					best, count = x, n
				}
			}
		}
	}
	return best
}

// bucket holds the words of one size in bytes that have a syllable in one place.
type bucket struct {
	syllable rune
	size     int
}

// buckets returns where words of the given size stand that share w's first
// syllable, and its second: a slip leaves one of the two as it is.
func buckets(w string, size int) (first, second bucket) {
	one, n := utf8.DecodeRuneInString(w)
	two, _ := utf8.DecodeRuneInString(w[n:])
	return bucket{one, size}, bucket{two, size}
}

type reading struct {
	stem  string
	size  int      // bytes of the word that the stem takes up
	parts []string // of a compound, at least two, else nil
	count int      // occurrences of the word
	verb  bool     // an ending was stripped, no particle
}

// support is the evidence for a stem.
type support struct {
	forms int // distinct words it occurs in
	count int // occurrences
}

// alike reports whether two words could be one slip apart: they are the same
// but for two syllables in the middle.
func alike(a, b string) bool {
	const two = 2 * len("가")
	n := min(len(a), len(b))
	same := 0
	for same < n && a[same] == b[same] {
		same++
	}
	for k := 1; k <= n-same && a[len(a)-k] == b[len(b)-k]; k++ {
		same++
	}
	return same >= n-two
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
}

const maxCandidates = 24

// candidates appends every way to cut particles or an ending off the word w,
// the whole word first.
func candidates(dst []candidate, w string) []candidate {
	dst = append(dst, candidate{w, len(w), false})
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
		if IsParticles(rest) {
			dst = append(dst, candidate{w[:cut], cut, false})
		} else if endings[rest] {
			dst = append(dst, candidate{w[:cut], cut, true})
		}
		if rest == "는" || rest == "니" || rest == "는데" || rest == "나요" {
			if l := restoreL(w[:cut]); l != "" && len(dst) < maxCandidates-2 {
				dst = append(dst, candidate{l, cut, true}) // 만드는: 만들다
			}
		}
	}
	for i := n; i >= 2 && n-i <= 4 && len(dst) < maxCandidates-2; i-- {
		rest := ""
		if i < n {
			rest = w[offs[i]:]
		}
		end := len(w) - len(rest)
		if s := stripStem(runes[:i], rest); s != "" {
			dst = append(dst, candidate{s, end, true})
			if l := restoreL(s); l != "" && len(dst) < maxCandidates-2 {
				dst = append(dst, candidate{l, end, true}) // 만든: 만들다
			}
		}
		if s := stripLink(runes[:i], rest); s != "" {
			dst = append(dst, candidate{s, end, true})
		}
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
	best, bestScore := candidate{w, len(w), false}, math.Inf(-1)
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
		s -= tune.One
	case 2:
		s -= tune.Two
	}
	if c.verb {
		s -= tune.Verb
	}
	if c.size < len(w) {
		s += tune.Strip
	}
	return s
}

// tune holds the constants of the stem choice.
var tune = struct{ One, Two, Verb, Strip, Part float64 }{3, 0.3, 0.4, 0.7, 2}

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
			if sup == nil || sup.forms < int(tune.Part) {
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
