package chat

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"okbot/bot"
)

// Ask answers r, unless it has been or is being answered, and hands the reply to
// post. What post does must end with its context. The error is post's or the
// store's; it has not been logged.
func (s *Service) Ask(ctx context.Context, r Request, post func(context.Context, Reply) error) error {
	claim, err := s.claims.Claim(ctx, r.ID)
	return s.claimed(ctx, claim, err, r, post)
}

// claimed goes on once it is known who holds the claim.
func (s *Service) claimed(ctx context.Context, claim *Claim, err error, r Request, post func(context.Context, Reply) error) error {
	switch {
	case errors.Is(err, ErrDone):
		s.opts.Metrics.Questions.WithLabelValues(r.Platform, "duplicate").Inc()
		return nil
	case err != nil:
		return fmt.Errorf("question %s: %w", r.ID, err)
	case !claim.Held(): // another process is at it, or has died over it
		waits := s.after(claim.Lease(), func(ctx context.Context) {
			err := s.claimed(ctx, claim, claim.Retry(ctx), r, post)
			if err != nil {
				s.opts.Log.ErrorContext(ctx, "take over question", "id", r.ID, "error", err)
			}
		})
		if !waits {
			claim.Release()
		}
		return nil
	}
	defer claim.Release()
	reply, outcome := s.reply(ctx, r)
	reply.Again = claim.Again()
	s.opts.Metrics.Questions.WithLabelValues(r.Platform, outcome).Inc()
	if outcome != silent {
		start := time.Now()
		if err := s.post(ctx, r, reply, post); err != nil {
			s.opts.Metrics.Questions.WithLabelValues(r.Platform, "unposted").Inc()
			return fmt.Errorf("post answer to %s: %w", r.ID, err)
		}
		s.opts.Metrics.stage(r.Platform, "post", start)
	}
	return claim.Done(ctx)
}

// post posts the reply, and an apology in its place where that panics.
func (s *Service) post(ctx context.Context, r Request, reply Reply, post func(context.Context, Reply) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			s.opts.Log.ErrorContext(ctx, "panic while posting", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			sorry, outcome := s.sorry(r)
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
func (s *Service) reply(ctx context.Context, r Request) (reply Reply, outcome string) {
	defer func() {
		if v := recover(); v != nil {
			s.opts.Log.ErrorContext(ctx, "panic while answering", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			reply, outcome = s.sorry(r)
		}
	}()
	q := s.settle(r)
	if !r.Overheard {
		if notice := s.refusal(ctx, r); notice != "" {
			return Reply{Lang: r.language(), Notice: notice}, refused
		}
	}
	if r.After != "" {
		q.After = s.told(ctx, r.After)
	}
	start := time.Now()
	a, err := s.answer(ctx, q)
	s.opts.Metrics.stage(r.Platform, "answer", start)
	var input bot.InputError
	switch {
	case errors.As(err, &input):
		return Reply{Lang: r.language(), Notice: string(input)}, unless(r.Overheard, refused)
	case err != nil:
		s.opts.Log.ErrorContext(ctx, "answer", "id", r.ID, "error", err)
		return s.sorry(r)
	case r.Overheard && (!a.FitsOverheard() || s.refusal(ctx, r) != ""):
		return reply, silent
	}
	if r.Overheard {
		s.remember(ctx, q, a)
	}
	reply = Reply{Lang: a.Lang, Answer: a}
	if a.Message != "" {
		return reply, answered
	}
	if reply.ID, err = s.keep(ctx, r, a); err != nil {
		s.opts.Log.WarnContext(ctx, "keep question", "id", r.ID, "error", err)
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

func (s *Service) sorry(r Request) (Reply, string) {
	return Reply{Lang: r.language(), Notice: Sorry.In(r.language())}, unless(r.Overheard, apology)
}

// refusal returns why r is not answered, or "".
func (s *Service) refusal(ctx context.Context, r Request) string {
	if r.Channel != "" && (slices.Contains(s.opts.Deny, r.Channel) || len(s.opts.Allow) > 0 && !slices.Contains(s.opts.Allow, r.Channel)) {
		return NotHere.In(r.language())
	}
	if wait := s.allow(ctx, s.opts.User, r.Platform+"/user/"+r.User); wait > 0 {
		return TooMany.In(r.language(), seconds(wait))
	}
	if r.Channel == "" {
		return ""
	}
	if wait := s.allow(ctx, s.opts.Channel, r.Platform+"/channel/"+r.Channel); wait > 0 {
		return TooManyHere.In(r.language(), seconds(wait))
	}
	return ""
}

func (s *Service) allow(ctx context.Context, l Limit, key string) time.Duration {
	wait, err := l.allow(ctx, s.store, key, s.opts.Now())
	if err != nil {
		s.opts.Log.WarnContext(ctx, "limit", "error", err)
	}
	return wait
}

// seconds rounds up, so that whoever waits that long is answered.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }
