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

	"okbot/bot/pause"
)

const (
	openMethod = "apps.connections.open"
	maxSockets = 10      // https://docs.slack.dev/apis/events-api/using-socket-mode#connections
	maxMessage = 1 << 20 // bytes of a delivery
	// ackTimeout bounds the wait of an acknowledgement for a connection. Slack
	// expects it within three seconds of the delivery.
	ackTimeout = time.Second
)

// A connection is the state of one socket.
type connection struct {
	mu   sync.Mutex
	open bool
	why  string // it is not open
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

// flapPause is the pause between connections that end as soon as they are made.
const flapPause = 2 * time.Second

// errFlapping ends a client whose connections end too soon.
var errFlapping = errors.New("the connections to Slack end too soon")

// keepConnected keeps one socket open until ctx ends or an error is fatal.
//
// The library reconnects when a connection is lost or renewed. But it waits for up to
// five minutes if that fails, and retries with most refused tokens forever. So its
// client is ended at the first failure and replaced by a new one.
func (s *Adapter) keepConnected(ctx context.Context, c *connection) error {
	// A connection lasts for hours until Slack renews it. Many in a row that end at
	// once are delayed.
	often := rate.NewLimiter(rate.Every(flapPause), 20)
	for waits := waits(); ; {
		greeted, err := s.connect(ctx, c, often)
		c.set(false, "connection lost: "+err.Error())
		if ctx.Err() != nil {
			return nil
		}
		if final := fatalError(openMethod, err); final != nil {
			return final
		}
		if greeted {
			waits.Reset()
		}
		wait := waits.NextBackOff()
		if limit, limited := limitedFor(err); limited {
			wait = max(wait, limit)
		} else if errors.Is(err, errFlapping) {
			wait = max(wait, flapPause)
		}
		s.service.Metrics().Reconnects.WithLabelValues(platform, "failed").Inc()
		s.log.WarnContext(ctx, "connect to Slack", "error", err, "again_in", wait)
		if pause.For(ctx, wait) != nil {
			return nil
		}
	}
}

// connect runs a client until it cannot connect, and reports whether Slack has sent
// hello before. Events are accepted without delay: a client whose events are not
// received neither answers pings nor reconnects.
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

// failure returns the error with which to end a client after ev, or nil.
func failure(ev socketmode.Event, often *rate.Limiter) error {
	switch data := ev.Data.(type) {
	case *slack.ConnectionErrorEvent:
		return withoutURL(data.ErrorObj)
	case *slack.ConnectingEvent:
		if data.ConnectionCount > 0 && data.Attempt == 1 && !often.Allow() {
			return errFlapping
		}
	}
	return nil
}

// received handles an event of a client: a change of its connection, or a delivery.
func (s *Adapter) received(ctx context.Context, client *socketmode.Client, ev socketmode.Event, c *connection) {
	switch data := ev.Data.(type) {
	case *slack.ConnectingEvent:
		if data.ConnectionCount > 0 && ctx.Err() == nil { // else the client ends
			s.service.Metrics().Reconnects.WithLabelValues(platform, "ended").Inc()
			c.set(false, "reconnecting")
			s.log.InfoContext(ctx, "connection to Slack ended; reconnecting")
		}
	case *socketmode.ConnectedEvent:
		c.set(true, "")
		s.log.InfoContext(ctx, "connected to Slack")
	case *socketmode.ErrorBadMessage: // what the library cannot read
		var unread socketmode.Request
		if json.Unmarshal(data.Message, &unread) == nil {
			s.acceptEnvelope(ctx, client, unread)
		}
	case *socketmode.ErrorWriteFailed:
		s.log.DebugContext(ctx, "acknowledge", "error", data.Cause)
	default:
		if ev.Request != nil {
			s.acceptEnvelope(ctx, client, *ev.Request)
		}
	}
}

// acceptEnvelope accepts and acknowledges an envelope, whatever it contains. Slack
// repeats what is not acknowledged.
func (s *Adapter) acceptEnvelope(ctx context.Context, client *socketmode.Client, r socketmode.Request) {
	if r.EnvelopeID == "" { // hello
		return
	}
	start := time.Now()
	payload, err := s.accept(delivery{kind: r.Type, payload: r.Payload, key: r.EnvelopeID})
	if err != nil {
		return
	}
	if !r.AcceptsResponsePayload {
		payload = nil
	}
	ctx, cancel := context.WithTimeout(ctx, ackTimeout)
	defer cancel()
	if err := client.AckCtx(ctx, r.EnvelopeID, payload); err != nil {
		s.log.WarnContext(ctx, "acknowledge", "error", err)
		return
	}
	s.service.Metrics().Acks.WithLabelValues(platform).Observe(time.Since(start).Seconds())
}
