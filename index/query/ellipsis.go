package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/wordlist"
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
	definite   = cuesNamed("definite")
)

// connectives are the openings that only join a question to what was said before, and
// name nothing in it.
var connectives = cuesNamed("connective")

// PointsBack reports whether a sentence points back to what was said before it: it
// begins with a pronoun or has one.
func PointsBack(sentence string) bool {
	return referenceIn(sentence) >= 0 || opens(sentence, &openings)
}

// opens reports whether a text begins with one of the cues.
func opens(text string, cues *cuePhrases) bool {
	for _, o := range cues.korean {
		if strings.HasPrefix(text, o) {
			return true
		}
	}
	folded := " " + strings.ToLower(text[:min(len(text), 20)]) + " "
	for _, o := range cues.english {
		if strings.HasPrefix(folded, o) {
			return true
		}
	}
	return false
}

// referenceIn returns the byte of a question where the first pronoun, or the first noun
// with 그 before it, begins that points to something named before; -1 if it has none.
func referenceIn(text string) int {
	words := pieces(text)
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].text
		}
		if w.text[0] < utf8.RuneSelf {
			if slices.Contains(references.english, " "+w.text+" ") && !isExistential(words, i) {
				return w.start
			}
			continue
		}
		if w.text == "그" && i == 0 {
			return w.start
		}
		pointer := func(cue string) bool {
			return strings.HasPrefix(w.text, cue) || strings.HasPrefix(w.text+next, cue) && !strings.HasPrefix(next, cue)
		}
		if slices.ContainsFunc(references.korean, pointer) || i == 0 && slices.ContainsFunc(openings.korean, func(cue string) bool {
			return strings.HasPrefix(w.text, cue) && !slices.Contains(connectives.korean, cue)
		}) {
			return w.start
		}
	}
	return -1
}

// isExistential reports whether word i is the there of “there is”, which points to
// nothing.
func isExistential(words []piece, i int) bool {
	if words[i].text != "there" {
		return false
	}
	return i > 0 && be[words[i-1].text] || i+1 < len(words) && be[words[i+1].text]
}

var be = wordlist.SetOf(cuesEn["be"])

// IsDemonstrative reports whether text begins with a word that may point to the noun
// behind it: this, that, these or those.
func IsDemonstrative(text string) bool {
	word, _, _ := strings.Cut(strings.ToLower(text), " ")
	return slices.Contains(cuesEn["demonstrative"], word)
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
