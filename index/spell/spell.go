// Package spell corrects a text against the words of a corpus: words typed with
// the keyboard in the other language, English words run together, the initials of a
// name, and typos of one edit.
//
// A [Corrector] has all that is known of the corpus. It never changes a word that
// occurs there, nor one of its English dictionary. It corrects one kind of mistake at
// a time: the first of keyboard layout, stray words in the other layout, blanks, and
// typos that it finds. It is safe for concurrent use.
//
// Known limits: a typo that is a word of the corpus stays (form for from), two typos
// in one word stay, and Korean words of two syllables are corrected only if one of
// their syllables is in no word of the corpus.
package spell

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/wordlist"
)

// A Corrector corrects a text against the words of a corpus.
type Corrector struct {
	Analyzer *ko.Analyzer // its lexicon has the Korean words
	English  *English     // the words in Latin letters

	HasTerm        func(term string) bool // reports whether the corpus has a term of Analyzer
	IsStopWord     func(term string) bool
	IsQuestionWord func(word string) bool // reports whether a Korean word, with its particles, is a question word
}

// knows reports whether a term needs no correction.
func (c *Corrector) knows(term string) bool { return c.HasTerm(term) || c.IsStopWord(term) }

// Correct returns text as it was probably meant, and whether that differs.
// tokens are those that c.Analyzer finds in text.
func (c *Corrector) Correct(text string, tokens []ko.Token) (string, bool) {
	unknown, scraps := 0, 0
	for _, t := range tokens {
		if !c.knows(t.Term) {
			unknown++
		} else if isFragment(text, t) {
			scraps++
		}
	}
	if unknown+scraps == 0 {
		return text, false
	}
	if 2*unknown >= len(tokens) {
		if fixed, ok := c.correctLayout(text); ok {
			return fixed, true
		}
	}
	if fixed, ok := c.correctStrayWords(text); ok {
		return fixed, true
	}
	if fixed, ok := c.English.splitRuns(text); ok {
		return fixed, true
	}
	return c.correctTypos(text, tokens)
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

// knowsWord reports whether all that w analyses to is known.
func (c *Corrector) knowsWord(w string) bool {
	known := false
	for _, t := range c.Analyzer.Tokens(nil, w) {
		if !c.knows(t.Term) {
			return false
		}
		if utf8.RuneCountInString(t.Term) > 1 || c.IsStopWord(t.Term) {
			known = true
		}
	}
	return known
}

// correctTypos corrects words that are one edit away from a word of the corpus.
func (c *Corrector) correctTypos(text string, tokens []ko.Token) (string, bool) {
	var b strings.Builder
	last, changed := 0, false
	for _, t := range tokens {
		if t.Start < last || c.knows(t.Term) && !isFragment(text, t) {
			continue
		}
		start, end := wordAround(text, t.Start)
		if start < last {
			continue
		}
		if fixed := c.closest(text[start:end]); fixed != "" && !hasSpokenEnding(text[start:end]) {
			b.WriteString(text[last:start])
			b.WriteString(fixed)
			last, changed = end, true
		}
	}
	if !changed {
		return text, false
	}
	return b.String() + text[last:], true
}

// isFragment reports whether a token is one syllable of a longer word. Words that were
// run together have such tokens, and so do words with a typo.
func isFragment(text string, t ko.Token) bool {
	if t.End-t.Start != len("가") || t.Verb || !strings.ContainsFunc(t.Term, hangul.IsSyllable) {
		return false
	}
	start, end := wordAround(text, t.Start)
	return end-start >= minTypoSyllables*len("가") && end > t.End
}

// minTypoSyllables is the length of the shortest word that is corrected although all
// its syllables may be words.
const minTypoSyllables = 4

// spokenEndings are endings of speech. A word with one is no typo of a word of print.
var spokenEndings = wordlist.Words(spokenList)

//go:embed spoken.ko.txt
var spokenList string

// hasSpokenEnding reports whether a word ends in one of [spokenEndings].
func hasSpokenEnding(word string) bool {
	return !strings.HasSuffix(word, "에서") && slices.ContainsFunc(spokenEndings, func(end string) bool { return strings.HasSuffix(word, end) && word != end })
}

// wordAround returns the bounds of the run of Hangul or of ASCII letters around pos.
func wordAround(text string, pos int) (start, end int) {
	r, _ := utf8.DecodeRuneInString(text[pos:])
	same := isASCIILetter
	if hangul.IsSyllable(r) {
		same = hangul.IsSyllable
	}
	other := func(r rune) bool { return !same(r) }
	if i := strings.LastIndexFunc(text[:pos], other); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		start = i + n
	}
	end = len(text)
	if i := strings.IndexFunc(text[pos:], other); i >= 0 {
		end = pos + i
	}
	return start, end
}

// closest returns the word of the corpus that w is a typo of, or the name whose initials it
// is, or "" if there is none.
func (c *Corrector) closest(w string) string {
	if w == "" {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(w); hangul.IsSyllable(r) {
		return c.Analyzer.Lexicon.Correct(w)
	}
	if name := c.English.spellOut(w); name != "" {
		return name
	}
	if w == strings.ToUpper(w) && len(w) < minTypoLetters {
		return "" // an abbreviation
	}
	fixed := c.English.closest(strings.ToLower(w))
	if fixed != "" && w[0] <= 'Z' {
		return strings.ToUpper(fixed[:1]) + fixed[1:]
	}
	return fixed
}
