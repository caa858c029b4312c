package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/wordlist"
)

var (
	surnames  = wordlist.SetOf(sentencesKo["surname"])
	officesKo = slices.Concat(sentencesKo["office"], sentencesKo["title"])
	offices   = wordlist.SetOf(officesKo, sentencesEn["title"])
)

// syllableBytes is the length of a syllable in UTF-8.
const syllableBytes = len("가")

// IsFullName reports whether a Korean word may be the full name of a person: a surname of one
// syllable or two and a given name of two that make no word. known reports words.
func IsFullName(word string, known func(word string) bool) bool {
	n := utf8.RuneCountInString(word)
	if len(word) != n*syllableBytes || n != 3 && n != 4 || known(word) || n == 3 && known(word[:2*syllableBytes]) {
		return false
	}
	return surnames[word[:(n-2)*syllableBytes]]
}

// minTeam is the length of the shortest name of a team in 팀: 총무팀.
const minTeam = 3 * syllableBytes

// IsOffice reports whether a word, without particles, is an office or a team, as what tells
// who somebody is.
func IsOffice(word string) bool {
	word = strings.ToLower(word)
	return offices[word] || offices[strings.TrimSuffix(word, "s")] || word == "team" || strings.HasSuffix(word, "팀") && len(word) >= minTeam
}

// The grammars of a question for the name of somebody, with what they are.
var (
	nameOf = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\bname of (?:the |our |your |my |an? )?([a-z]+)`),
		regexp.MustCompile(`(?i)\b([a-z]+)(?:'s|’s) (?:full )?name\b`),
		regexp.MustCompile(`(\p{Hangul}+?)(?:님의|의|님)?\s?(?:이름|성함|성명)(?:[은이을도과]|[\s.,!?]|$)`),
	}
	nameCues = cuesNamed("name")
)

// asksName reports whether a question asks for the name of somebody who holds an office.
func asksName(text string, f folded) bool {
	return nameCues.In(f) && slices.ContainsFunc(nameOf, func(grammar *regexp.Regexp) bool {
		m := grammar.FindStringSubmatch(text)
		return m != nil && holdsOffice(strings.ToLower(m[1]))
	})
}

// holdsOffice reports whether a word, in lower case, says what somebody is, as 수학선생 does.
func holdsOffice(word string) bool {
	return offices[word] || slices.ContainsFunc(officesKo, func(office string) bool { return strings.HasSuffix(word, office) })
}

// IsTime reports whether an English word names a time that recurs: a month, a day of the week,
// noon, daily.
func IsTime(word string) bool {
	word = strings.ToLower(word)
	return month(word) != 0 || timesEn[word]
}
