package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
)

// Ask answers r, unless it has been or is being answered, and hands the reply to
// post. What post does must end with its context. The error is post's or the
// store's; it has not been logged.
func (d *Desk) Ask(ctx context.Context, r Request, post func(context.Context, Reply) error) error {
	claim, err := d.claims.Claim(ctx, r.ID)
	return d.claimed(ctx, claim, err, r, post)
}

// claimed goes on once it is known who holds the claim.
func (d *Desk) claimed(ctx context.Context, claim *Claim, err error, r Request, post func(context.Context, Reply) error) error {
	switch {
	case errors.Is(err, ErrDone):
		d.opts.Metrics.Questions.WithLabelValues(r.Platform, "duplicate").Inc()
		return nil
	case err != nil:
		return fmt.Errorf("question %s: %w", r.ID, err)
	case !claim.Held(): // another process is at it, or has died over it
		waits := d.after(claim.Lease(), func(ctx context.Context) {
			err := d.claimed(ctx, claim, claim.Retry(ctx), r, post)
			if err != nil {
				d.opts.Log.ErrorContext(ctx, "take over question", "id", r.ID, "error", err)
			}
		})
		if !waits {
			claim.Release()
		}
		return nil
	}
	defer claim.Release()
	reply, outcome := d.reply(ctx, r)
	reply.Again = claim.Again()
	d.opts.Metrics.Questions.WithLabelValues(r.Platform, outcome).Inc()
	if outcome != silent {
		start := time.Now()
		if err := d.post(ctx, r, reply, post); err != nil {
			d.opts.Metrics.Questions.WithLabelValues(r.Platform, "unposted").Inc()
			return fmt.Errorf("post answer to %s: %w", r.ID, err)
		}
		d.opts.Metrics.stage(r.Platform, "post", start)
	}
	return claim.Done(ctx)
}

// post posts the reply, and an apology in its place where that panics.
func (d *Desk) post(ctx context.Context, r Request, reply Reply, post func(context.Context, Reply) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			d.opts.Log.ErrorContext(ctx, "panic while posting", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			sorry, outcome := d.sorry(r)
			if outcome != silent {
				err = post(ctx, sorry)
			}
		}
	}()
	return post(ctx, reply)
}

// What becomes of a question.
const (
	answered  = "answered"
	abstained = "abstained"
	refused   = "refused"
	apology   = "failed"
	silent    = "silent"
)

// reply returns what to say to r. A panic becomes an apology.
func (d *Desk) reply(ctx context.Context, r Request) (reply Reply, outcome string) {
	defer func() {
		if v := recover(); v != nil {
			d.opts.Log.ErrorContext(ctx, "panic while answering", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			reply, outcome = d.sorry(r)
		}
	}()
	q := d.settle(r)
	if !r.Overheard {
		if notice := d.refusal(ctx, r); notice != "" {
			return Reply{Lang: r.language(), Notice: notice}, refused
		}
	}
	if r.After != "" {
		q.after = d.told(ctx, r.After)
	}
	start := time.Now()
	a, err := d.answer(ctx, q)
	d.opts.Metrics.stage(r.Platform, "answer", start)
	var input InputError
	switch {
	case errors.As(err, &input):
		return Reply{Lang: r.language(), Notice: string(input)}, unless(r.Overheard, refused)
	case err != nil:
		d.opts.Log.ErrorContext(ctx, "answer", "id", r.ID, "error", err)
		return d.sorry(r)
	case r.Overheard && (!meant(a) || d.refusal(ctx, r) != ""):
		return reply, silent
	}
	if r.Overheard {
		d.remember(ctx, q, a)
	}
	reply = Reply{Lang: a.Lang, Answer: a}
	if a.Message != "" {
		return reply, answered
	}
	if reply.ID, err = d.keep(ctx, r, a); err != nil {
		d.opts.Log.WarnContext(ctx, "keep question", "id", r.ID, "error", err)
	}
	if !a.Answered {
		return reply, abstained
	}
	return reply, answered
}

// unless returns outcome, or silence where nobody was addressed.
func unless(overheard bool, outcome string) string {
	if overheard {
		return silent
	}
	return outcome
}

func (d *Desk) sorry(r Request) (Reply, string) {
	return Reply{Lang: r.language(), Notice: Sorry.In(r.language())}, unless(r.Overheard, apology)
}

// refusal returns why r is not answered, or "".
func (d *Desk) refusal(ctx context.Context, r Request) string {
	if r.Channel != "" && (slices.Contains(d.opts.Deny, r.Channel) || len(d.opts.Allow) > 0 && !slices.Contains(d.opts.Allow, r.Channel)) {
		return NotHere.In(r.language())
	}
	if wait := d.allow(ctx, d.opts.User, r.Platform+"/user/"+r.User); wait > 0 {
		return TooMany.In(r.language(), seconds(wait))
	}
	if r.Channel == "" {
		return ""
	}
	if wait := d.allow(ctx, d.opts.Channel, r.Platform+"/channel/"+r.Channel); wait > 0 {
		return TooManyHere.In(r.language(), seconds(wait))
	}
	return ""
}

func (d *Desk) allow(ctx context.Context, l Limit, key string) time.Duration {
	wait, err := l.allow(ctx, d.store, key, d.opts.Now())
	if err != nil {
		d.opts.Log.WarnContext(ctx, "limit", "error", err)
	}
	return wait
}

// seconds rounds up, so that whoever waits that long is answered.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }
