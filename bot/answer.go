package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"okbot/bot/confidence"
	"okbot/corpus"
	"okbot/index"
)

// findings are what one search came to.
type findings struct {
	asked  string // what the question borrowed from, and the question
	result index.Result
	ranked []index.Hit
	confidence.Judgement
}

// search fills a with what is found for q, or for each question in it, and
// remembers that in the conversation.
func (b *Bot) search(ctx context.Context, q Question, a *Answer) error {
	last := q.After
	if last == (Turn{}) {
		last, _ = b.history.Get(ctx, q.Conversation)
	}
	done := false
	q.Text = afterGreeting(q.Text)
	texts := parts(q.Text)
	if len(texts) == 1 {
		q.Text = texts[0]
	}
	if len(texts) > 1 && q.Limit > 1 && !q.Always {
		next, ok, err := b.searchEach(ctx, q, texts, a, last)
		if err != nil {
			return err
		}
		if done = ok; ok {
			last = next
		}
	}
	if !done {
		var err error
		before := last
		if last, err = b.searchOne(ctx, q, a, before); err != nil {
			return err
		}
		if only := onlyQuestion(q.Text); only != "" && !a.Answered {
			if last, err = b.searchOnly(ctx, q, only, a, before, last); err != nil {
				return err
			}
		}
	}
	if a.Turn = last; !q.Speculative {
		b.history.Put(ctx, q.Conversation, last)
	}
	return nil
}

