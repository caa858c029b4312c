package bot

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"okbot/bot/l10n"
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
	case slices.Contains([]string{"source", "sources", "출처", "출처들"}, strings.TrimRight(text, " ?!.")):
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
