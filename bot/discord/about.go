package discord

import (
	"strings"

	xlanguage "golang.org/x/text/language"
	xtext "golang.org/x/text/message"

	"okbot/bot"
)

// asksForSources are the messages that ask what the bot answers from, and a
// greeting in the language of each.
var asksForSources = map[string]string{"sources": "hello", "출처": "안녕하세요"}

// maxPublishers is how many publishers are named.
const maxPublishers = 10

// about tells what the bot answers from.
func about(lang string, a bot.About) string {
	lines := []string{say(lang, "knows", xtext.NewPrinter(xlanguage.English).Sprint(a.Passages))}
	if a.Oldest != "" && a.Newest != "" {
		lines = append(lines, say(lang, "span", bot.ShowDate(lang, a.Oldest), bot.ShowDate(lang, a.Newest)))
	}
	var names []string
	for _, p := range a.Publishers[:min(maxPublishers, len(a.Publishers))] {
		names = append(names, escaped(p.Name, maxAuthor))
	}
	if names != nil {
		lines = append(lines, say(lang, "publishers", strings.Join(names, ", ")))
	}
	return strings.Join(lines, "\n")
}
