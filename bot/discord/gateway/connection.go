package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"time"
)

// A connection is one on which IDENTIFY or RESUME has been sent.
type connection struct {
	*shard
	sock         *socket
	address      string        // to which it was made
	interval     time.Duration // of heartbeats
	acked        bool          // the last heartbeat is acknowledged
	up           bool          // READY or RESUMED has arrived
	readyTimeout *time.Timer   // until READY or RESUMED
}

// readLoop handles frames until the connection is lost.
func (c *connection) readLoop(ctx context.Context) error {
	c.readyTimeout = time.NewTimer(c.client.opts.Timing.Ready)
	defer c.readyTimeout.Stop()
	// The first heartbeat is sent at a random time, so that not all clients of a
	// restarted gateway send theirs at once.
	beat := time.NewTimer(rand.N(c.interval))
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			c.sock.end()
			return ctx.Err()
		case <-c.readyTimeout.C:
			return &disconnect{reason: "silent", err: errors.New("neither READY nor RESUMED arrives")}
		case <-beat.C:
			if !c.acked {
				return &disconnect{reason: "zombie", err: errors.New("heartbeats are not acknowledged")}
			}
			if err := c.beat(); err != nil {
				return err
			}
			c.acked = false
			beat.Reset(c.interval)
		case f, ok := <-c.sock.frames:
			if !ok {
				return c.sock.err
			}
			if err := c.handle(ctx, f); err != nil {
				return err
			}
		}
	}
}

// beat sends a heartbeat with the sequence number of the last event.
func (c *connection) beat() error {
	if c.session.seq == 0 {
		return c.sock.send(opHeartbeat, nil)
	}
	return c.sock.send(opHeartbeat, c.session.seq)
}

// handle handles a frame. The error ends the connection.
func (c *connection) handle(ctx context.Context, f frame) error {
	switch f.Op {
	case opDispatch:
		c.dispatch(ctx, f)
	case opHeartbeat:
		return c.beat()
	case opAck:
		c.acked = true
	case opReconnect:
		return &disconnect{reason: "asked to reconnect"}
	case opInvalidSession:
		return &disconnect{reason: "invalid session", longPause: true, identify: string(f.Data) != "true" || c.session.id == ""}
	}
	return nil
}

// dispatch stores the sequence number of an event and handles it.
func (c *connection) dispatch(ctx context.Context, f frame) {
	if f.Seq > 0 {
		c.session.seq = f.Seq
	}
	if !c.up { // missed events arrive before RESUMED
		c.readyTimeout.Reset(c.client.opts.Timing.Ready)
	}
	switch f.Type {
	case "READY":
		var ready struct {
			User struct {
				ID string `json:"id"`
			} `json:"user"`
			SessionID string `json:"session_id"`
			ResumeURL string `json:"resume_gateway_url"`
		}
		json.Unmarshal(f.Data, &ready)
		c.session.id, c.session.url = ready.SessionID, cmp.Or(ready.ResumeURL, c.address)
		c.client.opts.OnReady(ready.User.ID)
		c.connected(ctx, "ready")
	case "RESUMED":
		c.connected(ctx, "resumed")
	default:
		c.client.opts.OnEvent(ctx, f.Type, f.Data)
	}
}

func (c *connection) connected(ctx context.Context, how string) {
	c.up = true
	c.readyTimeout.Stop()
	c.client.readiness.set(c.id, "")
	c.client.opts.Log.InfoContext(ctx, "discord connected", "shard", c.id, "of", c.of, "by", how)
}
