package bot

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index"
)

// findings are what one search came to.
type findings struct {
	asked      string // what the question borrowed from, and the question
	result     index.Result
	ranked     []index.Hit
	confidence float64
}

// search fills a with what is found for q.
func (b *Bot) search(ctx context.Context, q Question, a *Answer) error {
	span := timeOf(q.Text, q.AsOf, b.opts.Newest)
	query := index.Query{Text: q.Text, Lang: q.Lang, AsOf: q.AsOf, Limit: max(stageHits, q.Limit)}
	if span.events {
		only := span.onlyAsks(q.Text)
		if span.from.IsZero() && only { // the latest news
			span.from, span.to, span.now = b.newsFrom(q.AsOf), q.AsOf, true
		}
		query.From, query.To = span.from, span.to
		if only {
			query.Text, query.Lang = "", cmp.Or(q.Lang, index.QuestionLanguage(q.Text))
		}
	}
	found, err := b.find(ctx, query, span)
	if err != nil {
		return err
	}
	if last, ok := b.talks.get(q.Conversation); ok && elliptical(q.Text) {
		if found, err = b.borrow(ctx, query, span, last, found); err != nil {
			return err
		}
	}
	b.fill(a, q, span, found)
	last := talk{asked: found.asked}
	if a.Answered {
		last.passage = a.Snippets[0].Passage
	}
	b.talks.put(q.Conversation, last)
	return nil
}

// find searches in the question's language and, where that does not answer it,
// in the other.
func (b *Bot) find(ctx context.Context, query index.Query, span timeSpan) (findings, error) {
	found, err := b.findIn(ctx, query, span)
	if err != nil || found.confidence >= Threshold || found.result.Whole {
		return found, err
	}
	query.Lang, query.Foreign = cmp.Or(query.Lang, found.result.Lang), true
	second, err := b.findIn(ctx, query, span)
	if err != nil {
		return found, err
	}
	if second.confidence >= Threshold || len(found.ranked) == 0 {
		return second, nil
	}
	return found, nil
}

func (b *Bot) findIn(ctx context.Context, query index.Query, span timeSpan) (findings, error) {
	res, err := b.searcher.Search(ctx, query)
	if err != nil {
		return findings{}, err
	}
	ranked := rank(res, span)
	found := findings{res.Text, res, ranked, confidence(res, ranked)}
	if query.Text == "" && len(ranked) > 0 {
		found.confidence = eventful
	}
	return found, nil
}

// eventful is the confidence in what happened in a period, told by its date.
const eventful = 0.9

// borrow searches again for a question that seems to lack something, with what
// was said before, and returns the better findings.
func (b *Bot) borrow(ctx context.Context, query index.Query, span timeSpan, last talk, alone findings) (findings, error) {
	query.Context, query.Near = last.asked, last.passage
	together, err := b.find(ctx, query, span)
	if err != nil {
		return alone, err
	}
	pointsBack := continues.MatchString(query.Text)
	if alone.confidence > complete && !pointsBack || together.confidence < alone.confidence && !pointsBack {
		return alone, nil
	}
	together.asked = cutText(last.asked+" "+together.asked, maxContext)
	return together, nil
}

const (
	complete   = 0.9 // confidence at which a question needs nothing from before
	maxContext = 600 // bytes that a conversation's question grows to
)

// cutText keeps the last n bytes of s, from the start of a word.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	return s[strings.IndexByte(s, ' ')+1:]
}

// fill writes the findings into the answer.
func (b *Bot) fill(a *Answer, q Question, span timeSpan, found findings) {
	res, ranked := found.result, found.ranked
	if q.Lang == "" && res.Text != "" {
		a.Lang = res.Lang
	}
	a.Confidence = found.confidence
	a.Why = Why{Asked: found.asked, Result: res, Features: features(res, ranked)}
	if res.Repaired {
		a.Repaired = res.Text
	}
	if len(ranked) > 0 {
		start, end := window(ranked[0], res)
		a.best = ranked[0].Passage.Text[start:end]
	}
	a.Answered = len(ranked) > 0 && (found.confidence >= Threshold || q.Always)
	if a.Answered {
		a.Snippets = choose(res, ranked, q)
		if span.events && !span.from.IsZero() {
			inOrder(a.Snippets, span.now)
		}
	} else {
		a.Suggestions = suggest(ranked, a.Lang)
	}
	if span.now {
		a.Until = b.opts.Newest
		if b.opts.Newest.First().After(q.AsOf) {
			a.Until = corpus.Date(q.AsOf.Format(time.DateOnly))
		}
	}
}

