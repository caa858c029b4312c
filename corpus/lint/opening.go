package lint

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/wordlist"
)

// opening returns the word that text starts with if it is a pronoun or refers
// to the paragraph before, else "". The language is "ko" or "en".
func opening(text, lang string) string {
	word := text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsLetter))]
	next, _ := utf8.DecodeRuneInString(text[len(word):])
	switch lower := strings.ToLower(word); {
	case lang == "ko" && koreanOpenings[word] && (unicode.IsSpace(next) || next == ',' || next == utf8.RuneError):
		return word
	case lang == "en" && (englishOpenings[lower] || lower == "the" && strings.HasPrefix(strings.ToLower(text), "the same ")):
		return word
	}
	return ""
}

var (
	//go:embed openings.ko.txt
	openingsKo string
	//go:embed openings.en.txt
	openingsEn string

	koreanOpenings  = wordlist.Set(openingsKo)
	englishOpenings = wordlist.Set(openingsEn)
)
