package bot

import (
	"cmp"
	"strings"
	"unicode"

	"okbot/index/query"
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
	Question Question
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
	return query.Language(query.Clean(r.Question.Text))
}

// A Reply is what to post.
type Reply struct {
	// ID names the answer for [Desk.Further], [Desk.Rate] and [Desk.Asked]; ""
	// where there is none. At most 24 letters, digits and hyphens.
	ID     string
	Lang   string // of everything that the bot says
	Answer Answer
	// Notice is what the bot says in place of an answer: a refusal, an apology.
	Notice string
	// Again tells that another process may have posted this reply before it died.
	Again bool
}

// settle returns r's question with what it leaves to the settings. What is
// overheard changes no conversation until it has been answered.
func (d *Desk) settle(r Request) Question {
	q := r.Question
	q.Lang = cmp.Or(q.Lang, d.opts.Settings.Lang)
	if q.Lang == "" && !strings.ContainsFunc(q.Text, unicode.IsLetter) {
		q.Lang = r.Locale
	}
	if q.AsOf.IsZero() {
		q.AsOf = d.opts.Settings.AsOf
	}
	q.Limit = cmp.Or(q.Limit, d.opts.Settings.Limit)
	q.unsaid = r.Overheard
	return q
}

// sure is the confidence that it takes to answer what addresses nobody but names
// what the corpus is about.
const sure = 0.7

// meant reports whether what addresses nobody may be meant for the bot all the
// same: it is put as a question, and either names a thing of the corpus and is
// answered for sure, or asks on about what the bot has said (그 사람, what about).
// People talk of lunch, too.
func meant(a Answer) bool {
	question := a.Why.Result.Kind != 0 || strings.HasSuffix(a.Question, "?")
	switch {
	case !a.Answered || !question:
		return false
	case a.Why.Result.Named():
		return a.Confidence >= sure
	}
	return query.PointsBack(a.Question)
}
