package bot

import (
	"cmp"
	"context"
	"slices"

	"okbot/index/query"
)

// answerEach answers the questions of a message in order, each with the previous one as
// context, and returns an answer with their snippets interleaved by rank. all is that to
// every question: nil if there is only one, if any has no answer, or if one shares its first
// passage with an earlier one. part is then that to those that have one and are not about
// the asker, if there are any.
func (b *Bot) answerEach(ctx context.Context, q Question, understood query.Query, a *Answer, last Turn) (all, part *Answer, err error) {
	if len(understood.Questions) < 2 || q.Limit < 2 || q.Always {
		return nil, nil, nil
	}
	var found, impersonal []Answer
	var others []string // questions without an answer
	for _, asked := range understood.Questions {
		one := Answer{Question: a.Question, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
		if understood.Corrected {
			one.Corrected = understood.Text
		}
		if last, err = b.answerOne(ctx, q, asked, &one, last); err != nil {
			return nil, nil, err
		}
		if one.Turn = last; !one.Answered {
			others = append(others, cmp.Or(asked.Typed, asked.Text))
			continue
		}
		found = appendOther(found, one)
		if asked.SelfReference == 0 {
			impersonal = appendOther(impersonal, one)
		}
	}
	if len(found) == len(understood.Questions) {
		all = interleave(found, q.Limit)
		all.Why.Query = understood
		return all, nil, nil
	}
	if len(impersonal) > 0 {
		part = interleave(impersonal, q.Limit)
		part.Unanswered = others
	}
	return nil, part, nil
}

// appendOther appends one to found unless an answer there has the same first passage.
func appendOther(found []Answer, one Answer) []Answer {
	if slices.ContainsFunc(found, func(a Answer) bool { return a.Snippets[0].Passage == one.Snippets[0].Passage }) {
		return found
	}
	return append(found, one)
}

// interleave returns one answer of several: their first snippets, then their second ones, at
// most limit. The conversation goes on from the last.
func interleave(found []Answer, limit int) *Answer {
	whole := found[0]
	whole.Snippets, whole.Turn = []Snippet{}, found[len(found)-1].Turn
	shown := map[string]bool{}
	for _, one := range found {
		shown[one.Snippets[0].Passage] = true
	}
	for rank := range MaxLimit {
		for _, one := range found {
			if rank < len(one.Snippets) && len(whole.Snippets) < limit && (rank == 0 || !shown[one.Snippets[rank].Passage]) {
				whole.add(one.Snippets[rank])
				shown[one.Snippets[rank].Passage] = true
			}
			if one.Until > whole.Until {
				whole.Until = one.Until
			}
		}
	}
	return &whole
}

// add appends a snippet; its score keeps the order that snippets are shown in.
func (a *Answer) add(s Snippet) {
	if n := len(a.Snippets); n > 0 {
		s.Score = min(s.Score, a.Snippets[n-1].Score)
	}
	a.Snippets = append(a.Snippets, s)
}
