package lint

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

const numeral = `(\d[\d,]*(?:\.\d+)?)`

// A koreanSum is a number written in two units: 1조 2000억, 2억 500만, 4만 3000.
type koreanSum struct {
	*regexp.Regexp
	high, low float64
}

// months are the English names of the months, in order.
var months = func() []string {
	var names []string
	for m := time.January; m <= time.December; m++ {
		names = append(names, m.String())
	}
	return names
}()

// Patterns of numbers, and what their units multiply.
var (
	koreanSums = []koreanSum{
		{regexp.MustCompile(numeral + `조\s*(\d[\d,]*)억`), 1e12, 1e8},
		{regexp.MustCompile(numeral + `억\s*(\d[\d,]*)만`), 1e8, 1e4},
		{regexp.MustCompile(numeral + `만\s*(\d[\d,]*)`), 1e4, 1},
	}
	koreanNumber  = regexp.MustCompile(numeral + `\s*(천만|백만|십만|만|천억|백억|십억|억|천|조)?`)
	englishNumber = regexp.MustCompile(`(?i)` + numeral + `\s*(thousand|million|billion|trillion|m\b|bn\b)?`)
	englishMonth  = regexp.MustCompile(`\b(?:` + strings.Join(months, "|") + `)\b`)
	units         = map[string]float64{
		"천": 1e3, "만": 1e4, "십만": 1e5, "백만": 1e6, "천만": 1e7, "억": 1e8, "십억": 1e9, "백억": 1e10, "천억": 1e11, "조": 1e12,
		"thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "trillion": 1e12,
	}
)

// figures returns the numbers in text of 10 or more, each once, in ascending order.
// Smaller numbers are often written as words. An English month counts as its
// number. The language is "ko" or "en".
func figures(text, lang string) []float64 {
	text = norm.NFKC.String(text)
	pattern := englishNumber
	var out []float64
	if lang == "ko" {
		pattern = koreanNumber
		for _, sum := range koreanSums {
			text = sum.ReplaceAllStringFunc(text, func(s string) string {
				m := sum.FindStringSubmatch(s)
				return strconv.FormatFloat(number(m[1])*sum.high+number(m[2])*sum.low, 'f', -1, 64)
			})
		}
	} else {
		for _, m := range englishMonth.FindAllString(text, -1) {
			out = append(out, float64(slices.Index(months, m)+1))
		}
	}
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		n := number(m[1])
		if unit := units[strings.ToLower(m[2])]; unit > 0 {
			n *= unit
		}
		out = append(out, math.Round(n*1e4)/1e4)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	first, _ := slices.BinarySearch(out, 10)
	return out[first:]
}

func number(s string) float64 {
	n, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return n
}

// missing lists the numbers of a that b lacks.
func missing(a, b []float64) string {
	var only []string
	for _, n := range a {
		if !slices.Contains(b, n) {
			only = append(only, strconv.FormatFloat(n, 'f', -1, 64))
		}
	}
	return strings.Join(only, ", ")
}
