package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/time/rate"
)

const (
	openMethod = "apps.connections.open"
	maxSockets = 10      // https://docs.slack.dev/apis/events-api/using-socket-mode#connections
	maxMessage = 1 << 20 // bytes of a delivery
	// ackPatience is for how long an acknowledgement waits for a connection. Slack
	// wants it within three seconds of the delivery.
	ackPatience = time.Second
)

// A connection tells whether a socket is up.
type connection struct {
	mu   sync.Mutex
	open bool
	why  string // it is not
}

func (c *connection) set(open bool, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open, c.why = open, why
}

func (c *connection) state() (open bool, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.why == "" {
		return c.open, "not connected to Slack yet"
	}
	return c.open, c.why
}

// flapPause is between connections that end as soon as they are made.
const flapPause = 2 * time.Second

// errFlapping ends a client that has such connections.
var errFlapping = errors.New("the connections to Slack end too soon")

// keepConnected keeps one socket open until ctx ends or Slack is beyond help.
//
// The library reconnects by itself when a connection is lost or renewed, but
// waits for up to five minutes when that fails and never gives up on most refused
// tokens; so its client is ended at the first failure and followed by a new one.
func (s *Adapter) keepConnected(ctx context.Context, c *connection) error {
	// A connection that Slack renews lasts for hours; many in a row that end at
	// once are slowed down.
	often := rate.NewLimiter(rate.Every(flapPause), 20)
	for wait := firstWait; ; {
		greeted, err := s.connect(ctx, c, often)
		c.set(false, "connection lost: "+err.Error())
		if ctx.Err() != nil {
			return nil
		}
		if final := fatalError(openMethod, err); final != nil {
			return final
		}
		if greeted {
			wait = firstWait
		}
		pause := wait
		if limit, limited := limitedFor(err); limited {
			pause = max(pause, limit)
		} else if errors.Is(err, errFlapping) {
			pause = max(pause, flapPause)
		}
		s.service.Metrics().Reconnects.WithLabelValues(platform, "failed").Inc()
		s.log.WarnContext(ctx, "connect to Slack", "error", err, "again_in", pause)
		if sleep(ctx, pause) != nil {
			return nil
		}
		wait = min(2*wait, lastWait)
	}
}

// connect runs a client until it cannot connect, and reports whether Slack has
// said hello to it before. It takes what comes in at once, and does nothing else,
// because a client that is not listened to neither answers pings nor reconnects.
func (s *Adapter) connect(ctx context.Context, c *connection, often *rate.Limiter) (greeted bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	client := socketmode.New(s.api, socketmode.OptionReadLimit(maxMessage), socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ended := make(chan error, 1)
	go func() { ended <- client.RunContext(ctx) }()
	for {
		select {
		case ev := <-client.Events:
			s.received(ctx, client, ev, c)
			greeted = greeted || ev.Type == socketmode.EventTypeHello
			if err := failure(ev, often); err != nil {
				cancel(err)
			}
		case err := <-ended:
			if cause := context.Cause(ctx); cause != nil {
				return greeted, cause
			}
			return greeted, err
		}
	}
}

// failure returns why a client is to be ended after ev, or nil.
func failure(ev socketmode.Event, often *rate.Limiter) error {
	switch told := ev.Data.(type) {
	case *slack.ConnectionErrorEvent:
		return withoutURL(told.ErrorObj)
	case *slack.ConnectingEvent:
		if told.ConnectionCount > 0 && told.Attempt == 1 && !often.Allow() {
			return errFlapping
		}
	}
	return nil
}

// received handles what a client tells: that its connection comes or goes, and
// what came in.
func (s *Adapter) received(ctx context.Context, client *socketmode.Client, ev socketmode.Event, c *connection) {
	switch told := ev.Data.(type) {
	case *slack.ConnectingEvent:
		if told.ConnectionCount > 0 && ctx.Err() == nil { // else the client ends
			s.service.Metrics().Reconnects.WithLabelValues(platform, "ended").Inc()
			c.set(false, "reconnecting")
			s.log.InfoContext(ctx, "connection to Slack ended; reconnecting")
		}
	case *socketmode.ConnectedEvent:
		c.set(true, "")
		s.log.InfoContext(ctx, "connected to Slack")
	case *socketmode.ErrorBadMessage: // what the library cannot read
		var unread socketmode.Request
		if json.Unmarshal(told.Message, &unread) == nil {
			s.takeEnvelope(ctx, client, unread)
		}
	case *socketmode.ErrorWriteFailed:
		s.log.DebugContext(ctx, "acknowledge", "error", told.Cause)
	default:
		if ev.Request != nil {
			s.takeEnvelope(ctx, client, *ev.Request)
		}
	}
}

// takeEnvelope takes and acknowledges an envelope, whatever it holds: what is not
// acknowledged comes again.
func (s *Adapter) takeEnvelope(ctx context.Context, client *socketmode.Client, r socketmode.Request) {
	if r.EnvelopeID == "" { // hello
		return
	}
	start := time.Now()
	payload, err := s.take(delivery{kind: r.Type, payload: r.Payload, key: r.EnvelopeID})
	if err != nil {
		return
	}
	if !r.AcceptsResponsePayload {
		payload = nil
	}
	ctx, cancel := context.WithTimeout(ctx, ackPatience)
	defer cancel()
	if err := client.AckCtx(ctx, r.EnvelopeID, payload); err != nil {
		s.log.WarnContext(ctx, "acknowledge", "error", err)
		return
	}
	s.service.Metrics().Acks.WithLabelValues(platform).Observe(time.Since(start).Seconds())
}
