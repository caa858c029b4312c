package slack

import (
	"context"
	"strings"
	"unicode"

	"okbot/bot"
)

// answer answers a question where it was asked.
func (s *Slack) answer(ctx context.Context, a ask) error {
	if a.Overheard && !s.desk.Follows(ctx, a.Question.Conversation) {
		return nil
	}
	if !strings.ContainsFunc(a.Question.Text, unicode.IsLetter) {
		a.Locale = s.locale(ctx, a.User)
	}
	if a.Question.Text == "" { // a bare mention
		a.Question.Text, a.Question.Lang = helpWord(a.Locale), a.Locale
	}
	shown, posted := s.showStatus(ctx, a), false
	defer func() {
		shown()
		s.endStatus(ctx, a, posted)
	}()
	return s.desk.Ask(ctx, a.Request, func(ctx context.Context, r bot.Reply) error {
		shown()
		posted = true
		s.log.DebugContext(ctx, "answer", "id", a.ID, "record", r.ID, "confidence", r.Answer.Confidence)
		return s.post(ctx, a.to, s.show(r, a), r.Again)
	})
}

// helpWord is what somebody says who wants to know what the bot can do.
func helpWord(lang string) string {
	if lang == "ko" {
		return "도움말"
	}
	return "help"
}

// show returns the message with the reply to a.
func (s *Slack) show(r bot.Reply, a ask) message {
	m := answer(r, view{look: a.to.look, more: r.Answer.Further > 0, newest: s.desk.About().Newest})
	m.id = a.ID
	return m
}
