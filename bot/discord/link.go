package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"time"
)

// link is a connection on which IDENTIFY or RESUME has been sent.
type link struct {
	*shard
	sock     *socket
	address  string        // that it was made to
	interval time.Duration // of heartbeats
	acked    bool          // the last heartbeat
	up       bool          // READY or RESUMED has come
	patience *time.Timer   // until then something has to come in time
}

// talk handles what comes until the connection is lost.
func (l *link) talk(ctx context.Context) error {
	l.patience = time.NewTimer(l.a.timing.ready)
	defer l.patience.Stop()
	// The first heartbeat comes at a random time, so that not all clients of a
	// gateway that was restarted send theirs at once.
	beat := time.NewTimer(rand.N(l.interval))
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			l.sock.leave()
			return ctx.Err()
		case <-l.patience.C:
			return &lost{reason: "silent", err: errors.New("neither READY nor RESUMED comes")}
		case <-beat.C:
			if !l.acked {
				return &lost{reason: "zombie", err: errors.New("heartbeats are not acknowledged")}
			}
			if err := l.beat(); err != nil {
				return err
			}
			l.acked = false
			beat.Reset(l.interval)
		case f, ok := <-l.sock.frames:
			if !ok {
				return l.sock.err
			}
			if err := l.handle(ctx, f); err != nil {
				return err
			}
		}
	}
}

// beat sends a heartbeat with the number of the last event.
func (l *link) beat() error {
	if l.session.seq == 0 {
		return l.sock.send(opHeartbeat, nil)
	}
	return l.sock.send(opHeartbeat, l.session.seq)
}

// handle acts on a frame. The error tells that the connection is of no more use.
func (l *link) handle(ctx context.Context, f frame) error {
	switch f.Op {
	case opDispatch:
		l.dispatch(ctx, f)
	case opHeartbeat:
		return l.beat()
	case opAck:
		l.acked = true
	case opReconnect:
		return &lost{reason: "asked to reconnect"}
	case opInvalidSession:
		return &lost{reason: "invalid session", wait: true, anew: string(f.Data) != "true" || l.session.id == ""}
	}
	return nil
}

// dispatch notes the event's number and hands it on, which takes no time worth
// mentioning.
func (l *link) dispatch(ctx context.Context, f frame) {
	if f.Seq > 0 {
		l.session.seq = f.Seq
	}
	if !l.up { // the events before RESUMED are those that were missed
		l.patience.Reset(l.a.timing.ready)
	}
	switch f.Type {
	case "READY":
		var ready struct {
			User      user   `json:"user"`
			SessionID string `json:"session_id"`
			ResumeURL string `json:"resume_gateway_url"`
		}
		json.Unmarshal(f.Data, &ready)
		l.session.id, l.session.url = ready.SessionID, cmp.Or(ready.ResumeURL, l.address)
		l.a.places.setSelf(ready.User.ID)
		l.arrived(ctx, "ready")
	case "RESUMED":
		l.arrived(ctx, "resumed")
	default:
		l.a.handle(ctx, f.Type, f.Data)
	}
}

func (l *link) arrived(ctx context.Context, how string) {
	l.up = true
	l.patience.Stop()
	l.a.states.set(l.id, "")
	l.a.log.InfoContext(ctx, "discord connected", "shard", l.id, "of", l.of, "by", how)
}
