package bot

import (
	"context"
	"slices"
	"strings"

	"okbot/index"
	"okbot/index/ko"
	"okbot/index/query"
)

// A Lack is what a question lacks, so that it borrows from the one that was answered
// before it; "" if it lacks nothing.
type Lack string

// The lacks, as :why tells them.
const (
	LacksReferent Lack = "it points to something that it does not name"
	LacksTopic    Lack = "it does not say about what"
	LacksMention  Lack = "it speaks of something as known and names nothing"
	LacksAnswer   Lack = "it names nothing and has no answer of its own"
	LacksMatter   Lack = "it names something and does not say what it asks of it"
)

const (
	minOwnIDF = 5.0 // total idf of a question that says what it is about
	// minOwnCoverage is the share of a question's own words that a passage must have
	// which answers it with what it borrowed, where nothing says that it lacks
	// something but that it has no answer.
	minOwnCoverage = 0.6
	// maxBorrowedWords is how many words of earlier questions a turn carries on.
	maxBorrowedWords = 8
)

// contextualise searches again for a question that lacks something, with what the last
// answered one was about, and returns what it is answered from. A question that lacks
// nothing is left as it is.
func (b *Bot) contextualise(ctx context.Context, req index.Request, span query.TimeSpan, last Turn, alone findings) (findings, error) {
	lack := lackOf(&req.Query, &alone)
	if last.Asked == "" || lack == "" {
		return alone, nil
	}
	req.Prior, req.PriorPassage = b.topic(last), last.Passage
	together, err := b.find(ctx, req, span)
	if err != nil || lack.isGuess() && (!together.Accept || together.ownCoverage() < minOwnCoverage) {
		return alone, err
	}
	together.lack, together.after = lack, last
	return together, nil
}

// isGuess reports whether a question may lack nothing: what it borrows has to answer it.
func (l Lack) isGuess() bool { return l == LacksAnswer || l == LacksMention || l == LacksMatter }

// lackOf returns what a question lacks for which alone was found.
func lackOf(q *query.Query, alone *findings) Lack {
	res := &alone.result
	switch {
	case q.Reference >= 0 && !hasReferent(q, res):
		return LacksReferent
	case res.NamesEntity():
		if q.Kind != query.Other && q.Kind != query.Overview && onlyNames(res) {
			return LacksMatter
		}
		return ""
	case q.Joined, q.Intent == query.NoSubject, res.TotalIDF < minOwnIDF, !hasNoun(res):
		return LacksTopic
	case q.Definite:
		return LacksMention
	case q.Elliptical && !alone.Accept:
		return LacksAnswer
	}
	return ""
}

// maxReferentBytes is how far behind this or that a name stands which it points to.
const maxReferentBytes = 40

// hasReferent reports whether a question itself names what its pronoun points to: before
// the pronoun or, as in “this Gemini challenge”, behind it.
func hasReferent(q *query.Query, res *index.Result) bool {
	return slices.ContainsFunc(res.Words, func(w index.Word) bool {
		behind := w.Start - q.Reference
		return w.Name && !w.Borrowed && (behind < 0 || behind > 0 && behind < maxReferentBytes && query.IsDemonstrative(q.Text[q.Reference:]))
	})
}

// hasNoun reports whether a question has a word that is no verb.
func hasNoun(res *index.Result) bool {
	return slices.ContainsFunc(res.Words, func(w index.Word) bool { return !w.Verb && w.Weight > 0 })
}

// onlyNames reports whether a question has no words but names, beside those that ask.
func onlyNames(res *index.Result) bool {
	return !slices.ContainsFunc(res.Words, func(w index.Word) bool { return !w.Name && w.Weight > 0 })
}

// ownCoverage returns the share of the question's own words, by weight, that the best
// passage has.
func (f *findings) ownCoverage() float64 {
	best := f.best()
	if best == nil {
		return 0
	}
	var all, found float32
	for _, w := range f.result.Words {
		if w.Borrowed {
			continue
		}
		all += w.Weight
		if best.MaskAll&(w.Exact|w.Compound) != 0 {
			found += w.Weight
		}
	}
	if all == 0 {
		return 1
	}
	return float64(found / all)
}

// topic returns what a turn was about: its question, and what that one borrowed, without
// verbs.
func (b *Bot) topic(last Turn) query.Query {
	q := query.Reread(strings.TrimSpace(last.About+" "+last.Asked), query.Options{Vocabulary: b.searcher.Vocabulary()})
	q.Terms = slices.DeleteFunc(slices.Clone(q.Terms), func(t ko.Token) bool { return t.Verb })
	return q
}

// turn returns what a conversation remembers of findings that answer.
func (f *findings) turn(passage string) Turn {
	t := Turn{Asked: f.query.Text, Passage: passage}
	if f.lack == "" {
		return t
	}
	// What the question before said counts more than what its passage did.
	var borrowed []index.Word
	boost := float32(0)
	for _, w := range f.result.Words {
		if w.Borrowed {
			borrowed, boost = append(borrowed, w), max(boost, w.Boost)
		}
	}
	named := slices.ContainsFunc(borrowed, func(w index.Word) bool { return w.Name && w.Boost == boost })
	var about strings.Builder
	words, end := 0, 0
	for _, w := range borrowed {
		if w.Boost < boost || named && !w.Name || words == maxBorrowedWords {
			continue
		}
		if words++; words > 1 && w.Start != end {
			about.WriteByte(' ')
		}
		about.WriteString(w.Surface)
		end = w.Start + len(w.Surface)
	}
	t.About = about.String()
	return t
}
