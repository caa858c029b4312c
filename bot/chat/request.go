package chat

import (
	"cmp"
	"strings"
	"unicode"

	"okbot/bot"
	"okbot/index/query"
)

// A Request is a question that somebody asks on a platform.
type Request struct {
	// ID is unique to the question and the same in every delivery of it, as
	// "slack/T1/C1/1718000000.000100".
	ID       string
	Platform string // "slack", "discord"
	User     string // the platform's id
	Channel  string // the platform's id; "" in a direct message
	// Question has the name of the thread or the channel as its Conversation, and
	// a Lang only if the asker chose one.
	Question bot.Question
	// Intent is what the message wants if that is not an answer.
	Intent bot.Intent
	// After is the ID of the reply that the question follows, "" for the last one
	// of the conversation.
	After string
	// Locale is the asker's, "ko" or "en", for refusals and apologies; "" if it
	// is unknown.
	Locale string
	// Overheard says that the message addresses nobody: it is answered only if
	// the answer fits (see [bot.Answer.FitsOverheard]), and never refused aloud.
	Overheard bool
}

// language returns the language of notices to the asker: what the asker chose, else
// the locale, else that of the question.
func (r Request) language() string {
	if lang := cmp.Or(r.Question.Lang, r.Locale); lang != "" {
		return lang
	}
	return languageOf(r.Question.Text)
}

// languageOf returns the language that a message is written in.
func languageOf(text string) string { return query.Language(query.Clean(text)) }

// A Reply is what to post.
type Reply struct {
	// ID names the answer for [Service.Page], [Service.Rate] and the like, "" if it
	// has no record. It has at most 24 letters, digits and hyphens.
	ID     string
	Lang   string // of all that is posted, "ko" or "en"
	Answer bot.Answer
	// Notice is a sentence to post instead of the answer: a refusal or an apology.
	Notice string
	// Sources says that the reply is what the bot answers from: [bot.About.Text].
	Sources bool
	// MaybeDuplicate says that another process may have posted this reply before
	// it died.
	MaybeDuplicate bool
}

// question returns r's question with the service's defaults. An overheard one
// changes its conversation only once it is answered.
func (s *Service) question(r Request) bot.Question {
	q := r.Question
	q.Lang = cmp.Or(q.Lang, s.opts.Defaults.Lang)
	if q.Lang == "" && !strings.ContainsFunc(q.Text, unicode.IsLetter) {
		q.Lang = r.Locale
	}
	if q.AsOf.IsZero() {
		q.AsOf = s.opts.Defaults.AsOf
	}
	q.Limit = cmp.Or(q.Limit, s.opts.Defaults.Limit)
	q.Speculative = r.Overheard
	return q
}

// orDropped returns o, or Dropped for a message that addresses nobody.
func (r Request) orDropped(o Outcome) Outcome {
	if r.Overheard {
		return Dropped
	}
	return o
}