// searchOnly fills a with what is found for the one sentence of q that asks, where
// that is answered, as q is not. It returns what a next question may continue.
func (b *Bot) searchOnly(ctx context.Context, q Question, only string, a *Answer, before, last Turn) (Turn, error) {
	q.Text = only
	one := Answer{Question: a.Question, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
	next, err := b.searchOne(ctx, q, &one, before)
	if err != nil || !one.Answered {
		return last, err
	}
	*a = one
	return next, nil
}

// searchOne fills a with what is found for q, which may continue last, and
// returns what a next question may continue.
func (b *Bot) searchOne(ctx context.Context, q Question, a *Answer, last Turn) (Turn, error) {
	span := timeOf(q.Text, q.AsOf, b.opts.Newest)
	query := index.Query{Text: q.Text, Lang: q.Lang, AsOf: q.AsOf, Limit: max(stageHits, q.Limit)}
	if span.events {
		only, err := b.onlyAsks(ctx, span, q)
		if err != nil {
			return Turn{}, err
		}
		if span.from.IsZero() && only { // the latest news
			span.from, span.to, span.now = b.newsFrom(q.AsOf), q.AsOf, true
		}
		query.From, query.To = span.from, span.to
		switch {
		case only:
			query.Text, query.Lang = "", cmp.Or(q.Lang, index.QuestionLanguage(q.Text))
		case !span.from.IsZero():
			query.Text = span.rest(q.Text)
		}
	}
	found, err := b.find(ctx, query, span)
	if err != nil {
		return Turn{}, err
	}
	if last.Asked != "" && elliptical(q.Text) {
		if found, err = b.borrow(ctx, query, span, last, found); err != nil {
			return Turn{}, err
		}
	}
	b.fill(a, q, span, found)
	next := Turn{Asked: found.asked}
	if a.Answered {
		next.Passage = a.Snippets[0].Passage
	}
	return next, nil
}

// find searches in the question's language and, where that does not answer it,
// in the other.
func (b *Bot) find(ctx context.Context, query index.Query, span timeSpan) (findings, error) {
	found, err := b.findIn(ctx, query, span)
	if err != nil || found.Accept || found.result.Whole {
		return found, err
	}
	query.Lang, query.Foreign = cmp.Or(query.Lang, found.result.Lang), true
	second, err := b.findIn(ctx, query, span)
	if err != nil {
		return found, err
	}
	if second.Accept || len(found.ranked) == 0 {
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
	found := findings{res.Text, res, ranked, b.judge(res, ranked, span)}
	if query.Text == "" && len(ranked) > 0 {
		found.Judgement = confidence.Judgement{Answerable: 1, Correct: eventConfidence, Accept: true, Features: found.Features}
	}
	return found, nil
}

// eventConfidence is the confidence in what happened in a period, which is found
// by its date alone.
const eventConfidence = 0.9

// borrow searches again for a question that seems to lack something, with what
// was said before, and returns the better findings.
func (b *Bot) borrow(ctx context.Context, query index.Query, span timeSpan, last Turn, alone findings) (findings, error) {
	query.Context, query.Near = last.Asked, last.Passage
	together, err := b.find(ctx, query, span)
	if err != nil {
		return alone, err
	}
	lacks := continues.MatchString(query.Text) || alone.result.Mass < leastMass
	if !lacks && alone.Accept && (alone.Correct > followUpConfidence || together.Correct < alone.Correct) {
		return alone, nil
	}
	together.asked = cutText(last.Asked+" "+together.asked, maxContext)
	return together, nil
}

const (
	followUpConfidence = 0.9 // above it, a question that is answered alone needs nothing from before
	leastMass          = 5.0 // mass of a question that says what it is about
	maxContext         = 600 // bytes that a conversation's question grows to
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
	a.Confidence = found.Correct
	a.Why = Why{Asked: found.asked, Result: res, Judgement: found.Judgement}
	if res.Repaired {
		a.Repaired = res.Text
	}
	if len(ranked) > 0 {
		start, end := window(ranked[0], res)
		a.best = ranked[0].Passage.Text[start:end]
	}
	a.Answered = len(ranked) > 0 && (found.Accept || q.Always)
	if a.Answered {
		a.Snippets = choose(res, ranked, q)
		a.Further = min(len(worth(ranked, q)), MaxLimit) - len(a.Snippets)
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

// inOrder sorts snippets by date, as things happened or the newest first. The
// scores stay in descending order, as they say how snippets are ordered.
func inOrder(snippets []Snippet, newestFirst bool) {
	var scores []float64
	for _, s := range snippets {
		scores = append(scores, s.Score)
	}
	slices.SortStableFunc(snippets, func(a, b Snippet) int {
		if newestFirst {
			a, b = b, a
		}
		return a.Date.First().Compare(b.Date.First())
	})
	for i := range snippets {
		snippets[i].Score = scores[i]
	}
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

// Why is how an answer came about.
type Why struct {
	Asked     string // the question with what it borrowed
	Result    index.Result
	Judgement confidence.Judgement
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
// a later fact replaced unless the question asks about that time. What is newest
// is asked of the topic of the best hit, not of all that the words touch.
func rank(res index.Result, span timeSpan) []index.Hit {
	hits := slices.DeleteFunc(slices.Clone(res.Hits), func(h index.Hit) bool { return span.hides(h) && (span.now || succeeded(h, res.Hits)) || allLater(h) })
	if len(hits) == 0 {
		return hits
	}
	best, topic := hits[0].Score, hits[0].Passage.Topic
	oldest, newest := span.bounds(hits, goodShare*best)
	for i := range hits {
		if hits[i].Score >= goodShare*best && (!span.now || hits[i].Passage.Topic == topic) {
			hits[i].Score += best * span.bonus(hits[i].Passage, oldest, newest)
		}
	}
	for i := range hits {
		if span.misses(hits[i].Passage) || res.MissingModels(hits[i].Passage) > 0 {
			hits[i].Score -= malusOther * best
		}
	}
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

// succeeded reports whether the passage that took the place of h's answers the
// question about as well; else the question is about what h alone tells.
func succeeded(h index.Hit, hits []index.Hit) bool {
	return slices.ContainsFunc(hits, func(x index.Hit) bool {
		return x.Passage.ID == h.Passage.ReplacedBy && x.Score >= goodShare*h.Score
	})
}

// allLater reports whether a hit speaks of nothing but later days.
func allLater(h index.Hit) bool {
	return len(h.Sentences) > 0 && !slices.ContainsFunc(h.Sentences, func(s index.Sentence) bool { return !s.Later })
}

// goodShare is the share of the best score from which a hit is good enough for
// its date to count.
const goodShare = 0.5
