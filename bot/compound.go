package bot

import (
	"context"

	"okbot/index/query"
)

// answerEach answers the questions of a message in order, each with the previous one as
// context. It returns an answer to all, with their snippets interleaved by rank: nil if
// there is only one, if any has no answer, or if one shares its first passage with an
// earlier one; part is then the first answer among them, if there is one.
func (b *Bot) answerEach(ctx context.Context, q Question, understood query.Query, a *Answer, last Turn) (all, part *Answer, err error) {
	if len(understood.Questions) < 2 || q.Limit < 2 || q.Always {
		return nil, nil, nil
	}
	var found []Answer
	seen := map[string]bool{}
	for _, asked := range understood.Questions {
		one := Answer{Question: a.Question, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
		if understood.Corrected {
			one.Corrected = understood.Text
		}
		if last, err = b.answerOne(ctx, q, asked, &one, last); err != nil {
			return nil, nil, err
		}
		if one.Turn = last; !one.Answered {
			continue
		}
		if part == nil && asked.SelfReference == 0 {
			part = &one
		}
		if first := one.Snippets[0].Passage; !seen[first] {
			seen[first] = true
			found = append(found, one)
		}
	}
	if len(found) < len(understood.Questions) {
		return nil, part, nil
	}
	whole := found[0]
	whole.Snippets, whole.Why.Query, whole.Turn = []Snippet{}, understood, last
	for rank := range MaxLimit {
		for _, one := range found {
			if rank < len(one.Snippets) && len(whole.Snippets) < q.Limit && (rank == 0 || !seen[one.Snippets[rank].Passage]) {
				whole.add(one.Snippets[rank])
				seen[one.Snippets[rank].Passage] = true
			}
			if one.Until > whole.Until {
				whole.Until = one.Until
			}
		}
	}
	return &whole, nil, nil
}

// add appends a snippet; its score keeps the order that snippets are shown in.
func (a *Answer) add(s Snippet) {
	if n := len(a.Snippets); n > 0 {
		s.Score = min(s.Score, a.Snippets[n-1].Score)
	}
	a.Snippets = append(a.Snippets, s)
}
