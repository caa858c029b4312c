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
	localeRetry = time.Minute // until a locale is asked for again that Slack did not tell
	maxLocales  = 10_000
)

func newLocales() *ttlcache.Cache[string, string] {
	return ttlcache.New(ttlcache.WithTTL[string, string](localeTTL), ttlcache.WithCapacity[string, string](maxLocales),
		ttlcache.WithDisableTouchOnHit[string, string]())
}

// localePatience is for how long a sentence waits for the language to say it in.
const localePatience = time.Second

// locale returns the language of a user's Slack, "ko" or "en". Where Slack does
// not tell it at once, it is that of text, what the user wrote; "ko" for none.
func (s *Adapter) locale(ctx context.Context, user, text string) string {
	item := s.locales.Get(user)
	if item == nil {
		item = s.askLocale(ctx, user)
	}
	switch {
	case item.Value() != "":
		return item.Value()
	case strings.ContainsFunc(text, unicode.IsLetter):
		return languageOf(text)
	}
	return "ko"
}

// askLocale asks Slack once for the language of a user, and remembers it; that
// there was no answer, for a minute.
func (s *Adapter) askLocale(ctx context.Context, user string) *ttlcache.Item[string, string] {
	ctx, cancel := context.WithTimeout(ctx, localePatience)
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
