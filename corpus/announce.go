package corpus

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The numerals from two on.
var (
	numeralsEn = []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	numeralsKo = []string{"두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"}
)

// announced matches how many things a sentence says that there are.
var announced = func() *regexp.Regexp {
	const things = ` ?(?:가지|개(?:[^\p{Hangul}]|[가를는로의])|단계|종류|부분|경우)`
	const plural = `\s+(?:[a-z-]+\s+){0,2}?([a-z]+s)\b`
	return regexp.MustCompile(`(?i)\b(` + strings.Join(numeralsEn, "|") + `|\d{1,2})` + plural + `|(?:^|[\s(])(` + strings.Join(numeralsKo, "|") + `|\d{1,2})` + things)
}()

// notListed matches what is counted and hardly ever listed.
var notListed = regexp.MustCompile(`(?i)^(?:seconds|minutes|hours|days|weeks|months|years|times|dollars)$`)

// announces reports whether a sentence says that there are as many things as a list has
// items (크게 두 가지로 나뉜다).
func announces(sentence string, items []item) bool {
	outer := 0
	for _, it := range items {
		if it.depth == 0 && !it.isCode {
			outer++
		}
	}
	return slices.ContainsFunc(announced.FindAllStringSubmatch(sentence, -1), func(m []string) bool {
		number := strings.ToLower(m[1] + m[3])
		n, err := strconv.Atoi(number)
		if err != nil {
			const first = 2 // of the numerals
			n = first + max(slices.Index(numeralsEn, number), slices.Index(numeralsKo, number))
		}
		return n == outer && n > 1 && !notListed.MatchString(m[2])
	})
}
