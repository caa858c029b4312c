package slack

import (
	"context"
	"encoding/json"
	"time"

	"okbot/bot/chat"
	"okbot/bot/pause"
)

// keepTimeout bounds the time to keep a delivery before it is acknowledged, which
// Slack expects within three seconds.
const keepTimeout = time.Second

// keep puts the delivery of a question into the inbox and returns its id there, ""
// if there is nothing to keep. A delivery that cannot be kept is answered all the
// same, and counted.
func (s *Adapter) keep(kind string, t task) (id string) {
	if t.kept == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), keepTimeout)
	defer cancel()
	payload, err := json.Marshal(t.kept)
	if err == nil {
		id, err = s.service.Keep(ctx, chat.Kept{Platform: platform, User: t.to.user, Kind: kind, Delivery: payload})
	}
	if err != nil {
		s.service.Metrics().Deliveries.WithLabelValues(platform, "unkept").Inc()
		s.log.Warn("keep until it is answered", "id", t.id, "error", err)
	}
	return id
}

// resumeEvery is the time between two looks into the inbox, that of a lease.
const resumeEvery = chat.DefaultLease

// resume answers what an earlier process has left in the inbox, or another one that
// has died, until ctx ends.
func (s *Adapter) resume(ctx context.Context) error {
	for {
		err := s.service.Kept(ctx, platform, func(id string, k chat.Kept) {
			if _, ours := s.underWay.Load(id); ours {
				return
			}
			t, known := s.taskOf(delivery{kind: k.Kind, payload: k.Delivery})
			if !known || t.kept == nil {
				s.service.Drop(ctx, id)
				return
			}
			if s.submit(t, id) == nil { // else at the next look
				s.log.DebugContext(ctx, "resume", "id", t.id)
			}
		})
		if err != nil && ctx.Err() == nil {
			s.log.DebugContext(ctx, "resume", "error", err)
		}
		if pause.For(ctx, resumeEvery) != nil {
			return nil
		}
	}
}
