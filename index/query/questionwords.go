package query

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"okbot/index/ko"
	"okbot/index/wordlist"
)

var (
	//go:embed questionwords.ko.txt
	questionWordListKo string
	//go:embed questionwords.en.txt
	questionWordListEn string

	// The question words by what they ask for.
	questionWordsKo = wordlist.Groups(questionWordListKo)
	questionWordsEn = wordlist.Groups(questionWordListEn)

	allQuestionWordsKo = questionWords(questionWordsKo)
	allQuestionWordsEn = questionWords(questionWordsEn)

	isQuestionEnding = wordlist.SetOf(questionWordsKo["ending"])
)

// questionWords returns the words of all groups that ask for something.
func questionWords(groups map[string][]string) []string {
	var words []string
	for _, asked := range []string{"who", "when", "where", "what", "which", "how", "why", "how many"} {
		words = append(words, groups[asked]...)
	}
	return words
}

// anyOf returns an expression that matches any of words.
func anyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}

// dropQuestionWords returns the words of text without the Korean question words and
// their particles, a blank behind each.
func dropQuestionWords(text string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(text) {
		if !IsQuestionWord(word) {
			b.WriteString(word)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// IsQuestionWord reports whether a word of Korean text is a question word, with
// particles or an ending or without.
func IsQuestionWord(word string) bool {
	word = strings.TrimRightFunc(word, unicode.IsPunct)
	return slices.ContainsFunc(allQuestionWordsKo, func(stem string) bool {
		rest, ok := strings.CutPrefix(word, stem)
		return ok && (rest == "" || isQuestionEnding[rest] || ko.IsParticles(rest))
	})
}

// IsQuestionAdverb reports whether a word of Korean text stands before what is done and
// asks for its place, time or way.
func IsQuestionAdverb(word string) bool { return slices.Contains(questionWordsKo["verb"], word) }

// bigrams returns the Hangul bigrams of text but its question words, sorted, each
// once.
func bigrams(text string) []uint32 {
	grams := ko.Bigrams(nil, dropQuestionWords(text))
	slices.Sort(grams)
	return slices.Compact(grams)
}
