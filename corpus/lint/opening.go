package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	koreanOpenings  = set("이 그 이들 그는 그녀 그녀는 이는 이것 이것은 이번 이날 같은 또한 또 한편 당시 하지만 그러나 다만 여기 해당 앞서 이후 이에")
	englishOpenings = set("it its they their he she his her this that these those meanwhile also however but and there")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
