package query

import (
	"regexp"
	"slices"
	"strings"
)

// The grammars of what is asked for by when and how many, in either language.
var (
	timeSpan  = regexp.MustCompile(`(?i)(?:(?:오전|오후) ?)?\d{1,2}시(?: ?\d{1,2}분)?|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b`)
	years     = regexp.MustCompile(`^\d\d\s*년$`) // 15년
	countSpan = regexp.MustCompile(`(?i)(?:US|A|C)?[$₩€£]?\d[\d,.]*\d|(?:US|A|C)?[$₩€£]?\d`)
	unitsKo   = regexp.MustCompile(`^((?:(?:조|억|만|천|백)(?: ?\d[\d,.]*)?)*(?:(?: ?여)? ?(?:명|원|달러|유로|개국|개사|개월|개|퍼센트|시간|킬로미터|킬로그램|미터|번째|인분)|(?:여 ?)?(?:엔|곳|건|배|분|초|일|주|년|장|대|층|권|번|위|회|쪽|석|편|마리|평))?)`)
	unitsEn   = regexp.MustCompile(`^(?i)((?:[ -](?:thousand|million|billion|trillion)\b)?(?:[ -](?:percent|per cent|won|dollars?|euros?|yen|people|users|employees|staff|members|subscribers|days?|weeks?|months?|years?|hours?|minutes?|times|floors?|places|seats|pages)\b)?)`)
	unitSigns = regexp.MustCompile(`^( ?(?:%|㎡|m²|(?:MW|GW|TWh|MWh|km|kg|GB|TB)\b))`)
)

// timeGrammars are the grammars of times, each with what a text has that it matches: a
// look is quicker than a pattern.
var timeGrammars = []struct {
	*regexp.Regexp
	cues []string
}{
	{koDate, []string{"년", "월"}},
	{isoDate, []string{"-"}},
	{enDate, []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}},
	{timeSpan, []string{"시", ":", "am", "a.m", "AM", "pm", "p.m", "PM", "19", "20"}},
}

// Asked returns the parts of text, in bytes, that could be what a question of that
// kind asks for: times or quantities. They are in order and do not overlap.
func Asked(text string, kind Kind) [][2]int {
	if kind&(When|HowMany|People) == 0 || !hasFigure(text) {
		return nil
	}
	var times [][2]int
	for _, g := range timeGrammars {
		if !containsAny(text, g.cues) {
			continue
		}
		for _, m := range g.FindAllStringIndex(text, -1) {
			if !isQuantity(text, m[0], m[1]) {
				times = append(times, trimmed(text, m))
			}
		}
	}
	times = joined(times)
	if kind&When != 0 {
		return times
	}
	var counts [][2]int
	for _, m := range countSpan.FindAllStringIndex(text, -1) {
		if m[0] > 0 && isNumberPart(text[m[0]-1]) && text[m[0]] >= '0' && text[m[0]] <= '9' || slices.ContainsFunc(times, func(t [2]int) bool { return m[0] < t[1] && t[0] < m[1] }) {
			continue
		}
		counts = append(counts, trimmed(text, []int{m[0], unitEnd(text, m[1])}))
	}
	return joined(counts)
}

// unitEnd returns where the unit ends of a number that ends at end.
func unitEnd(text string, end int) int {
	out := end
	for _, unit := range []*regexp.Regexp{unitsKo, unitsEn, unitSigns} {
		if u := unit.FindStringSubmatch(text[end:]); u != nil {
			out = max(out, end+len(u[1]))
		}
	}
	return out
}

// isQuantity reports whether what looks like a time at text[start:end] is none: 3시간,
// 15년, 2000명.
func isQuantity(text string, start, end int) bool {
	switch found, rest := text[start:end], text[end:]; {
	case strings.HasSuffix(found, "시"):
		return strings.HasPrefix(rest, "간") || strings.HasPrefix(rest, "즌")
	case len(found) == len("2000") && !strings.ContainsFunc(found, func(r rune) bool { return r < '0' || r > '9' }):
		return unitEnd(text, end) > end
	default:
		return years.MatchString(found)
	}
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
