package chat

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"okbot/bot"
	"okbot/bot/l10n"
)

// A Post posts a reply on a platform. It must end when its context does.
type Post func(context.Context, Reply) error

// Handle answers r and hands the reply to post, unless r is or was answered
// already. While another process holds r's lease, Handle returns at once and the
// question is tried again after the lease. The error is post's or the store's; it
// has not been logged.
func (s *Service) Handle(ctx context.Context, r Request, post Post) error {
	end, err := s.begin(ctx)
	if err != nil {
		return fmt.Errorf("question %s: %w", r.ID, err)
	}
	defer end()
	lease, err := s.leases.Acquire(ctx, r.ID)
	return s.handle(ctx, lease, err, r, post, end)
}

// takeOver tries again to answer r, whose lease another process held.
func (s *Service) takeOver(ctx context.Context, lease *Lease, r Request, post Post) error {
	end, err := s.begin(ctx)
	if err != nil {
		lease.Release()
		return err
	}
	defer end()
	return s.handle(ctx, lease, lease.Retry(ctx), r, post, end)
}

// handle answers r if the lease is held, and else tries again after the lease. worked is
// called once all that takes a processor is done.
func (s *Service) handle(ctx context.Context, lease *Lease, err error, r Request, post Post, worked func()) error {
	switch {
	case errors.Is(err, ErrDone):
		s.count(r, Duplicate)
		return nil
	case err != nil:
		return fmt.Errorf("question %s: %w", r.ID, err)
	case !lease.Held():
		scheduled := s.submitAfter(lease.Duration(), func(ctx context.Context) {
			if err := s.takeOver(ctx, lease, r, post); err != nil {
				s.opts.Log.ErrorContext(ctx, "take over question", "id", r.ID, "error", err)
			}
		})
		if !scheduled {
			lease.Release()
		}
		return nil
	}
	defer lease.Release()
	reply, outcome := s.reply(ctx, r)
	worked()
	reply.MaybeDuplicate = lease.Recovered()
	s.count(r, outcome)
	if outcome != Dropped {
		start := time.Now()
		if err := s.post(ctx, r, reply, post); err != nil {
			s.count(r, Unposted)
			return fmt.Errorf("post answer to %s: %w", r.ID, err)
		}
		s.opts.Metrics.observeStage(r.Platform, "post", start)
	}
	return lease.Complete(ctx)
}

func (s *Service) count(r Request, o Outcome) {
	s.opts.Metrics.Questions.WithLabelValues(r.Platform, o.String()).Inc()
}

// begin waits until few enough questions are worked at that those who read what comes in get
// their share of the processors, and returns what lets another question begin, to be called as
// often as one likes. The error is that ctx ended.
func (s *Service) begin(ctx context.Context) (end func(), err error) {
	select {
	case s.active <- struct{}{}:
		return sync.OnceFunc(func() { <-s.active }), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a processor: %w", ctx.Err())
	}
}

