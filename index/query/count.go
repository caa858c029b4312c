package query

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

//go:embed counters.ko.txt
var counterList string

var counters = wordlist.Groups(counterList)

// A Count is what a question asks the number of: 몇 층, how many judges. The zero value
// is nothing.
type Count struct {
	Counters []string // Korean, one of which counts it
	Nouns    []string // English, one of which is counted, shortened to its stem's beginning
	Hour     bool     // it asks for a time of the day
	Days     bool     // it asks for a number of days, which have names of their own
}

const (
	maxCountedNouns = 3 // words after "how many" of which one is what is counted
	maxBeforeNoun   = 3 // words between a number and the noun that it counts
	minNounBytes    = 4 // to which a noun is shortened: judges, judge
)

// spans count the days that 며칠 asks for, in one way or another.
var spans = []string{"일", "주", "박", "개월", "달", "년", "시간"}

// countOf returns what a question asks the number of.
func countOf(text string) Count {
	if strings.Contains(text, "며칠") {
		return Count{Counters: spans, Days: true}
	}
	if _, rest, found := strings.Cut(text, "몇"); found {
		return countedBy(strings.TrimLeft(rest, " "))
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
		if slices.Contains(people, word) {
			c.Nouns = append(c.Nouns, people...)
			break
		}
	}
	return c
}

// countedBy returns what is asked the number of by what stands after 몇.
func countedBy(rest string) Count {
	if after, ok := strings.CutPrefix(rest, "시"); ok && !strings.ContainsAny(firstRune(after), "간즌험민리장") {
		return Count{Hour: true}
	}
	longest := ""
	for _, group := range counters {
		for _, c := range group {
			if strings.HasPrefix(rest, c) && len(c) > len(longest) {
				longest = c
			}
		}
	}
	var c Count
	for _, name := range slices.Sorted(maps.Keys(counters)) {
		if slices.Contains(counters[name], longest) {
			c.Counters = append(c.Counters, counters[name]...)
		}
	}
	if first := firstRune(rest); longest == "" && first != "" && !strings.ContainsAny(first, "이몇") {
		if r, _ := utf8.DecodeRuneInString(first); unicode.IsLetter(r) {
			c.Counters = []string{first} // a counter that stands in no list
		}
	}
	return c
}

// firstRune returns the first letter of text, "" if there is none.
func firstRune(text string) string {
	_, n := utf8.DecodeRuneInString(text)
	return text[:n]
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }

// MissingIn reports whether text, in the language of the question, has no number of it.
func (c Count) MissingIn(text string) bool {
	switch {
	case c.Hour:
		return !timed.MatchString(text) && !containsAny(text, hoursKo) && !hasEnglish(text, hoursEn)
	case c.Days && containsAny(text, numbersKo["days"]):
		return false
	case len(c.Counters) > 0:
		return !slices.ContainsFunc(c.Counters, func(counter string) bool { return isCountedKo(text, counter) })
	case len(c.Nouns) > 0:
		return !c.isCountedEn(strings.ToLower(text))
	}
	return false
}

// isCountedKo reports whether a number stands before a counter: 12층, 열두 명, 2000여 명.
func isCountedKo(text, counter string) bool {
	for rest, at := text, 0; ; {
		i := strings.Index(rest, counter)
		if i < 0 {
			return false
		}
		if endsInNumber(text[:at+i]) {
			return true
		}
		at += i + len(counter)
		rest = text[at:]
	}
}

// endsInNumber reports whether text ends in a number, in figures or in Korean.
func endsInNumber(text string) bool {
	text = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text, " "), "여"), " ")
	figure := strings.TrimRight(text, "십백천만억조 ")
	last, _ := utf8.DecodeLastRuneInString(figure)
	if unicode.IsDigit(last) || figure != text && !hangul.IsSyllable(last) || figure != text && (last == '수' || last == '몇') {
		return true
	}
	for _, n := range numbersKo["numeral"] {
		if before, ok := strings.CutSuffix(text, n); ok {
			last, _ := utf8.DecodeLastRuneInString(before)
			return !hangul.IsSyllable(last) || strings.ContainsRune("열물른흔쉰순", last)
		}
	}
	return false
}

// isCountedEn reports whether a number stands shortly before a noun.
func (c Count) isCountedEn(text string) bool {
	since := maxBeforeNoun + 1 // words since the last number
	for word := range strings.FieldsFuncSeq(text, notInWord) {
		if unicode.IsDigit(rune(word[0])) && !isYear(word) || numeralsEn[word] || scalesEn[word] {
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

func isYear(word string) bool {
	return len(word) == 4 && (strings.HasPrefix(word, "19") || strings.HasPrefix(word, "20"))
}
