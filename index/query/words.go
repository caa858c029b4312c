package query

import (
	"strings"
	"unicode"
)

// OwnWords counts the words of a question that say what it is about.
func OwnWords(text string) int {
	n := 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), unicode.IsSpace) {
		word = strings.TrimFunc(word, unicode.IsPunct)
		if word != "" && !IsStopWord(word) && !IsQuestionWord(word) {
			n++
		}
	}
	return n
}
