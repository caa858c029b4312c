package slack

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"okbot/bot/chat"
)

// answer answers a question where it was asked.
func (s *Slack) answer(ctx context.Context, a ask) error {
	if a.Overheard && !s.service.HasHistory(ctx, a.Question.Conversation) {
		return nil
	}
	asksSources := !a.Overheard && asksForSources(a.Question.Text)
	if asksSources || !strings.ContainsFunc(a.Question.Text, unicode.IsLetter) {
		a.Locale = s.locale(ctx, a.User, a.Question.Text)
	}
	if asksSources || a.Question.Text == "" { // or a bare mention
		a.Question.Text, a.Question.Lang = helpWord(a.Locale), a.Locale
	}
	shown, posted := s.showStatus(ctx, a), false
	defer func() {
		shown()
		s.endStatus(ctx, a, posted)
	}()
	return s.service.Handle(ctx, a.Request, func(ctx context.Context, r chat.Reply) error {
		shown()
		posted = true
		s.log.DebugContext(ctx, "answer", "id", a.ID, "record", r.ID, "confidence", r.Answer.Confidence)
		m := answer(r, view{look: a.to.look, more: r.Answer.Further > 0, newest: s.service.About().Newest})
		if asksSources && r.Notice == "" {
			m = aboutMessage(r.Lang, s.service.About())
		}
		m.id = a.ID
		return s.post(ctx, a.to, m, r.MaybeDuplicate)
	})
}

// helpWord is what somebody says who wants to know what the bot can do.
func helpWord(lang string) string {
	if lang == "ko" {
		return "도움말"
	}
	return "help"
}

// asksForSources reports whether somebody asks what the bot answers from.
func asksForSources(text string) bool {
	return slices.Contains([]string{"source", "sources", "출처", "출처들"}, strings.ToLower(strings.TrimRight(text, " ?!.")))
}
