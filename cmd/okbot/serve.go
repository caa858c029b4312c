package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/state"
	"okbot/corpus"
)

// serveCmd is "okbot serve".
type serveCmd struct{}

// Run answers questions on the platforms that are set until it is told to stop.
func (*serveCmd) Run(ctx context.Context, p *program, set *settings, s *shared) error {
	if p.getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(servingGC))
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	srv, err := newServer(ctx, set, s, newLog(p.stderr, set))
	switch {
	case errors.Is(err, context.Canceled) && ctx.Err() != nil: // stopped before it had begun
		return nil
	case err != nil:
		return err
	}
	return errors.Join(srv.run(ctx), srv.close())
}

// servingGC lets the heap grow by half before it is collected: what lives is the
// index, and a process that stays need not hurry.
const servingGC = 50

// server is all that serve runs.
type server struct {
	settings  *settings
	log       *slog.Logger
	registry  *prometheus.Registry
	library   *library
	state     *state.State
	service   *chat.Service
	platforms platforms
	admin     *admin
	watcher   *watcher       // nil where nothing can change
	changed   chan struct{}  // the corpus has changed; holds one
	hangup    chan os.Signal // the operator asks for a reload; holds one
}

var errNoFolder = errors.New("no folder for the state, since this user has no home: set OKBOT_DATA")

// queue is how many questions may wait: two seconds' work or so. Discord takes no
// answer that comes after three.
const queue = 1024

// newServer opens everything that has to be there before the first question. The
// caller closes it.
func newServer(ctx context.Context, set *settings, s *shared, log *slog.Logger) (*server, error) {
	if set.Data == "" && set.StateURL == "" {
		return nil, errNoFolder
	}
	srv := &server{
		settings: set, log: log, registry: prometheus.NewRegistry(), platforms: set.platforms(),
		changed: make(chan struct{}, 1), hangup: make(chan os.Signal, 1),
	}
	if err := srv.platforms.check(); err != nil {
		return nil, err
	}
	if err := srv.open(ctx, s); err != nil {
		return nil, errors.Join(err, srv.close())
	}
	return srv, nil
}

// activeByNetwork is how many questions are worked at at once where each waits for a state in
// the network a few times.
const activeByNetwork = 64

// active returns how many questions are worked at at once, 0 for what suits the processors.
func (v settings) active() int {
	if v.StateURL != "" {
		return activeByNetwork
	}
	return 0
}

// open opens the parts in the order in which one needs the other.
func (s *server) open(ctx context.Context, flags *shared) (err error) {
	signal.Notify(s.hangup, syscall.SIGHUP)
	if paths := flags.files(); len(paths) > 0 {
		watch := func(context.Context) (*watcher, error) { return newWatcher(paths, s.log, s.changed) }
		if s.watcher, err = abandonable(ctx, watch, func(w *watcher) { w.close() }); err != nil {
			s.log.Warn("changes go unnoticed: send SIGHUP to reload", "error", err)
		}
	}
	flags.loaded, flags.refused = s.reportLoaded, s.reportRefused
	var b *bot.Bot
	if s.library, b, err = openLibrary(ctx, flags.openIndex, string(flags.LinkBase), s.log); err != nil {
		return err
	}
	flags.refused = nil // a reload that cannot read all keeps the index before
	if s.state, err = state.Open(ctx, s.settings.stateOptions(s.log)); err != nil {
		return err
	}
	s.service, err = chat.New(ctx, b, s.state, chat.Options{
		Active: s.settings.active(),
		User:   s.settings.userLimit(), Channel: s.settings.channelLimit(), Allow: s.settings.Allow, Deny: s.settings.Deny, Defaults: flags.question(),
		Queue: queue, Log: s.log, Metrics: chat.NewMetrics(s.registry),
	})
	if err != nil {
		return err
	}
	s.platforms.open(s.service, s.log)
	if err := s.platforms.check(); err != nil {
		return err
	}
	if s.admin, err = listenAdmin(ctx, string(s.settings.Admin), s.settings.Data, s.log); err != nil {
		return err
	}
	s.register()
	return nil
}

