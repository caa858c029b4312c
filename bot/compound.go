package bot

import (
	"context"

	"okbot/index/query"
)

// answerEach answers the questions of a message in order, each with the previous
// one as context, and interleaves their snippets by rank. It returns false
// without touching a if there is only one, if any has no answer, or if one shares
// its first passage with an earlier one; part is then the first answer among them.
func (b *Bot) answerEach(ctx context.Context, q Question, understood query.Query, a, part *Answer, last Turn) (Turn, bool, error) {
	if len(understood.Questions) < 2 || q.Limit < 2 || q.Always {
		return last, false, nil
	}
	var all []Answer
	seen, missing := map[string]bool{}, false
	for _, question := range understood.Questions {
		one := Answer{Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
		var err error
		if last, err = b.answerOne(ctx, q, question, &one, last); err != nil {
			return last, false, err
		}
		if one.Answered && !part.Answered && question.SelfReference == 0 {
			*part, part.Turn = one, last
		}
		if !one.Answered || seen[one.Snippets[0].Passage] {
			missing = true
			continue
		}
		seen[one.Snippets[0].Passage] = true
		all = append(all, one)
	}
	if missing {
		return last, false, nil
	}
	whole := all[0]
	whole.Question, whole.Snippets, whole.Why.Query = a.Question, []Snippet{}, understood
	if understood.Corrected {
		whole.Corrected = understood.Text
	}
	for rank := range MaxLimit {
		for _, one := range all {
			if rank < len(one.Snippets) && len(whole.Snippets) < q.Limit && (rank == 0 || !seen[one.Snippets[rank].Passage]) {
				whole.add(one.Snippets[rank])
				seen[one.Snippets[rank].Passage] = true
			}
			if one.Until > whole.Until {
				whole.Until = one.Until
			}
		}
	}
	*a = whole
	return last, true, nil
}

// add appends a snippet; its score keeps the order that snippets are shown in.
func (a *Answer) add(s Snippet) {
	if n := len(a.Snippets); n > 0 {
		s.Score = min(s.Score, a.Snippets[n-1].Score)
	}
	a.Snippets = append(a.Snippets, s)
}
