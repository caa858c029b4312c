// Package gateway keeps sessions with Discord's gateway, over which events arrive
// (https://docs.discord.com/developers/events/gateway).
//
// A [Client] runs shards. Each keeps one session: after a lost connection it sends
// RESUME, so that the missed events arrive, and IDENTIFY only if Discord has forgotten
// the session. IDENTIFYs keep to Discord's limits, of all shards together and of a day.
// Connections are retried with exponential backoff until ctx ends or Discord closes one
// with a code after which no other can succeed: a [FatalError].
//
// The package speaks the protocol itself, because discordgo's Session resumes at the
// wrong address, ends the session when it closes, and can hang.
package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"okbot/bot/discord/lenient"
)

// Options configures a Client. Token, Version, Info and OnEvent are required.
type Options struct {
	Token   string // of the bot
	Version string // of the API, as "10"
	Intents int    // that the bot needs
	// OptionalIntents are requested as well until Discord refuses them.
	OptionalIntents int
	// Info asks Discord where the gateway is and how it may be used.
	Info func(context.Context) (Info, error)
	// OnReady is called with the bot's user id when a session begins, and OnEvent with
	// each other event. Both run on the goroutine of a connection and must not wait.
	OnReady func(user string)
	OnEvent func(ctx context.Context, kind string, data json.RawMessage)
	// OnDisconnect is called with the reason of each lost connection, OnIdentify with
	// each IDENTIFY. Nil is fine.
	OnDisconnect func(reason string)
	OnIdentify   func()
	Timing       Timing       // zero means DefaultTiming
	Log          *slog.Logger // nil discards
}

// Info is where the gateway is and how it may be used
// (https://docs.discord.com/developers/events/gateway#get-gateway-bot).
type Info struct {
	URL    string      `json:"url"`
	Shards lenient.Int `json:"shards"` // recommended
	Starts struct {
		Total          lenient.Int `json:"total"` // 0: unknown
		Remaining      lenient.Int `json:"remaining"`
		ResetAfter     lenient.Int `json:"reset_after"` // milliseconds
		MaxConcurrency lenient.Int `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// Timing has how long a shard waits.
type Timing struct {
	Dial, Hello, Ready  time.Duration // for the next step of a new connection, at most
	Identify            time.Duration // between two IDENTIFYs of one bucket
	Invalid             time.Duration // after INVALID_SESSION at least; up to four more are added
	FirstWait, LastWait time.Duration // before the second connection, doubled up to the maximum
}

// DefaultTiming has the waits that Discord asks for.
var DefaultTiming = Timing{
	Dial: 10 * time.Second, Hello: 10 * time.Second, Ready: 15 * time.Second,
	Identify: 5 * time.Second, Invalid: time.Second, FirstWait: 500 * time.Millisecond, LastWait: time.Minute,
}

// A Client keeps the sessions of some shards. It is safe for concurrent use.
type Client struct {
	opts      Options
	limiter   *identifyLimiter
	readiness *readiness
	optional  atomic.Bool // OptionalIntents are requested
}

// New returns a client.
func New(opts Options) *Client {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Timing == (Timing{}) {
		opts.Timing = DefaultTiming
	}
	if opts.OnReady == nil {
		opts.OnReady = func(string) {}
	}
	if opts.OnDisconnect == nil {
		opts.OnDisconnect = func(string) {}
	}
	if opts.OnIdentify == nil {
		opts.OnIdentify = func() {}
	}
	c := &Client{opts: opts, readiness: newReadiness()}
	c.limiter = &identifyLimiter{client: c, buckets: map[int]*identifyBucket{}}
	c.optional.Store(opts.OptionalIntents != 0)
	return c
}

// Run keeps the sessions of the shards ids, of n in all, until ctx ends, and then returns
// nil. The error is a [*FatalError] or one of Options.Info that is.
func (c *Client) Run(ctx context.Context, ids []int, n int) error {
	c.readiness.expect(ids)
	group, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		group.Go(func() error { return newShard(c, id, n).run(ctx) })
	}
	return group.Wait()
}

// Ready reports whether all shards are connected, and if not, why.
func (c *Client) Ready() (bool, string) { return c.readiness.ready() }

// A FatalError says that Discord accepts no further connection before something has
// changed. Code is that with which it closed the last one
// (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
type FatalError struct{ Code int }

// The codes of a FatalError.
const (
	AuthenticationFailed = 4004
	InvalidShard         = 4010
	ShardingRequired     = 4011
	InvalidVersion       = 4012
	InvalidIntents       = 4013
	DisallowedIntents    = 4014
)

// Error returns the code.
func (e *FatalError) Error() string { return fmt.Sprintf("the gateway closed with code %d", e.Code) }
