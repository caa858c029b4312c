package ko

import (
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/hangul"
)

// maxCorrectedSyllables is the length of the longest word that is corrected.
const maxCorrectedSyllables = 12

// Correct returns the Hangul word w without its typo: the most frequent word of the
// corpus that differs by one jamo, or the most frequent noun with the particles of
// w. It returns "" if w is known, too short, or one jamo away from no word.
//
// Words of two syllables resemble many others. They count as typos only if one of
// their syllables is in no word of the corpus.
func (lex *Lexicon) Correct(w string) string {
	a := byRule(w)
	n, stem := utf8.RuneCountInString(w), utf8.RuneCountInString(a.stem)
	if stem < 2 || n > maxCorrectedSyllables || lex.Knows(w) {
		return ""
	}
	lex.index.Do(lex.buildNeighbourhood)
	if lex.isDerived(a.stem) {
		return ""
	}
	if stem == 2 && (!lex.near.hasUnknownSyllable(a.stem) || mayBeInflected(a.stem)) {
		return ""
	}
	if x := lex.closest(w); x != "" && (n != 3 || !mayBeLongVerbForm(w) && !mayBeLongVerbForm(x)) {
		return x
	}
	if a.size == len(w) {
		return ""
	}
	if x := lex.closest(a.stem); x != "" {
		return x + w[a.size:]
	}
	return ""
}

// minDerivedNouns is how many nouns have a syllable behind another noun, so that it makes
// nouns.
const minDerivedNouns = 3

// isDerived reports whether w is a noun of the corpus with a syllable behind it that makes
// nouns there (설립일, where there are 출시일, 마감일 and others). That is a word of its own.
func (lex *Lexicon) isDerived(w string) bool {
	base, suffix := cutSuffix(w)
	s := lex.stems[base]
	return s != nil && s.noun && lex.near.suffixes[suffix] >= minDerivedNouns
}

// cutSuffix cuts the last syllable off a word.
func cutSuffix(w string) (base, suffix string) {
	_, size := utf8.DecodeLastRuneInString(w)
	return w[:len(w)-size], w[len(w)-size:]
}

// mayBeInflected reports whether w may be a shorter word with particles or an ending.
func mayBeInflected(w string) bool {
	var buf [maxCandidates]candidate
	return slices.ContainsFunc(candidates(buf[:0], w), func(c candidate) bool { return c.size < len(w) })
}

// mayBeLongVerbForm reports whether w may be a verb with an ending of two syllables
// or more. Short words of the kind resemble too many others to count as typos.
func mayBeLongVerbForm(w string) bool {
	var buf [maxCandidates]candidate
	return slices.ContainsFunc(candidates(buf[:0], w), func(c candidate) bool { return c.verb && len(w)-c.size >= 2*syllableBytes })
}

// closest returns the most frequent word or noun of the corpus that is one jamo away
// from w, or "".
func (lex *Lexicon) closest(w string) string {
	best, count := "", 0
	for x := range lex.near.around(w) {
		if hangul.Distance(w, x, 1) != 1 {
			continue
		}
		if n := lex.count(x); n > count || n == count && x < best {
			best, count = x, n
		}
	}
	return best
}

// count returns how often the word or the stem x occurs.
func (lex *Lexicon) count(x string) int {
	n := lex.words[x].count
	if s := lex.stems[x]; s != nil {
		n = max(n, s.count)
	}
	return n
}

// A neighbourhood finds words that may be one jamo apart.
type neighbourhood struct {
	first, second map[bucket][]string // words by their first and by their second syllable
	syllables     map[rune]bool       // of all words
	suffixes      map[string]int      // how many nouns are another noun and this syllable
}

// A bucket is for the words of one size in bytes that have the same syllable in one
// place.
type bucket struct {
	syllable rune
	size     int
}

// buckets returns the buckets of the words of the given size that have the first
// syllable of w, and of those that have its second. A typo leaves one of the two.
func buckets(w string, size int) (first, second bucket) {
	one, n := utf8.DecodeRuneInString(w)
	two, _ := utf8.DecodeRuneInString(w[n:])
	return bucket{one, size}, bucket{two, size}
}

// buildNeighbourhood indexes the words and the nouns of the lexicon.
func (lex *Lexicon) buildNeighbourhood() {
	lex.near = neighbourhood{first: map[bucket][]string{}, second: map[bucket][]string{}, syllables: map[rune]bool{}, suffixes: map[string]int{}}
	for x := range lex.words {
		lex.near.add(x)
		for _, r := range x {
			lex.near.syllables[r] = true
		}
	}
	for x, s := range lex.stems {
		if !s.noun {
			continue
		}
		if _, word := lex.words[x]; !word {
			lex.near.add(x)
		}
		base, suffix := cutSuffix(x)
		if b := lex.stems[base]; b != nil && b.noun && len(base) > syllableBytes {
			lex.near.suffixes[suffix]++
		}
	}
}

func (n *neighbourhood) add(word string) {
	first, second := buckets(word, len(word))
	n.first[first] = append(n.first[first], word)
	n.second[second] = append(n.second[second], word)
}

// hasUnknownSyllable reports whether w has a syllable that no word has.
func (n *neighbourhood) hasUnknownSyllable(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return !n.syllables[r] })
}

// around yields the words that may be one jamo away from w, some of them twice.
func (n *neighbourhood) around(w string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for size := len(w) - syllableBytes; size <= len(w)+syllableBytes; size += syllableBytes {
			first, second := buckets(w, size)
			for _, list := range [][]string{n.first[first], n.second[second]} {
				for _, x := range list {
					if differInTwoSyllables(w, x) && !yield(x) {
						return
					}
				}
			}
		}
	}
}

// differInTwoSyllables reports whether a and b are the same but for two neighbouring
// syllables or fewer. It is a quick test before the distance is computed.
func differInTwoSyllables(a, b string) bool {
	n := min(len(a), len(b))
	start := 0
	for start < n && a[start] == b[start] {
		start++
	}
	end := 0
	for end < n-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return start+end >= n-2*syllableBytes
}
