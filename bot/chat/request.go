package chat

import (
	"cmp"
	"strings"
	"unicode"

	"okbot/bot"
	"okbot/index"
)

// A Request is a question that somebody asks on a platform.
type Request struct {
	// ID tells the question from all others and is the same for every copy of
	// it that the platform delivers, as "slack/T1/C1/1718000000.000100".
	ID       string
	Platform string // "slack", "discord"
	User     string // the platform's id
	Channel  string // the platform's id; "" in a direct message
	// Question's Conversation is the platform's name for the thread or the
	// channel. Its Lang is set only where the asker chose one.
	Question bot.Question
	// After is the ID of the reply that the question goes on from, where that is
	// known; else it is the conversation's last.
	After string
	// Locale, "ko", "en" or "" where it is not known, is the asker's: the
	// language of refusals and apologies.
	Locale string
	// Overheard is a question that addresses nobody: it is answered only if the
	// bot is sure, and never refused aloud.
	Overheard bool
}

// language is that of what the bot says to r outside an answer: what the asker
// chose, else the locale, else the question's.
func (r Request) language() string {
	if lang := cmp.Or(r.Question.Lang, r.Locale); lang != "" {
		return lang
	}
	return index.QuestionLanguage(bot.Clean(r.Question.Text))
}

// A Reply is what to post.
type Reply struct {
	// ID names the answer for [Service.Further], [Service.Rate] and [Service.Asked]; ""
	// where there is none. At most 24 letters, digits and hyphens.
	ID     string
	Lang   string // of everything that the bot says
	Answer bot.Answer
	// Notice is what the bot says in place of an answer: a refusal, an apology.
	Notice string
	// Again tells that another process may have posted this reply before it died.
	Again bool
}

// settle returns r's question with what it leaves to the settings. What is
// overheard changes no conversation until it has been answered.
func (s *Service) settle(r Request) bot.Question {
	q := r.Question
	q.Lang = cmp.Or(q.Lang, s.opts.Settings.Lang)
	if q.Lang == "" && !strings.ContainsFunc(q.Text, unicode.IsLetter) {
		q.Lang = r.Locale
	}
	if q.AsOf.IsZero() {
		q.AsOf = s.opts.Settings.AsOf
	}
	q.Limit = cmp.Or(q.Limit, s.opts.Settings.Limit)
	q.Speculative = r.Overheard
	return q
}
