package main

import (
	"cmp"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// newBot returns a bot that answers from ix.
func newBot(ix *index.Index) *bot.Bot {
	told := about(ix)
	return bot.New(ix, bot.Options{Newest: told.Newest, Examples: told.Examples, Asks: asks(ix), About: told})
}

// about tells what ix holds.
func about(ix *index.Index) bot.About {
	told := bot.About{Passages: ix.Len(), Newest: ix.Newest(), Examples: examples(ix)}
	cited := map[string]int{}
	for i := range ix.Len() {
		p := ix.Passage(i)
		if d := p.Date; d != "" && (told.Oldest == "" || d.First().Before(told.Oldest.First())) {
			told.Oldest = d
		}
		names := map[string]bool{}
		for _, source := range p.Sources {
			names[source.Publisher] = true
		}
		for name := range names {
			cited[name]++
		}
	}
	delete(cited, "")
	for name, n := range cited {
		told.Publishers = append(told.Publishers, bot.Publisher{Name: name, Passages: n})
	}
	slices.SortFunc(told.Publishers, func(a, b bot.Publisher) int {
		return cmp.Or(b.Passages-a.Passages, strings.Compare(a.Name, b.Name))
	})
	return told
}

// asks returns the questions that ix can answer, by language, those first whose
// passages the most sources report.
func asks(ix *index.Index) map[string][]string {
	out, seen := map[string][]string{}, map[string]bool{}
	for _, p := range bestKnown(ix) {
		for _, ask := range p.Asks {
			if !seen[ask] && strings.HasSuffix(ask, "?") {
				seen[ask] = true
				lang := query.Language(ask)
				out[lang] = append(out[lang], ask)
			}
		}
	}
	return out
}

// examples picks up to three questions a language that ix can answer: the shortest
// each of the passages that the most sources report.
func examples(ix *index.Index) map[string][]string {
	out := map[string][]string{}
	for _, p := range bestKnown(ix) {
		if ask := shortest(p.Asks, p.Lang); ask != "" && len(out[p.Lang]) < 3 {
			out[p.Lang] = append(out[p.Lang], ask)
		}
	}
	return out
}

// bestKnown returns the passages that answer questions and that no later one
// replaces, the most reported ones first.
func bestKnown(ix *index.Index) []*corpus.Passage {
	var best []*corpus.Passage
	for i := range ix.Len() {
		if p := ix.Passage(i); len(p.Asks) > 0 && p.ReplacedBy == "" {
			best = append(best, p)
		}
	}
	slices.SortStableFunc(best, func(a, b *corpus.Passage) int { return len(b.Sources) - len(a.Sources) })
	return best
}

// shortest returns the shortest whole question in the language lang, or "".
func shortest(asks []string, lang string) string {
	best := ""
	for _, ask := range asks {
		if strings.HasSuffix(ask, "?") && query.Language(ask) == lang && (best == "" || len(ask) < len(best)) {
			best = ask
		}
	}
	return best
}