// reportLoaded logs what the corpus holds and what is left out of it.
func (s *server) reportLoaded(c *corpus.Corpus) {
	s.log.Info("corpus read", "holds", loadedLine(c))
	if len(c.LeftOut) > 0 {
		s.log.Warn("not answered from", "files", leftOutLine(c.LeftOut))
	}
}

// reportRefused logs what cannot be read of the corpus.
func (s *server) reportRefused(problems corpus.Problems) {
	for _, p := range problems[:min(len(problems), maxTold)] {
		s.log.Error("not answered from", "at", fmt.Sprintf("%s:%d", p.Path, p.Line), "problem", p.Text)
	}
	if more := len(problems) - maxTold; more > 0 {
		s.log.Error("not answered from: there are more problems: see okbot corpus check", "more", more)
	}
}

// stateOptions are where the state is, and how long it keeps records.
func (set *settings) stateOptions(log *slog.Logger) state.Options {
	return state.Options{Dir: set.Data, URL: string(set.StateURL), Retention: time.Duration(set.Retention), Log: log}
}

// folder is that of the state, "" where a cluster keeps it.
func (set *settings) folder() string {
	if set.StateURL != "" {
		return ""
	}
	return set.Data
}

// run serves until ctx ends: the platforms stop first, then the service finishes what
// is in flight, and the rest follows.
func (s *server) run(ctx context.Context) error {
	rest, stopRest := context.WithCancel(context.WithoutCancel(ctx))
	answering, stopAnswering := context.WithCancel(rest)
	var working, beside sync.WaitGroup
	working.Go(func() {
		if err := s.service.Run(answering); err != nil {
			s.log.Warn("stop", "error", err)
		}
	})
	beside.Go(func() { s.library.run(rest, s.service, s.changed, s.hangup) })
	beside.Go(func() {
		if err := s.admin.run(rest, s); err != nil {
			s.log.Error("stop", "error", err)
		}
	})
	if s.watcher != nil {
		beside.Go(func() { s.watcher.run(rest) })
	}
	s.announce()
	err := s.platforms.run(ctx, s.log)
	s.log.Info("stopping")
	stopAnswering()
	working.Wait()
	stopRest()
	beside.Wait()
	return err
}

// announce tells in one line what runs, what does not and why.
func (s *server) announce() {
	told := s.library.about.Load()
	line := []any{"version", readVersion().Version}
	for _, u := range s.platforms {
		line = append(line, u.name, u.String())
	}
	kept := s.settings.folder()
	if kept == "" {
		kept = "shared"
	}
	if degraded, _, why := s.state.Degraded(); degraded {
		kept = "in memory: " + why
	}
	holds := fmt.Sprintf("%d passages", told.Passages)
	if told.Newest != "" {
		holds += fmt.Sprintf(" to %s", told.Newest)
	}
	s.log.Info("serving", append(line, "admin", s.admin.address(), "state", kept, "corpus", holds, "watched", s.watcher != nil)...)
}

// closing is for how long the state may take to write what it still holds.
const closing = 3 * time.Second

// close closes what open has opened, once nothing uses it any more.
func (s *server) close() error {
	var errs []error
	signal.Stop(s.hangup)
	if s.watcher != nil {
		errs = append(errs, s.watcher.close())
	}
	if s.admin != nil {
		errs = append(errs, s.admin.close())
	}
	if s.state != nil {
		ctx, cancel := context.WithTimeout(context.Background(), closing)
		defer cancel()
		errs = append(errs, s.state.Close(ctx))
	}
	if s.library != nil && s.library.index != nil {
		errs = append(errs, s.library.index.Close())
	}
	return errors.Join(errs...)
}
