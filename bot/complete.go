package bot

import (
	"strings"

	"okbot/index/hangul"
	"okbot/index/query"
)

// A completion is a question that the corpus answers, and its keystrokes.
type completion struct{ question, keys string }

// completions prepares byLang for [Bot.Complete].
func completions(byLang map[string][]string) map[string][]completion {
	out := map[string][]completion{}
	for lang, questions := range byLang {
		for _, question := range questions {
			out[lang] = append(out[lang], completion{question, keystrokes(question)})
		}
	}
	return out
}

// keystrokes are what is typed for text, so that a word half typed begins the
// whole one: 카캉, on the way to 카카오, as well as 카카.
func keystrokes(text string) string { return strings.ToLower(hangul.Keys(query.Clean(text))) }

// Complete returns up to limit questions in the language lang, "ko" or "en", that
// the corpus answers and that hold all the words typed: first those that begin
// with what was typed. For nothing typed it returns the examples.
func (b *Bot) Complete(typed, lang string, limit int) []string {
	if limit <= 0 {
		return nil
	}
	keys := keystrokes(typed)
	words := strings.Fields(keys)
	if len(words) == 0 {
		examples := b.opts.Examples[lang]
		return examples[:min(limit, len(examples))]
	}
	var begin, hold []string
	for _, c := range b.completions[lang] {
		switch {
		case strings.HasPrefix(c.keys, keys):
			begin = append(begin, c.question)
		case containsAll(c.keys, words):
			hold = append(hold, c.question)
		}
		if len(begin) == limit {
			break
		}
	}
	out := append(begin, hold...)
	return out[:min(limit, len(out))]
}

func containsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
