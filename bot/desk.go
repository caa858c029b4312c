package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"
)

// A Desk answers what people ask on chat platforms: each question once, however
// often and to however many processes it was delivered; within limits; by a
// bounded pool of workers. It keeps a record of each question. It is safe for
// concurrent use.
type Desk struct {
	store  Store
	claims *Claims
	opts   DeskOptions

	// thinking bounds the answers that are worked out at once to the processors
	// there are, so that the others' network traffic never queues behind them.
	thinking chan struct{}

	using sync.RWMutex // held for reading while bot answers
	bot   *Bot

	pool
}

// DeskOptions configures a Desk; the zero value works.
type DeskOptions struct {
	User, Channel Limit         // zero: no limit
	Workers       int           // questions answered at once; 0 means 512
	Queue         int           // questions that may wait; 0 means 4096
	Lease         time.Duration // of claims; 0 means [Lease]
	Grace         time.Duration // for what is under way at the end; 0 means 4.5 s
	Log           *slog.Logger  // nil discards
	Metrics       *Metrics      // nil counts nothing that is read
	// Settings are those of every question that does not choose itself: Lang,
	// AsOf and Limit.
	Settings Question
	// Allow are the channels in which the bot answers, by id (none: in all), and
	// Deny those in which it does not. Direct messages are in neither.
	Allow, Deny []string
	Now         func() time.Time // nil means time.Now
}

// NewDesk returns a desk where b answers. [Desk.Run] starts its workers.
func NewDesk(ctx context.Context, b *Bot, store Store, opts DeskOptions) (*Desk, error) {
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
	d := &Desk{store: store, claims: NewClaims(store, opts.Lease), opts: opts, thinking: make(chan struct{}, runtime.GOMAXPROCS(0))}
	d.pool.init(opts)
	d.Swap(b)
	return d, nil
}

// Swap lets b answer from now on. Once it returns, nothing uses the bot before.
func (d *Desk) Swap(b *Bot) {
	d.using.Lock()
	defer d.using.Unlock()
	b.talks = storedTalks{d.store}
	d.bot = b
}

// answer lets the bot answer q.
func (d *Desk) answer(ctx context.Context, q Question) (Answer, error) {
	select {
	case d.thinking <- struct{}{}:
		defer func() { <-d.thinking }()
	case <-ctx.Done():
		return Answer{}, fmt.Errorf("answer: %w", ctx.Err())
	}
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.Answer(ctx, q)
}

// About tells what the bot answers from.
func (d *Desk) About() About {
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.opts.About
}

// Complete returns up to limit questions that the corpus answers and that go on
// from what somebody has typed.
func (d *Desk) Complete(typed, lang string, limit int) []string {
	d.using.RLock()
	defer d.using.RUnlock()
	return d.bot.Complete(typed, lang, limit)
}

// Metrics returns what the desk counts with; the platforms count there as well.
func (d *Desk) Metrics() *Metrics { return d.opts.Metrics }
