package query

import (
	_ "embed"
	"strings"
	"unicode"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// Language returns the language a question is asked in, "ko" or "en": Korean if it has
// any Hangul, unless English words ask it and Hangul only names things.
func Language(text string) string {
	if !strings.ContainsFunc(text, hangul.Is) {
		return "en"
	}
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if english[strings.TrimFunc(word, unicode.IsPunct)] {
			return "en"
		}
	}
	return "ko"
}

//go:embed language.en.txt
var languageEn string

// english are English words that a Korean question does not borrow.
var english = wordlist.SetOf(allQuestionWordsEn, wordlist.Words(languageEn))
