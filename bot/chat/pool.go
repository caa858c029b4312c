package chat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// pool does work on a fixed number of goroutines, from a queue of a fixed length.
type pool struct {
	jobs    chan job
	workers int
	grace   time.Duration
	log     *slog.Logger
	metrics *Metrics

	mu     sync.RWMutex
	closed bool
	timers map[*time.Timer]struct{}
}

type job struct {
	do func(context.Context)
	at time.Time
}

// Errors of [Service.Submit].
var (
	ErrBusy   = errors.New("too much waits already")
	ErrClosed = errors.New("shutting down")
)

const (
	defaultWorkers = 512 // most of which wait for a platform to take a post
	defaultQueue   = 4096
	defaultGrace   = 4500 * time.Millisecond // a platform's supervisor counts to five
	maxTimers      = 20_000
)

func (p *pool) init(opts Options) {
	p.workers, p.grace = opts.Workers, opts.Grace
	if p.workers <= 0 {
		p.workers = defaultWorkers
	}
	if p.grace <= 0 {
		p.grace = defaultGrace
	}
	queue := opts.Queue
	if queue <= 0 {
		queue = defaultQueue
	}
	p.jobs = make(chan job, queue)
	p.timers = map[*time.Timer]struct{}{}
	p.log, p.metrics = opts.Log, opts.Metrics
}

// Submit queues work and returns at once: with [ErrBusy] when the queue is full,
// with [ErrClosed] when the service is closing. The work's context ends when the
// service's grace does.
func (p *pool) Submit(do func(context.Context)) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.closed {
		return ErrClosed
	}
	select {
	case p.jobs <- job{do, time.Now()}:
		p.metrics.Waiting.Set(float64(len(p.jobs)))
		return nil
	default:
		return ErrBusy
	}
}

// after submits work in a while, and reports whether it will: not while the service
// closes, which drops what is still to come, and not beyond maxTimers.
func (p *pool) after(wait time.Duration, do func(context.Context)) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || len(p.timers) >= maxTimers {
		return false
	}
	var timer *time.Timer
	timer = time.AfterFunc(wait, func() {
		p.mu.Lock()
		delete(p.timers, timer)
		p.mu.Unlock()
		if err := p.Submit(do); err != nil {
			p.log.Warn("take over question", "error", err)
		}
	})
	p.timers[timer] = struct{}{}
	return true
}

// Run does the work that is submitted until ctx ends; then it finishes what was
// submitted before, for at most the grace. It returns when no work is under way,
// or with an error that tells how much was left.
func (p *pool) Run(ctx context.Context) error {
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for j := range p.jobs {
				p.do(working, j)
			}
		})
	}
	<-ctx.Done()
	p.close()
	grace := time.AfterFunc(p.grace, stop)
	defer grace.Stop()
	workers.Wait()
	if left := working.Err(); left != nil {
		return fmt.Errorf("answers were under way after %v", p.grace)
	}
	return nil
}

// close refuses further work.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for timer := range p.timers {
		timer.Stop()
	}
	clear(p.timers)
	close(p.jobs)
}

// do does one piece of work. A panic ends nothing else.
func (p *pool) do(ctx context.Context, j job) {
	p.metrics.Waiting.Set(float64(len(p.jobs)))
	p.metrics.Working.Inc()
	defer p.metrics.Working.Dec()
	defer func() {
		if v := recover(); v != nil {
			p.log.ErrorContext(ctx, "panic", "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		}
	}()
	if ctx.Err() != nil {
		return
	}
	p.metrics.stage("", "wait", j.at)
	j.do(ctx)
}
