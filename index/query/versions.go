package query

import (
	_ "embed"
	"regexp"
	"strings"

	"okbot/index/wordlist"
)

// Versions are names that are letters and a number, such as GPT-5.5, GPT-4o and
// HBM4E, without hyphens and in lower case.
type Versions []string

// versionsIn returns the versions in text. A number of four digits is a year; Q3
// and top5 are no names.
func versionsIn(text string) Versions {
	var out Versions
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isVersionRune(r) }) {
		if word = foldVersion(word); isVersion(word) {
			out = append(out, word)
		}
	}
	return out
}

func isVersionRune(r rune) bool {
	return r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func foldVersion(s string) string {
	return strings.Trim(strings.ToLower(strings.ReplaceAll(s, "-", "")), ".")
}

// MissingIn counts the versions that a passage has in neither title nor text.
func (v Versions) MissingIn(title, text string) int {
	if len(v) == 0 {
		return 0
	}
	all, n := foldVersion(title+" "+text), 0
	for _, name := range v {
		_, after, found := strings.Cut(all, name)
		if !found || after != "" && isDigit(after[0]) || len(after) > 1 && after[0] == '.' && isDigit(after[1]) {
			n++
		}
	}
	return n
}

var model = regexp.MustCompile(`^([a-z]+)\d{1,3}(\.\d+)?[a-z]?$`)

func isVersion(word string) bool {
	m := model.FindStringSubmatch(word)
	return m != nil && !notVersions[m[1]] && month(m[1]) == 0
}

//go:embed notversions.en.txt
var notVersionsEn string

// notVersions are words before a number that is not a version. So are months.
var notVersions = wordlist.Set(notVersionsEn)
