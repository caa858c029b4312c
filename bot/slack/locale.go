package slack

import (
	"context"
	"strings"
	"time"
	"unicode"

	"github.com/jellydator/ttlcache/v3"
	"github.com/slack-go/slack"
)

const (
	localeTTL   = 6 * time.Hour
	localeRetry = time.Minute // until a locale is asked for again that Slack did not return
	maxLocales  = 10_000
)

func newLocales() *ttlcache.Cache[string, string] {
	return ttlcache.New(ttlcache.WithTTL[string, string](localeTTL), ttlcache.WithCapacity[string, string](maxLocales),
		ttlcache.WithDisableTouchOnHit[string, string]())
}

// localeTimeout bounds the wait for the language of a sentence.
const localeTimeout = time.Second

// locale returns the language of a user's Slack, "ko" or "en". If Slack does not answer
// in time, it is that of text, which the user wrote, or "ko" if there is none.
func (s *Adapter) locale(ctx context.Context, user, text string) string {
	item := s.locales.Get(user)
	if item == nil {
		item = s.fetchLocale(ctx, user)
	}
	switch {
	case item.Value() != "":
		return item.Value()
	case strings.ContainsFunc(text, unicode.IsLetter):
		return languageOf(text)
	}
	return "ko"
}

// fetchLocale asks Slack for the language of a user, once, and caches it; no answer is
// cached for localeRetry.
func (s *Adapter) fetchLocale(ctx context.Context, user string) *ttlcache.Item[string, string] {
	ctx, cancel := context.WithTimeout(ctx, localeTimeout)
	defer cancel()
	var who *slack.User
	err := s.callOnce(ctx, "users.info", "", func() (err error) {
		who, err = s.api.GetUserInfoContext(ctx, user, slack.GetUserInfoOptionIncludeLocale(true))
		return err
	})
	switch {
	case err != nil:
		s.log.DebugContext(ctx, "locale of a user", "error", err)
		return s.locales.Set(user, "", localeRetry)
	case who.Locale == "" || strings.HasPrefix(who.Locale, "ko"):
		return s.locales.Set(user, "ko", ttlcache.DefaultTTL)
	}
	return s.locales.Set(user, "en", ttlcache.DefaultTTL)
}
