package slack

import (
	"context"
	"strings"
	"time"

	"github.com/jellydator/ttlcache/v3"
	"github.com/slack-go/slack"
)

const (
	localeTTL   = 6 * time.Hour
	localeRetry = time.Minute // until a locale is asked for again that Slack did not tell
	maxLocales  = 10_000
)

func newLocales() *ttlcache.Cache[string, string] {
	return ttlcache.New(ttlcache.WithTTL[string, string](localeTTL), ttlcache.WithCapacity[string, string](maxLocales),
		ttlcache.WithDisableTouchOnHit[string, string]())
}

// locale returns the language of a user's Slack, "ko" or "en"; "ko" where Slack
// does not tell.
func (s *Slack) locale(ctx context.Context, user string) string {
	if item := s.locales.Get(user); item != nil {
		return item.Value()
	}
	var who *slack.User
	err := s.call(ctx, "users.info", "", func() (err error) {
		who, err = s.api.GetUserInfoContext(ctx, user, slack.GetUserInfoOptionIncludeLocale(true))
		return err
	})
	switch {
	case err != nil:
		s.log.DebugContext(ctx, "locale of a user", "error", err)
		return s.locales.Set(user, "ko", localeRetry).Value()
	case who.Locale == "" || strings.HasPrefix(who.Locale, "ko"):
		return s.locales.Set(user, "ko", ttlcache.DefaultTTL).Value()
	}
	return s.locales.Set(user, "en", ttlcache.DefaultTTL).Value()
}
