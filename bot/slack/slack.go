// Package slack connects a [chat.Service] to a Slack workspace, over Socket Mode or
// over signed HTTP requests.
//
// Each delivery becomes a task, which is queued on the service and acknowledged at
// once; that of a question is kept in the inbox before, until it is answered. Its
// answer follows in the thread, the direct message or the response URL.
// Reading a question (function question) and rendering an answer (function answer) are
// pure.
package slack

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jellydator/ttlcache/v3"
	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"okbot/bot/chat"
)

// Options configures an Adapter. BotToken and either AppToken or SigningSecret must be
// set. The zero value of the others works.
type Options struct {
	BotToken      string // xoxb-…
	AppToken      string // xapp-…; set: Socket Mode
	SigningSecret string // set, and no AppToken: HTTP

	APIURL string // base of the Web API with a slash at the end; "" is https://slack.com/api/
	Addr   string // where to listen for HTTP; "" is ":8080"
	// Sockets is the number of connections that Socket Mode keeps open, 1 to 10 as
	// Slack allows an app; 0 means 1. With two, no delivery waits while Slack renews
	// one.
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

	self        atomic.Pointer[slack.AuthTestResponse] // the identity of the bot; nil until known
	connections []connection
	addr        atomic.Pointer[string] // at which Run listens; nil while it does not
	throttle    throttle
	limits      rateLimits
	locales     *ttlcache.Cache[string, string]
	notices     chan func(context.Context)        // to people who are to be told that the bot is busy
	reactions   chan func(context.Context)        // to the other messages of these
	seen        *ttlcache.Cache[string, struct{}] // ids of the questions that were delivered lately
	inbox       *chat.Inbox
	noAgent     atomic.Bool // the app has no agent view
	// refusals limits the logging of refused HTTP requests, which anybody can send.
	refusals rate.Sometimes
	end      atomic.Pointer[context.CancelCauseFunc]
	ended    atomic.Bool // Run has
}

const (
	platform           = "slack"
	defaultAddr        = ":8080"
	defaultCallTimeout = 10 * time.Second
	defaultReadTimeout = 3 * time.Second
	maxNotices         = 2048 // that may wait
	maxReactions       = 256  // that may wait
	maxSeen            = 20_000
	maxConns           = 256 // to Slack's API; a call that waits for one takes less than one that opens another
	refusalWorkers     = 8   // for each of both
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
		service: service, inbox: service.Inbox(platform), opts: opts, log: opts.Log, http: newClient(opts.CallTimeout),
		refusals:    rate.Sometimes{First: 3, Interval: time.Minute},
		connections: make([]connection, opts.Sockets), locales: newLocales(), seen: newSeen(),
		notices: make(chan func(context.Context), maxNotices), reactions: make(chan func(context.Context), maxReactions),
	}
	s.api = slack.New(opts.BotToken, slack.OptionAppLevelToken(opts.AppToken), slack.OptionAPIURL(opts.APIURL), slack.OptionHTTPClient(s.http))
	return s, nil
}

// newSeen returns a cache of questions, each for longer than its deliveries are apart
// while this process accepts them. What other processes have accepted tells its lease.
func newSeen() *ttlcache.Cache[string, struct{}] {
	return ttlcache.New(ttlcache.WithTTL[string, struct{}](time.Minute), ttlcache.WithCapacity[string, struct{}](maxSeen),
		ttlcache.WithDisableTouchOnHit[string, struct{}]())
}

// newClient returns a client for Slack's API. It follows no redirects, because requests
// carry the token.
func newClient(timeout time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost, transport.MaxConnsPerHost = maxConns, maxConns
	return &http.Client{
		Timeout: timeout, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Run implements [chat.Platform]. The error is a [*chat.SettingError] if Slack refuses a
// token or its scopes.
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
	for range refusalWorkers {
		g.Go(func() error { return drain(ctx, s.notices) })
		g.Go(func() error { return drain(ctx, s.reactions) })
	}
	g.Go(func() error { return s.inbox.Resume(ctx, s.resumed) })
	if s.opts.AppToken == "" {
		g.Go(func() error { return s.serve(ctx) })
		return g.Wait()
	}
	for i := range s.connections {
		g.Go(func() error { return s.keepConnected(ctx, &s.connections[i]) })
	}
	return g.Wait()
}

// identify asks Slack for the identity of the bot, until Slack answers.
func (s *Adapter) identify(ctx context.Context) error {
	self, err := backoff.Retry(ctx, func() (self *slack.AuthTestResponse, err error) {
		err = s.call(ctx, "auth.test", "", func() (err error) {
			self, err = s.api.AuthTestContext(ctx)
			return err
		})
		if fatal := fatalError("auth.test", err); fatal != nil {
			return nil, backoff.Permanent(fatal)
		}
		return self, err
	}, backoff.WithMaxElapsedTime(0), backoff.WithBackOff(waits()), backoff.WithNotify(func(err error, wait time.Duration) {
		s.log.WarnContext(ctx, "connect to Slack", "error", err, "again_in", wait)
	}))
	if err != nil {
		return err
	}
	return s.identified(ctx, self)
}

// identified stores the identity of the bot and checks the scopes of its token.
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

// Ready implements [chat.Platform].
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
	for i := range s.connections {
		up, reason := s.connections[i].state()
		if up {
			return true, ""
		}
		why = reason
	}
	return false, why
}
