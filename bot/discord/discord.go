// Package discord connects a [chat.Service] to Discord. Mentions, direct messages,
// replies and threads arrive over the gateway and are answered with messages. Commands
// and buttons are answered as interactions.
//
// Package gateway keeps the sessions and package rest makes the calls. The types of what
// is sent are those of the library discordgo, the types of what is received this
// package's own (events.go). Reading a question (function question) and rendering a reply
// (function render) are pure.
package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/jellydator/ttlcache/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"okbot/bot/chat"
	"okbot/bot/discord/gateway"
	"okbot/bot/discord/rest"
	"okbot/bot/pause"
)

// platform is Discord's name in records and metrics.
const platform = "discord"

// DefaultAPIURL is the base of Discord's REST API.
const DefaultAPIURL = "https://discord.com/api/v10"

// Options configures an Adapter; only Token is required.
type Options struct {
	Token    string // of the bot, from the application's Bot page
	APIURL   string // base of the REST API, its version included; "" means DefaultAPIURL
	Shards   string // how many shards there are: a number, or "auto" or "" to ask Discord
	ShardIDs []int  // those that this process runs; none means all
	Log      *slog.Logger
	// Transport makes the HTTP requests; nil means one like [http.DefaultTransport].
	Transport http.RoundTripper

	timing    timing  // zero means defaultTiming
	perSecond float64 // see [rest.Options]
}

// An Adapter answers on Discord. It is safe for concurrent use.
type Adapter struct {
	service  *chat.Service
	inbox    *chat.Inbox
	token    string
	version  string // of the API
	shards   int    // 0: as many as Discord recommends
	shardIDs []int
	log      *slog.Logger
	timing   timing

	rest       *rest.Client
	gateway    atomic.Pointer[gateway.Client] // nil until Run has started it
	startup    atomic.Pointer[string]         // why that has not happened yet
	guilds     *guildCache
	background *background
	threads    *ttlcache.Cache[string, string]   // owners of the conversations that threads began on
	channels   *ttlcache.Cache[string, channel]  // channels that the gateway has not sent
	lookups    singleflight.Group                // of such channels
	reactions  chan incoming                     // to messages for which there is no room
	unreacting *ttlcache.Cache[string, struct{}] // channels where the bot may not react
}

// timing has how long the adapter waits.
type timing struct {
	gateway.Timing
	deferAfter time.Duration // an interaction without a response
}

var defaultTiming = timing{gateway.DefaultTiming, time.Second}

var _ chat.Platform = (*Adapter)(nil)

