// Package spell corrects a text against the words of a corpus: words typed with
// the keyboard in the other language, English words run together, and typos of
// one edit.
//
// A [Vocabulary] is all that it knows of the corpus. A word that the vocabulary
// has is never changed, and neither is one that an English dictionary has.
package spell

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/wordlist"
)

// A Vocabulary is what a text is corrected against.
type Vocabulary struct {
	Analyzer *ko.Analyzer // its lexicon has the Korean words
	English  *English     // the words in Latin letters

	HasTerm        func(term string) bool // whether the corpus has an analysed term
	IsStopWord     func(term string) bool
	IsQuestionWord func(word string) bool // whether a Korean word, with its particles, asks
}

// knows reports whether a term needs no correction.
func (v *Vocabulary) knows(term string) bool { return v.HasTerm(term) || v.IsStopWord(term) }

// Correct returns text as it was probably meant, and whether that differs.
// tokens are those that v.Analyzer finds in text.
func (v *Vocabulary) Correct(text string, tokens []ko.Token) (string, bool) {
	unknown, scraps := 0, 0
	for _, t := range tokens {
		if !v.knows(t.Term) {
			unknown++
		} else if isFragment(text, t) {
			scraps++
		}
	}
	if unknown+scraps == 0 {
		return text, false
	}
	if 2*unknown >= len(tokens) {
		if fixed, ok := v.correctLayout(text); ok {
			return fixed, true
		}
	}
	if fixed, ok := v.correctStrayWords(text); ok {
		return fixed, true
	}
	if fixed, ok := v.English.splitRuns(text); ok {
		return fixed, true
	}
	return v.correctTypos(text, tokens)
}

// correctLayout converts a question typed on the other keyboard layout.
func (v *Vocabulary) correctLayout(text string) (string, bool) {
	words := strings.Fields(text)
	fixed := make([]string, len(words))
	asIs, converted := 0, 0
	for i, w := range words {
		fixed[i] = w
		if v.knowsWord(w) {
			asIs++
			continue
		}
		other := cmp.Or(v.convertAroundAbbreviation(w), otherLayout(w))
		switch {
		case other == "":
		case v.knowsWord(other), v.IsQuestionWord(other):
			fixed[i] = other
			converted++
		case strings.ContainsFunc(other, hangul.IsSyllable):
			fixed[i] = other // an unknown word, readable only in Korean
		}
	}
	if converted == 0 || converted <= asIs {
		return text, false
	}
	return strings.Join(fixed, " "), true
}

// minStrayKeys is how many bytes a word needs to be taken for Korean typed in the
// Latin layout, in a question that is Korean otherwise.
const minStrayKeys = 4

// correctStrayWords converts the words of a Korean question that were typed before the
// keyboard was switched (zkzkdh 제휴 언제?), and those of any question that nobody
// can read as Korean (how much is 촘ㅅ혰).
func (v *Vocabulary) correctStrayWords(text string) (string, bool) {
	korean := strings.ContainsFunc(text, hangul.IsSyllable)
	words, changed := strings.Fields(text), false
	for i, w := range words {
		unreadable := strings.ContainsFunc(w, hangul.IsJamo)
		if !unreadable && (!korean || len(w) < minStrayKeys || strings.ContainsFunc(w, hangul.Is)) || v.knowsWord(w) {
			continue
		}
		other := cmp.Or(v.convertAroundAbbreviation(w), otherLayout(w))
		if other != "" && len(other) >= minStrayKeys && v.knowsWord(other) {
			words[i], changed = other, true
		}
	}
	return strings.Join(words, " "), changed
}

// otherLayout returns the word as typed on the other layout, or "" where it cannot
// have been.
func otherLayout(w string) string {
	if strings.ContainsFunc(w, hangul.Is) {
		if strings.ContainsFunc(w, isASCIILetter) {
			return ""
		}
		return hangul.Keys(w)
	}
	if fixed, clean := hangul.FromKeys(w); clean {
		return fixed
	}
	return ""
}

// convertAroundAbbreviation converts w but for an abbreviation in capitals that the index
// knows: cotGPTfmf is 챗GPT를. It returns "" where there is none.
func (v *Vocabulary) convertAroundAbbreviation(w string) string {
	start := strings.IndexFunc(w, unicode.IsUpper)
	if start < 0 {
		return ""
	}
	end := start + strings.IndexFunc(w[start:]+" ", func(r rune) bool { return !unicode.IsUpper(r) })
	if end-start < 2 || end-start == len(w) || !v.knows(strings.ToLower(w[start:end])) {
		return ""
	}
	before, after := otherLayout(w[:start]), otherLayout(w[end:])
	if start > 0 && before == "" || end < len(w) && after == "" {
		return ""
	}
	return before + w[start:end] + after
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

// knowsWord reports whether all that w analyses to is known.
func (v *Vocabulary) knowsWord(w string) bool {
	known := false
	for _, t := range v.Analyzer.Tokens(nil, w) {
		if !v.knows(t.Term) {
			return false
		}
		if utf8.RuneCountInString(t.Term) > 1 || v.IsStopWord(t.Term) {
			known = true
		}
	}
	return known
}

// correctTypos corrects words that are one edit away from a word of the corpus.
func (v *Vocabulary) correctTypos(text string, tokens []ko.Token) (string, bool) {
	var b strings.Builder
	last, changed := 0, false
	for _, t := range tokens {
		if t.Start < last || v.knows(t.Term) && !isFragment(text, t) {
			continue
		}
		start, end := wordAround(text, t.Start)
		if start < last {
			continue
		}
		if fixed := v.closest(text[start:end]); fixed != "" && !hasSpokenEnding(text[start:end]) {
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

// isFragment reports whether a token is one syllable of a longer word, as words
// that were run together have, but also a word with a typo.
func isFragment(text string, t ko.Token) bool {
	if t.End-t.Start != len("가") || t.Verb || !strings.ContainsFunc(t.Term, hangul.IsSyllable) {
		return false
	}
	start, end := wordAround(text, t.Start)
	return end-start >= minTypoSyllables*len("가") && end > t.End
}

// minTypoSyllables is how many syllables a word needs to be taken for one with a
// typo although all its syllables may be words.
const minTypoSyllables = 4

// spokenEndings are endings of speech that no article has: a word that ends so is
// no typo of one that ends otherwise.
var spokenEndings = wordlist.Words(spokenList)

//go:embed spoken.ko.txt
var spokenList string

func hasSpokenEnding(word string) bool {
	return !strings.HasSuffix(word, "에서") && slices.ContainsFunc(spokenEndings, func(end string) bool { return strings.HasSuffix(word, end) && word != end })
}

// wordAround returns the run of Hangul or of ASCII letters that pos is in.
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

// closest returns the word of the corpus that w is a typo of, or "".
func (v *Vocabulary) closest(w string) string {
	if w == "" {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(w); hangul.IsSyllable(r) {
		return v.Analyzer.Lexicon.Correct(w)
	}
	if w == strings.ToUpper(w) && len(w) < minTypoLetters {
		return "" // an abbreviation
	}
	fixed := v.English.closest(strings.ToLower(w))
	if fixed != "" && w[0] <= 'Z' {
		return strings.ToUpper(fixed[:1]) + fixed[1:]
	}
	return fixed
}
