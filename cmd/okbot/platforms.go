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

// platform is what carries questions to a service. Each keeps itself connected and
// ends only with its context or when it is beyond help.
type platform interface {
	Run(ctx context.Context) error
	// Ready reports whether it is connected, and if not, why.
	Ready() (bool, string)
	// check looks into all that the platform needs, for the doctor.
	check(ctx context.Context) []check
}

// unit is a platform as serve knows it.
type unit struct {
	name     string // "slack", "discord"
	title    string // "Slack", "Discord"
	how      string // what it runs by, for the line at the start
	left     string // why it is left out, "" if it is run
	open     func(*chat.Service, *slog.Logger) (platform, error)
	platform platform               // once opened
	ended    atomic.Pointer[string] // why it has ended
}

// ready reports whether the platform answers questions now, and if not, why.
func (u *unit) ready() (bool, string) {
	if why := u.ended.Load(); why != nil {
		return false, *why
	}
	if u.left != "" {
		return false, u.left
	}
	return u.platform.Ready()
}

// units are all platforms, those that are left out too.
type units []*unit

// open readies the platforms that are not left out. One that cannot be is.
func (us units) open(service *chat.Service, log *slog.Logger) {
	for _, u := range us {
		if u.left != "" {
			continue
		}
		var err error
		if u.platform, err = u.open(service, log.With("platform", u.name)); err != nil {
			u.left = strings.TrimPrefix(err.Error(), u.name+": ")
			log.Error("platform left out", "platform", u.name, "error", u.left)
		}
	}
}

// unset reports whether nobody has asked for the platform.
func (u *unit) unset() bool { return strings.HasPrefix(u.left, notSetUp) }

// String tells what runs, what does not and why.
func (u *unit) String() string {
	if u.left != "" {
		return "left out: " + u.left
	}
	return u.how
}

var errNoPlatform = errors.New("no platform is set: set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) for Slack, DISCORD_TOKEN for Discord, or both; see the README")

// check returns an error where no platform can be run.
func (us units) check() error {
	var left []string
	for _, u := range us {
		if u.left == "" {
			return nil
		}
		if !u.unset() {
			left = append(left, u.name+": "+u.left)
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("no platform can be started: %s", strings.Join(left, "; "))
	}
	return errNoPlatform
}

// stopping is for how long platforms may take to stop.
const stopping = 2 * time.Second

// run runs the platforms side by side until ctx ends, and stops them. One that
// ends by itself leaves the others alone; the error is that none is left.
func (us units) run(ctx context.Context, log *slog.Logger) error {
	var running sync.WaitGroup
	for _, u := range us {
		if u.left == "" {
			running.Go(func() { u.run(ctx, log) })
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
			return us.ending()
		}
	case <-ctx.Done():
		select {
		case <-all:
		case <-time.After(stopping):
			log.Warn("a platform does not stop", "after", stopping)
		}
	}
	return nil
}

// run runs one platform.
func (u *unit) run(ctx context.Context, log *slog.Logger) {
	err := u.guarded(ctx, log)
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		err = errors.New("ended without a reason")
	}
	why := strings.TrimPrefix(err.Error(), u.name+": ")
	u.ended.Store(&why)
	log.Error("platform ended", "platform", u.name, "error", why)
}

// guarded keeps a panic of one platform from the others.
func (u *unit) guarded(ctx context.Context, log *slog.Logger) (err error) {
	defer func() {
		if v := recover(); v != nil {
			log.Error("panic", "platform", u.name, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return u.platform.Run(ctx)
}

// ending tells why no platform is left.
func (us units) ending() error {
	var whys []string
	for _, u := range us {
		if why := u.ended.Load(); why != nil {
			whys = append(whys, u.name+": "+*why)
		}
	}
	return fmt.Errorf("no platform is left: %s", strings.Join(whys, "; "))
}
