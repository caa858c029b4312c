package query

import (
	"regexp"
	"strings"
	"unicode"
)

// A Kind is what sort of thing a question asks for; a sentence has the set of
// kinds that it could answer.
type Kind uint8

// The kinds of questions. Other asks for none of these.
const (
	Other Kind = 0
	Who   Kind = 1 << iota
	When
	HowMany
	Where
	Why
	People // how many people
)

// questionKinds tell the kind of a question by its words; the first that
// matches counts.
var questionKinds = []struct {
	kind Kind
	cues cuePhrases
}{
	{When, newCues("언제 며칠 몇월 몇일 몇년 몇시 날짜 시점", "when", "what day", "what date", "what month", "what year", "which day", "which month", "which year")},
	{People, newCues("몇명 몇사람 몇분이 몇만명", "how many people", "how many users", "how many koreans", "how many folks", "how many subscribers", "how many customers", "how many employees", "how many staff", "how many monthly", "how many weekly", "how many daily", "how many active", "how many paying")},
	{HowMany, newCues("얼마 몇 규모 비율 퍼센트 가격 요금 금액", "how many", "how much", "how big", "how large", "how long", "how often", "how old", "how far", "what share", "what percent", "what percentage", "what price", "what size", "price", "cost")},
	{Who, newCues("누구 누가 누굴 누군 사람은 인물", "who", "whom", "whose", "who's")},
	{Where, newCues("어디 어느도시 어느지역 어느나라 어느곳 어느동네 장소 위치", "where", "which city", "which place", "which venue", "which hotel", "which country")},
	{Why, newCues("왜 이유 어째서 때문 까닭", "why", "reason")},
}

// nowCues give away that a question asks for the newest.
var nowCues = newCues("지금 현재 최신 최근 요즘 요새 이제 가장나중 마지막으로 아직 여전히", "now", "nowadays", "latest", "newest", "current", "currently", "most recent", "most recently", "recent", "recently", "these days", "today", "so far", "to date", "still", "up to date", "as it stands", "lately")

// KindOf returns what a question asks for, and whether it asks for the newest:
// [Parse] for those who need no more.
func KindOf(question string) (kind Kind, now bool) {
	folded := fold(question)
	return kindOf(folded), nowCues.In(folded)
}

func kindOf(folded folded) Kind {
	for i := range questionKinds {
		if questionKinds[i].cues.In(folded) {
			return questionKinds[i].kind
		}
	}
	return Other
}

var (
	headcount = regexp.MustCompile(`\d[\d,.만억천 ]*(?:여 ?)?명|(?i)\d[\d,.]*\s(?:(?:million|billion|thousand)\s)?(?:[a-z]+\s){0,4}(?:` + strings.Join(people, "|") + `)|(?:` + strings.Join(people, "|") + `)\D{0,60}\d`)
	people    = []string{"people", "users", "subscribers", "employees", "staff", "customers", "visitors", "students"}
	dated     = regexp.MustCompile(`\d{4}년|\d{1,2}월|\d{1,2}일|\b(19|20)\d\d\b`)
	becauseKo = []string{"때문", "위해", "이유", "배경", "덕분", "따라", "므로"}
	becauseEn = []string{"because", "since", "due to", "in order", "reason", "so that", "to "}
	roleWords = []string{"대표", "사장", "회장", "장관", "차관", "의원", "대통령", "위원장", "교수", "CEO", "CFO", "COO", "CSO", "총장", "시장", "지사 ", "부사장", "총괄", "책임자"}
)

// SentenceKinds returns what questions the sentence text could answer; names are the
// kinds of the names in it.
func SentenceKinds(text string, names map[string]bool) Kind {
	var k Kind
	if dated.MatchString(text) {
		k |= When
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

// hasNumber reports whether text has a number that is no part of a date or of
// a word such as GPT-5.
func hasNumber(text string) bool {
	for i, r := range text {
		if !unicode.IsDigit(r) || i > 0 && isNumberPart(text[i-1]) {
			continue
		}
		end := i
		for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == ',' || text[end] == '.') {
			end++
		}
		if rest := text[end:]; !strings.HasPrefix(rest, "년") && !strings.HasPrefix(rest, "월") && !strings.HasPrefix(rest, "일") && !dated.MatchString(text[i:end]) {
			return true
		}
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
