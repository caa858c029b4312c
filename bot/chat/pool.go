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

// A pool does jobs on a fixed number of goroutines, from a queue of bounded length.
type pool struct {
	jobs    chan job
	workers int
	grace   time.Duration
	log     *slog.Logger
	metrics *Metrics

	pace pace

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
	ErrBusy   = errors.New("too much is waiting")
	ErrClosed = errors.New("shutting down")
)

const (
	defaultWorkers = 512 // most of which wait for a platform to take a post
	defaultQueue   = 4096
	// maxWait is how long a job may expect to wait in the queue: who would be answered
	// later is better told so, and what waits is soon done once fewer come.
	maxWait      = time.Second
	defaultGrace = 4500 * time.Millisecond // a platform's supervisor counts to five
	maxTimers    = 20_000                  // scheduled jobs
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

// Submit queues a job and returns at once. The error is [ErrBusy] if the queue is
// full or the job would wait in it for too long, or [ErrClosed] if the service is closing. The
// job's context ends with the service's grace period.
func (p *pool) Submit(do func(context.Context)) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.closed {
		return ErrClosed
	}
	if p.pace.wait(len(p.jobs)) > maxWait {
		return ErrBusy
	}
	select {
	case p.jobs <- job{do, time.Now()}:
		p.metrics.Waiting.Set(float64(len(p.jobs)))
		return nil
	default:
		return ErrBusy
	}
}

// submitAfter submits a job after a while, and reports whether it will: not if the
// service is closing or maxTimers jobs are scheduled. Jobs that are still scheduled
// when the service closes are dropped.
func (p *pool) submitAfter(wait time.Duration, do func(context.Context)) bool {
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

// Run does submitted jobs until ctx ends. Then it finishes those that were submitted
// before, for at most the grace period. The error is that some were not finished.
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
	if working.Err() != nil {
		return fmt.Errorf("answers were under way after %v", p.grace)
	}
	return nil
}

// close refuses further jobs.
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

// do does one job. A panic ends nothing else.
func (p *pool) do(ctx context.Context, j job) {
	p.pace.begun(len(p.jobs))
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
	p.metrics.observeStage("", "wait", j.at)
	j.do(ctx)
}

// A pace is how fast jobs are begun while others wait.
type pace struct {
	mu       sync.Mutex
	last     time.Time     // when one was begun, zero if none waited since
	interval time.Duration // between two, the mean of about the last paceJobs
}

const paceJobs = 16

// begun notes that a job is begun, while others wait.
func (p *pace) begun(waiting int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if waiting == 0 {
		p.last, p.interval = time.Time{}, 0
		return
	}
	now := time.Now()
	switch {
	case p.last.IsZero():
	case p.interval == 0:
		p.interval = now.Sub(p.last)
	default:
		p.interval += (now.Sub(p.last) - p.interval) / paceJobs
	}
	p.last = now
}

// wait returns how long a job will wait behind others.
func (p *pace) wait(others int) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Duration(others) * p.interval
}