// New returns an adapter for a service. The error is of an invalid option.
func New(service *chat.Service, opts Options) (*Adapter, error) {
	if opts.Token = bareToken(opts.Token); opts.Token == "" {
		return nil, fmt.Errorf("discord: %w", &chat.SettingError{Setting: "Token", Problem: "there is no token", Advice: "use the one of the application's Bot page"})
	}
	shards, err := parseShards(opts.Shards, opts.ShardIDs)
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	opts.APIURL = strings.TrimSuffix(cmp.Or(opts.APIURL, DefaultAPIURL), "/")
	if u, err := url.Parse(opts.APIURL); err != nil || u.Host == "" {
		return nil, errors.New("discord: the API's URL has no host")
	}
	version := defaultVersion
	if found := versionPath.FindStringSubmatch(opts.APIURL); found != nil {
		version = found[1]
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	metrics := service.Metrics()
	client, err := rest.New(rest.Options{
		Token: opts.Token, BaseURL: opts.APIURL, Transport: opts.Transport, PerSecond: opts.perSecond,
		OnCall:  func(operation, result string) { metrics.Calls.WithLabelValues(platform, operation, result).Inc() },
		OnLimit: func(operation string) { metrics.Limited.WithLabelValues(platform, operation).Inc() },
	})
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	a := &Adapter{
		service: service, inbox: service.Inbox(platform), token: opts.Token, version: version, shards: shards, shardIDs: distinct(opts.ShardIDs),
		log: opts.Log, timing: cmp.Or(opts.timing, defaultTiming), rest: client, guilds: newGuildCache(), background: newBackground(),
		threads:    ttlcache.New(ttlcache.WithCapacity[string, string](maxThreads), ttlcache.WithTTL[string, string](time.Hour)),
		channels:   ttlcache.New(ttlcache.WithCapacity[string, channel](maxChannels), ttlcache.WithTTL[string, channel](time.Hour)),
		reactions:  make(chan incoming, maxReactions),
		unreacting: ttlcache.New(ttlcache.WithCapacity[string, struct{}](maxChannels), ttlcache.WithDisableTouchOnHit[string, struct{}]()),
	}
	a.notStarted("not started")
	return a, nil
}

// defaultVersion is that of DefaultAPIURL; the gateway's goes with the API's.
const defaultVersion = "10"

var versionPath = regexp.MustCompile(`/v([0-9]+)$`)

// Run implements [chat.Platform]. The error says why Discord accepts no further connection
// of the bot.
func (a *Adapter) Run(ctx context.Context) error {
	defer a.rest.CloseIdleConnections()
	defer a.background.wait()
	app, n, err := a.start(ctx)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	ids, err := ownShards(a.shardIDs, n)
	if err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	client := a.newGateway(app)
	a.gateway.Store(client)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { a.syncCommands(ctx, app.ID); return nil })
	group.Go(func() error { return client.Run(ctx, ids, n) })
	group.Go(func() error { return a.inbox.Resume(ctx, a.resumed) })
	for range reactionWorkers {
		group.Go(func() error { return a.react(ctx) })
	}
	var closed *gateway.FatalError
	switch err := group.Wait(); {
	case errors.As(err, &closed):
		return fmt.Errorf("discord: %w", fatal(closed.Code))
	case err != nil:
		return fmt.Errorf("discord: %w", err)
	}
	return nil
}

// newGateway returns a client of the gateway for an application.
func (a *Adapter) newGateway(app application) *gateway.Client {
	metrics, optional := a.service.Metrics(), 0
	if app.readsContent() {
		optional = int(discordgo.IntentMessageContent)
	}
	return gateway.New(gateway.Options{
		Token: a.token, Version: a.version, Timing: a.timing.Timing, Log: a.log, Info: a.gatewayInfo,
		Intents:         int(discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages),
		OptionalIntents: optional,
		OnReady:         a.guilds.setSelf, OnEvent: a.handle, OnIdentify: metrics.Identifies.Inc,
		OnDisconnect: func(reason string) { metrics.Reconnects.WithLabelValues(platform, reason).Inc() },
	})
}

// start asks Discord for the application and the number of shards, until it answers. The
// error is that it refuses the token, or the context's.
func (a *Adapter) start(ctx context.Context) (application, int, error) {
	waits := gateway.Waits(a.timing.FirstWait, a.timing.LastWait)
	for {
		app, err := a.application(ctx)
		if _, status := rest.Codes(err); status == http.StatusNotFound || status == http.StatusForbidden {
			app.ID, err = a.self(ctx)
		}
		n := a.shards
		if err == nil && n == 0 {
			info, infoErr := a.gatewayInfo(ctx)
			n, err = int(max(1, info.Shards)), infoErr
		}
		if err == nil {
			return app, n, nil
		}
		var closed *gateway.FatalError
		if _, status := rest.Codes(err); status == http.StatusUnauthorized || errors.As(err, &closed) {
			return app, 0, fatal(gateway.AuthenticationFailed)
		}
		a.notStarted("Discord's API is out of reach")
		a.log.WarnContext(ctx, "discord api", "error", err)
		if err := pause.For(ctx, waits.NextBackOff()); err != nil {
			return app, 0, err
		}
	}
}

func (a *Adapter) notStarted(reason string) { a.startup.Store(&reason) }

// Ready implements [chat.Platform]. It reports whether all shards of this process are
// connected.
func (a *Adapter) Ready() (bool, string) {
	if client := a.gateway.Load(); client != nil {
		return client.Ready()
	}
	return false, *a.startup.Load()
}
