package corpus

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// announced matches how many things a sentence says that there are.
var announced = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten)\b|(?:^|[\s(])(두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?(?:가지|개(?:[^\p{Hangul}]|[가를는로의])|단계|종류|부분|경우)|\b(\d{1,2})(?: ?(?:가지|개(?:[^\p{Hangul}]|[가를는로의])|단계|종류|부분|경우)|\s+[a-z]+s\b)`)

// The numerals from two on.
var (
	numeralsEn = []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	numeralsKo = []string{"두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"}
)

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
		const first = 2 // of the numerals
		if m[3] != "" {
			n, err := strconv.Atoi(m[3])
			return err == nil && n == outer && n >= first
		}
		return first+slices.Index(numeralsEn, strings.ToLower(m[1])) == outer && m[1] != "" ||
			first+slices.Index(numeralsKo, m[2]) == outer && m[2] != ""
	})
}
