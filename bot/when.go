package bot

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index"
)

// timeSpan is the time that a question is about.
type timeSpan struct {
	now      bool      // it asks for the newest state
	past     bool      // it asks how things stood then
	events   bool      // it asks what happened in the span
	from, to time.Time // first and last day, zero where it names none
}

var (
	nowWords   = regexp.MustCompile(`(?i)지금|현재|최신|최근|요즘|요새|이제|가장 나중|마지막으로|아직|여전히|\b(now|nowadays|latest|newest|current(ly)?|most recent(ly)?|recent(ly)?|these days|today|so far|to date|still|up to date|as it stands)\b`)
	pastWords  = regexp.MustCompile(`(?i)당시|시절|때는|때만|기준|그때|(년|월|일)(에는|까지는?|엔)|이전|\b(as of|at the time|back (in|then)|at launch|was|were|before|had|by then)\b`)
	eventWords = regexp.MustCompile(`(?i)무슨 일|어떤 일|뭔 일|있었던 일|일어난|무슨 소식|어떤 소식|뉴스|벌어|\b(what happened|what went on|events? (in|of)|news (in|of|from)|happen(ed|ing)? (in|during))\b`)

	koDate   = regexp.MustCompile(`(?:((?:19|20)\d\d|\d\d)\s*년\s*)?(?:(\d{1,2})\s*월)(?:\s*(\d{1,2})\s*일)?`)
	koYear   = regexp.MustCompile(`((?:19|20)\d\d)\s*년`)
	isoDate  = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b`)
	enDate   = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?\b)?(?:,?\s+(?:of\s+)?((?:19|20)\d\d))?`)
	enYear   = regexp.MustCompile(`\b((?:19|20)\d\d)\b`)
	relative = regexp.MustCompile(`(?i)재작년|작년|지난해|지난 해|올해|금년|지난달|지난 달|이번 달|이달|\b(last|this) (year|month)\b`)
	lastYear = regexp.MustCompile(`(?i)작년|지난해|지난 해|\blast year`)
)

// timeOf reads the time that a question names. Dates without a year are the
// last such ones not after the newest passage, or not after asOf.
func timeOf(text string, asOf time.Time, newest corpus.Date) timeSpan {
	s := timeSpan{now: nowWords.MatchString(text), events: eventWords.MatchString(text)}
	day := time.Date(asOf.Year(), asOf.Month(), asOf.Day(), 0, 0, 0, 0, time.UTC)
	limit := day
	if newest != "" && newest.Last().Before(limit) {
		limit = newest.Last()
	}
	s.from, s.to = namedDate(text, day, limit)
	if !s.from.IsZero() {
		s.now = false
	}
	s.past = !s.now && pastWords.MatchString(text)
	return s
}

// namedDate returns the first and last day of the date in text.
func namedDate(text string, day, limit time.Time) (from, to time.Time) {
	year := relativeYear(text, day)
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return period(num(m[1]), num(m[2]), num(m[3]))
	}
	if m := koDate.FindStringSubmatch(text); m != nil && strings.Contains(m[0], "월") {
		y := num(m[1])
		if y > 0 && y < 100 {
			y += 2000
		}
		return period(fullYear(y, year, num(m[2]), limit), num(m[2]), num(m[3]))
	}
	if m := enDate.FindStringSubmatch(text); m != nil && (m[0] != "may" && m[0] != "march" && m[0] != "mar" || m[4] != "") {
		month := months[strings.ToLower(m[2][:3])]
		d := num(m[1])
		if d == 0 {
			d = num(m[3])
		}
		return period(fullYear(num(m[4]), year, month, limit), month, d)
	}
	for _, re := range []*regexp.Regexp{koYear, enYear} {
		if m := re.FindStringSubmatch(text); m != nil {
			return period(num(m[1]), 0, 0)
		}
	}
	return relativeDate(text, day, year)
}

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

// relativeYear returns the year that words such as 작년 name, or 0.
func relativeYear(text string, day time.Time) int {
	switch word := strings.ToLower(relative.FindString(text)); {
	case word == "재작년":
		return day.Year() - 2
	case lastYear.MatchString(word):
		return day.Year() - 1
	case word == "올해", word == "금년", word == "this year":
		return day.Year()
	}
	return 0
}

func relativeDate(text string, day time.Time, year int) (from, to time.Time) {
	if year > 0 {
		return period(year, 0, 0)
	}
	month := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch strings.ToLower(relative.FindString(text)) {
	case "지난달", "지난 달", "last month":
		month = month.AddDate(0, -1, 0)
	case "이번 달", "이달", "this month":
	default:
		return time.Time{}, time.Time{}
	}
	return period(month.Year(), int(month.Month()), 0)
}

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

// Bonuses for passages of the right time, as shares of the best score.
const (
	bonusInSpan = 0.3
	bonusNewest = 0.35
	malusLater  = 0.3
)

// bonus rates a passage's date for the question, as a share of the best score.
// oldest and newest bound the dates of the good hits.
func (s timeSpan) bonus(p *corpus.Passage, oldest, newest time.Time) float64 {
	if p.Date == "" {
		return 0
	}
	switch {
	case s.now && newest.After(oldest):
		return bonusNewest * float64(p.Date.First().Sub(oldest)) / float64(newest.Sub(oldest))
	case s.from.IsZero():
		return 0
	case !p.Date.Last().Before(s.from) && !p.Date.First().After(s.to):
		return bonusInSpan
	case s.past && p.Date.First().After(s.to):
		return -malusLater
	}
	return 0
}

// bounds returns the oldest and newest date of the hits that score least.
func (s timeSpan) bounds(hits []index.Hit, least float64) (oldest, newest time.Time) {
	for _, h := range hits {
		d := h.Passage.Date.First()
		if h.Score < least || d.IsZero() {
			continue
		}
		if oldest.IsZero() || d.Before(oldest) {
			oldest = d
		}
		if d.After(newest) {
			newest = d
		}
	}
	return oldest, newest
}

// hides reports whether a later fact has replaced h for this question.
func (s timeSpan) hides(h index.Hit) bool {
	switch {
	case !h.Replaced:
		return false
	case s.from.IsZero():
		return !s.past
	}
	return h.Passage.Date.First().After(s.to)
}
