package ko

import (
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
)

// Near returns the Hangul word w as it is in the corpus but for one slip of the
// keyboard (one jamo): the most frequent such word, or stem with w's particles;
// "" where w is known, too short to tell, or near to none. A noun of two syllables
// is near to many, and taken for a slip only where it has a syllable that no word
// of the corpus has.
func (lex *Lexicon) Near(w string) string {
	an := byRule(w)
	n, stem := utf8.RuneCountInString(w), utf8.RuneCountInString(an.stem)
	if stem < 2 || n > 12 || lex.Knows(w) {
		return ""
	}
	lex.once.Do(lex.fillBuckets)
	if stem == 2 && (!lex.strange(an.stem) || mayBeShorter(an.stem)) {
		return ""
	}
	if x := lex.nearest(w); x != "" && (n != 3 || !verbForm(w) && !verbForm(x)) {
		return x
	}
	if an.size == len(w) {
		return ""
	}
	if x := lex.nearest(an.stem); x != "" {
		return x + w[an.size:]
	}
	return ""
}

// mayBeShorter reports whether the word w of two syllables may be one of a single
// syllable with a particle or an ending.
func mayBeShorter(w string) bool {
	var buf [maxCandidates]candidate
	return slices.ContainsFunc(candidates(buf[:0], w), func(c candidate) bool { return c.size < len(w) })
}

// strange reports whether w has a syllable that no word of the corpus has.
func (lex *Lexicon) strange(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return !lex.syllables[r] })
}

// verbForm reports whether w may be a verb with a long ending: too like others,
// when it is short, to be taken for a slip.
func verbForm(w string) bool {
	var buf [maxCandidates]candidate
	return slices.ContainsFunc(candidates(buf[:0], w), func(c candidate) bool { return c.verb && len(w)-c.size >= 2*len("가") })
}

// fillBuckets sorts words and stems for nearest.
func (lex *Lexicon) fillBuckets() {
	lex.first, lex.second, lex.syllables = map[bucket][]string{}, map[bucket][]string{}, map[rune]bool{}
	add := func(x string) {
		one, two := buckets(x, len(x))
		lex.first[one] = append(lex.first[one], x)
		lex.second[two] = append(lex.second[two], x)
	}
	for x := range lex.words {
		add(x)
		for _, r := range x {
			lex.syllables[r] = true
		}
	}
	for x, s := range lex.stems {
		if _, word := lex.words[x]; !word && s.noun {
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

// nearest returns the most frequent word or noun one jamo away from w, or "".
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
	forms int  // distinct words it occurs in
	count int  // occurrences
	noun  bool // in some it has no verb's ending
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
	end := 0
	for end < n-same && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return same+end >= n-two
}
