// Package chat delivers a bot's answers to chat platforms.
//
// A platform hands each message that it receives to [Service.Handle], as often
// as it arrives and in as many processes as receive it. The service answers it once:
// the process that writes the lease of the message's id first handles it, renews
// the lease while it works, and marks the message as done after the answer has been posted.
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

	"github.com/jellydator/ttlcache/v3"
	"golang.org/x/time/rate"

	"okbot/bot"
)

// A Service answers what people ask on chat platforms: each question once, however
// often and to however many processes it was delivered; within limits; by a
// bounded pool of workers. It keeps a record of each question. It is safe for
// concurrent use.
type Service struct {
	store  Store
	leases *Leases
	opts   Options
	busy   *ttlcache.Cache[string, struct{}] // people who were told that the bot is

	busyLog rate.Sometimes

	// cpu is a semaphore of as many slots as there are processors. More answers
	// computed at once would delay the network traffic of the others.
	cpu    chan struct{}
	active chan struct{} // an element each question that is worked at

	botMu sync.RWMutex // held for reading while bot answers
	bot   *bot.Bot

	pool
}

// Options configures a Service; the zero value works.
type Options struct {
	User, Channel RateLimit // of each user, of each channel; zero: none
	Workers       int       // questions answered at once; 0 means 512
	// Active is how many of them are worked at at once, those not counted that wait for a
	// platform to take the answer; 0 means one a processor: enough for a store that does not wait.
	Active  int
	Queue   int           // questions that may wait for a worker; 0 means 4096
	Lease   time.Duration // duration of a lease; 0 means [DefaultLease]
	Grace   time.Duration // for work under way when Run ends; 0 means 4.5 s
	Log     *slog.Logger  // nil discards
	Metrics *Metrics      // nil: counted, but collected by no registry
	// Defaults has the Lang, AsOf and Limit of questions that leave them zero.
	Defaults bot.Question
	// Allow has the ids of the channels in which the bot answers, all if it is
	// empty, and Deny those in which it does not. Neither affects direct messages.
	Allow, Deny []string
	Now         func() time.Time // nil means time.Now
}

// New returns a service that answers with b. [Service.Run] starts its workers.
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
	if opts.Active <= 0 {
		opts.Active = runtime.GOMAXPROCS(0)
	}
	s := &Service{store: store, leases: NewLeases(store, opts.Lease), opts: opts, busy: newBusy(), busyLog: rate.Sometimes{Interval: busyEvery}, cpu: make(chan struct{}, runtime.GOMAXPROCS(0)), active: make(chan struct{}, opts.Active)}
	s.pool.init(opts)
	s.Swap(b)
	return s, nil
}

// Swap replaces the bot that answers. When it returns, the former one is no longer
// in use.
func (s *Service) Swap(b *bot.Bot) {
	s.botMu.Lock()
	defer s.botMu.Unlock()
	s.bot = b.WithHistory(conversations{s.store})
}

// answer returns the bot's answer to q, once a processor is free.
func (s *Service) answer(ctx context.Context, q bot.Question) (bot.Answer, error) {
	select {
	case s.cpu <- struct{}{}:
		defer func() { <-s.cpu }()
	case <-ctx.Done():
		return bot.Answer{}, fmt.Errorf("answer: %w", ctx.Err())
	}
	s.botMu.RLock()
	defer s.botMu.RUnlock()
	return s.bot.Answer(ctx, q)
}

// About describes what the bot answers from.
func (s *Service) About() bot.About {
	s.botMu.RLock()
	defer s.botMu.RUnlock()
	return s.bot.About()
}

// Complete returns up to limit questions that the corpus answers and that complete
// what somebody has typed, as [bot.Bot.Complete] does.
func (s *Service) Complete(typed, lang string, limit int) []string {
	s.botMu.RLock()
	defer s.botMu.RUnlock()
	return s.bot.Complete(typed, lang, limit)
}

// Metrics returns the metrics of the service, in which platforms count as well.
func (s *Service) Metrics() *Metrics { return s.opts.Metrics }
