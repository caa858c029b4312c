package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// newBot returns a bot that answers from ix.
// linkBase is where the files of its corpus are on the web, "" if nowhere.
func newBot(ix *index.Index, linkBase string) *bot.Bot {
	told := about(ix)
	return bot.New(ix, bot.Options{
		Newest: told.Newest, Examples: told.Examples, Questions: questions(ix), About: told,
		LinkBase: linkBase, Related: !ix.Builtin(),
	})
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

// questions returns the questions that ix can answer, by language, those first whose
// passages the most sources report.
func questions(ix *index.Index) map[string][]string {
	out, seen := map[string][]string{}, map[string]bool{}
	for _, p := range bestKnown(ix) {
		for _, q := range p.Questions {
			if !seen[q] && strings.HasSuffix(q, "?") {
				seen[q] = true
				lang := query.Language(q)
				out[lang] = append(out[lang], q)
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
		if q := shortest(p.Questions, p.Lang); q != "" && len(out[p.Lang]) < 3 {
			out[p.Lang] = append(out[p.Lang], q)
		}
	}
	if len(out) == 0 {
		return titles(ix)
	}
	return out
}

// titles picks up to three titles of documents a language, those of the longest.
func titles(ix *index.Index) map[string][]string {
	passages := map[[2]string]int{} // by language and title
	for i := range ix.Len() {
		if p := ix.Passage(i); p.Title != "" {
			passages[[2]string{p.Lang, p.Title}]++
		}
	}
	out := map[string][]string{}
	for _, k := range slices.SortedFunc(maps.Keys(passages), func(a, b [2]string) int {
		return cmp.Or(passages[b]-passages[a], strings.Compare(a[1], b[1]))
	}) {
		if len(out[k[0]]) < 3 {
			out[k[0]] = append(out[k[0]], k[1])
		}
	}
	return out
}

// bestKnown returns the passages that answer questions and that no later one
// replaces, the most reported ones first.
func bestKnown(ix *index.Index) []*corpus.Passage {
	var best []*corpus.Passage
	for i := range ix.Len() {
		if p := ix.Passage(i); len(p.Questions) > 0 && p.ReplacedBy == "" {
			best = append(best, p)
		}
	}
	slices.SortStableFunc(best, func(a, b *corpus.Passage) int { return len(b.Sources) - len(a.Sources) })
	return best
}

// shortest returns the shortest whole question in the language lang, or "".
func shortest(questions []string, lang string) string {
	best := ""
	for _, q := range questions {
		if strings.HasSuffix(q, "?") && query.Language(q) == lang && (best == "" || len(q) < len(best)) {
			best = q
		}
	}
	return best
}
