package ko

import (
	"strings"
	"time"
)

// maxRangeDays is of how many days a range has each as a term.
const maxRangeDays = 62

// The most days that ranges of a text have as terms, so that these are no more than the
// text has words: fewDays, and one for each so many bytes of it.
const (
	fewDays     = 8
	bytesPerDay = 2
)

// spellDates makes each day of a month among the tokens dst[from:] of text one word, in
// whatever way it is written (4월 6일, 4/6, 2026-04-06, 6 April): a token that stands in
// front, and as its parts what it is written with. A range has a token for each of its days.
func spellDates(dst []Token, from int, text string) []Token {
	var days []insertion
	room := fewDays + len(text)/bytesPerDay
	for i := from; i < len(dst); i++ {
		t := dst[i]
		if t.Part || t.Start > 0 && strings.IndexByte("/.-", text[t.Start-1]) >= 0 {
			continue
		}
		first, size := dateIn(text[t.Start:])
		if size == 0 {
			continue
		}
		last := first
		if d, n := rangeEnd(text[t.Start+size:], first); n > 0 {
			last, size = d, size+n
		}
		for _, term := range first.until(last, room) {
			days = append(days, insertion{i, Token{Term: term, Start: t.Start, End: t.Start + size, Word: t.Word}})
			room--
		}
		for ; i < len(dst) && dst[i].Start < t.Start+size; i++ {
			dst[i].Word, dst[i].Part = t.Word, true
		}
		i--
	}
	return insertAll(dst, days)
}

// A monthDay is a day of a month, without a year.
type monthDay struct{ month, day int }

func (d monthDay) valid() bool { return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 }

// until returns the terms of the days from d to last, which is in the twelve months after
// it; those of d and last alone if there are more than room.
func (d monthDay) until(last monthDay, room int) []string {
	from, to := d.yearDay(), last.yearDay()
	if to < from {
		to += len(dayTerms)
	}
	if to > from && to-from >= min(room, maxRangeDays) {
		return []string{dayTerms[from], dayTerms[to%len(dayTerms)]}
	}
	var terms []string
	for ; from <= to; from++ {
		terms = append(terms, dayTerms[from%len(dayTerms)])
	}
	return terms
}

// yearDay returns the place of d in a leap year, from 0.
func (d monthDay) yearDay() int {
	return time.Date(leapYear, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).YearDay() - 1
}

const leapYear = 2024

// dayTerms are the terms of the days of a leap year. No word has the mark.
var dayTerms = func() (terms [366]string) {
	for i := range terms {
		terms[i] = time.Date(leapYear, time.January, 1+i, 0, 0, 0, 0, time.UTC).Format(dayMark + "0102")
	}
	return terms
}()

// IsDay reports whether term is that of a day of a month.
func IsDay(term string) bool { return strings.HasPrefix(term, dayMark) }

// dayMark begins the term of a day of a month.
const dayMark = "@"

// dateIn returns the date that text begins with and how many bytes it takes; 0 if there is
// none.
func dateIn(text string) (d monthDay, size int) {
	if month, n := monthName(text); n > 0 { // April 6
		n += blank(text[n:])
		day, digits := number(text[n:])
		return accept(monthDay{month, day}, text, n+digits, digits == 1 || digits == 2)
	}
	a, n := number(text)
	rest := text[n:]
	switch {
	case n == 4 && rest != "" && strings.IndexByte("-./", rest[0]) >= 0: // 2026-04-06
		month, m := number(rest[1:])
		if m == 0 || len(rest) <= 1+m || rest[1+m] != rest[0] {
			return d, 0
		}
		day, k := number(rest[m+2:])
		return accept(monthDay{month, day}, text, n+m+2+k, k > 0)
	case n == 0 || n > 2:
		return d, 0
	case strings.HasPrefix(rest, "월"): // 4월 6일
		n += len("월")
		n += blank(text[n:])
		day, digits := number(text[n:])
		n += digits
		isDay := strings.HasPrefix(text[n:], "일")
		if isDay {
			n += len("일")
		}
		_, ranged := cutDash(text[n:])
		return accept(monthDay{a, day}, text, n, digits > 0 && (isDay || ranged > 0))
	case strings.HasPrefix(rest, "/"): // 4/6
		day, digits := number(rest[1:])
		return accept(monthDay{a, day}, text, n+1+digits, digits == 1 || digits == 2)
	}
	n += blank(rest) // 6 April
	month, m := monthName(text[n:])
	return accept(monthDay{month, a}, text, n+m, m > 0)
}

// accept returns the date d that takes size bytes of text if it is one.
func accept(d monthDay, text string, size int, written bool) (monthDay, int) {
	if !written || !d.valid() || size < len(text) && (isFigure(text[size]) || strings.IndexByte("/:", text[size]) >= 0) {
		return d, 0
	}
	return d, size
}

// rangeEnd returns the end of a range that begins with from, and how many bytes of text,
// which follows that, it takes: another date or, in the same month, another day.
func rangeEnd(text string, from monthDay) (d monthDay, size int) {
	n := 0
	if strings.HasPrefix(text, "(") { // 4/6(월)
		n = strings.IndexByte(text, ')') + 1
	}
	dash, k := cutDash(text[n:])
	if n += k; k == 0 || n > maxBetween {
		return d, 0
	}
	if d, k := dateIn(dash); k > 0 {
		return d, n + k
	}
	day, digits := number(dash)
	if digits == 0 || digits > 2 || day <= from.day {
		return d, 0
	}
	d, k = accept(monthDay{from.month, day}, dash, digits, true)
	if k == 0 {
		return d, 0
	}
	return d, n + k
}

// maxBetween is how many bytes stand at most between the dates of a range.
const maxBetween = 16

// cutDash returns text without the dash of a range and the blanks around it, and how many
// bytes these are; 0 if there is none.
func cutDash(text string) (rest string, size int) {
	trimmed := strings.TrimLeft(text, " ")
	for _, dash := range []string{"~", "-", "–", "∼", "～", "부터", "to "} {
		if after, ok := strings.CutPrefix(trimmed, dash); ok {
			after = strings.TrimLeft(after, " ")
			return after, len(text) - len(after)
		}
	}
	return text, 0
}

// number returns the number that text begins with and how many figures it has.
func number(text string) (value, digits int) {
	for digits < len(text) && digits < 5 && isFigure(text[digits]) {
		value = value*10 + int(text[digits]-'0')
		digits++
	}
	return value, digits
}

func blank(text string) int {
	if strings.HasPrefix(text, " ") {
		return 1
	}
	return 0
}

// monthName returns the English month that text begins with, in full or by three letters,
// and how many bytes its name has; 0 if there is none.
func monthName(text string) (month, size int) {
	for size < len(text) && isLatin(text[size]) {
		size++
	}
	if size < 3 || text[0] < 'A' || text[0] > 'Z' {
		return 0, 0
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); text[:size] == name || size == 3 && text[:size] == name[:3] {
			return int(m), size
		}
	}
	return 0, 0
}
