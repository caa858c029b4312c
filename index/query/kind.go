package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"okbot/index/wordlist"
)

// A Kind is the type of answer that a question asks for. That of a sentence is the set
// of the kinds of questions that it could answer.
type Kind uint8

// The kinds of questions. Other asks for none of these.
const (
	Other Kind = 0
	Who   Kind = 1 << iota
	When
	HowMany
	Where
	Why
	People   // how many people
	Overview // what something is, or what there is to say of it
)

// questionKinds has the cues of each kind. The first that matches counts.
var questionKinds = []struct {
	kind Kind
	cues cuePhrases
}{
	{When, askedBy("when")},
	{People, cuesNamed("how many people")},
	{HowMany, askedBy("how many")},
	{Who, askedBy("who")},
	{Where, askedBy("where")},
	{Why, askedBy("why")},
}

// nowCues give away that a question asks for the newest.
var nowCues = cuesNamed("now")

// KindOf returns what a question asks for, of what part of its text, and whether it
// asks for the newest: [Parse] for those who need no more.
func KindOf(question string) (kind Kind, subject Span, now bool) {
	folded := fold(question)
	kind, subject, status := kindOf(question, folded)
	return kind, subject, status || nowCues.In(folded)
}

// kindOf returns what is asked for, the part of text that says of what, and whether it
// asks how that stands.
func kindOf(text string, folded folded) (kind Kind, subject Span, status bool) {
	if subject, status, ok := requested(text); ok {
		return Overview, subject, status
	}
	if kind := cuedKind(text, folded); kind != Other {
		return kind, Span{0, len(text)}, false
	}
	if subject, ok := defined(text, folded); ok {
		return Overview, subject, false
	}
	return Other, Span{0, len(text)}, false
}

// cuedKind returns the kind whose cues are in a question.
func cuedKind(text string, folded folded) Kind {
	if countOf(text).Hour {
		return When
	}
	if kind, asks := frontedKind(text, folded); asks && (kind != Other || !asksName(text, folded)) {
		return kind
	}
	for i := range questionKinds {
		k := &questionKinds[i]
		if k.cues.In(folded) || k.kind == People && countsPeople(folded.english) {
			return k.kind
		}
	}
	if asksName(text, folded) {
		return Who
	}
	return Other
}

// The grammars of an English question that begins with its question word: in what year,
// who … when …; when …, who …
var (
	fronted     = regexp.MustCompile(`^ (?:(?:and|so|but|also|in|at|on|by|to|for|from|of|with|since|until|about|around) )*`)
	subordinate = regexp.MustCompile(`(?i)^(?:when|where|after|before|while|as|if|since)\s+([a-z]+)\b[^,?.]*,\s*`)
)

// relatives are the cues of what is asked for behind what and which: the year when.
var relatives = []struct {
	kind Kind
	cues cuePhrases
}{{Who, cuesNamed("person who")}, {When, cuesNamed("year when")}, {Where, cuesNamed("place where")}}

// frontedKind returns what an English question asks for that begins with its question word:
// a later one but opens a clause. It reports whether the text is such a question.
func frontedKind(text string, f folded) (kind Kind, asks bool) {
	if f.korean != "" {
		return Other, false
	}
	rest, asks := "", false
	if m := subordinate.FindStringSubmatch(text); m != nil && !slices.Contains(cuesEn["auxiliary"], strings.ToLower(m[1])) {
		rest, asks = fromQuestionWord(fold(text[len(m[0]):]).english)
	}
	if !asks {
		rest, asks = fromQuestionWord(f.english)
	}
	if !asks {
		return Other, false
	}
	for i := range questionKinds {
		k := &questionKinds[i]
		if startsWithAny(rest, k.cues.english) || k.kind == People && strings.HasPrefix(rest, " how many ") && countsPeople(rest) {
			return k.kind, true
		}
	}
	for _, r := range relatives { // what is the name of the person who
		if r.cues.In(folded{english: rest}) {
			return r.kind, true
		}
	}
	for i := range questionKinds { // what is the price
		for _, cue := range questionKinds[i].cues.english {
			word, _, _ := strings.Cut(cue[1:], " ")
			if !slices.Contains(allQuestionWordsEn, word) && strings.Contains(rest, cue) {
				return questionKinds[i].kind, true
			}
		}
	}
	return Other, true
}

