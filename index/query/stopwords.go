package query

import (
	_ "embed"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"okbot/index/ko"
	"okbot/index/wordlist"
)

var (
	//go:embed stopwords.ko.txt
	stopWordsKo string
	//go:embed stopwords.en.txt
	stopWordsEn string
)

// stopWords are the stop words, the English ones as people write them and as the
// analyzer leaves them.
var stopWords = wordlist.SetOf(wordlist.Words(stopWordsKo), wordlist.Words(stopWordsEn), stems(stopWordsEn))

// IsStopWord reports whether term, as the analyzer leaves it, is a stop word.
func IsStopWord(term string) bool { return stopWords[term] }

// StopWords yields every stop word.
func StopWords() iter.Seq[string] { return maps.Keys(stopWords) }

// stems returns the terms that the analyzer makes of the words of list.
func stems(list string) []string {
	var analyzer ko.Analyzer
	var terms []string
	for _, w := range wordlist.Words(list) {
		for _, t := range analyzer.Tokens(nil, w) {
			terms = append(terms, t.Term)
		}
	}
	return terms
}

var (
	//go:embed questionwords.ko.txt
	questionWordsKo string
	//go:embed questionends.ko.txt
	questionEndsKo string

	questionStems = wordlist.Words(questionWordsKo) // begin the Korean words that ask
	questionEnds  = wordlist.Set(questionEndsKo)    // follow one where no particle does
)

// dropQuestionWords blanks the Korean question words of text, with their
// particles.
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

func IsQuestionWord(word string) bool {
	word = strings.TrimRightFunc(word, unicode.IsPunct)
	for _, stem := range questionStems {
		if rest, ok := strings.CutPrefix(word, stem); ok && (rest == "" || questionEnds[rest] || ko.IsParticles(rest)) {
			return true
		}
	}
	return false
}

// bigrams returns the Hangul bigrams of text but its question words, sorted, each
// once.
func bigrams(text string) []uint32 {
	grams := ko.Bigrams(nil, dropQuestionWords(text))
	slices.Sort(grams)
	return slices.Compact(grams)
}
