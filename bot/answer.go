package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"okbot/bot/confidence"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// findings are what one search came to.
type findings struct {
	query  query.Query // that was searched for
	result index.Result
	ranked []index.Hit
	lack   Lack // for which the question borrowed from the turn after
	after  Turn
	confidence.Judgement
}

// search fills a with what is found for q, which was understood so, or for each
// question in it, and remembers that in the conversation.
func (b *Bot) search(ctx context.Context, q Question, understood query.Query, a *Answer) error {
	last := q.After
	if last == (Turn{}) {
		last, _ = b.history.Get(ctx, q.Conversation)
		if q.Within > 0 && b.opts.Now().Sub(last.At) > q.Within {
			last = Turn{}
		}
	}
	if understood.Act != query.NoAct && !q.Always {
		switch {
		case last.Asked != "":
		case understood.Act == query.Cite:
			b.reply(a, query.Sources)
			return nil
		default:
			b.reply(a, query.Request)
			return nil
		}
		return b.act(ctx, q, understood.Act, last, a)
	}
	if c := understood.Correction; c != nil && last.Asked != "" {
		text, replaced, err := b.corrected(ctx, last, c)
		if err != nil {
			return err
		}
		if replaced {
			understood, last = query.Reread(text, b.readingOptions(q)), Turn{Asked: last.About}
		}
	}
	all, part, err := b.answerEach(ctx, q, understood, a, last)
	switch {
	case err != nil:
		return err
	case all != nil:
		*a = *all
	default:
		if a.Turn, err = b.answerMessage(ctx, q, understood, a, last); err != nil {
			return err
		}
		if !a.Answered && part != nil {
			*a = *part
		}
	}
	if a.Answered {
		a.Turn.At = b.opts.Now()
	}
	if !q.Speculative {
		b.history.Put(ctx, q.Conversation, a.Turn)
	}
	return nil
}