// fromQuestionWord returns an English text, folded, from its question word on, and whether it
// begins with one, as in "in which".
func fromQuestionWord(english string) (rest string, asks bool) {
	rest = english[len(fronted.FindString(english))-1:]
	word, _, _ := strings.Cut(rest[1:], " ")
	return rest, slices.Contains(allQuestionWordsEn, word)
}

// maxPeopleWords is the number of words after "how many" among which the noun that is
// counted is looked for (monthly active users).
const maxPeopleWords = 4

// countsPeople reports whether an English question, folded, asks how many people.
func countsPeople(question string) bool {
	_, rest, found := strings.Cut(question, " how many ")
	if !found {
		return false
	}
	words := strings.Fields(rest)
	for _, word := range words[:min(len(words), maxPeopleWords)] {
		if slices.Contains(people, word) {
			return true
		}
		if IsStopWord(word) {
			break
		}
	}
	return false
}

var (
	headcount = regexp.MustCompile(`\d[\d,.만억천 ]*(?:여 ?)?명|(?i)\d[\d,.]*\s(?:(?:million|billion|thousand)\s)?(?:[a-z]+\s){0,4}(?:` + strings.Join(people, "|") + `)|(?:` + strings.Join(people, "|") + `)\D{0,60}\d`)
	// past matches years and centuries of which a number alone tells nothing, lasting what is
	// counted from something else.
	past    = regexp.MustCompile(`(?i)\b(?:in|since|until|till|during|early|late|mid|summer|winter|spring|autumn|fall|` + strings.Join(monthNames, "|") + `)\s(?:the\s)?1[0-8]\d\d\b|\b(?:1\d|20)\d0s\b|\d(?:st|nd|rd|th)[ -]centur|\d\s?세기`)
	lasting = regexp.MustCompile(`(?:\d|한|두|세|네|몇)\s?(?:영업)?(?:분|시간|일|주|주일|개월|달|년)\s?(?:(?:뒤|후|전)(?:에|까지|부터|[\s.,)]|$)|이내|안에|까지|만에|마다)|(?i)\b(?:within|after|before|in|every)\s(?:\w+\s)?\d+\s(?:(?:working|business|calendar)\s)?(?:minute|hour|day|week|month|year)|\b\d+\s(?:(?:working|business|calendar)\s)?(?:minute|hour|day|week|month|year)s?\s(?:before|after|later|ago)\b`)

	dated       = regexp.MustCompile(`\d{4}년|\d{1,2}월|\d{1,2}일|` + englishYear.String())
	englishYear = regexp.MustCompile(`\b(?:19|20)\d\d(?:[^\w,.명개원만억조천백]|[,.](?:\D|$)|$)`) // not 2000명

	// spelled matches what is counted in Korean numerals that stand for figures: 이만 원, 수십 명.
	spelled = regexp.MustCompile(`(?:^|[\s(])(?:[이삼사오육칠팔구수몇][십백천만억][일이삼사오육칠팔구십백천만억 ]*여? ?(?:원|달러|명|개|대|번|권|장|건|층|시간|분|일|주|달|년|평)|[십백천만억]여? ?(?:원|달러|명))`)

	// timed matches a time of the day in figures; the others are such times, and numbers,
	// in words.
	timed         = regexp.MustCompile(`\d{1,2}시(?:[^간즌]|$)|\d{1,2}:\d\d|(?i)\b\d{1,2} ?[ap]\.?m\b`)
	hoursKo       = numbersKo["hour"]
	hoursEn       = wordlist.SetOf(numbersEn["hour"])
	multipliersKo = numbersKo["multiplier"]
	timesKo       = slices.Concat(numbersKo["time"], hoursKo)
	timesEn       = wordlist.SetOf(numbersEn["time"], numbersEn["hour"])
	numeralsEn    = wordlist.SetOf(numbersEn["numeral"])
	scalesEn      = wordlist.SetOf(numbersEn["scale"])

	people    = sentencesEn["people"]
	becauseKo = sentencesKo["because"]
	becauseEn = sentencesEn["because"]
	roleWords = slices.Concat(sentencesKo["office"], sentencesEn["office"])

	sentencesKo = wordlist.Groups(sentenceListKo)
	sentencesEn = wordlist.Groups(sentenceListEn)
	numbersKo   = wordlist.Groups(numberListKo)
	numbersEn   = wordlist.Groups(numberListEn)

	//go:embed sentences.ko.txt
	sentenceListKo string
	//go:embed sentences.en.txt
	sentenceListEn string
	//go:embed numbers.ko.txt
	numberListKo string
	//go:embed numbers.en.txt
	numberListEn string
)

