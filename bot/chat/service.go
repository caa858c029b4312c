// Package chat delivers a bot's answers to chat platforms.
//
// A platform hands each message that it receives to [Service.Ask], as often as
// it arrives and in as many processes as receive it. The service answers it once:
// whoever writes the lease of the message's id first handles it, renews the lease
// while it works, and marks the message as done after the answer has been posted.
// If a process dies in between, another one takes over after the lease and posts
// the reply as one that may be a duplicate. So a message is answered at least
// once, and twice only if a process died between posting and saying so and the
// platform cannot look for the first post.
//
// Work is done by a fixed number of workers from a queue of bounded length; more
// than that is refused at once. Users and channels have rate limits. Of each
// question a record is kept, in which users are keyed hashes.
//
// All that must outlive a question is in a [Store], which package state
// implements and which bridges its own outages. If it fails all the same, limits,
// records and conversations are skipped, but no message is answered without its
// lease.
package chat

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"okbot/bot"
)

// A Service answers what people ask on chat platforms: each question once, however
// often and to however many processes it was delivered; within limits; by a
// bounded pool of workers. It keeps a record of each question. It is safe for
// concurrent use.
type Service struct {
	store  Store
	claims *Claims
	opts   Options

	// thinking bounds the answers that are worked out at once to the processors
	// there are, so that the others' network traffic never queues behind them.
	thinking chan struct{}

	using sync.RWMutex // held for reading while bot answers
	bot   *bot.Bot

	pool
}

// Options configures a Service; the zero value works.
type Options struct {
	User, Channel Limit         // zero: no limit
	Workers       int           // questions answered at once; 0 means 512
	Queue         int           // questions that may wait; 0 means 4096
	Lease         time.Duration // of claims; 0 means [Lease]
	Grace         time.Duration // for what is under way at the end; 0 means 4.5 s
	Log           *slog.Logger  // nil discards
	Metrics       *Metrics      // nil counts nothing that is read
	// Settings are those of every question that does not choose itself: Lang,
	// AsOf and Limit.
	Settings bot.Question
	// Allow are the channels in which the bot answers, by id (none: in all), and
	// Deny those in which it does not. Direct messages are in neither.
	Allow, Deny []string
	Now         func() time.Time // nil means time.Now
}

// New returns a service where b answers. [Service.Run] starts its workers.
func New(ctx context.Context, b *bot.Bot, store Store, opts Options) (*Service, error) {
	if _, err := hashKey(ctx, store); err != nil {
		return nil, err
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Metrics == nil {
		opts.Metrics = NewMetrics(nil)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &Service{store: store, claims: NewClaims(store, opts.Lease), opts: opts, thinking: make(chan struct{}, runtime.GOMAXPROCS(0))}
	s.pool.init(opts)
	s.Swap(b)
	return s, nil
}

// Swap lets b answer from now on. Once it returns, nothing uses the bot before.
func (s *Service) Swap(b *bot.Bot) {
	s.using.Lock()
	defer s.using.Unlock()
	s.bot = b.WithHistory(conversations{s.store})
}

// answer lets the bot answer q.
func (s *Service) answer(ctx context.Context, q bot.Question) (bot.Answer, error) {
	select {
	case s.thinking <- struct{}{}:
		defer func() { <-s.thinking }()
	case <-ctx.Done():
		return bot.Answer{}, fmt.Errorf("answer: %w", ctx.Err())
	}
	s.using.RLock()
	defer s.using.RUnlock()
	return s.bot.Answer(ctx, q)
}

// About tells what the bot answers from.
func (s *Service) About() bot.About {
	s.using.RLock()
	defer s.using.RUnlock()
	return s.bot.About()
}

// Complete returns up to limit questions that the corpus answers and that go on
// from what somebody has typed.
func (s *Service) Complete(typed, lang string, limit int) []string {
	s.using.RLock()
	defer s.using.RUnlock()
	return s.bot.Complete(typed, lang, limit)
}

// Metrics returns what the service counts with; the platforms count there as well.
func (s *Service) Metrics() *Metrics { return s.opts.Metrics }
