package slack

import (
	"context"
	"strings"
	"unicode"

	"okbot/bot"
	"okbot/bot/chat"
)

// answer answers a question at its destination.
func (s *Adapter) answer(ctx context.Context, a request) error {
	if a.Overheard && !s.service.HasHistory(ctx, a.Question.Conversation) {
		return nil
	}
	if !a.Overheard && bot.IntentOf(a.Question.Text) == bot.Sources {
		a.Intent = bot.Sources
	}
	if a.Intent == bot.Sources || !strings.ContainsFunc(a.Question.Text, unicode.IsLetter) {
		a.Locale = s.locale(ctx, a.User, a.Question.Text)
	}
	if a.Intent == bot.Sources {
		a.Question.Lang = a.Locale
	}
	if a.Question.Text == "" { // a bare mention
		a.Intent, a.Question.Lang = bot.Help, a.Locale
	}
	waitForStatus, posted := s.showStatus(ctx, a), false
	defer func() {
		waitForStatus()
		s.endStatus(ctx, a, posted)
	}()
	return s.service.Handle(ctx, a.Request, func(ctx context.Context, r chat.Reply) error {
		waitForStatus()
		posted = true
		s.log.DebugContext(ctx, "answer", "id", a.ID, "record", r.ID, "confidence", r.Answer.Confidence)
		m := answer(r, view{visibility: a.to.visibility, more: r.Answer.Further > 0, about: s.service.About()})
		m.id = a.ID
		return s.post(ctx, a.to, m, r.MaybeDuplicate)
	})
}
