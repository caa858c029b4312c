package query

import (
	"strings"
	"unicode"
)

// A question of at most so many words, or so many of its own, may lack something
// that an earlier one has said.
const (
	maxEllipticalWords    = 4
	maxEllipticalOwnWords = 2
)

// Words with which a question points back to what was said: openings at its
// beginning, the others anywhere.
var (
	openings   = cuesNamed("opening")
	references = cuesNamed("reference")
)

// pointsBack reports whether a question points back to what was said.
func pointsBack(text string, folded folded) bool {
	if strings.HasPrefix(text, "그 ") || references.In(folded) {
		return true
	}
	for _, o := range openings.korean {
		if strings.HasPrefix(text, o) {
			return true
		}
	}
	if text != "" && unicode.IsLetter(rune(text[0])) && text[0] < 0x80 {
		for _, o := range openings.english {
			if strings.HasPrefix(folded.english, o) {
				return true
			}
		}
	}
	return false
}

// countWords returns the number of words in text, up to one more than matters.
func countWords(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		if n++; n > maxEllipticalWords {
			break
		}
	}
	return n
}
