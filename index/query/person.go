package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/wordlist"
)

var (
	surnames = wordlist.SetOf(sentencesKo["surname"])
	offices  = wordlist.SetOf(sentencesKo["title"], sentencesEn["title"])
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

// IsOffice reports whether a word, without particles, is an office or a team, as what tells
// who somebody is.
func IsOffice(word string) bool {
	word = strings.ToLower(word)
	return offices[word] || offices[strings.TrimSuffix(word, "s")] || strings.HasSuffix(word, "팀") && word != "팀" && word != "스팀"
}

// The grammars of a question for the name of somebody, with what they are.
var personNames = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\bname of (?:the |our |your |my |an? )?([a-z]+)`),
	regexp.MustCompile(`(?i)\b([a-z]+)(?:'s|’s) (?:full )?name\b`),
	regexp.MustCompile(`(\p{Hangul}+?)(?:님의|의|님)?\s?(?:이름|성함|성명)(?:[은이을도과]|[\s.,!?]|$)`),
}

// asksName reports whether a question asks for the name of somebody who holds an office.
func asksName(text string) bool {
	for _, grammar := range personNames {
		if m := grammar.FindStringSubmatch(text); m != nil && holdsOffice(m[1]) {
			return true
		}
	}
	return false
}

// holdsOffice reports whether a word says what somebody is, as 수학선생 does.
func holdsOffice(word string) bool {
	return word != "team" && IsOffice(word) && !strings.HasSuffix(word, "팀") ||
		slices.ContainsFunc(sentencesKo["title"], func(title string) bool { return strings.HasSuffix(word, title) })
}

// IsTime reports whether an English word names a month or a day of the week.
func IsTime(word string) bool {
	word = strings.ToLower(word)
	return month(word) != 0 || timesEn[word]
}
