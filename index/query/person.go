package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/go-porterstemmer"

	"okbot/index/wordlist"
)

var (
	surnames = wordlist.SetOf(sentencesKo["surname"])
	offices  = wordlist.SetOf(sentencesKo["title"], sentencesEn["title"], stems(sentencesEn["title"]))
)

// stems returns English words as package ko does.
func stems(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = porterstemmer.StemString(w)
	}
	return out
}

// syllableBytes is the length of a syllable in UTF-8.
const syllableBytes = len("가")

// IsFullName reports whether a Korean word may be the full name of a person: a surname of one
// syllable or two and a given name of two that make no word. known reports words.
func IsFullName(word string, known func(word string) bool) bool {
	n := utf8.RuneCountInString(word)
	if len(word) != n*syllableBytes || n != 3 && n != 4 || known(word) || known(word[:2*syllableBytes]) {
		return false
	}
	return surnames[word[:(n-2)*syllableBytes]]
}

// IsOffice reports whether a word, in lower case, or its stem as package ko makes it, is an
// office or a team.
func IsOffice(word string) bool {
	return offices[word] || strings.HasSuffix(word, "팀")
}

// personName matches a question for the name of somebody, with what they are.
var personName = regexp.MustCompile(`(?i)([\p{Hangul}]+?)(?:의|님)*\s?(?:이름|성함|성명)(?:이|은|을|$|\?)|\b([a-z]+)(?:'s|’s)? (?:full )?name\b|\bname of (?:the |our |your |my )?([a-z]+)`)

// asksName reports whether a question asks for the name of somebody who holds an office.
func asksName(text string) bool {
	m := personName.FindStringSubmatch(text)
	return m != nil && IsOffice(strings.ToLower(m[1]+m[2]+m[3]))
}

// IsTime reports whether an English word names a month or a day of the week.
func IsTime(word string) bool {
	word = strings.ToLower(word)
	return month(word) != 0 || timesEn[word]
}
