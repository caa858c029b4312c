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
	openings   = strings.Fields("그럼 그러면 그래서 그리고 그건 그게 그거 그때 그중 거기 근데 그런데")
	references = newCues("그사람 그회사 그곳 그분 그날 그때 그건물 그기관 그법원 그행사 그서비스 그돈 그모델 그제품 그결과 그이유 그중 거기 그쪽 그들",
		"he", "she", "they", "him", "her", "them", "his", "their", "its", "it", "that", "there", "those", "these", "this")
	englishOpenings = []string{" and ", " then ", " so ", " what about", " how about"}
)

// pointsBack reports whether a question points back to what was said.
func pointsBack(text string, folded folded) bool {
	if strings.HasPrefix(text, "그 ") || references.In(folded) {
		return true
	}
	for _, o := range openings {
		if strings.HasPrefix(text, o) {
			return true
		}
	}
	if text != "" && unicode.IsLetter(rune(text[0])) && text[0] < 0x80 {
		for _, o := range englishOpenings {
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
