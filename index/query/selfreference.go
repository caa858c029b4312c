package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// selfReference returns how much a question seems to be about the asker's own
// world, of which no corpus speaks: 1 where it says so (our contract, 저희 팀) or
// proposes something (먹을까), 0.5 where it speaks of these very days, else 0.
func selfReference(text string) float64 {
	most, last := 0.0, ""
	for word := range strings.FieldsFuncSeq(text, isGap) {
		us := word == "us" // not US
		word = strings.ToLower(word)
		rest, we := strings.CutPrefix(word, "우리")
		switch {
		case last == "우리" && nation(word):
			most = 0
		case us, owned[word] && (word != "내" || last == ""), last == "should" && word == "i", strings.HasPrefix(word, "저희"), we && !nation(rest), isSuggestive(word):
			most = 1
		case days[word], last == "this" && word == "week", last == "next" && word == "week",
			slices.ContainsFunc(daysKo, func(d string) bool { return strings.HasPrefix(word, d) }),
			(last == "이번" || last == "다음" || last == "지난") && strings.HasPrefix(word, "주"):
			most = max(most, 0.5)
		}
		last = word
	}
	return most
}

func isGap(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '\'' && r != '’' }

var (
	//go:embed selfreference.ko.txt
	selfReferenceListKo string
	//go:embed selfreference.en.txt
	selfReferenceListEn string

	selfReferenceKo = wordlist.Groups(selfReferenceListKo)
	selfReferenceEn = wordlist.Groups(selfReferenceListEn)

	owned  = wordlist.SetOf(selfReferenceKo["own"], selfReferenceEn["own"])
	days   = wordlist.SetOf(selfReferenceEn["day"])
	daysKo = selfReferenceKo["day"]
)

// nation reports whether a word that follows 우리 makes it the whole country's
// (우리나라, 우리 정부).
func nation(word string) bool {
	return slices.ContainsFunc(selfReferenceKo["nation"], func(p string) bool { return strings.HasPrefix(word, p) })
}

// opinion matches a question for which of two is better: a matter of taste, of which
// no passage speaks.
var opinion = regexp.MustCompile(`(?i)(?:` + strings.Join(selfReferenceKo["better"], "|") + `)(?:요)?[\s?!.~]*$|` + strings.Join(selfReferenceEn["better"], "|"))

// isSuggestion reports whether text is one Korean sentence that weighs what to do, or
// asks for an opinion.
func isSuggestion(text string) bool {
	if opinion.MatchString(text) {
		return true
	}
	words := strings.FieldsFunc(text, isGap)
	return len(words) > 0 && isSuggestive(words[len(words)-1])
}

// isSuggestive reports whether a Korean word ends as one that weighs what to do:
// 먹을까, 갈까요. What only wonders (누굴까, 어디일까) does not count.
func isSuggestive(word string) bool {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(word, "요"), "까")
	r, _ := utf8.DecodeLastRuneInString(stem)
	_, _, tail, syllable := hangul.Split(r)
	return ok && syllable && tail == 8 && !strings.ContainsRune("일럴굴뭘", r) // 8: ㄹ
}
