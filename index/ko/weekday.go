package ko

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"okbot/index/wordlist"
)

//go:embed weekdays.ko.txt
var weekdayList string

// The days of the week, 0 to 6 from Monday: by their terms, by their short forms, and the
// terms of each language.
var wholeWeekdays, shortWeekdays, weekdayTerms = newWeekdays()

func newWeekdays() (whole, short map[string]int, terms map[string][]string) {
	whole, short, terms = map[string]int{}, map[string]int{}, map[string][]string{}
	for lang, days := range wordlist.Groups(weekdayList) {
		for number, day := range days {
			forms := strings.Fields(day)
			term := forms[0]
			if lang == "en" {
				term = latinTerm(term)
			}
			whole[term], terms[lang] = number, append(terms[lang], term)
			for _, form := range forms[1:] {
				short[form] = number
			}
		}
	}
	return whole, short, terms
}

// IsWeekday reports whether term is that of a day of the week.
func IsWeekday(term string) bool {
	_, ok := wholeWeekdays[term]
	return ok
}

// Weekday returns the day of the week that word names, in full or for short, 0 to 6 from
// Monday, and false if it names none.
func Weekday(word string) (int, bool) {
	if n, ok := shortWeekdays[word]; ok {
		return n, true
	}
	n, ok := wholeWeekdays[word]
	return n, ok
}

// A day is a token that names a day of the week.
type day struct {
	at, number int // index of the token; 0 is Monday
	short      bool
	start, end int // bytes of the text that name it
	lang       string
}

// bytesPerWeekday bounds the days within ranges like bytesPerDay.
const bytesPerWeekday = 8

// spellWeekdays gives the days of the week among the tokens dst[from:] that are written for
// short the terms of whole ones where they stand beside another day or a time of day, or in
// brackets (화·목, 월~금 09:00, (토), Mon-Fri); a range has all its days.
func spellWeekdays(dst []Token, from int, text string) []Token {
	var days []day
	for i := from; i < len(dst); i++ {
		if d, ok := dayOf(dst[i], text); ok {
			d.at = i
			days = append(days, d)
		}
	}
	var between []insertion
	room := 2*fewDays + len(text)/bytesPerWeekday
	for k, d := range days {
		listed, ranged := false, false
		if k > 0 {
			listed, ranged = joinsDays(text, days[k-1], d)
		}
		if k+1 < len(days) && !listed {
			listed, _ = joinsDays(text, d, days[k+1])
		}
		if !listed && !standsAlone(text, d) {
			continue
		}
		t := &dst[d.at]
		if d.short {
			t.Term, t.Start, t.End, t.Verb = weekdayTerms[d.lang][d.number], d.start, d.end, false
		}
		if !ranged || len(between)+len(wholeWeekdays) > room {
			continue
		}
		whole := *t
		for n := (days[k-1].number + 1) % 7; n != d.number; n = (n + 1) % 7 {
			whole.Term = weekdayTerms[d.lang][n]
			between = append(between, insertion{d.at, whole})
		}
	}
	return insertAll(dst, between)
}

// dayOf returns the day that a token may name.
func dayOf(t Token, text string) (day, bool) {
	d := day{start: t.Start, end: t.End, lang: "en"}
	first, size := utf8.DecodeRuneInString(text[t.Start:])
	hangul := scriptOf(first) == hangulRun
	if hangul {
		d.lang = "ko"
	}
	number, ok := wholeWeekdays[t.Term]
	inBrackets := t.Start > 0 && text[t.Start-1] == '(' // as a part of a date: 4/6(월)
	if d.number = number; ok || t.Part && !inBrackets {
		return d, ok
	}
	d.short = true
	if !hangul {
		d.number, ok = shortWeekdays[strings.ToLower(text[t.Start:t.End])]
		return d, ok
	}
	d.number, ok = shortWeekdays[string(first)]
	d.end = t.Start + size
	particles := leadingHangul(text[d.end:])
	before, _ := utf8.DecodeLastRuneInString(text[:t.Start])
	return d, ok && scriptOf(before) == none && (particles == "" || IsParticles(particles))
}

// joinsDays reports whether what stands between two days of text makes them a list, and
// whether it makes them a range. 일·월 are days and months.
func joinsDays(text string, a, b day) (listed, ranged bool) {
	if a.lang != b.lang || b.start < a.end {
		return false, false
	}
	between := text[a.end:b.start]
	if rest, dash := cutDash(between); dash > 0 {
		return rest == "", rest == ""
	}
	switch strings.TrimSpace(between) {
	case "·", "ㆍ", "･", "•", "/", ",", "、", "&", "and":
		const monday, sunday = 0, 6
		return a.lang == "en" || max(a.number, b.number) != sunday || min(a.number, b.number) != monday, false
	}
	return false, false
}

var (
	behindDate = regexp.MustCompile(`[\d일] ?\($`)
	beforeHour = regexp.MustCompile(`^ ?(?:\d{1,2}:\d{2}|\d{1,2}시(?:[^간]|$))|^ ?[·ㆍ/,] ?공휴일`)
)

// standsAlone reports whether a day for short stands in brackets behind a date, in a cell of
// a table, or before a time of day or a holiday.
func standsAlone(text string, d day) bool {
	before, after := text[max(0, d.start-maxBetween):d.start], text[d.end:min(len(text), d.end+maxBetween)]
	if d.lang == "en" && (!isUpper(text[d.start]) || isUpper(text[d.end-1])) {
		return false
	}
	return behindDate.MatchString(before) && strings.HasPrefix(after, ")") || beforeHour.MatchString(after) ||
		strings.HasSuffix(strings.TrimRight(before, " "), ":") && (after == "" || strings.HasPrefix(after, " ·"))
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }
