package chat

import (
	"context"
	"fmt"
	"slices"

	"okbot/bot"
)

// Page returns page n, 1 and up, of the snippets that the answer id did not show at
// first, and whether there are more pages. The error is [ErrNotFound] if the record
// of the answer is no longer kept.
func (s *Service) Page(ctx context.Context, id string, n int) (reply Reply, more bool, err error) {
	r, err := s.record(ctx, id)
	if err != nil {
		return Reply{}, false, err
	}
	q := s.questionOf(r)
	q.Limit = bot.MaxLimit
	a, err := s.answer(ctx, q)
	if err != nil {
		return Reply{}, false, fmt.Errorf("page of snippets: %w", err)
	}
	a.Question = r.Question
	rest := slices.DeleteFunc(a.Snippets, func(s bot.Snippet) bool { return slices.Contains(r.Passages, s.Passage) })
	from := min((max(n, 1)-1)*bot.DefaultLimit, len(rest))
	to := min(from+bot.DefaultLimit, len(rest))
	a.Snippets = rest[from:to]
	return Reply{ID: id, Lang: r.Lang, Answer: a}, to < len(rest), nil
}

// Replay returns the answer id as it was posted first. The error is [ErrNotFound] if
// its record is no longer kept.
func (s *Service) Replay(ctx context.Context, id string) (Reply, error) {
	r, err := s.record(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	a, err := s.answer(ctx, s.questionOf(r))
	if err != nil {
		return Reply{}, fmt.Errorf("replay answer: %w", err)
	}
	a.Question = r.Question
	return Reply{ID: id, Lang: r.Lang, Answer: a}, nil
}

// questionOf returns the question of a record, to be answered as on its day.
func (s *Service) questionOf(r Record) bot.Question {
	q := bot.Question{Text: r.Query, After: r.After, Lang: r.Lang, AsOf: s.opts.Defaults.AsOf, Limit: s.opts.Defaults.Limit}
	if q.AsOf.IsZero() {
		q.AsOf = r.At.In(bot.Seoul)
	}
	return q
}
