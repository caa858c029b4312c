package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Count is what a question asks the number of: 몇 층, how many judges. The zero value
// is nothing.
type Count struct {
	Counter rune     // the first letter of the Korean counter
	Nouns   []string // English, one of which is counted, shortened to its stem's beginning
	Hour    bool     // it asks for a time of the day
}

// sameCounters are the first letters of counters that count the same.
var sameCounters = []string{"명인분사", "살세", "번회차", "위등번", "프퍼%", "군곳", "달개", "m미", "장매"}

const (
	maxCountedNouns = 3 // words after "how many" of which one is what is counted
	maxBeforeNoun   = 3 // words between a number and the noun that it counts
	minNounBytes    = 4 // to which a noun is shortened: judges, judge
)

// countOf returns what a question asks the number of.
func countOf(text string) Count {
	if _, rest, found := strings.Cut(text, "몇"); found {
		rest = strings.TrimLeft(rest, " ")
		if strings.HasPrefix(rest, "시") && !strings.HasPrefix(rest, "시간") {
			return Count{Hour: true}
		}
		r, _ := utf8.DecodeRuneInString(rest)
		if r == '이' || !unicode.IsLetter(r) && r != '%' {
			return Count{}
		}
		return Count{Counter: r}
	}
	text = strings.ToLower(text)
	_, rest, found := strings.Cut(text, "how many ")
	if !found {
		return Count{Hour: strings.Contains(text, "what time")}
	}
	var c Count
	for _, word := range strings.FieldsFunc(rest, notInWord) {
		if IsStopWord(word) || len(c.Nouns) == maxCountedNouns {
			break
		}
		c.Nouns = append(c.Nouns, word[:min(len(word), max(minNounBytes, len(word)-2))])
	}
	return c
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }

// MissingIn reports whether text, in the language of the question, has no number of it.
func (c Count) MissingIn(text string) bool {
	switch {
	case c.Hour:
		return !timed.MatchString(text) && !containsAny(text, timesKo) && !hasEnglish(text, timesEn)
	case c.Counter != 0:
		return !c.countedKo(text)
	case len(c.Nouns) > 0:
		return !c.countedEn(strings.ToLower(text))
	}
	return false
}

// countedKo reports whether a number stands before the counter: 12층, 열두 명, 2000여 명.
func (c Count) countedKo(text string) bool {
	same := string(c.Counter)
	for _, group := range sameCounters {
		if strings.ContainsRune(group, c.Counter) {
			same = group
		}
	}
	for at, r := range text {
		if !strings.ContainsRune(same, r) {
			continue
		}
		before := strings.TrimSuffix(strings.TrimRight(text[:at], " "), "여")
		before = strings.TrimRight(before, " ")
		if last, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(last) || strings.ContainsRune("천만억조백십", last) {
			return true
		}
		for _, n := range numbersKo["numeral"] {
			if strings.HasSuffix(before, n) {
				return true
			}
		}
	}
	return false
}

// countedEn reports whether a number stands shortly before a noun.
func (c Count) countedEn(text string) bool {
	since := maxBeforeNoun + 1 // words since the last number
	for word := range strings.FieldsFuncSeq(text, notInWord) {
		if unicode.IsDigit(rune(word[0])) || numeralsEn[word] || scalesEn[word] {
			since = 0
			continue
		}
		if since++; since > maxBeforeNoun+1 {
			continue
		}
		for _, noun := range c.Nouns {
			if strings.HasPrefix(word, noun) {
				return true
			}
		}
	}
	return false
}