// SentenceKinds returns the kinds of questions that a sentence could answer. names has
// the kinds of the names in it, as [corpus.Name] has them.
func SentenceKinds(text string, names map[string]bool) Kind {
	var k Kind
	if hasFigure(text) && (dated.MatchString(text) || timed.MatchString(text) || past.MatchString(text)) || tellsSpan(text) || containsAny(text, timesKo) || hasEnglish(text, timesEn) {
		k |= When
	}
	if hasCount(text) || hasEnglish(text, numeralsEn) || containsAny(text, multipliersKo) && spelled.MatchString(text) {
		k |= HowMany
	}
	if hasNumber(text) {
		k |= HowMany
		if (strings.Contains(text, "명") || containsAny(text, people)) && headcount.MatchString(text) {
			k |= People
		}
	}
	if names["person"] || containsAny(text, roleWords) {
		k |= Who
	}
	if names["place"] {
		k |= Where
	}
	if containsAny(text, becauseKo) || containsAny(strings.ToLower(text), becauseEn) {
		k |= Why
	}
	return k
}

// tellsSpan reports whether text tells a time that is counted from something else.
func tellsSpan(text string) bool {
	return (hasFigure(text) || containsAny(text, numbersKo["span"])) && lasting.MatchString(text)
}

func hasFigure(text string) bool { return strings.ContainsAny(text, "0123456789") }

// hasNumber reports whether text has a number that is not part of a date or of a word
// such as GPT-5.
func hasNumber(text string) bool {
	for i, r := range text {
		if !unicode.IsDigit(r) || i > 0 && isNumberPart(text[i-1]) {
			continue
		}
		end := i
		for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == ',' || text[end] == '.') {
			end++
		}
		if !isDatePart(text, i, end) && !englishYear.MatchString(text[i:min(len(text), end+len("명"))]) {
			return true
		}
	}
	return false
}

// daysLong matches what stands behind a number of days that is no date.
var daysLong = regexp.MustCompile(`^일(?:간|씩|치|마다| ?(?:동안|이내|안에|만에|뒤|후|전|걸|정도|가량))`)

// isDatePart reports whether the number at text[start:end] is a year, a month or a day: 2026년,
// 3월, 3일, but not 3일간 or 15년.
func isDatePart(text string, start, end int) bool {
	switch rest := text[end:]; {
	case strings.HasPrefix(rest, "월"):
		return true
	case strings.HasPrefix(rest, "년"):
		return end-start == len("2026")
	case strings.HasPrefix(rest, "일"):
		return !daysLong.MatchString(rest)
	}
	return false
}

func isNumberPart(c byte) bool {
	return c >= '0' && c <= '9' || c == ',' || c == '.' || c == '-' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func containsAny(text string, list []string) bool {
	for _, s := range list {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
