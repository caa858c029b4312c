package query

import (
	"strings"
	"unicode"

	"okbot/index/hangul"
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

// english are words that a Korean question does not borrow.
var english = wordSet(`who what when where which why how is are was were did does do tell`)
