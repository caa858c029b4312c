package bot

import (
	"context"
	"fmt"
	"slices"
)

// Further returns page n, 1 and up, of the snippets beyond those that the answer
// id showed at first, and whether there are more pages. The error is
// [ErrNotFound] for an answer that is no longer kept.
func (d *Desk) Further(ctx context.Context, id string, n int) (reply Reply, more bool, err error) {
	r, err := d.record(ctx, id)
	if err != nil {
		return Reply{}, false, err
	}
	a, err := d.answer(ctx, Question{Text: r.Asked, Lang: r.Lang, AsOf: r.At.In(Seoul), Limit: MaxLimit})
	if err != nil {
		return Reply{}, false, fmt.Errorf("further snippets: %w", err)
	}
	a.Question = r.Question
	rest := slices.DeleteFunc(a.Snippets, func(s Snippet) bool { return slices.Contains(r.Passages, s.Passage) })
	from := min((max(n, 1)-1)*DefaultLimit, len(rest))
	to := min(from+DefaultLimit, len(rest))
	a.Snippets = rest[from:to]
	return Reply{ID: id, Lang: r.Lang, Answer: a}, to < len(rest), nil
}

// Again returns the answer id as it was posted first. The error is [ErrNotFound]
// for an answer that is no longer kept.
func (d *Desk) Again(ctx context.Context, id string) (Reply, error) {
	r, err := d.record(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	a, err := d.answer(ctx, Question{Text: r.Asked, Lang: r.Lang, AsOf: r.At.In(Seoul)})
	if err != nil {
		return Reply{}, fmt.Errorf("answer again: %w", err)
	}
	a.Question = r.Question
	return Reply{ID: id, Lang: r.Lang, Answer: a}, nil
}

// told returns what was said with the answer id, nothing for one that is no
// longer kept.
func (d *Desk) told(ctx context.Context, id string) talk {
	r, err := d.record(ctx, id)
	if err != nil {
		return talk{}
	}
	last := talk{Asked: r.Asked}
	if len(r.Passages) > 0 {
		last.Passage = r.Passages[0]
	}
	return last
}

// Rate keeps a user's verdict on the answer id.
func (d *Desk) Rate(ctx context.Context, id, platform, user string, good bool) error {
	hash, err := UserHash(ctx, d.store, platform, user)
	if err == nil {
		_, err = d.append(ctx, FeedbackLog, Feedback{At: d.opts.Now().UTC(), Question: id, User: hash, Good: good})
	}
	if err != nil {
		return fmt.Errorf("keep feedback: %w", err)
	}
	return nil
}

// Asked reports whether user asked the question of the answer id.
func (d *Desk) Asked(ctx context.Context, id, platform, user string) (bool, error) {
	r, err := d.record(ctx, id)
	if err != nil {
		return false, err
	}
	hash, err := UserHash(ctx, d.store, platform, user)
	return err == nil && r.User == hash, err
}

// Once reports whether this is the first call with key, of all processes that
// share the store. Where the store fails it says yes: better twice than never.
func (d *Desk) Once(ctx context.Context, key string) bool {
	first, err := d.claims.Once(ctx, key)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "claim", "error", err)
		return true
	}
	return first
}

// Follows reports whether the bot has answered in the conversation before, so
// that what is said there may be meant for it.
func (d *Desk) Follows(ctx context.Context, conversation string) bool {
	_, ok := storedTalks{d.store}.get(ctx, conversation)
	return ok
}
