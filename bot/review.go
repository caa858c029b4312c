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
	q := d.again(r)
	q.Limit = MaxLimit
	a, err := d.answer(ctx, q)
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
	a, err := d.answer(ctx, d.again(r))
	if err != nil {
		return Reply{}, fmt.Errorf("answer again: %w", err)
	}
	a.Question = r.Question
	return Reply{ID: id, Lang: r.Lang, Answer: a}, nil
}

// again returns the question of a record, to be answered as on its day.
func (d *Desk) again(r Record) Question {
	q := Question{Text: r.Asked, Lang: r.Lang, AsOf: d.opts.Settings.AsOf, Limit: d.opts.Settings.Limit}
	if q.AsOf.IsZero() {
		q.AsOf = r.At.In(Seoul)
	}
	return q
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

// Rate keeps a user's verdict on the answer id. The error is [ErrNotFound] for an
// answer that is no longer kept.
func (d *Desk) Rate(ctx context.Context, id, platform, user string, good bool) error {
	_, err := d.record(ctx, id)
	var hash string
	if err == nil {
		hash, err = UserHash(ctx, d.store, platform, user)
	}
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

// Undo makes the next call of [Desk.Once] with key the first again: what was to be
// done once surely was not.
func (d *Desk) Undo(ctx context.Context, key string) {
	if err := d.claims.Undo(ctx, key); err != nil {
		d.opts.Log.WarnContext(ctx, "undo claim", "error", err)
	}
}

// remember notes what the answer to q said in its conversation.
func (d *Desk) remember(ctx context.Context, q Question, a Answer) {
	storedTalks{d.store}.put(ctx, q.Conversation, a.last)
}

// Follows reports whether the bot has answered in the conversation before, so
// that what is said there may be meant for it.
func (d *Desk) Follows(ctx context.Context, conversation string) bool {
	_, ok := storedTalks{d.store}.get(ctx, conversation)
	return ok
}
