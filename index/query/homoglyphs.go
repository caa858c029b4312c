package query

import (
	"strings"
	"unicode"
)

// homoglyphs are the Cyrillic and Greek letters that look like Latin ones (of
// Unicode's confusables, the plain ones).
var homoglyphs = func() map[rune]rune {
	m := map[rune]rune{}
	like, latin := []rune("АВСЕНІЈКМОРЅТХУаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα"), []rune("ABCEHIJKMOPSTXYaeopcyxijsdqwhlABEZHIKMNOPTYXova")
	for i, r := range like {
		m[r] = latin[i]
	}
	return m
}()

// latinize writes words in Latin letters that are spelt with letters of other
// alphabets which look the same: ОpеnАI with Cyrillic О, е and А is OpenAI. A
// word with any other letter of those alphabets stays as it is.
func latinize(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return homoglyphs[r] != 0 }) {
		return text
	}
	words := strings.Split(text, " ")
	for i, w := range words {
		foreign := strings.ContainsFunc(w, func(r rune) bool {
			return unicode.In(r, unicode.Cyrillic, unicode.Greek) && homoglyphs[r] == 0
		})
		if foreign {
			continue
		}
		words[i] = strings.Map(func(r rune) rune {
			if l := homoglyphs[r]; l != 0 {
				return l
			}
			return r
		}, w)
	}
	return strings.Join(words, " ")
}
