package chat

import (
	"time"

	"github.com/jellydator/ttlcache/v3"
)

// busyEvery is how often a person is told that the bot is busy, and maxBusy bounds the
// people of whom that is remembered.
const (
	busyEvery = time.Minute
	maxBusy   = 10_000
)

// newBusy returns a cache of people who were told that the bot is busy.
func newBusy() *ttlcache.Cache[string, struct{}] {
	return ttlcache.New(ttlcache.WithTTL[string, struct{}](busyEvery), ttlcache.WithCapacity[string, struct{}](maxBusy),
		ttlcache.WithDisableTouchOnHit[string, struct{}]())
}

// Busy counts a question for which there is no room, and reports whether to tell its
// asker so: once a minute. So is the operator.
func (s *Service) Busy(platform, user string) (tell bool) {
	s.busyLog.Do(func() {
		s.opts.Log.Warn("more is asked than can be answered; people are told that the bot is busy", "platform", platform)
	})
	s.opts.Metrics.Questions.WithLabelValues(platform, "busy").Inc()
	_, told := s.busy.GetOrSet(platform+"/"+user, struct{}{})
	return !told
}

// Untold counts a question that was not accepted, and whose asker could not be told so.
func (s *Service) Untold(platform string) {
	s.opts.Metrics.Questions.WithLabelValues(platform, "untold").Inc()
}
