package bot

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"okbot/bot/l10n"
	"okbot/index/query"
)

// An Intent is what a message wants of the bot.
type Intent uint8

// The intents.
const (
	Ask     Intent = iota // an answer, or a word in reply to small talk
	Help                  // to know how to ask
	Sources               // to know what the bot answers from
)

// IntentOf returns what a message wants that consists of text. A message without
// text wants help.
func IntentOf(text string) Intent {
	text = strings.ToLower(text)
	switch {
	case slices.Contains([]string{"", "help", "도움말", "?"}, text):
		return Help
	case query.IntentOf(query.Clean(text)) == query.Sources:
		return Sources
	}
	return Ask
}

// Introduce returns the answer to somebody who does not know what to ask, in the
// language lang: what the bot does, and the examples as suggestions.
func (b *Bot) Introduce(lang string) Answer {
	a := Answer{Lang: lang, Message: l10n.Introduction.In(lang), Snippets: []Snippet{}, Suggestions: []string{}}
	if examples := b.opts.Examples[lang]; len(examples) > 0 {
		a.Message += " " + l10n.TryAsking.In(lang)
		a.Suggestions = append(a.Suggestions, examples...)
	}
	return a
}

// lines are the replies to small talk, of one line each.
var lines = map[query.Intent]l10n.Key{
	query.Thanks: l10n.Welcome, query.Farewell: l10n.Farewell, query.Complaint: l10n.Complaint, query.Dismissal: l10n.Dismissal,
	query.Task: l10n.Task, query.Reaction: l10n.Reaction,
}

// maxRequestExamples is how many questions are suggested to who does not say what
// about.
const maxRequestExamples = 2

// reply fills a with what the bot says to small talk: one line, but an introduction to
// who greets it or wants to know it.
func (b *Bot) reply(a *Answer, intent query.Intent) {
	if intent == query.Request {
		examples := b.opts.Examples[a.Lang]
		a.Message = l10n.Request.In(a.Lang)
		if len(examples) > 0 {
			a.Message += " " + l10n.TryAsking.In(a.Lang)
		}
		a.Suggestions = append(a.Suggestions, examples[:min(maxRequestExamples, len(examples))]...)
		return
	}
	if intent == query.Sources {
		a.Message = b.opts.About.Text(a.Lang, func(name string) string { return name })
		return
	}
	if line, ok := lines[intent]; ok {
		a.Message = line.In(a.Lang)
		return
	}
	introduced := b.Introduce(a.Lang)
	a.Message, a.Suggestions = introduced.Message, introduced.Suggestions
}

// maxPublishers is how many publishers [About.Text] names.
const maxPublishers = 10

// Text describes what the bot answers from, in lines in the language lang. Each
// publisher's name is written as write does.
func (a About) Text(lang string, write func(name string) string) string {
	lines := []string{l10n.Passages.In(lang, message.NewPrinter(language.English).Sprint(a.Passages))}
	if a.Oldest != "" && a.Newest != "" {
		lines = append(lines, l10n.Dates.In(lang, ShowDate(lang, a.Oldest), ShowDate(lang, a.Newest)))
	}
	var names []string
	for _, p := range a.Publishers[:min(maxPublishers, len(a.Publishers))] {
		names = append(names, write(p.Name))
	}
	if names != nil {
		lines = append(lines, l10n.Publishers.In(lang, strings.Join(names, ", ")))
	}
	return strings.Join(lines, "\n")
}
