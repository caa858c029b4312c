package chat

import (
	"context"
	"fmt"
	"slices"

	"okbot/bot"
)

// Further returns page n, 1 and up, of the snippets beyond those that the answer
// id showed at first, and whether there are more pages. The error is
// [ErrNotFound] for an answer that is no longer kept.
func (s *Service) Further(ctx context.Context, id string, n int) (reply Reply, more bool, err error) {
	r, err := s.record(ctx, id)
	if err != nil {
		return Reply{}, false, err
	}
	q := s.again(r)
	q.Limit = bot.MaxLimit
	a, err := s.answer(ctx, q)
	if err != nil {
		return Reply{}, false, fmt.Errorf("further snippets: %w", err)
	}
	a.Question = r.Question
	rest := slices.DeleteFunc(a.Snippets, func(s bot.Snippet) bool { return slices.Contains(r.Passages, s.Passage) })
	from := min((max(n, 1)-1)*bot.DefaultLimit, len(rest))
	to := min(from+bot.DefaultLimit, len(rest))
	a.Snippets = rest[from:to]
	return Reply{ID: id, Lang: r.Lang, Answer: a}, to < len(rest), nil
}

// Again returns the answer id as it was posted first. The error is [ErrNotFound]
// for an answer that is no longer kept.
func (s *Service) Again(ctx context.Context, id string) (Reply, error) {
	r, err := s.record(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	a, err := s.answer(ctx, s.again(r))
	if err != nil {
		return Reply{}, fmt.Errorf("answer again: %w", err)
	}
	a.Question = r.Question
	return Reply{ID: id, Lang: r.Lang, Answer: a}, nil
}

// again returns the question of a record, to be answered as on its day.
func (s *Service) again(r Record) bot.Question {
	q := bot.Question{Text: r.Asked, Lang: r.Lang, AsOf: s.opts.Settings.AsOf, Limit: s.opts.Settings.Limit}
	if q.AsOf.IsZero() {
		q.AsOf = r.At.In(bot.Seoul)
	}
	return q
}
