package report

import (
	"slices"
	"strings"
	"unicode"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/query"
)

// A subject is what a question is about, made ready to be compared: its words
// without particles and without those that merely ask, each as it is typed on
// a two-set keyboard. There one slip changes one letter, and text typed in the
// wrong layout looks the same.
type subject struct {
	keys    string   // of all words, without spaces
	words   []string // keys of each
	numbers []string // of words
	grams   []int32  // ids of the trigrams of keys, the rarest first
}

// subjects makes subjects of questions. Words come again and again: each is
// analysed once.
type subjects struct {
	analyzer ko.Analyzer
	words    map[string][]string
}

// of returns the subject of a clean question; its keys are empty if it has
// neither letters nor digits.
func (s *subjects) of(question string) subject {
	var out subject
	for word := range strings.FieldsSeq(question) {
		out.words = append(out.words, s.terms(word)...)
	}
	if len(out.words) == 0 {
		out.words = []string{keystrokes(question)}
	}
	out.keys = strings.Join(out.words, "")
	for _, w := range out.words {
		if w != "" && w[0] >= '0' && w[0] <= '9' {
			out.numbers = append(out.numbers, w)
		}
	}
	return out
}

// terms returns the keys of the terms of a word that say what a question is about.
func (s *subjects) terms(word string) []string {
	if known, ok := s.words[word]; ok {
		return known
	}
	var out []string
	if query.OwnWords(word) > 0 {
		for _, t := range s.analyzer.Tokens(nil, word) {
			if query.OwnWords(t.Term) > 0 {
				out = append(out, keystrokes(t.Term))
			}
		}
	}
	s.words[word] = out
	return out
}

// keystrokes are the letters and digits that are typed for text.
func keystrokes(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, hangul.Keys(text))
}

// tellsApart reports whether two subjects, however like in writing, are two:
// each has a number or a word that the other has not.
func tellsApart(a, b *subject) bool {
	return a.hasOtherNumber(b) && b.hasOtherNumber(a) || a.hasOtherWord(b) && b.hasOtherWord(a)
}

func (s *subject) hasOtherNumber(than *subject) bool {
	return slices.ContainsFunc(s.numbers, func(n string) bool { return !slices.Contains(than.numbers, n) })
}

func (s *subject) hasOtherWord(than *subject) bool {
	return slices.ContainsFunc(s.words, func(w string) bool { return !than.has(w) })
}

// Keystrokes of a word from which on it may have a slip, and from which on half
// of it suffices, since it may be several words without spaces.
const (
	minSlip = 4
	minHalf = 12
)

// has reports whether the word w is in s, perhaps misspelt, inflected or joined
// to others.
func (s *subject) has(w string) bool {
	switch {
	case strings.Contains(s.keys, w):
		return true
	case len(w) < minSlip:
		return false
	}
	slips := 1 + len(w)/8
	if slices.ContainsFunc(s.words, func(x string) bool { return hangul.Distance(w, x, slips) <= slips }) {
		return true
	}
	if len(w) < minHalf {
		return false
	}
	windows, found := len(w)-2, 0
	for i := range windows {
		if strings.Contains(s.keys, w[i:i+3]) {
			found++
		}
	}
	return 2*found >= windows
}
