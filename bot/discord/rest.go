package discord

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

	"okbot/bot/chat"
)

// rest calls Discord's REST API.
type rest struct {
	base    string // as https://discord.com/api/v10
	session *discordgo.Session
	client  *http.Client
	metrics *chat.Metrics
}

func newREST(opts Options, metrics *chat.Metrics) (*rest, error) {
	session, err := discordgo.New("Bot " + opts.Token)
	if err != nil {
		return nil, err
	}
	base := opts.Transport
	if base == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = 64
		base = t
	}
	// Requests carry the token: no redirect is followed.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &http.Client{Transport: newLimited(base, metrics), CheckRedirect: stay}
	session.Client = client
	session.UserAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ") okbot"
	return &rest{base: opts.APIURL, session: session, client: client, metrics: metrics}, nil
}

// A call is one request to the API.
type call struct {
	op     string // names the call in metrics and errors
	method string
	path   string // below the base
	body   any    // nil for none
	// twice tells that a second request does what one does, so that it may be
	// made where nobody knows whether the first was heard.
	twice bool
	// patience is for how long the call may take with everything that it waits
	// for; 0 means callTimeout.
	patience time.Duration
}

const (
	callTimeout = 15 * time.Second
	// postPatience is that of messages: those to a busy channel wait for their
	// turn, 5 in 5 s.
	postPatience = 2 * time.Minute
	maxTries     = 4
)

// do makes a call and decodes the result into out, unless that is nil. The error
// does not hold the path: those of interactions are secret.
func (r *rest) do(ctx context.Context, c call, out any) error {
	var body []byte
	if c.body != nil {
		var err error
		if body, err = encode(c.body); err != nil {
			return fmt.Errorf("%s: %w", c.op, err)
		}
	}
	ctx, cancel := context.WithTimeout(withOperation(ctx, c.op), cmp.Or(c.patience, callTimeout))
	defer cancel()
	var result []byte
	var err error
	for try := 1; ; try++ {
		result, err = r.once(ctx, c, body)
		r.metrics.Calls.WithLabelValues(platform, c.op, outcome(err)).Inc()
		if try == maxTries || !c.again(err) || sleep(ctx, 100*time.Millisecond<<try) != nil {
			break
		}
	}
	if err == nil && out != nil {
		err = decode(result, out)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.op, err)
	}
	return nil
}

// once makes a call's request. It gets a bucket of discordgo's to itself: those
// are locked while a request is under way, and wait without a context. [limited]
// keeps to the limits instead.
func (r *rest) once(ctx context.Context, c call, body []byte) ([]byte, error) {
	bucket := discordgo.NewRatelimiter().LockBucket(c.op)
	result, err := r.session.RequestWithLockedBucket(c.method, r.base+c.path, "application/json", body, bucket, 0,
		discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0))
	var failed *url.Error
	if errors.As(err, &failed) { // its text has the URL
		return nil, failed.Err
	}
	return result, err
}

var errLimited = errors.New("over Discord's rate limit for too long")

// again reports whether a call that ended with err is worth another try.
func (c call) again(err error) bool {
	if err == nil || errors.Is(err, errLimited) {
		return false
	}
	if code, status := codes(err); status != 0 || code != 0 {
		return c.twice && status >= 500
	}
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" { // nobody heard anything
		return true
	}
	return c.twice
}

// codes returns Discord's error code and the HTTP status of a refusal, or zeros
// (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json).
func codes(err error) (code, status int) {
	var refusal *discordgo.RESTError
	if !errors.As(err, &refusal) {
		return 0, 0
	}
	if refusal.Message != nil {
		code = refusal.Message.Code
	}
	return code, refusal.Response.StatusCode
}

// closed reports whether Discord takes nothing at all where a call went.
func closed(err error) bool {
	switch _, status := codes(err); status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return true
	}
	return false
}

// outcome is the result of a call for the metrics.
func outcome(err error) string {
	_, status := codes(err)
	switch {
	case err == nil:
		return "ok"
	case status >= 500:
		return "server error"
	case status != 0:
		return "refused"
	case errors.Is(err, errLimited):
		return "limited"
	}
	return "unheard"
}

// encode is [json.Marshal] that leaves <, > and & as they are: what is sent is
// never part of a web page, and each would count six times.
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

func withOperation(ctx context.Context, op string) context.Context {
	return context.WithValue(ctx, operationKey{}, op)
}

// operation returns the call that a request belongs to.
func operation(ctx context.Context) string {
	op, _ := ctx.Value(operationKey{}).(string)
	return op
}
