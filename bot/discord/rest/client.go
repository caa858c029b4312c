// Package rest calls Discord's REST API within its rate limits.
//
// A [Client] makes each [Call] within a time that includes all waiting. Requests wait
// for the limits of their route and of the bot as a whole, which Discord states in
// headers, and repeat what was refused with 429. A call that fails otherwise is repeated
// only if it surely had no effect, or if a second request has the effect of one.
//
// The library discordgo makes the requests. Its own rate limiter is not used: it waits
// without a context while it holds a lock.
package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/cenkalti/backoff/v5"

	"okbot/bot/discord/lenient"
)

// Options configures a Client. Token and BaseURL are required.
type Options struct {
	Token     string            // of the bot
	BaseURL   string            // as https://discord.com/api/v10
	Transport http.RoundTripper // makes the HTTP requests; nil means one like [http.DefaultTransport]
	PerSecond float64           // requests a second, but for interactions; 0 means 45, of Discord's 50
	// OnCall is called with the operation and the result of each attempt, OnLimit with
	// the operation of each 429. Nil is fine.
	OnCall  func(operation, result string)
	OnLimit func(operation string)
}

// A Client calls Discord's REST API. It is safe for concurrent use.
type Client struct {
	opts    Options
	session *discordgo.Session
	client  *http.Client
}

// maxConns bounds the connections to Discord. A call that waits for one takes less than
// one that opens another.
const maxConns = 256

// New returns a client. The error is discordgo's.
func New(opts Options) (*Client, error) {
	session, err := discordgo.New("Bot " + opts.Token)
	if err != nil {
		return nil, err
	}
	if opts.Transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost, t.MaxConnsPerHost = maxConns, maxConns
		opts.Transport = t
	}
	if opts.OnCall == nil {
		opts.OnCall = func(string, string) {}
	}
	if opts.OnLimit == nil {
		opts.OnLimit = func(string) {}
	}
	// Requests carry the token: no redirect is followed.
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &http.Client{Transport: newRateLimited(opts), CheckRedirect: noRedirect}
	session.Client = client
	session.UserAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ") okbot"
	return &Client{opts: opts, session: session, client: client}, nil
}

// CloseIdleConnections closes the connections that are not in use.
func (c *Client) CloseIdleConnections() { c.client.CloseIdleConnections() }

// A Call is one operation of the API.
type Call struct {
	Operation string // its name in metrics and errors
	Method    string
	Path      string // below the base URL
	Body      any    // to be sent as JSON; nil for none
	// Idempotent says that a second request has the effect of one, so that it may be
	// made if it is unknown whether the first was received.
	Idempotent bool
	// Timeout bounds the call with all that it waits for; 0 means 15 s.
	Timeout time.Duration
}

const (
	callTimeout  = 15 * time.Second
	maxAttempts  = 4
	attemptPause = 200 * time.Millisecond // before the second attempt; doubled before each further one
)

// Do makes a call and decodes the result into out, unless that is nil. The error does not
// contain the path: those of interactions are secret.
func (c *Client) Do(ctx context.Context, call Call, out any) error {
	var body []byte
	if call.Body != nil {
		var err error
		if body, err = encode(call.Body); err != nil {
			return fmt.Errorf("%s: %w", call.Operation, err)
		}
	}
	ctx, cancel := context.WithTimeout(withOperation(ctx, call.Operation), cmp.Or(call.Timeout, callTimeout))
	defer cancel()
	var last error // of the last attempt, which says more than that of ctx
	pauses := &backoff.ExponentialBackOff{InitialInterval: attemptPause, Multiplier: 2, MaxInterval: callTimeout}
	result, _ := backoff.Retry(ctx, func() (result []byte, err error) {
		result, last = c.attempt(ctx, call, body)
		c.opts.OnCall(call.Operation, resultOf(last))
		if last != nil && !call.repeatable(last) {
			return nil, backoff.Permanent(last)
		}
		return result, last
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(0), backoff.WithMaxTries(maxAttempts))
	if last == nil && out != nil {
		last = lenient.Unmarshal(result, out)
	}
	if last != nil {
		return fmt.Errorf("%s: %w", call.Operation, last)
	}
	return nil
}

// attempt makes the request of a call. It gives discordgo a rate limit bucket that no
// other request uses, because that would block while a request is under way.
func (c *Client) attempt(ctx context.Context, call Call, body []byte) ([]byte, error) {
	bucket := discordgo.NewRatelimiter().LockBucket(call.Operation)
	result, err := c.session.RequestWithLockedBucket(call.Method, c.opts.BaseURL+call.Path, "application/json", body, bucket, 0,
		discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0))
	var failed *url.Error
	if errors.As(err, &failed) { // its text has the URL
		return nil, failed.Err
	}
	return result, err
}

// ErrRateLimited means that a rate limit refuses a call for longer than it may take.
var ErrRateLimited = errors.New("over Discord's rate limit for too long")

// repeatable reports whether a call that failed with err may be repeated.
func (call Call) repeatable(err error) bool {
	if errors.Is(err, ErrRateLimited) {
		return false
	}
	if code, status := Codes(err); status != 0 || code != 0 {
		return call.Idempotent && status >= 500
	}
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" { // nothing was sent
		return true
	}
	return call.Idempotent
}

// Codes returns Discord's error code and the HTTP status of a refusal, zeros for any
// other error (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json).
func Codes(err error) (code, status int) {
	var refusal *discordgo.RESTError
	if !errors.As(err, &refusal) {
		return 0, 0
	}
	if refusal.Message != nil {
		code = refusal.Message.Code
	}
	return code, refusal.Response.StatusCode
}

// resultOf returns the result of an attempt for the metrics.
func resultOf(err error) string {
	_, status := Codes(err)
	switch {
	case err == nil:
		return "ok"
	case status >= 500:
		return "server error"
	case status != 0:
		return "refused"
	case errors.Is(err, ErrRateLimited):
		return "limited"
	}
	return "unheard"
}

// encode is [json.Marshal] that does not escape <, > and &: what is sent is never part of
// a web page, and each would count as six characters.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

type operationKey struct{}

func withOperation(ctx context.Context, operation string) context.Context {
	return context.WithValue(ctx, operationKey{}, operation)
}

// operationOf returns the operation that a request belongs to.
func operationOf(ctx context.Context) string {
	operation, _ := ctx.Value(operationKey{}).(string)
	return operation
}