// answerMessage fills a with what is found for a message that asks one question, and
// returns what a next question may continue. The one sentence that asks is the question
// if it names a thing, or else if the message as a whole is not answered, and tells
// nothing of the asker's own world.
func (b *Bot) answerMessage(ctx context.Context, q Question, understood query.Query, a *Answer, last Turn) (Turn, error) {
	if understood.Only == nil {
		return b.answerOne(ctx, q, understood, a, last)
	}
	fresh := func() Answer {
		return Answer{Question: a.Question, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
	}
	only, whole := fresh(), fresh()
	nextOnly, err := b.answerOne(ctx, q, *understood.Only, &only, last)
	if err == nil && only.Answered && only.Why.Result.NamesEntity() {
		*a = only
		return nextOnly, nil
	}
	next := last
	if err == nil {
		next, err = b.answerOne(ctx, q, understood, &whole, last)
	}
	if *a = whole; only.Answered && !whole.Answered && understood.SelfReference == 0 {
		*a, next = only, nextOnly
	}
	return next, err
}

// answerOne fills a with what is found for one question, which may continue last,
// and returns what a next question may continue: last unless it is answered.
func (b *Bot) answerOne(ctx context.Context, q Question, understood query.Query, a *Answer, last Turn) (Turn, error) {
	req := index.Request{Query: understood, Lang: q.Lang, AsOf: q.AsOf, Limit: max(rerankedHits, q.Limit)}
	span := understood.Time
	if span.Events {
		only, err := b.asksForNewsAlone(ctx, understood, q)
		if err != nil {
			return last, err
		}
		if span.From.IsZero() && only { // the latest news
			span.From, span.To, span.Now = b.newsFrom(q.AsOf), q.AsOf, true
		}
		req.From, req.To = span.From, span.To
		switch {
		case only:
			req.Query = query.Query{Lang: cmp.Or(q.Lang, understood.Lang)}
		case !span.From.IsZero():
			req.Query = *understood.Topic
		}
	}
	found, err := b.find(ctx, req, span)
	if err != nil {
		return last, err
	}
	if found, err = b.contextualise(ctx, req, span, last, found); err != nil {
		return last, err
	}
	b.fill(a, q, understood, span, found)
	if !a.Answered {
		return last, nil
	}
	return found.turn(a.Snippets[0].Passage), nil
}

// find searches in the question's language and, if that does not answer it, in
// the other.
func (b *Bot) find(ctx context.Context, req index.Request, span query.TimeSpan) (findings, error) {
	found, err := b.findIn(ctx, req, span)
	if err != nil || found.Accept || found.result.AllLanguages {
		return found, err
	}
	req.Lang, req.CrossLingual = cmp.Or(req.Lang, req.Query.Lang), true
	second, err := b.findIn(ctx, req, span)
	if err != nil {
		return found, err
	}
	if len(found.ranked) == 0 || second.Accept {
		return second, nil
	}
	if x, y := &found.ranked[0], second.best(); y != nil &&
		y.SoftCoverage+y.SoftCoverageSentence > x.SoftCoverage+x.SoftCoverageSentence+minSoftLead {
		second.Accept = false
		return second, nil
	}
	return found, nil
}

// best returns the best hit, or nil.
func (f *findings) best() *index.Hit {
	if len(f.ranked) == 0 {
		return nil
	}
	return &f.ranked[0]
}

// minSoftLead is by how much more the best passage in the other language must
// cover the question, in its best sentence and as a whole together, so that it is
// the nearest one where nothing is sure.
const minSoftLead = 0.3

func (b *Bot) findIn(ctx context.Context, req index.Request, span query.TimeSpan) (findings, error) {
	res, err := b.searcher.Search(ctx, req)
	if err != nil {
		return findings{}, err
	}
	ranked := rank(res, span)
	found := findings{query: req.Query, result: res, ranked: ranked, Judgement: b.judge(&req.Query, &res, ranked, span)}
	if req.Query.Text == "" && len(ranked) > 0 {
		found.Judgement = confidence.Judgement{Confidence: eventConfidence, Accept: true, Features: found.Features}
	}
	return found, nil
}

// eventConfidence is the confidence in what happened in a period, which is found
// by its date alone.
const eventConfidence = 0.9

// fill writes the findings into the answer.
func (b *Bot) fill(a *Answer, q Question, understood query.Query, span query.TimeSpan, found findings) {
	res, ranked := found.result, found.ranked
	a.Lang = cmp.Or(q.Lang, understood.Lang)
	a.Confidence = found.Confidence
	a.Why = Why{Query: understood, Asked: found.query.Text, Lack: found.lack, After: found.after, Result: res, Ranked: ranked, Judgement: found.Judgement}
	if understood.Corrected {
		a.Corrected = understood.Text
	}
	if len(ranked) > 0 {
		w := chooseWindow(&ranked[0], found.query.Kind, &res)
		a.best = ranked[0].Passage.Text[w.start:w.end]
	}
	a.Answered = len(ranked) > 0 && (found.Accept || q.Always)
	if a.Answered {
		a.Snippets = b.choose(found, q, a.Lang)
		a.Further = min(len(worthShowing(ranked, q)), MaxLimit) - len(a.Snippets)
		if span.Events && !span.From.IsZero() {
			inOrder(a.Snippets, span.Now)
		}
	} else {
		a.Suggestions = suggest(ranked, a.Lang)
		if found.Near && found.query.Intent == query.Question {
			nearest := b.cut(&ranked[0], found.query.Kind, &res, a.Lang)
			a.Nearest = &nearest
		}
		if b.opts.Related {
			a.Related = b.related(ranked)
		}
	}
	if span.Now {
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

// rerankedHits is how many passages a question is answered from.
const rerankedHits = 12

// Why is how an answer came about.
type Why struct {
	Query     query.Query // the question as it was understood
	Asked     string      // the question as it was searched for
	Lack      Lack        // for what it borrowed from After; "" if it did not
	After     Turn
	Result    index.Result
	Ranked    []index.Hit          // the hits in the order that they count, best first
	Judgement confidence.Judgement // of the first of them
}
