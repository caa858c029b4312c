// Package repl lets a person ask a Bot one question after another, on a
// terminal or through a pipe.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"okbot/bot"
	"okbot/bot/l10n"
	"okbot/bot/text"
	"okbot/corpus"
	"okbot/index/query"
)

// Options configures a session; the zero value is one through a pipe.
type Options struct {
	// Terminal says that standard input and output are a terminal: Run then
	// greets, prompts and lets the line be edited.
	Terminal bool
	Style    text.Style
	// History is the file that keeps the questions of a terminal; "" keeps none.
	History string
	// Lang is the language of the session's own sentences until the first question.
	Lang string
	// Settings are the language, day and limit of every question.
	Settings bot.Question
	// Oldest and Newest are the dates of the corpus, and Examples questions that
	// it answers, by language, for the greeting.
	Oldest, Newest corpus.Date
	Examples       map[string][]string
}

// Run reads questions and commands from in and writes answers to out until in
// ends, :quit, or ctx is done. On a terminal it reads standard input.
func Run(ctx context.Context, in io.Reader, out io.Writer, b *bot.Bot, opts Options) error {
	s := &session{bot: b, out: out, opts: opts, settings: opts.Settings, lang: opts.Lang}
	s.last.Lang = opts.Lang
	s.settings.Conversation = "repl"
	read := text.Lines(in)
	if opts.Terminal {
		if err := s.greet(); err != nil {
			return err
		}
		read = edited(opts.History)
	}
	for line, err := range read {
		if err != nil && !errors.Is(err, text.ErrLongLine) {
			return fmt.Errorf("standard input: %w", err)
		}
		if err == nil {
			err = s.do(ctx, strings.TrimSpace(line))
		}
		switch input := bot.InputError(""); {
		case errors.Is(err, errQuit):
			return nil
		case errors.As(err, &input), errors.Is(err, text.ErrLongLine):
			err = s.print(err.Error())
		}
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// errQuit ends a session.
var errQuit = errors.New("quit")

// session is a conversation under way.
type session struct {
	bot      *bot.Bot
	out      io.Writer
	opts     Options
	settings bot.Question // of every question
	lang     string       // of the session's own sentences
	last     bot.Answer   // with all snippets that were shown
}

// do carries out one line. It writes everything in one piece per line of input,
// and a blank line after an answer.
func (s *session) do(ctx context.Context, line string) error {
	switch {
	case line == "":
		return nil
	case line[0] == ':', line[0] == '/': // a slash is what chats have taught
		name, arg, _ := strings.Cut(line[1:], " ")
		return s.command(ctx, strings.ToLower(name), strings.TrimSpace(arg))
	case bareCommands[strings.ToLower(line)]:
		return s.command(ctx, strings.ToLower(line), "")
	}
	return s.ask(ctx, line)
}

// bareCommands are known without a colon: nobody asks them.
var bareCommands = map[string]bool{"exit": true, "quit": true, "help": true}

func (s *session) ask(ctx context.Context, question string) error {
	q := s.settings
	q.Text = question
	a, err := s.bot.Answer(ctx, q)
	if s.settings.Lang == "" {
		s.lang = query.Language(question)
	}
	if err != nil {
		return err
	}
	s.last, s.lang = a, a.Lang
	return s.spaced(text.Answer(s.out, a, s.opts.Style))
}

// greet shows in two lines what the bot is and what to ask.
func (s *session) greet() error {
	for _, lang := range []string{"ko", "en"} {
		line := l10n.REPLGreeting.In(lang, bot.ShowDate(lang, s.opts.Oldest), bot.ShowDate(lang, s.opts.Newest))
		if s.opts.Newest == "" {
			line = l10n.REPLUndated.In(lang)
		}
		if examples := s.opts.Examples[lang]; len(examples) > 0 {
			line += " " + l10n.REPLExample.In(lang, examples[0])
		}
		if err := s.print(line + " (:help)"); err != nil {
			return err
		}
	}
	return nil
}

// print writes lines of the session's own.
func (s *session) print(lines ...string) error { return text.Note(s.out, s.opts.Style, lines...) }

// spaced writes a blank line after what was written without err.
func (s *session) spaced(err error) error {
	if err != nil {
		return err
	}
	return s.print("")
}
