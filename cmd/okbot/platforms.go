package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"okbot/bot/chat"
)

// platform is a chat platform as serve and doctor know it.
type platform struct {
	name      string // "slack", "discord"
	title     string // "Slack", "Discord"
	how       string // by which it is connected, for the line at the start
	skipped   string // why it is not run, "" if it is
	open      func(*chat.Service, *slog.Logger) (chat.Platform, error)
	variables map[string]string      // environment variables by option
	adapter   chat.Platform          // once opened
	ended     atomic.Pointer[string] // why it has ended
}

// ready reports whether the platform answers questions now, and if not, why.
func (p *platform) ready() (bool, string) {
	if why := p.ended.Load(); why != nil {
		return false, *why
	}
	if p.skipped != "" {
		return false, p.skipped
	}
	return p.adapter.Ready()
}

// platforms are all platforms, those that are skipped included.
type platforms []*platform

// open opens the platforms that are not skipped, and skips those that it cannot open.
func (ps platforms) open(service *chat.Service, log *slog.Logger) {
	for _, p := range ps {
		if p.skipped != "" {
			continue
		}
		var err error
		if p.adapter, err = p.open(service, log.With("platform", p.name)); err != nil {
			p.skipped = p.explain(err)
			log.Error("platform left out", "platform", p.name, "error", p.skipped)
		}
	}
}

// unset reports whether the platform is not configured at all.
func (p *platform) unset() bool { return strings.HasPrefix(p.skipped, notSetUp) }

// String says how the platform is connected, or why it is not run.
func (p *platform) String() string {
	if p.skipped != "" {
		return "left out: " + p.skipped
	}
	return p.how
}

var errNoPlatform = errors.New("no platform is set: set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) for Slack, DISCORD_TOKEN for Discord, or both; see the README")

// check returns an error if no platform can be run.
func (ps platforms) check() error {
	var skipped []string
	for _, p := range ps {
		if p.skipped == "" {
			return nil
		}
		if !p.unset() {
			skipped = append(skipped, p.name+": "+p.skipped)
		}
	}
	if len(skipped) > 0 {
		return fmt.Errorf("no platform can be started: %s", strings.Join(skipped, "; "))
	}
	return errNoPlatform
}

// stopTimeout is how long platforms may take to stop.
const stopTimeout = 2 * time.Second

// run runs the platforms side by side until ctx ends, and stops them. If one ends by
// itself, the others go on. The error is that all have ended.
func (ps platforms) run(ctx context.Context, log *slog.Logger) error {
	var running sync.WaitGroup
	for _, p := range ps {
		if p.skipped == "" {
			running.Go(func() { p.run(ctx, log) })
		}
	}
	all := make(chan struct{})
	go func() {
		running.Wait()
		close(all)
	}()
	select {
	case <-all:
		if ctx.Err() == nil {
			return ps.ending()
		}
	case <-ctx.Done():
		select {
		case <-all:
		case <-time.After(stopTimeout):
			log.Warn("a platform does not stop", "after", stopTimeout)
		}
	}
	return nil
}

// run runs one platform.
func (p *platform) run(ctx context.Context, log *slog.Logger) {
	err := p.guarded(ctx, log)
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		err = errors.New("ended without a reason")
	}
	why := p.explain(err)
	p.ended.Store(&why)
	log.Error("platform ended", "platform", p.name, "error", why)
}

// guarded turns a panic of the platform into an error.
func (p *platform) guarded(ctx context.Context, log *slog.Logger) (err error) {
	defer func() {
		if v := recover(); v != nil {
			log.Error("panic", "platform", p.name, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return p.adapter.Run(ctx)
}

// ending returns why all platforms have ended.
func (ps platforms) ending() error {
	var whys []string
	for _, p := range ps {
		if why := p.ended.Load(); why != nil {
			whys = append(whys, p.name+": "+*why)
		}
	}
	return fmt.Errorf("no platform is left: %s", strings.Join(whys, "; "))
}

// trim returns the text of an error without the platform's name before it.
func (p *platform) trim(err error) string { return strings.TrimPrefix(err.Error(), p.name+": ") }
