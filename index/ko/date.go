package ko

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxRangeDays is of how many days a range has each as a term.
const maxRangeDays = 62

// The most days that ranges of a text have as terms, so that these are no more than the
// text has words: fewDays, and one for each so many bytes of it.
const (
	fewDays     = 8
	bytesPerDay = 2
)

// spellDates makes each day of a month among the tokens dst[from:] of text one word, as it
// is written in Korean (4월 6일, 4/6, 2026. 4. 6.), English (6 April, Apr 6th) or ISO 8601: a
// token that stands in front, and as its parts what it is written with. A range has a token
// for each of its days.
func spellDates(dst []Token, from int, text string) []Token {
	var days []insertion
	room := fewDays + len(text)/bytesPerDay
	for i := from; i < len(dst); i++ {
		t := dst[i]
		if before, _ := utf8.DecodeLastRuneInString(text[:t.Start]); t.Part || isFigureMark(before) || isLetter(before) {
			continue
		}
		s := dateSpan(text[t.Start:])
		if s.size == 0 {
			continue
		}
		for _, term := range s.days(room) {
			days = append(days, insertion{i, Token{Term: term, Start: t.Start, End: t.Start + s.size, Word: t.Word}})
			room--
		}
		n := 1
		for i+n < len(dst) && dst[i+n].Start < t.Start+s.size {
			n++
		}
		makeParts(dst[i : i+n])
		i += n - 1
	}
	return insertAll(dst, days)
}

// isFigureMark reports whether r before a figure makes it a part of something longer.
func isFigureMark(r rune) bool { return r == '/' || r == '.' || r == '-' || unicode.IsDigit(r) }

// isLetter reports whether r is a letter of an alphabet, not of Hangul.
func isLetter(r rune) bool { return scriptOf(r) == latin }

// A day of a year; the year is 0 if it is not said.
type yearDay struct{ year, month, day int }

