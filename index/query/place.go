package query

import (
	"regexp"
	"slices"
	"strings"
)

// The grammars of where something is: a word with what places things by it.
var (
	placedKo = regexp.MustCompile(`([\p{Hangul}\w]+?) ?(에서|에|옆|앞|맞은편|근처|건너편)(?:는|도|만|서는)?(?:[\s.,)]|$)`)
	placedEn = regexp.MustCompile(`\b(?i:in|at|on|near|inside|outside|behind|beside|opposite|under) (?:(?i:the|an?|our|your|their|its|his|her) ([A-Za-z][\w'-]*)|([A-Z][\w'-]*))`) // not: in charge
	address  = regexp.MustCompile(`(?i)\d층|주소|위치|\baddress\b|\blocated\b`)

	// measured is a time that is no word of its own; related is what makes a relation of a
	// place (정책에 대한).
	measured = regexp.MustCompile(`(?:\d|몇|수)\s?(?:년|월|일|시|분|초|주|달|개월|시간)$`)
	related  = regexp.MustCompile(`^\s?(?:대하|대한|대해|따라|따른|따르|관하|관한|관해|의하|의한|의해|비하|비해|반해)`)
)

// TellsPlace reports whether a text says where something is, as far as its form tells:
// 판교에서, in Seoul, but not 8월에, in August.
func TellsPlace(text string) bool {
	if address.MatchString(text) {
		return true
	}
	for _, m := range placedKo.FindAllStringSubmatchIndex(text, -1) {
		word, by := text[m[2]:m[3]], text[m[4]:m[5]]
		if by == "에서" || !measured.MatchString(text[:m[3]]) && !slices.Contains(sentencesKo["no place"], word) && !related.MatchString(text[m[5]:]) {
			return true
		}
	}
	for _, m := range placedEn.FindAllStringSubmatch(text, -1) {
		if word := strings.ToLower(m[1] + m[2]); !IsTime(word) && !slices.Contains(sentencesEn["no place"], word) {
			return true
		}
	}
	return false
}
