// Package discord connects a service to Discord: mentions, direct messages, replies
// and threads come in over the gateway and are answered with messages; commands
// and buttons are answered as interactions.
//
// Discord's library, discordgo, makes the requests and has the types of what is
// sent. The sessions with the gateway are this package's own (shard.go), and so
// is what it reads of the events (events.go).
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

	"github.com/jellydator/ttlcache/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"okbot/bot/chat"
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
}

// An Adapter answers on Discord. Its methods may be called from any goroutine.
type Adapter struct {
	service  *chat.Service
	token    string
	version  string // of the API
	shards   int    // 0: ask
	shardIDs []int
	log      *slog.Logger
	timing   timing

	rest    *rest
	starts  *starts
	places  *places
	states  *states
	aside   *aside
	content atomic.Bool                      // Discord lets the application read all messages
	begun   *ttlcache.Cache[string, string]  // whose conversation a thread was begun on
	asked   *ttlcache.Cache[string, channel] // channels that the gateway has not told of
	asking  singleflight.Group
}

var _ chat.Platform = (*Adapter)(nil)

// New returns an adapter for a service. The error is of an option that makes no sense.
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
	rest, err := newREST(opts, service.Metrics())
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	a := &Adapter{
		service: service, token: opts.Token, version: version, shards: shards, shardIDs: distinct(opts.ShardIDs),
		log: opts.Log, timing: defaultTiming, rest: rest, places: newPlaces(), states: newStates(), aside: newAside(),
		begun: ttlcache.New(ttlcache.WithCapacity[string, string](maxBegun), ttlcache.WithTTL[string, string](time.Hour)),
		asked: ttlcache.New(ttlcache.WithCapacity[string, channel](maxAsked), ttlcache.WithTTL[string, channel](time.Hour)),
	}
	a.starts = &starts{a: a, buckets: map[int]*startBucket{}}
	return a, nil
}

// defaultVersion is that of DefaultAPIURL; the gateway's goes with the API's.
const defaultVersion = "10"

var versionPath = regexp.MustCompile(`/v([0-9]+)$`)

// Run answers until ctx ends; then it returns nil, while answers may still be
// under way on the service. The error tells an operator why Discord will have no
// more of this bot.
func (a *Adapter) Run(ctx context.Context) error {
	defer a.rest.client.CloseIdleConnections()
	defer a.aside.wait()
	app, n, err := a.start(ctx)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	ids, err := share(a.shardIDs, n)
	if err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	a.states.expect(ids)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { a.keepCommands(ctx, app.ID); return nil })
	for _, id := range ids {
		group.Go(func() error { return newShard(a, id, n).run(ctx) })
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	return nil
}

// start asks Discord about the application and how many shards there are, until
// it answers. The error is that it refuses the token.
func (a *Adapter) start(ctx context.Context) (application, int, error) {
	for failures := 0; ; failures++ {
		app, err := a.rest.application(ctx)
		if _, status := codes(err); status == http.StatusNotFound || status == http.StatusForbidden {
			app.ID, err = a.rest.self(ctx)
		}
		n := a.shards
		if err == nil && n == 0 {
			gateway, gatewayErr := a.rest.gateway(ctx)
			n, err = int(max(1, gateway.Shards)), gatewayErr
		}
		if err == nil {
			a.content.Store(app.readsContent())
			return app, n, nil
		}
		if _, status := codes(err); status == http.StatusUnauthorized {
			return app, 0, fatal[4004]
		}
		a.states.fail("Discord's API is out of reach")
		a.log.WarnContext(ctx, "discord api", "error", err)
		if err := sleep(ctx, backoff(a.timing.first, a.timing.most, failures)); err != nil {
			return app, 0, err
		}
	}
}

// Ready reports whether all of this process's shards are connected, and if not,
// why.
func (a *Adapter) Ready() (bool, string) { return a.states.ready() }
