package slacktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The errors of Delivery.Wait.
var (
	ErrNotAcknowledged = errors.New("not acknowledged in time")
	ErrNotConnected    = errors.New("nobody connected")
	ErrClosed          = errors.New("server closed")
)

// Delivery is an event on its way over the app's sockets.
type Delivery struct {
	Event Event
	s     *Server
	acked chan struct{} // closed at the first acknowledgement
	done  chan struct{} // closed when acknowledged or given up

	// guarded by Server.mu
	sent     []sending
	ack      Ack
	ackCount int
	err      error
}

// sending is one envelope of a delivery.
type sending struct {
	id      string
	attempt int
	at      time.Time
}

// Ack is how the app acknowledged an envelope.
type Ack struct {
	Payload json.RawMessage // nil if the app sent none
	After   time.Duration   // since the envelope of this attempt was sent
	Attempt int             // 0 for the first delivery
}

// Send gives events to the app over its sockets, each to one of them at random, and does not wait.
//
// An event of the Events API that is not acknowledged in time is sent again with retry_attempt 1, 2, … under a
// new envelope_id. When nobody is connected, it counts as failed and its retry goes to the first who connects.
// Commands and interactions are tried once: Slack shows their user that the app did not respond.
func (s *Server) Send(events ...Event) []*Delivery {
	out := make([]*Delivery, len(events))
	for i, ev := range events {
		d := &Delivery{Event: ev, s: s, acked: make(chan struct{}), done: make(chan struct{})}
		s.mu.Lock()
		if old, dropped := s.deliveries.add(d); dropped {
			for _, e := range old.sent {
				delete(s.envelopes, e.id)
			}
		}
		if s.closed() {
			d.err = ErrClosed
			close(d.done)
		} else {
			s.wg.Go(d.run)
		}
		s.mu.Unlock()
		out[i] = d
	}
	return out
}

// Again sends the envelope of a delivery once more under the same envelope_id and with retry_attempt 0,
// which Slack has been seen to do, over every open connection.
func (d *Delivery) Again() {
	d.s.mu.Lock()
	id := ""
	if len(d.sent) > 0 {
		id = d.sent[0].id
	}
	d.s.mu.Unlock()
	if id == "" {
		return
	}
	for _, c := range d.s.allSockets() {
		_ = c.send(d.Event.envelope(id, 0, ""))
	}
}

// Wait waits until the delivery is acknowledged or given up.
func (d *Delivery) Wait(ctx context.Context) (Ack, error) {
	select {
	case <-d.done:
	case <-ctx.Done():
		return Ack{}, fmt.Errorf("wait for acknowledgement: %w", ctx.Err())
	}
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	return d.ack, d.err
}

// Attempts returns how often the event was sent.
func (d *Delivery) Attempts() int {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	return len(d.sent)
}

// Acks returns how many acknowledgements came, which is one if all is well.
func (d *Delivery) Acks() int {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	return d.ackCount
}

// Deliveries returns what was given to Send, oldest first.
func (s *Server) Deliveries() []*Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deliveries.all()
}

// run sends until acknowledged, given up or closed.
func (d *Delivery) run() {
	s := d.s
	reason, err := "", error(nil)
	defer func() { d.end(err) }()
	delays := s.opts.RetryDelays
	for attempt := 0; ; attempt++ {
		err = d.try(attempt, reason)
		if err == nil || err == ErrClosed {
			return
		}
		reason = "timeout"
		if err == ErrNotConnected {
			reason = "connection_failed"
		}
		if d.Event.Kind != EventsAPI || attempt == len(delays) {
			return
		}
		select {
		case <-time.After(delays[attempt]):
		case <-d.acked:
			err = nil
			return
		case <-s.done:
			err = ErrClosed
			return
		}
	}
}

// try sends once and waits for the acknowledgement.
func (d *Delivery) try(attempt int, reason string) error {
	s := d.s
	c, id, err := d.address(attempt)
	if err != nil {
		return err
	}
	_ = c.send(d.Event.envelope(id, attempt, reason)) // a lost connection is a missing acknowledgement
	select {
	case <-d.acked:
		return nil
	case <-time.After(s.opts.AckWithin):
		return ErrNotAcknowledged
	case <-s.done:
		return ErrClosed
	}
}

// address picks a connection and makes an envelope. A retry waits until there is a connection.
func (d *Delivery) address(attempt int) (c *socket, id string, err error) {
	s := d.s
	s.mu.Lock()
	defer s.mu.Unlock()
	for c = s.anySocket(); c == nil; c = s.anySocket() {
		if attempt == 0 {
			return nil, "", ErrNotConnected
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
			s.mu.Lock()
		case <-s.done:
			s.mu.Lock()
			return nil, "", ErrClosed
		}
	}
	id = s.id("envelope-")
	s.envelopes[id] = d
	d.sent = append(d.sent, sending{id, attempt, time.Now()})
	return c, id, nil
}

func (d *Delivery) end(err error) {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	d.err = err
	close(d.done)
	d.s.touch()
}

func (s *Server) acknowledge(id string, payload json.RawMessage) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.envelopes[id]
	if d == nil && s.opts.Keep > 0 {
		return // perhaps forgotten
	}
	if d == nil {
		s.violate(&Call{Method: "socket"}, "acknowledged an unknown envelope %.100q", id)
		return
	}
	d.ackCount++
	s.touch()
	if d.ackCount > 1 {
		return
	}
	i := slices.IndexFunc(d.sent, func(e sending) bool { return e.id == id })
	d.ack = Ack{Payload: payload, Attempt: d.sent[i].attempt, After: now.Sub(d.sent[i].at)}
	s.checkAck(d)
	s.replied(d.Event, payload)
	close(d.acked)
}

// checkAck checks what came with an acknowledgement: at most 20 kB, and only where Slack takes it.
func (s *Server) checkAck(d *Delivery) {
	c := &Call{Method: "socket"}
	if len(d.ack.Payload) >= 20_000 {
		s.violate(c, "acknowledgement of %d bytes, limit 20 kB", len(d.ack.Payload))
	}
	if p := string(d.ack.Payload); p != "" && p != "null" && p != "{}" && p != `""` && !d.Event.AcceptsResponse {
		s.violate(c, "acknowledgement with a payload for an envelope that accepts none")
	}
}