// post posts the reply. If that panics, it posts an apology instead.
func (s *Service) post(ctx context.Context, r Request, reply Reply, post Post) (err error) {
	defer func() {
		if v := recover(); v != nil {
			s.opts.Log.ErrorContext(ctx, "panic while posting", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			apology, outcome := s.apology(r)
			if outcome != Dropped {
				err = post(ctx, apology)
			}
		}
	}()
	return post(ctx, reply)
}

// reply returns what to say to r. A panic becomes an apology.
func (s *Service) reply(ctx context.Context, r Request) (reply Reply, outcome Outcome) {
	defer func() {
		if v := recover(); v != nil {
			s.opts.Log.ErrorContext(ctx, "panic while answering", "id", r.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			reply, outcome = s.apology(r)
		}
	}()
	q := s.question(r)
	if !r.Overheard {
		if notice := s.refusal(ctx, r); notice != "" {
			return Reply{Lang: r.language(), Notice: notice}, Refused
		}
		switch {
		case r.Intent == bot.Sources && s.lastTurn(ctx, r).Asked != "": // of the last answer
			q.Lang = s.opts.Defaults.Lang
		case r.Intent != bot.Ask:
			return s.introduce(q, r.Intent), Answered
		}
	} else if !s.mayListen(ctx, r) {
		return reply, Dropped
	}
	if r.After != "" {
		q.After = s.turnOf(ctx, r.After)
	}
	start := time.Now()
	a, err := s.answer(ctx, q)
	s.opts.Metrics.observeStage(r.Platform, "answer", start)
	var input bot.InputError
	switch {
	case errors.As(err, &input):
		return Reply{Lang: r.language(), Notice: string(input)}, r.orDropped(Refused)
	case err != nil:
		s.opts.Log.ErrorContext(ctx, "answer", "id", r.ID, "error", err)
		return s.apology(r)
	case r.Overheard && (!a.FitsOverheard() || s.refusal(ctx, r) != ""):
		return reply, Dropped
	}
	reply = Reply{Lang: a.Lang, Answer: a}
	conversation := r.Question.Conversation
	if a.Message != "" { // what was said before goes on
		if !s.HasHistory(ctx, conversation) {
			s.remember(ctx, conversation, "")
		}
		return reply, Answered
	}
	if reply.ID, err = s.appendRecord(ctx, r, a); err != nil {
		s.opts.Log.WarnContext(ctx, "record question", "id", r.ID, "error", err)
	}
	s.remember(ctx, conversation, reply.ID)
	if !a.Answered {
		return reply, Abstained
	}
	return reply, Answered
}

// introduce returns the reply to somebody who wants no answer but help or to know
// the sources. Nothing is searched for or recorded.
func (s *Service) introduce(q bot.Question, intent bot.Intent) Reply {
	lang := q.Lang
	if lang == "" {
		lang = languageOf(q.Text)
	}
	if intent == bot.Sources {
		return Reply{Lang: lang, Sources: true}
	}
	s.botMu.RLock()
	defer s.botMu.RUnlock()
	return Reply{Lang: lang, Answer: s.bot.Introduce(lang)}
}

func (s *Service) apology(r Request) (Reply, Outcome) {
	return Reply{Lang: r.language(), Notice: l10n.Sorry.In(r.language())}, r.orDropped(Failed)
}

// refusal returns the notice that refuses r, or "" if r may be answered. It takes
// a token from the limits of the user and the channel.
func (s *Service) refusal(ctx context.Context, r Request) string {
	if !s.isOpen(r.Channel) {
		return l10n.NotHere.In(r.language())
	}
	if wait := s.takeToken(ctx, s.opts.User, r.Platform+"/user/"+r.User); wait > 0 {
		return l10n.TooMany.In(r.language(), wholeSeconds(wait))
	}
	if r.Channel == "" {
		return ""
	}
	if wait := s.takeToken(ctx, s.opts.Channel, r.Platform+"/channel/"+r.Channel); wait > 0 {
		return l10n.TooManyHere.In(r.language(), wholeSeconds(wait))
	}
	return ""
}

// isOpen reports whether the bot answers in a channel; "" is a direct message.
func (s *Service) isOpen(channel string) bool {
	return channel == "" || !slices.Contains(s.opts.Deny, channel) && (len(s.opts.Allow) == 0 || slices.Contains(s.opts.Allow, channel))
}

// mayListen reports whether an overheard message may cost the work of an answer.
// People who talk to each other write more than they ask, and use up no answers.
func (s *Service) mayListen(ctx context.Context, r Request) bool {
	limit := RateLimit{overheardPerQuestion * s.opts.User.PerMinute, overheardPerQuestion * s.opts.User.Burst}
	return s.isOpen(r.Channel) && s.takeToken(ctx, limit, r.Platform+"/overheard/"+r.User) == 0
}

// overheardPerQuestion is how many overheard messages of a user are looked at for
// each question that the user may ask.
const overheardPerQuestion = 4

func (s *Service) takeToken(ctx context.Context, l RateLimit, key string) time.Duration {
	wait, err := l.take(ctx, s.store, key, s.opts.Now())
	if err != nil {
		s.opts.Log.WarnContext(ctx, "rate limit", "error", err)
	}
	return wait
}

// wholeSeconds rounds up: after so many seconds there is a token.
func wholeSeconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }
