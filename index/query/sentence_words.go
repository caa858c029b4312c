package query

import (
	"strings"
	"unicode"
)

// This file looks for words in the sentences of a corpus, of which there are many: a
// pattern of all these words takes a microsecond for each character.

// hasEnglish reports whether text has one of words, which are English and in lower case, in
// any case: a whole word, or two with one blank between.
func hasEnglish(text string, words map[string]bool) bool {
	for start := 0; start < len(text); start++ {
		end := wordEnd(text, start)
		if end == start {
			continue
		}
		if words[strings.ToLower(text[start:end])] {
			return true
		}
		if end < len(text) && text[end] == ' ' && words[strings.ToLower(text[start:wordEnd(text, end+1)])] {
			return true
		}
		start = end
	}
	return false
}

// wordEnd returns where the word ends that begins at start, which is start if none does.
func wordEnd(text string, start int) int {
	end := start
	for end < len(text) && (text[end] == '_' || text[end] < unicode.MaxASCII && (unicode.IsLetter(rune(text[end])) || unicode.IsDigit(rune(text[end])))) {
		end++
	}
	return end
}

// hasCount reports whether text has a Korean numeral that begins a word, and a counter
// behind it, with or without a blank.
func hasCount(text string) bool {
	inWord := false
	for i, r := range text {
		if !inWord {
			for _, numeral := range numbersKo["numeral"] {
				rest, found := strings.CutPrefix(text[i:], numeral)
				if found && startsWithAny(strings.TrimPrefix(rest, " "), numbersKo["counter"]) {
					return true
				}
			}
		}
		inWord = unicode.Is(unicode.Hangul, r)
	}
	return false
}

func startsWithAny(text string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
