package query

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/index/wordlist"
)

// A date is a day, a month or a year in a text. Fields that the text leaves out are
// 0. A year may have two digits.
type date struct{ year, month, day int }

//go:embed months.en.txt
var monthsEn string

// The English names of the months in order, and their abbreviations: may is none.
var (
	months             = wordlist.Groups(monthsEn)
	monthNames         = months["name"]
	monthAbbreviations = months["abbreviation"]
)

// monthCues give away that a question may name a month.
var monthCues = newCues(nil, slices.Concat(monthNames, monthAbbreviations))

// month returns the number of a month from its English name or abbreviation in
// any case, 1 to 12, or 0.
func month(name string) int {
	name = strings.ToLower(name)
	if !slices.Contains(monthNames, name) && !slices.Contains(monthAbbreviations, name) {
		return 0
	}
	return 1 + slices.IndexFunc(monthNames, func(m string) bool { return m[:3] == name[:3] })
}

// The grammars of dates.
var (
	koDate  = regexp.MustCompile(`((?:19|20)\d\d|\d\d)\s*년(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)?|(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?`)
	isoDate = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b`)
	enDate  = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(` +
		strings.Join(slices.Concat(monthNames, monthAbbreviations), "|") +
		`)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?\b)?(?:,?\s+(?:of\s+)?((?:19|20)\d\d))?`)
)

// koreanDates returns the dates in text that are written in Korean.
func koreanDates(text string) []date {
	var out []date
	for _, m := range koDate.FindAllStringSubmatch(text, -1) {
		out = append(out, date{num(m[1]), num(m[2] + m[4]), num(m[3] + m[5])})
	}
	return out
}

// englishDates returns the dates in text that are written in English. All have a
// month; may and march in lower case are one only beside a number.
func englishDates(text string) []date {
	var out []date
	for _, m := range enDate.FindAllStringSubmatch(text, -1) {
		if m[2][0] == 'm' && m[1]+m[3]+m[4] == "" {
			continue
		}
		out = append(out, date{num(m[4]), month(m[2]), cmp.Or(num(m[1]), num(m[3]))})
	}
	return out
}

// datesIn returns the dates with a year of four digits that text names, as its
// language, "ko" or "en", writes them.
func datesIn(text, lang string) []date {
	dates := englishDates
	if lang == "ko" {
		dates = koreanDates
	}
	return slices.DeleteFunc(dates(text), func(d date) bool { return d.year < 100 })
}

// LatestDate returns the latest day that text names in either language, a month
// or a year counting from its first day; the zero time if it names none.
func LatestDate(text string) time.Time {
	var latest time.Time
	for _, lang := range []string{"ko", "en"} {
		for _, d := range datesIn(text, lang) {
			if first, _ := period(d.year, d.month, d.day); first.After(latest) {
				latest = first
			}
		}
	}
	return latest
}

// period returns the days of a year, a month or a day; 0 means not given.
func period(year, month, day int) (from, to time.Time) {
	switch {
	case month < 1 || month > 12:
		from = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, -1)
	case day < 1 || day > 31:
		from = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, -1)
	}
	from = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return from, from
}

func num(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
