package bot

import (
	"context"
	"strings"
)

// answerEach answers each of several questions, a later one with what the one
// before it said, and shows the best snippet of each before any second one. It
// reports false, and leaves a alone, unless each has an answer of its own.
func (b *Bot) answerEach(ctx context.Context, q Question, texts []string, a *Answer, last Turn) (Turn, bool, error) {
	var all []Answer
	seen := map[string]bool{}
	for _, text := range texts {
		q.Text = text
		one := Answer{Question: text, Lang: a.Lang, Snippets: []Snippet{}, Suggestions: []string{}}
		var err error
		if last, err = b.answerOne(ctx, q, &one, last); err != nil {
			return last, false, err
		}
		if !one.Answered || seen[one.Snippets[0].Passage] {
			return last, false, nil
		}
		seen[one.Snippets[0].Passage] = true
		all = append(all, one)
	}
	whole := all[0]
	whole.Question, whole.Snippets, whole.Repaired = a.Question, []Snippet{}, correctedParts(all)
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

// correctedParts is the message as it was searched for, "" where that is as it
// was asked.
func correctedParts(all []Answer) string {
	var out []string
	repaired := false
	for _, one := range all {
		if one.Repaired != "" {
			one.Question, repaired = one.Repaired, true
		}
		out = append(out, one.Question)
	}
	if !repaired {
		return ""
	}
	return strings.Join(out, " ")
}
