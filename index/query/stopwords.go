package query

import (
	_ "embed"
	"iter"
	"maps"

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
var stopWords = wordlist.SetOf(
	allQuestionWordsKo, wordlist.Words(stopWordsKo),
	allQuestionWordsEn, stems(allQuestionWordsEn), wordlist.Words(stopWordsEn), stems(wordlist.Words(stopWordsEn)))

// IsStopWord reports whether term, as the analyzer leaves it, is a stop word.
func IsStopWord(term string) bool { return stopWords[term] }

// StopWords yields every stop word.
func StopWords() iter.Seq[string] { return maps.Keys(stopWords) }

// stems returns the terms that the analyzer makes of words.
func stems(words []string) []string {
	var analyzer ko.Analyzer
	var terms []string
	for _, w := range words {
		for _, t := range analyzer.Tokens(nil, w) {
			terms = append(terms, t.Term)
		}
	}
	return terms
}
