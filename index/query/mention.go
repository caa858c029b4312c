package query

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	koMention = regexp.MustCompile(`((?:19|20)\d\d)년(?:\s?(\d{1,2})월(?:\s?(\d{1,2})일)?)?`)
	enMention = regexp.MustCompile(`(?:(\d{1,2}) )?(January|February|March|April|May|June|July|August|September|October|November|December) ((?:19|20)\d\d)`)
)

// latestMention returns the latest day that text names, a month or a year
// counting from its first day; the zero time if it names none.
func LatestDate(text string) time.Time {
	var latest time.Time
	for _, m := range koMention.FindAllStringSubmatch(text, -1) {
		latest = later(latest, mention(m[1], m[2], m[3]))
	}
	for _, m := range enMention.FindAllStringSubmatch(text, -1) {
		month := 1 + strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", m[2][:3])/3
		latest = later(latest, mention(m[3], strconv.Itoa(month), m[1]))
	}
	return latest
}

func mention(year, month, dayOfMonth string) time.Time {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dayOfMonth)
	return time.Date(y, time.Month(max(m, 1)), max(d, 1), 0, 0, 0, 0, time.UTC)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
