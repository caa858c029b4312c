package query

import (
	_ "embed"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/wordlist"
)

var (
	//go:embed stopwords.ko.txt
	stopWordListKo string
	//go:embed stopwords.en.txt
	stopWordListEn string

	stopWords = allStopWords()
)

// IsStopWord reports whether term, as the analyzer leaves it, is a stop word.
func IsStopWord(term string) bool { return stopWords[term] }

// StopWords yields every stop word.
func StopWords() iter.Seq[string] { return maps.Keys(stopWords) }

// allStopWords returns the stop words of both languages.
func allStopWords() map[string]bool {
	all := wordlist.SetOf(allQuestionWordsKo)
	addKorean(all)
	var analyzer ko.Analyzer
	for word := range englishStopWords() {
		all[word] = true
		if strings.Contains(word, "'") {
			continue // won't is not won
		}
		for _, t := range analyzer.Tokens(nil, word) {
			all[t.Term] = true
		}
	}
	return all
}

// englishStopWords returns the English stop words as people write them: those of
// Bleve's English analyzer but the kept ones, those of the list, and question words.
func englishStopWords() map[string]bool {
	groups := wordlist.Groups(stopWordListEn)
	words := bleveStopWords()
	for _, word := range groups["kept"] {
		delete(words, word)
	}
	delete(groups, "kept")
	maps.Copy(words, wordlist.SetOf(slices.Collect(maps.Values(groups))...))
	maps.Copy(words, wordlist.SetOf(allQuestionWordsEn))
	return words
}

// bleveStopWords returns the stop words that Bleve's English analyzer has.
func bleveStopWords() analysis.TokenMap {
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(en.EnglishStopWords); err != nil {
		panic(err) // reading from memory does not fail
	}
	return words
}

// addKorean adds the words of the Korean list to set, verbs with every ending and
// counters with the particles that fit them (명이, 개가).
func addKorean(set map[string]bool) {
	groups := wordlist.Groups(stopWordListKo)
	for _, verb := range groups["verb"] {
		for _, ending := range groups["verb ending"] {
			set[verb+ending] = true
		}
	}
	for _, counter := range groups["counter"] {
		for _, p := range [][2]string{{"이", "가"}, {"은", "는"}, {"을", "를"}, {"에", "에"}} {
			set[hangul.Particle(counter, p[0], p[1])] = true
		}
	}
	delete(groups, "verb ending")
	delete(groups, "counter")
	maps.Copy(set, wordlist.SetOf(slices.Collect(maps.Values(groups))...))
}
