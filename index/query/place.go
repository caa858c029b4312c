package query

import (
	"regexp"
	"slices"
	"strings"
)

// The grammars of where something is: a word with what places things by it.
var (
	placedKo = regexp.MustCompile(`([\p{Hangul}\w]+?) ?(?:에서|에|옆|앞|맞은편|근처|건너편)(?:는|도|만|서는)?(?:[\s.,)]|$)`)
	placedEn = regexp.MustCompile(`(?i)\b(?:in|at|on|near|inside|outside|behind|beside|opposite|under) (?:(?:the|an?|our|your|their|its|his|her) )?([a-z][a-z'-]*)`)
)

// TellsPlace reports whether a text says where something is, as far as its form tells:
// 판교에서, in Seoul, but not 8월에, in August.
func TellsPlace(text string) bool {
	for _, m := range placedKo.FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(sentencesKo["moment"], func(s string) bool { return strings.HasSuffix(m[1], s) }) {
			return true
		}
	}
	for _, m := range placedEn.FindAllStringSubmatch(text, -1) {
		if word := strings.ToLower(m[1]); month(word) == 0 && !timesEn[word] && !slices.Contains(sentencesEn["moment"], word) {
			return true
		}
	}
	return false
}
