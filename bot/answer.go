package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"okbot/index"
)

// search fills a with what is found for q.
func (b *Bot) search(ctx context.Context, q Question, a *Answer) error {
	t := b.talks.get(q.Conversation)
	asked := b.followUp(q.Text, t)
	span := timeOf(asked, q.AsOf, t)
	query := index.Query{Text: asked, Lang: q.Lang, AsOf: q.AsOf, Limit: max(stageHits, q.Limit)}
	res, err := b.searcher.Search(ctx, query)
	if err != nil {
		return err
	}
	if q.Lang == "" {
		a.Lang = res.Lang
	}
	ranked := rank(res, span)
	p := confidence(res, ranked)
	if p < Threshold {
		query.Lang = other(cmp.Or(q.Lang, res.Lang))
		res2, err := b.searcher.Search(ctx, query)
		if err != nil {
			return err
		}
		if ranked2 := rank(res2, span); len(ranked2) > 0 {
			if p2 := confidence(res2, ranked2); p2 >= Threshold || len(ranked) == 0 {
				res, ranked, p = res2, ranked2, p2
			}
		}
	}
	a.Confidence = p
	a.Why = Why{Asked: asked, Result: res, Features: features(res, ranked)}
	if res.Repaired {
		a.Repaired = res.Text
	}
	if len(ranked) > 0 {
		start, end := window(ranked[0], res)
		a.best = ranked[0].Passage.Text[start:end]
	}
	a.Answered = len(ranked) > 0 && (p >= Threshold || q.Always)
	if a.Answered {
		a.Snippets = choose(res, ranked, span, q.Limit)
	} else {
		a.Suggestions = suggest(ranked, a.Lang)
	}
	if span.now {
		a.Until = b.opts.Newest
	}
	b.talks.put(q.Conversation, asked, res, a)
	return nil
}

// stageHits is how many passages a question is answered from.
const stageHits = 12

func other(lang string) string {
	if lang == "ko" {
		return "en"
	}
	return "ko"
}

// Why tells how an answer came about.
type Why struct {
	Asked    string // the question with what it borrowed
	Result   index.Result
	Features Features
}

// suggest returns up to three questions that the nearest passages answer.
func suggest(ranked []index.Hit, lang string) []string {
	out := []string{}
	for _, h := range ranked {
		for _, q := range h.Passage.Asks {
			if index.QuestionLanguage(q) == lang {
				out = append(out, q)
				break
			}
		}
		if len(out) == 3 {
			break
		}
	}
	return out
}

// rank orders the hits for the time that the question is about, and drops what
// a later fact replaced unless the question asks about that time.
func rank(res index.Result, span timeSpan) []index.Hit {
	hits := slices.Clone(res.Hits)
	if len(hits) == 0 {
		return hits
	}
	best := hits[0].Score
	for i := range hits {
		hits[i].Score += best * span.bonus(hits[i].Passage)
	}
	hits = slices.DeleteFunc(hits, func(h index.Hit) bool { return span.hides(h.Passage, hits) })
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

// choose cuts the snippets of the answer out of the best passages.
func choose(res index.Result, ranked []index.Hit, span timeSpan, limit int) []Snippet {
	out := []Snippet{}
	for _, h := range ranked {
		if len(out) == limit || len(out) > 0 && h.Score < enough*ranked[0].Score {
			break
		}
		out = append(out, cut(h, res))
	}
	return out
}

// enough is the share of the first snippet's score that a further one needs.
const enough = 0.35

// cut makes a snippet of the window of one to three sentences of h's passage
// that covers the question best.
func cut(h index.Hit, res index.Result) Snippet {
	p := h.Passage
	start, end := window(h, res)
	s := Snippet{
		Text: p.Text[start:end], Highlights: highlights(h.Matches, start, end), Lang: p.Lang,
		Article: p.Article, Passage: p.ID, Date: p.Date, Score: h.Score, Context: p.Text,
		Citations: []Citation{},
	}
	for _, src := range p.Sources {
		c := Citation{src.Title, src.Publisher, src.Date, src.Lang, src.URL}
		if p.Quoted {
			c.URL = quoteLink(c.URL, s.Text)
		}
		s.Citations = append(s.Citations, c)
	}
	return s
}

const (
	maxSentences = 3
	perSentence  = 0.02 // a further sentence must cover this much more
	kindBonus    = 0.15
	shortPassage = 420 // bytes: quoted whole
)

// window returns the byte range of the best one to three sentences.
func window(h index.Hit, res index.Result) (start, end int) {
	ss := h.Sentences
	if len(ss) == 0 {
		return 0, len(h.Passage.Text)
	}
	if len(ss) <= maxSentences && len(h.Passage.Text) <= shortPassage {
		return ss[0].Start, ss[len(ss)-1].End
	}
	best, bestScore := [2]int{0, 0}, -1.0
	for i := range ss {
		var mask uint64
		var kinds index.Kind
		for j := i; j < len(ss) && j < i+maxSentences; j++ {
			mask |= ss[j].Mask
			kinds |= ss[j].Kinds
			score := res.Cover(mask) - perSentence*float64(j-i)
			if kinds&res.Kind != 0 {
				score += kindBonus
			}
			if score > bestScore {
				best, bestScore = [2]int{i, j}, score
			}
		}
	}
	return ss[best[0]].Start, ss[best[1]].End
}

// highlights returns the matches inside [start,end), relative to start, merged
// where they touch.
func highlights(matches []index.Match, start, end int) [][2]int {
	out := [][2]int{}
	for _, m := range matches {
		if m.Start >= start && m.End <= end && m.Start < m.End {
			out = append(out, [2]int{m.Start - start, m.End - start})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	n := 0
	for _, r := range out {
		if n > 0 && r[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out[n] = r
		n++
	}
	return out[:n]
}

// quoteLink points url at the quoted words (a text fragment, as in the WICG
// draft "URL Fragment Text Directives").
func quoteLink(url, text string) string {
	if url == "" || strings.Contains(url, "#") {
		return url
	}
	return url + "#:~:text=" + textDirective(text)
}
