package query

import (
	"slices"
	"strings"
)

// futureCues give away that a question asks for what is to come.
var futureCues = cuesNamed("future")

// TellsPlan reports whether a text tells of what is to come, or that it will not.
func TellsPlan(text string) bool {
	return containsAny(text, sentencesKo["plan"]) || slices.ContainsFunc(sentencesEn["plan"], func(p string) bool {
		return strings.Contains(strings.ToLower(text), p)
	})
}

var denials = cuesNamed("denial")

// Denies reports whether a text denies something, or says what is not allowed.
func Denies(text string) bool { return denials.In(fold(text)) }
