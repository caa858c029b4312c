package query

import (
	"regexp"
	"slices"
	"strings"
)

// The grammars of what is asked for by when and how many, in either language.
var (
	timeSpan  = regexp.MustCompile(`(?i)(?:오전|오후) ?\d{1,2}시(?: ?\d{1,2}분)?|\d{1,2}시(?: ?\d{1,2}분)?|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b`)
	countSpan = regexp.MustCompile(`(?i)[$₩€£]?\d[\d,.]*\d|[$₩€£]?\d`)
	unitsKo   = regexp.MustCompile(`^(?:(?:조|억|만|천|백)(?: ?\d[\d,.]*)?)*(?: ?(?:여 ?)?(?:명|원|달러|유로|엔|개국|개사|개월|개|곳|건|퍼센트|배|시간|분|초|일|주|년|장|대|층|권|번째|번|위|회|쪽|석|편|마리|인분|평|킬로|미터))?`)
	unitsEn   = regexp.MustCompile(`^(?i)(?:[ -](?:thousand|million|billion|trillion))?(?:[ -](?:percent|per cent|won|dollars?|euros?|yen|people|users|employees|staff|members|subscribers|days?|weeks?|months?|years?|hours?|minutes?|times|floors?|places|seats|pages|MW|GW|km|kg))?`)
	unitSigns = regexp.MustCompile(`^ ?(?:%|MW|GW|TWh|㎡|m²|km|kg|GB|TB)`)
)

// Asked returns the parts of text, in bytes, that could be what a question of that
// kind asks for: times or quantities. They are in order and do not overlap.
func Asked(text string, kind Kind) [][2]int {
	var times [][2]int
	for _, r := range []*regexp.Regexp{koDate, isoDate, enDate, timeSpan} {
		for _, m := range r.FindAllStringIndex(text, -1) {
			times = append(times, trimmed(text, m))
		}
	}
	times = joined(times)
	switch {
	case kind&When != 0:
		return times
	case kind&(HowMany|People) == 0:
		return nil
	}
	var counts [][2]int
	for _, m := range countSpan.FindAllStringIndex(text, -1) {
		if m[0] > 0 && isNumberPart(text[m[0]-1]) || slices.ContainsFunc(times, func(t [2]int) bool { return m[0] < t[1] && t[0] < m[1] }) {
			continue
		}
		end := m[1]
		for _, unit := range []*regexp.Regexp{unitsKo, unitsEn, unitSigns} {
			end = max(end, m[1]+len(unit.FindString(text[m[1]:])))
		}
		counts = append(counts, trimmed(text, []int{m[0], end}))
	}
	return joined(counts)
}

// trimmed returns a part of text without blanks around it.
func trimmed(text string, part []int) [2]int {
	s := text[part[0]:part[1]]
	start := part[0] + len(s) - len(strings.TrimLeft(s, " ,"))
	return [2]int{start, start + len(strings.Trim(s, " ,"))}
}

// joined returns parts in order, those that overlap as one.
func joined(parts [][2]int) [][2]int {
	slices.SortFunc(parts, func(a, b [2]int) int { return a[0] - b[0] })
	var out [][2]int
	for _, p := range parts {
		if n := len(out); n > 0 && p[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1])
		} else if p[0] < p[1] {
			out = append(out, p)
		}
	}
	return out
}
