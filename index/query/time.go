package query

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index/wordlist"
)

// TimeSpan is the time that a question is about.
type TimeSpan struct {
	Now      bool      // it asks for the newest state
	Past     bool      // it asks how things stood then
	Events   bool      // it asks what happened in the span
	From, To time.Time // first and last day, zero where it names none
	Later    bool      // that is after the newest passage
	Guessed  bool      // the question names no year
	Future   bool      // it asks for what is to come
}

var (
	pastCues  = cuesNamed("past")
	eventCues = cuesNamed("events")

	anyYear = regexp.MustCompile(`\b(?:(?:19|20)\d\d년|(?:19\d|20[0-2])\d\b|20[3-9]\d(?:[^\d\p{Hangul}]|$))`) // not 2030 as in 2030세대
)

// parseTime reads the time that a question names. Dates without a year are the
// last such ones not after the newest passage, or not after asOf.
func parseTime(text string, folded folded, asOf time.Time, newest corpus.Date) TimeSpan {
	s := TimeSpan{Now: nowCues.In(folded), Events: eventCues.In(folded)}
	day := time.Date(asOf.Year(), asOf.Month(), asOf.Day(), 0, 0, 0, 0, time.UTC)
	limit := day
	if newest != "" && newest.Last().Before(limit) {
		limit = newest.Last()
	}
	s.From, s.To, s.Guessed = namedDate(text, folded, day, limit)
	if !s.From.IsZero() {
		s.Now, s.Later = false, s.From.After(limit)
	}
	s.Past = !s.Now && pastCues.In(folded)
	return s
}

// rest is what the question text has beside its date and the words that ask for
// news.
func (s TimeSpan) rest(text string) string {
	text = isoDate.ReplaceAllString(text, " ")
	text = koDate.ReplaceAllStringFunc(text, func(m string) string {
		if strings.Contains(m, "월") {
			return " "
		}
		return m
	})
	for _, re := range []*regexp.Regexp{quarter, half, enDate, anyYear, newsWords} {
		text = re.ReplaceAllString(text, " ")
	}
	return strings.TrimSpace(text)
}

// WithoutDate returns a question without its dates if a correction of it has one, else as
// it is.
func WithoutDate(text, correction string) string {
	bare := func(s string) string {
		for _, re := range []*regexp.Regexp{isoDate, koDate, enDate, anyYear} {
			s = re.ReplaceAllString(s, " ")
		}
		return strings.Join(strings.Fields(s), " ")
	}
	if bare(correction) == strings.Join(strings.Fields(correction), " ") {
		return text
	}
	return bare(text)
}

var (
	//go:embed news.ko.txt
	newsListKo string
	//go:embed news.en.txt
	newsListEn string

	// newsWords matches the words of a question for news beside its date.
	newsWords = regexp.MustCompile(`(?i)` + strings.Join(wordlist.Groups(newsListKo)["news"], "|") +
		`|\b(?:` + strings.Join(wordlist.Groups(newsListEn)["news"], "|") + `)\b`)
)

// namedDate returns the first and last day of the date in text, and whether the
// year was not said.
func namedDate(text string, folded folded, day, limit time.Time) (from, to time.Time, guessed bool) {
	year, relative := 0, relativePeriodIn(folded)
	if relative != nil && relative.unit == unitYear {
		year = day.Year() + relative.offset
	}
	digits := strings.ContainsAny(text, "0123456789")
	said := ""
	if digits {
		if m := isoDate.FindStringSubmatch(text); m != nil {
			from, to = period(num(m[1]), num(m[2]), num(m[3]))
			return from, to, false
		}
		if said = anyYear.FindString(text); said != "" && year == 0 {
			year = num(said[:4])
		}
	}
	if d, ok := firstMonth(text, folded, digits); ok {
		from, to = period(fullYear(d.year, year, d.month, limit), d.month, d.day)
		return from, to, d.year == 0 && year == 0
	}
	if said != "" {
		from, to = part(text, num(said[:4]))
		return from, to, false
	}
	if year > 0 {
		from, to = period(year, 0, 0)
	} else if relative != nil {
		from, to = relative.days(day)
	}
	return from, to, false
}

// firstMonth returns the first date of text that has a month, a Korean one before
// an English one.
func firstMonth(text string, folded folded, digits bool) (date, bool) {
	var found []date
	if digits {
		found = slices.DeleteFunc(koreanDates(text), func(d date) bool { return d.month == 0 })
	}
	if len(found) == 0 && (digits || monthCues.In(folded)) {
		found = englishDates(text)
	}
	if len(found) == 0 {
		return date{}, false
	}
	if y := found[0].year; y > 0 && y < 100 {
		found[0].year += 2000
	}
	return found[0], true
}

var (
	quarter = regexp.MustCompile(`(?i)([1-4])\s?분기|\bq([1-4])\b|\b(first|second|third|fourth) quarter`)
	half    = regexp.MustCompile(`(?i)(상|하)반기|\b(first|second) half`)
)

// part returns the days of the quarter or half of year that text names, or all
// of the year's.
func part(text string, year int) (from, to time.Time) {
	months, nth := 12, 0
	if m := quarter.FindStringSubmatch(text); m != nil {
		months, nth = 3, cmp.Or(num(m[1]), num(m[2]), ordinals[strings.ToLower(m[3])])-1
	} else if m := half.FindStringSubmatch(text); m != nil {
		months = 6
		if m[1] == "하" || strings.EqualFold(m[2], "second") {
			nth = 1
		}
	}
	from = time.Date(year, time.Month(1+nth*months), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, months, -1)
}

var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4}

// fullYear completes a month without a year.
func fullYear(year, relative, month int, limit time.Time) int {
	switch {
	case year > 0:
		return year
	case relative > 0:
		return relative
	case month > int(limit.Month()):
		return limit.Year() - 1
	}
	return limit.Year()
}

// Meets reports whether p is of the span, or names a month or day of it.
func (s TimeSpan) Meets(p *corpus.Passage) bool {
	return p.Date != "" && !p.Date.Last().Before(s.From) && !p.Date.First().After(s.To) || s.Names(p)
}

// Names reports whether p names a month or day of the span.
func (s TimeSpan) Names(p *corpus.Passage) bool {
	return s.namesYear(p) && slices.ContainsFunc(datesIn(p.Text, p.Lang), func(d date) bool {
		from, to := period(d.year, d.month, d.day)
		return d.month > 0 && !from.After(s.To) && !to.Before(s.From)
	})
}

// Misses reports whether the question names a year that p says nothing of or,
// if that is after the newest passage, a day or month that p does not name.
func (s TimeSpan) Misses(p *corpus.Passage) bool {
	if s.From.IsZero() || s.Events || s.Guessed {
		return false
	}
	if s.Later && s.To.Before(s.From.AddDate(0, 2, 0)) {
		return !s.Names(p)
	}
	return !s.IsOf(p)
}

// IsOf reports whether p is of a year of the span, by its date, its headings or its text.
func (s TimeSpan) IsOf(p *corpus.Passage) bool {
	if s.From.IsZero() {
		return false
	}
	return p.Date != "" && p.Date.First().Year() <= s.To.Year() && s.From.Year() <= p.Date.Last().Year() || s.namesYear(p)
}

// namesYear reports whether p names a year of the span.
func (s TimeSpan) namesYear(p *corpus.Passage) bool {
	for year := s.From.Year(); year <= s.To.Year(); year++ {
		if named := strconv.Itoa(year); strings.Contains(p.Text, named) || strings.Contains(p.Headings(), named) {
			return true
		}
	}
	return false
}
