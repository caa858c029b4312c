package repl

import (
	"context"
	"slices"
	"strings"
	"time"

	"okbot/bot"
	"okbot/bot/l10n"
	"okbot/bot/text"
	"okbot/corpus"
)

// command carries out one of the commands that :help lists.
func (s *session) command(ctx context.Context, name, arg string) error {
	switch name {
	case "more":
		return s.more(ctx)
	case "sources":
		return s.spaced(text.Sources(s.out, s.last, s.opts.Style))
	case "lang":
		return s.setLang(arg)
	case "asof":
		return s.setAsOf(arg)
	case "why":
		if s.last.Why.Asked == "" && len(s.last.Why.Ranked) == 0 {
			return s.print(l10n.REPLNoWhy.In(s.lang))
		}
		return s.print(why(s.last)...)
	case "help":
		return s.print(strings.Split(l10n.REPLHelp.In(s.lang), "\n")...)
	case "quit", "q", "exit":
		return errQuit
	}
	return s.print(l10n.REPLUnknown.In(s.lang, ":"+name))
}

// more shows up to three snippets for the last question that were not shown yet.
func (s *session) more(ctx context.Context) error {
	if !s.last.Answered {
		return s.print(l10n.REPLNoAnswer.In(s.lang))
	}
	q := s.settings
	q.Text, q.After, q.Limit, q.Conversation = s.last.Why.Asked, s.last.Why.After, bot.MaxLimit, ""
	a, err := s.bot.Answer(ctx, q)
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(a.Snippets, func(more bot.Snippet) bool {
		return slices.ContainsFunc(s.last.Snippets, func(shown bot.Snippet) bool { return shown.Passage == more.Passage })
	})
	if len(rest) == 0 {
		return s.print(l10n.REPLNoMore.In(s.lang))
	}
	rest = rest[:min(bot.DefaultLimit, len(rest))]
	s.last.Snippets = append(s.last.Snippets, rest...)
	return s.spaced(text.Snippets(s.out, s.last.Lang, rest, s.opts.Style))
}

func (s *session) setLang(arg string) error {
	switch arg {
	case "auto":
		s.settings.Lang = ""
	case "ko", "en":
		s.settings.Lang, s.lang = arg, arg
	default:
		return s.print(l10n.REPLLangUsage.In(s.lang))
	}
	return s.print(l10n.REPLLangSet.In(s.lang, arg))
}

func (s *session) setAsOf(arg string) error {
	if arg == "today" {
		s.settings.AsOf = time.Time{}
		return s.print(l10n.REPLToday.In(s.lang))
	}
	day, err := corpus.ParseDate(arg)
	if err != nil {
		return s.print(l10n.REPLAsofUsage.In(s.lang))
	}
	s.settings.AsOf = day.Last()
	return s.print(l10n.REPLAsofSet.In(s.lang, day))
}
