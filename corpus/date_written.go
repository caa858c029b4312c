package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// The writings of dates in documents: year first, month by name, Korean. Of
// 5/1/2024 nobody knows whether it is in January or in May.
var (
	yearFirst  = regexp.MustCompile(`^(\d{4})(?:[-/.]|\.\s|년\s?)\s?(\d{1,2})(?:(?:[-/.]|\.\s|월\s?)\s?(\d{1,2})(?:[^\d].*)?|\.?|월)?$`)
	compact    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	monthFirst = regexp.MustCompile(`^(?i)([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})(?:[\s,].*)?$`)
	dayFirst   = regexp.MustCompile(`^(?i)(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([a-z]{3,9})\.?,?\s+(\d{4})(?:[\s,].*)?$`)
	weekday    = regexp.MustCompile(`^(?i)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+`)
	fileDate   = regexp.MustCompile(`^(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?:[-_. ]+|$)`)
)

// readDate reads a date as people write it, and reports whether it is one.
func readDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if d, err := ParseDate(s); err == nil {
		return d, true
	}
	s = weekday.ReplaceAllString(s, "")
	if m := firstMatch(s, yearFirst, compact); m != nil {
		return dateOf(m[1], m[2], m[3])
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return dateOf(m[3], monthNumber(m[1]), m[2])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return dateOf(m[3], monthNumber(m[2]), m[1])
	}
	return "", false
}

func firstMatch(s string, patterns ...*regexp.Regexp) []string {
	for _, re := range patterns {
		if m := re.FindStringSubmatch(s); m != nil {
			return m
		}
	}
	return nil
}

// monthNumber returns the number of a month that name begins like ("Sept"), or "".
func monthNumber(name string) string {
	for m := time.January; m <= time.December; m++ {
		if len(name) <= len(m.String()) && strings.EqualFold(name, m.String()[:len(name)]) || strings.EqualFold(name, "sept") && m == time.September {
			return fmt.Sprint(int(m))
		}
	}
	return ""
}

// dateOf returns the date of a year and, where they are known, a month and a day.
func dateOf(year, month, day string) (Date, bool) {
	s := year
	for _, part := range []string{month, day} {
		if part != "" {
			s += "-" + strings.Repeat("0", max(0, 2-len(part))) + part
		}
	}
	if month == "" {
		return "", false
	}
	d, err := ParseDate(s)
	return d, err == nil
}

// cutFileDate cuts the date off the start of a file's name: "2024-05-01-lunch" is
// "lunch".
func cutFileDate(name string) (Date, string) {
	if m := fileDate.FindStringSubmatch(name); m != nil {
		if d, ok := dateOf(m[1], m[2], m[3]); ok {
			return d, name[len(m[0]):]
		}
	}
	return "", name
}