// longestMonths are how many days the months have at most.
var longestMonths = [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func (d yearDay) valid() bool {
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= longestMonths[d.month-1] && (d.year == 0 || d.year >= 1900 && d.year < 2100)
}

// index returns the place of d in a leap year, from 0.
func (d yearDay) index() int {
	return time.Date(leapYear, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).YearDay() - 1
}

const leapYear = 2024

// dayTerms are the terms of the days of a leap year.
var dayTerms = func() (terms [366]string) {
	for i := range terms {
		terms[i] = time.Date(leapYear, time.January, 1+i, 0, 0, 0, 0, time.UTC).Format(dayMark + "0102")
	}
	return terms
}()

// dayMark begins the term of a day of a month. No word has it.
const dayMark = "@"

// DayTerm returns the term of the day of a month that date is.
func DayTerm(date time.Time) string {
	return dayTerms[yearDay{month: int(date.Month()), day: date.Day()}.index()]
}

// IsDay reports whether term is that of a day of a month.
func IsDay(term string) bool { return strings.HasPrefix(term, dayMark) }

// A span is one day or a range of days, as a text begins with it.
type span struct {
	first, last yearDay
	size        int // bytes of the text that it takes; 0 if there is none
}

// days returns the terms of the days of s; those of the first and the last alone if there
// are more than room, or more than a year.
func (s span) days(room int) []string {
	from, to := s.first.index(), s.last.index()
	if to < from {
		to += len(dayTerms)
	}
	if years := s.last.year - s.first.year; to > from && (to-from >= min(room, maxRangeDays) || s.first.year > 0 && s.last.year > 0 && years > 1) {
		return []string{dayTerms[from], dayTerms[to%len(dayTerms)]}
	}
	var terms []string
	for ; from <= to; from++ {
		terms = append(terms, dayTerms[from%len(dayTerms)])
	}
	return terms
}

// dateSpan returns the days that text begins with.
func dateSpan(text string) span {
	if first, last, n := daysBeforeMonth(text); n > 0 {
		return span{first, last, n}
	}
	first, n, form := dateIn(text)
	if n == 0 {
		return span{}
	}
	last, k := rangeEnd(text[n:], first, form)
	if k == 0 {
		last = first
		if form == slashes && isFraction(first) && !strings.HasPrefix(text[n:], "(") {
			return span{}
		}
	}
	if !first.valid() || !last.valid() {
		return span{}
	}
	return span{first, last, n + k}
}

// isFraction reports whether the figures of a day are rather a share: 1/2 cups.
func isFraction(d yearDay) bool {
	return d.day <= 4 && d.month < d.day && (d.month == 1 || d.day == d.month+1)
}

// A form is how a date is written.
type form uint8

const (
	dashes  form = iota // 2026-04-06, 2026/04/06
	dots                // 2026. 4. 6.
	korean              // 4월 6일
	slashes             // 4/6
	english             // April 6
)

// dateIn returns the date that text begins with, how many bytes it takes, 0 if there is
// none, and its form.
func dateIn(text string) (d yearDay, size int, f form) {
	if month, n := monthName(text); n > 0 { // April 6th, 2026
		n += blanks(text[n:], 1)
		day, digits := number(text[n:])
		n += digits + ordinal(text[n+digits:])
		return yearDay{0, month, day}, ended(text, n, digits == 1 || digits == 2), english
	}
	a, n := number(text)
	rest := text[n:]
	switch {
	case n == 4 && rest != "" && strings.IndexByte("-./", rest[0]) >= 0:
		return dateOfYear(a, n, text)
	case n != 1 && n != 2:
		return d, 0, f
	case strings.HasPrefix(rest, "월"): // 4월 6일
		n += len("월")
		n += blanks(text[n:], 1)
		day, digits := number(text[n:])
		n += digits
		k := dayMarkKo(text[n:])
		if _, dash := cutDash(text[n:]); digits == 0 || k == 0 && (dash == 0 || dayMarkKo(skipNumber(text[n+dash:])) == 0) {
			return d, 0, f
		}
		return yearDay{0, a, day}, n + k, korean
	case strings.HasPrefix(rest, "/"): // 4/6
		day, digits := number(rest[1:])
		n += 1 + digits
		return yearDay{0, a, day}, ended(text, n, digits == 1 || digits == 2), slashes
	}
	n += ordinal(rest)
	n += blanks(text[n:], 1)
	month, m := monthName(text[n:]) // 6th April
	return yearDay{0, month, a}, ended(text, n+m, m > 0), english
}

// dateOfYear returns the date that text begins with, the first n bytes of which are a year.
func dateOfYear(year, n int, text string) (d yearDay, size int, f form) {
	mark, gap := text[n:n+1], 0
	if f = dashes; mark == "." {
		f, gap = dots, 1
	}
	n++
	n += blanks(text[n:], gap)
	month, digits := number(text[n:])
	if n += digits; digits == 0 || !strings.HasPrefix(text[n:], mark) {
		return d, 0, f
	}
	n++
	n += blanks(text[n:], gap)
	day, digits := number(text[n:])
	n += digits
	if f == dots && strings.HasPrefix(text[n:], ".") {
		n++
	}
	return yearDay{year, month, day}, ended(text, n, digits == 1 || digits == 2), f
}

// daysBeforeMonth returns the days of a range before their English month: 6-8 April.
func daysBeforeMonth(text string) (first, last yearDay, size int) {
	a, n := number(text)
	_, dash := cutDash(text[n:])
	if n == 0 || n > 2 || dash == 0 {
		return first, last, 0
	}
	n += dash
	b, digits := number(text[n:])
	n += digits
	n += blanks(text[n:], 1)
	month, m := monthName(text[n:])
	first, last = yearDay{0, month, a}, yearDay{0, month, b}
	if m == 0 || digits == 0 || b <= a || !first.valid() || !last.valid() {
		return first, last, 0
	}
	return first, last, n + m
}

// rangeEnd returns the end of a range that begins with from, and how many bytes of text,
// which follows that, it takes: another date or, in the same month, another day.
func rangeEnd(text string, from yearDay, f form) (d yearDay, size int) {
	n := 0
	if strings.HasPrefix(text, "(") { // 4/6(월)
		n = strings.IndexByte(text[:min(len(text), maxBetween)], ')') + 1
	}
	rest, dash := cutDash(text[n:])
	if dash == 0 {
		return d, 0
	}
	n += dash
	if d, k, _ := dateIn(rest); k > 0 {
		return d, n + k
	}
	day, digits := number(rest)
	if digits == 0 || digits > 2 {
		return d, 0
	}
	d = yearDay{from.year, from.month, day}
	rest = rest[digits:]
	if month := day; f == dots && strings.HasPrefix(rest, ".") { // 2026.4.6.~4.8.
		rest = rest[1+blanks(rest[1:], 1):]
		day, digits = number(rest)
		return yearDay{from.year, month, day}, len(text) - len(rest) + ended(rest, digits, digits == 1 || digits == 2)
	}
	k := dayMarkKo(rest)
	switch {
	case day <= from.day, f == korean && k == 0, f != korean && k == 0 && !endsBareDay(rest):
		return d, 0
	}
	return d, len(text) - len(rest) + k
}

// endsBareDay reports whether a day at the end of a range may end before rest: no measure
// or time of day follows it.
func endsBareDay(rest string) bool {
	year := strings.TrimPrefix(rest, " ")
	return rest == "" || strings.IndexByte("),.;(|", rest[0]) >= 0 && !(len(rest) > 1 && isFigure(rest[1])) ||
		year != rest && (strings.HasPrefix(year, "20") || strings.HasPrefix(year, "·"))
}

// ended returns size if written, and if text[size:] does not go on with what makes the
// figures before it something else; else 0.
func ended(text string, size int, written bool) int {
	rest := text[min(size, len(text)):]
	next, _ := utf8.DecodeRuneInString(rest)
	word := strings.TrimLeft(rest, " ")
	switch {
	case !written, next == '/' || next == ':' || unicode.IsDigit(next) || isLetter(next):
		return 0
	case scriptOf(next) == hangulRun && !IsParticles(leadingHangul(rest)):
		return 0
	case slices.ContainsFunc([]string{"이상", "이하", "미만", "초과", "cup", "of "}, func(s string) bool { return strings.HasPrefix(word, s) }):
		return 0
	}
	return size
}

// leadingHangul returns the Hangul that text begins with.
func leadingHangul(text string) string {
	for i, r := range text {
		if scriptOf(r) != hangulRun {
			return text[:i]
		}
	}
	return text
}

// dayMarkKo returns how many bytes of text the 일 behind the figures of a day takes; 0 if
// there is none, or if it is of how many days there are (일간, 일째).
func dayMarkKo(text string) int {
	rest, ok := strings.CutPrefix(text, "일")
	if next := leadingHangul(rest); !ok || next != "" && !IsParticles(next) {
		return 0
	}
	return len("일")
}

// maxBetween is how many bytes stand at most between the dates of a range.
const maxBetween = 16

// rangeDashes stand between the ends of a range.
var rangeDashes = []string{"~", "-", "–", "∼", "～", "부터", "to ", "through "}

// cutDash returns text without the dash of a range and the blanks around it, and how many
// bytes these are; 0 if there is none.
func cutDash(text string) (rest string, size int) {
	trimmed := strings.TrimLeft(text, " ")
	for _, dash := range rangeDashes {
		if after, ok := strings.CutPrefix(trimmed, dash); ok {
			after = strings.TrimLeft(after, " ")
			if size = len(text) - len(after); size <= maxBetween {
				return after, size
			}
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

func skipNumber(text string) string {
	_, digits := number(text)
	return text[digits:]
}

// blanks returns how many blanks text begins with, at most limit.
func blanks(text string, limit int) int {
	n := 0
	for n < limit && n < len(text) && text[n] == ' ' {
		n++
	}
	return n
}

// ordinal returns how many bytes the ending of an English ordinal takes at the beginning of
// text.
func ordinal(text string) int {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(text, ending) {
			return len(ending)
		}
	}
	return 0
}

// monthName returns the English month that text begins with, in full or by its first three
// letters, and how many bytes its name has; 0 if there is none.
func monthName(text string) (month, size int) {
	for size < len(text) && isLatin(text[size]) {
		size++
	}
	if size < 3 || text[0] < 'A' || text[0] > 'Z' {
		return 0, 0
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if text[:size] == name {
			return int(m), size
		}
		if text[:size] == name[:3] || m == time.September && text[:size] == "Sept" {
			if strings.HasPrefix(text[size:], ".") {
				size++
			}
			return int(m), size
		}
	}
	return 0, 0
}
