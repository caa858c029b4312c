package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/corpus"
	"okbot/index"
)

// library is the index that a service answers from, and how it is replaced: the new
// one is built beside it and takes over between two answers. A corpus that
// cannot be read leaves the index before in service.
type library struct {
	open     func(context.Context) (*index.Index, error)
	linkBase string // where the files of the corpus are on the web
	log      *slog.Logger
	reloads  *prometheus.CounterVec // by result

	index *index.Index              // run's
	about atomic.Pointer[bot.About] // of index
	err   atomic.Pointer[string]    // why the last reload did not take place
}

// openLibrary opens the first index; without one there is no service.
func openLibrary(ctx context.Context, open func(context.Context) (*index.Index, error), linkBase string, log *slog.Logger) (*library, *bot.Bot, error) {
	l := &library{open: open, linkBase: linkBase, log: log, reloads: prometheus.NewCounterVec(prometheus.CounterOpts{
		Namespace: "okbot", Name: "reloads_total", Help: "Reloads of the corpus by result.",
	}, []string{"result"})}
	b, err := l.build(ctx)
	return l, b, err
}

// build replaces l.index and returns a bot that answers from the new one.
func (l *library) build(ctx context.Context) (*bot.Bot, error) {
	ix, err := abandonable(ctx, l.openGuarded, func(ix *index.Index) { ix.Close() })
	if err != nil {
		return nil, err
	}
	told := about(ix)
	l.index = ix
	l.about.Store(&told)
	return newBot(ix, l.linkBase), nil
}

// openGuarded turns a panic while reading or indexing into an error.
func (l *library) openGuarded(ctx context.Context) (ix *index.Index, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("index the corpus: panic: %v\n%s", v, debug.Stack())
		}
	}()
	return l.open(ctx)
}

// abandonable returns what do returns, or the context's error as soon as ctx ends,
// whatever do is at: nobody who asks the program to stop waits for a file. What do
// returns after that is handed to drop, unless it is an error.
func abandonable[T any](ctx context.Context, do func(context.Context) (T, error), drop func(T)) (v T, err error) {
	type result struct {
		v   T
		err error
	}
	done := make(chan result) // unbuffered: a result is taken, or dropped
	go func() {
		v, err := do(ctx)
		select {
		case done <- result{v, err}:
		case <-ctx.Done():
			if err == nil {
				drop(v)
			}
		}
	}()
	select {
	case got := <-done:
		return got.v, got.err
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// run reloads for service when the corpus has changed or the operator asks for it,
// until ctx ends.
func (l *library) run(ctx context.Context, service *chat.Service, changed <-chan struct{}, asked <-chan os.Signal) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-asked:
		}
		l.reload(ctx, service)
	}
}

// reload builds an index anew, lets service answer from it and closes the one before.
func (l *library) reload(ctx context.Context, service *chat.Service) {
	start, before := time.Now(), l.index
	b, err := l.build(ctx)
	switch {
	case err != nil && ctx.Err() != nil: // the program ends
		return
	case err != nil:
		l.refused(err)
		return
	}
	service.Swap(b)
	if err := before.Close(); err != nil {
		l.log.Warn("close the index before", "error", err)
	}
	debug.FreeOSMemory() // two indexes were in memory
	l.err.Store(nil)
	l.reloads.WithLabelValues("done").Inc()
	l.log.Info("corpus reloaded", "passages", l.index.Len(), "newest", l.index.Newest(), "took", time.Since(start).Round(time.Millisecond))
}

// refused tells why the corpus was not reloaded.
func (l *library) refused(err error) {
	l.reloads.WithLabelValues("refused").Inc()
	told := err.Error()
	l.err.Store(&told)
	var problems corpus.Problems
	if !errors.As(err, &problems) {
		l.log.Error("corpus not reloaded, the one before still answers", "error", err)
		return
	}
	for _, p := range problems[:min(len(problems), maxTold)] {
		l.log.Error("corpus not reloaded, the one before still answers", "at", fmt.Sprintf("%s:%d", p.Path, p.Line), "problem", p.Text)
	}
	if more := len(problems) - maxTold; more > 0 {
		l.log.Error("corpus not reloaded: there are more problems: see okbot corpus check", "more", more)
	}
}

// maxTold is how many problems of a corpus are logged.
const maxTold = 20