// inOrder sorts snippets by date, as things happened or the newest first.
func inOrder(snippets []Snippet, newestFirst bool) {
	slices.SortStableFunc(snippets, func(a, b Snippet) int {
		if newestFirst {
			a, b = b, a
		}
		return a.Date.First().Compare(b.Date.First())
	})
}

// newsFrom returns the day from which on things are news on the day asOf: two
// months before the corpus ends, or before asOf.
func (b *Bot) newsFrom(asOf time.Time) time.Time {
	if newest := b.opts.Newest.First(); b.opts.Newest != "" && newest.Before(asOf) {
		asOf = newest
	}
	return asOf.AddDate(0, -2, 0)
}

// stageHits is how many passages a question is answered from.
const stageHits = 12

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
	hits := slices.DeleteFunc(slices.Clone(res.Hits), func(h index.Hit) bool { return span.hides(h) || allLater(h) })
	if len(hits) == 0 {
		return hits
	}
	best := hits[0].Score
	oldest, newest := span.bounds(hits, goodShare*best)
	for i := range hits {
		if hits[i].Score >= goodShare*best {
			hits[i].Score += best * span.bonus(hits[i].Passage, oldest, newest)
		}
	}
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

// allLater reports whether a hit speaks of nothing but later days.
func allLater(h index.Hit) bool {
	return len(h.Sentences) > 0 && !slices.ContainsFunc(h.Sentences, func(s index.Sentence) bool { return !s.Later })
}

// goodShare is the share of the best score from which a hit is good enough for
// its date to count.
const goodShare = 0.5

// choose cuts the snippets of the answer out of the best passages.
func choose(res index.Result, ranked []index.Hit, q Question) []Snippet {
	out := []Snippet{}
	for _, h := range ranked {
		if len(out) == q.Limit || len(out) > 0 && !q.Always && h.Score < enough*ranked[0].Score {
			break
		}
		out = append(out, cut(h, res))
	}
	return out
}

// enough is the share of the first snippet's score that a further one needs.
const enough = 0.55

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
	shortPassage = 700 // bytes: quoted whole
)

// window returns the byte range of the best one to three sentences.
func window(h index.Hit, res index.Result) (start, end int) {
	ss := h.Sentences
	if len(ss) == 0 {
		return 0, len(h.Passage.Text)
	}
	if len(ss) <= maxSentences && len(h.Passage.Text) <= shortPassage && !slices.ContainsFunc(ss, func(s index.Sentence) bool { return s.Later }) {
		return ss[0].Start, ss[len(ss)-1].End
	}
	best, bestScore := [2]int{0, 0}, -1.0
	for i := range ss {
		var mask uint64
		var kinds index.Kind
		for j := i; j < len(ss) && j < i+maxSentences && !ss[j].Later; j++ {
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

// quoteLink points link at the quoted words (a text fragment, as in the WICG
// draft "URL Fragment Text Directives").
func quoteLink(link, text string) string {
	if link == "" || strings.Contains(link, "#") {
		return link
	}
	words := strings.Fields(text)
	if len(words) <= 8 {
		return link + "#:~:text=" + escapeDirective(strings.Join(words, " "))
	}
	return link + "#:~:text=" + escapeDirective(strings.Join(words[:4], " ")) + "," + escapeDirective(strings.Join(words[len(words)-4:], " "))
}

// escapeDirective percent-encodes text, the dash and the comma included, which
// have a meaning in a text directive.
func escapeDirective(text string) string {
	return strings.ReplaceAll(url.PathEscape(text), "-", "%2D")
}
