// Package searchtest tests that a searcher does what [okbot/bot.Searcher] and
// [index.Request] promise, whatever it searches with.
//
// [Run] is the test. [Linear] is a searcher that shares no code with package
// index, for tests of what stands on a searcher.
package searchtest

import (
	"context"
	"fmt"
	"testing"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// A Searcher is a [okbot/bot.Searcher].
type Searcher interface {
	Search(context.Context, index.Request) (index.Result, error)
	Vocabulary() query.Vocabulary
}

// Run tests the searchers that open returns, each over a corpus of its own. It
// asks for no ranking beyond this: a passage that has all words of a question in
// one sentence comes before one that has none of them.
func Run(t *testing.T, open func(t *testing.T, c *corpus.Corpus) Searcher) {
	for name, test := range map[string]func(*testing.T, Searcher){
		"finds":                          finds,
		"one language":                   oneLanguage,
		"cross-lingual":                  crossLingual,
		"as of a day":                    asOf,
		"a period":                       period,
		"a period, empty question":       periodAlone,
		"replaced":                       replaced,
		"limit":                          limit,
		"unknown words":                  unknownWords,
		"a prior question":               prior,
		"byte ranges":                    byteRanges,
		"order":                          order,
		"coverage":                       coverage,
		"deterministic, request is kept": deterministic,
		"concurrent":                     concurrent,
		"cancelled":                      cancelled,
		"without a vocabulary's terms":   withoutTerms,
		"known words are not corrected":  knownWords,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t, harbour())) })
	}
	t.Run("no passage in the language", func(t *testing.T) {
		c := harbour()
		c.Articles = c.Articles[1:2] // English
		allLanguages(t, open(t, c))
	})
	t.Run("no passage", func(t *testing.T) {
		if res := search(t, open(t, &corpus.Corpus{}), request("lighthouse keeper")); len(res.Hits) > 0 {
			t.Errorf("found %q", ids(res))
		}
	})
}

// harbour is a small corpus: an article in both languages, and one in each alone.
func harbour() *corpus.Corpus {
	article := func(name, lang string, passages ...corpus.Passage) corpus.Article {
		a := corpus.Article{ID: name + "." + lang, Lang: lang}
		for i, p := range passages {
			p.ID, p.Article, p.Lang = fmt.Sprintf("%s#%d", a.ID, i+1), a.ID, lang
			a.Passages = append(a.Passages, p)
		}
		return a
	}
	mail, gazette := corpus.Source{ID: "mail", Publisher: "Coast Mail"}, corpus.Source{ID: "gazette", Publisher: "Harbour Gazette"}
	return &corpus.Corpus{Articles: []corpus.Article{
		article("light", "ko",
			corpus.Passage{Title: "등대", Text: "등대는 1903년에 처음 켜졌다. 등대지기는 마리나였다.", Date: "2024-01-10", Sources: []corpus.Source{mail}, ReplacedBy: "light.ko#2"},
			corpus.Passage{Title: "등대", Text: "등대는 2025년 3월부터 혼자 돈다.", Date: "2025-03-05", Sources: []corpus.Source{mail, gazette}}),
		article("light", "en",
			corpus.Passage{Title: "The lighthouse", Text: "The lighthouse was lit in 1903. Its keeper was Marina.", Date: "2024-01-10", Sources: []corpus.Source{mail}, ReplacedBy: "light.en#2"},
			corpus.Passage{Title: "The lighthouse", Text: "Since March 2025 the lighthouse turns by itself.", Date: "2025-03-05", Sources: []corpus.Source{mail, gazette}}),
		article("market", "ko",
			corpus.Passage{Title: "시장", Text: "시장에서는 토요일마다 고등어를 판다. 값은 오천 원이다.", Date: "2025-03-20", Sources: []corpus.Source{gazette}}),
		article("ferry", "en",
			corpus.Passage{Title: "The ferry", Text: "The ferry to Gull Island sails every hour. A ticket costs four dollars.", Date: "2025-04-02", Sources: []corpus.Source{gazette}},
			corpus.Passage{Title: "The ferry", Text: "In winter the ferry rests.", Sources: []corpus.Source{mail}}),
	}}
}
