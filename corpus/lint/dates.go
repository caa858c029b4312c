package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Patterns of dates with a year, a month and perhaps a day; of a range, its end.
var (
	koreanDate  = regexp.MustCompile(`(\d{4})년 (?:\d{1,2}[~–])?(\d{1,2})월(?: (?:\d{1,2}[~–])?(\d{1,2})일)?`)
	englishDate = regexp.MustCompile(`\b(?:(\d{1,2}) )?(` + strings.Join(months, "|") + `) (\d{4})\b`)
)

// dates returns the dates in text as YYYY-MM-DD or YYYY-MM, in their order. Those
// without a year or a month are left out. The language is "ko" or "en".
func dates(text, lang string) []string {
	var out []string
	add := func(year, month int, day string) {
		d := fmt.Sprintf("%04d-%02d", year, month)
		if n, err := strconv.Atoi(day); err == nil {
			d += fmt.Sprintf("-%02d", n)
		}
		out = append(out, d)
	}
	if lang == "ko" {
		for _, m := range koreanDate.FindAllStringSubmatch(text, -1) {
			add(int(number(m[1])), int(number(m[2])), m[3])
		}
		return out
	}
	for _, m := range englishDate.FindAllStringSubmatch(text, -1) {
		add(int(number(m[3])), slices.Index(months, m[2])+1, m[1])
	}
	return out
}

// differingDates returns the dates that only one of two translations has.
func differingDates(en, ko string) []string {
	here, there := dates(en, "en"), dates(ko, "ko")
	return slices.Concat(without(here, there), without(there, here))
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}
