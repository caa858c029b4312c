package ko

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxRangeDays is of how many days a range has each as a term.
const maxRangeDays = 62

// spellDates makes each day of a month among the tokens dst[from:] of text one word, in
// whatever way it is written (4월 6일, 4/6, 2026-04-06, 6 April): a token that stands in
// front, and as its parts what it is written with. A range has a token for each of its days.
func spellDates(dst []Token, from int, text string) []Token {
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
		for k := i; k < len(dst) && dst[k].Start < t.Start+size; k++ {
			dst[k].Word, dst[k].Part = t.Word, true
		}
		for _, term := range first.until(last) {
			dst = slices.Insert(dst, i, Token{Term: term, Start: t.Start, End: t.Start + size, Word: t.Word})
			i++
		}
	}
	return dst
}

// A monthDay is a day of a month, without a year.
type monthDay struct{ month, day int }

func (d monthDay) valid() bool { return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 }

// until returns the terms of the days from d to last, which is in the twelve months after
// it; that of d alone if there are too many.
func (d monthDay) until(last monthDay) []string {
	const leap = 2024
	from := time.Date(leap, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	to := time.Date(leap, time.Month(last.month), last.day, 0, 0, 0, 0, time.UTC)
	if to.Before(from) {
		to = to.AddDate(1, 0, 0)
	}
	if to.Sub(from) > maxRangeDays*24*time.Hour {
		to = from
	}
	var terms []string
	for ; !from.After(to); from = from.AddDate(0, 0, 1) {
		terms = append(terms, fmt.Sprintf("%s%02d%02d", dayMark, from.Month(), from.Day()))
	}
	return terms
}

// IsDay reports whether term is that of a day of a month.
func IsDay(term string) bool { return strings.HasPrefix(term, dayMark) }

// dayMark begins the term of a day of a month. No word has it.
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
