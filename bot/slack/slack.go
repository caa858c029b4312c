// Package slack connects a [chat.Service] to a Slack workspace, over Socket Mode or
// over signed HTTP requests.
//
// What comes in is queued on the service and acknowledged at once; the answer
// follows, to the thread, the direct message or the response URL that it is for.
// Reading a question ([question]) and showing an answer ([answer]) are pure.
package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jellydator/ttlcache/v3"
	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"okbot/bot/chat"
)

// Options configures an Adapter. BotToken and either AppToken or SigningSecret must
// be set; all else works as its zero value.
type Options struct {
	BotToken      string // xoxb-…
	AppToken      string // xapp-…; set: Socket Mode
	SigningSecret string // set, and no AppToken: HTTP

	APIURL string // base of the Web API with a slash at the end; "" is https://slack.com/api/
	Addr   string // where to listen for HTTP; "" is ":8080"
	// Sockets is how many connections Socket Mode keeps open, at most the ten
	// that Slack allows an app; 0 means 1. With two nothing waits while Slack
	// renews one.
	Sockets int

	CallTimeout time.Duration // of a call of Slack's API; 0 means 10 s
	ReadTimeout time.Duration // of an HTTP request of Slack's; 0 means 3 s

	Log *slog.Logger // nil discards
}

// An Adapter answers the questions of one workspace.
type Adapter struct {
	service *chat.Service
	opts    Options
	log     *slog.Logger
	api     *slack.Client
	http    *http.Client

	self    atomic.Pointer[slack.AuthTestResponse] // who the bot is; nil until known
	links   []connection
	addr    atomic.Pointer[string] // where it listens
	intake  intake
	closed  gate
	locales *ttlcache.Cache[string, string]
	side    chan func(context.Context) // apologies, for which the service has no room
	noAgent atomic.Bool                // the app has no agent view
	// refusals are logged now and then: anybody may cause them.
	refusals rate.Sometimes
	end      atomic.Pointer[context.CancelCauseFunc]
	ended    atomic.Bool // Run has
}

const (
	platform           = "slack"
	defaultAddr        = ":8080"
	defaultCallTimeout = 10 * time.Second
	defaultReadTimeout = 3 * time.Second
	sideLane           = 2048 // apologies that may wait
	apologists         = 8    // that are made at once
)

var _ chat.Platform = (*Adapter)(nil)

// New returns an adapter that lets service answer what people ask. The error is a
// [*chat.SettingError].
func New(service *chat.Service, opts Options) (*Adapter, error) {
	switch {
	case opts.BotToken == "":
		return nil, &chat.SettingError{Setting: "BotToken", Problem: "the bot token is missing", Advice: "use the Bot User OAuth Token (xoxb-…) of OAuth & Permissions"}
	case !strings.HasPrefix(opts.BotToken, "xoxb-"):
		return nil, &chat.SettingError{Setting: "BotToken", Problem: "this is no bot token", Advice: "use the Bot User OAuth Token (xoxb-…) of OAuth & Permissions"}
	case opts.AppToken == "" && opts.SigningSecret == "":
		return nil, &chat.SettingError{Setting: "AppToken", Problem: "neither an app-level token nor a signing secret is set", Advice: "set an app-level token (xapp-…) for Socket Mode, or a signing secret for HTTP"}
	case opts.AppToken != "" && !strings.HasPrefix(opts.AppToken, "xapp-"):
		return nil, &chat.SettingError{Setting: "AppToken", Problem: "this is no app-level token", Advice: "use one (xapp-…) of Basic Information → App-Level Tokens, or none for HTTP mode"}
	}
	if opts.APIURL == "" {
		opts.APIURL = slack.APIURL
	}
	if !strings.HasSuffix(opts.APIURL, "/") {
		opts.APIURL += "/"
	}
	if opts.Addr == "" {
		opts.Addr = defaultAddr
	}
	opts.Sockets = max(1, min(opts.Sockets, maxSockets))
	if opts.CallTimeout <= 0 {
		opts.CallTimeout = defaultCallTimeout
	}
	if opts.ReadTimeout <= 0 {
		opts.ReadTimeout = defaultReadTimeout
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s := &Adapter{
		service: service, opts: opts, log: opts.Log, http: newClient(opts.CallTimeout),
		refusals: rate.Sometimes{First: 3, Interval: time.Minute},
		links:    make([]connection, opts.Sockets), locales: newLocales(), side: make(chan func(context.Context), sideLane),
	}
	s.api = slack.New(opts.BotToken, slack.OptionAppLevelToken(opts.AppToken), slack.OptionAPIURL(opts.APIURL), slack.OptionHTTPClient(s.http))
	return s, nil
}

// newClient returns a client for Slack's API. It follows no redirect, which
// would take the token along.
func newClient(timeout time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	return &http.Client{
		Timeout: timeout, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Run answers until ctx ends, and then returns nil, or until Slack is beyond
// help: the error tells what is wrong with the token or its scopes and what to
// do about it. Answers under way are the service's to finish.
func (s *Adapter) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.end.Store(&cancel)
	err := s.run(ctx)
	s.ended.Store(true)
	s.http.CloseIdleConnections()
	if cause := context.Cause(ctx); ctx.Err() != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// fail ends Run with err.
func (s *Adapter) fail(err error) {
	if cancel := s.end.Load(); cancel != nil {
		(*cancel)(err)
	}
}

func (s *Adapter) run(ctx context.Context) error {
	if err := s.identify(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for range apologists {
		g.Go(func() error { return s.apologize(ctx) })
	}
	if s.opts.AppToken == "" {
		g.Go(func() error { return s.serve(ctx) })
		return g.Wait()
	}
	for i := range s.links {
		g.Go(func() error { return s.keepConnected(ctx, &s.links[i]) })
	}
	return g.Wait()
}

// identify learns who the bot is. It waits for a Slack that is down.
func (s *Adapter) identify(ctx context.Context) error {
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		var self *slack.AuthTestResponse
		err := s.call(ctx, "auth.test", "", func() (err error) {
			self, err = s.api.AuthTestContext(ctx)
			return err
		})
		if err == nil {
			return s.identified(ctx, self)
		}
		if final := fatalError("auth.test", err); final != nil {
			return final
		}
		s.log.WarnContext(ctx, "connect to Slack", "error", err, "again_in", wait)
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// identified checks what the token allows.
func (s *Adapter) identified(ctx context.Context, self *slack.AuthTestResponse) error {
	lacking := lackingScopes(self.Header)
	for _, scope := range lacking {
		if scope.vital {
			return scopeError(scope.name)
		}
		s.log.WarnContext(ctx, "the bot token lacks a scope: "+addScope,
			"scope", scope.name, "for", scope.use)
	}
	s.self.Store(self)
	s.log.InfoContext(ctx, "Slack knows the bot", "team", self.TeamID, "user", self.UserID)
	return nil
}

// Ready reports whether questions come in, and if not, why.
func (s *Adapter) Ready() (bool, string) {
	if s.self.Load() == nil {
		return false, "Slack has not taken the bot token yet"
	}
	if s.opts.AppToken == "" {
		if s.addr.Load() == nil {
			return false, "not listening yet"
		}
		return true, ""
	}
	why := ""
	for i := range s.links {
		up, reason := s.links[i].state()
		if up {
			return true, ""
		}
		why = reason
	}
	return false, why
}

// sleep waits, or returns the context's error if it ends before.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait: %w", ctx.Err())
	}
}
