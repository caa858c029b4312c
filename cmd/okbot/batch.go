package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"okbot/bot"
	"okbot/bot/text"
)

// batch answers the lines of standard input, each by itself.
type batch struct {
	*program
	bot      *bot.Bot
	settings bot.Question // of every question
	json     bool
}

// run writes one answer per line, each as soon as it is ready.
func (b batch) run(ctx context.Context) error {
	if isTerminal(b.stdin) {
		fmt.Fprintln(b.stderr, "okbot ask: one question per line; Ctrl-D ends")
	}
	n := 0
	var failure error
	for line, err := range text.Lines(b.stdin) {
		n++
		if err != nil && !errors.Is(err, text.ErrLongLine) {
			return fmt.Errorf("standard input: %w", err)
		}
		a := bot.Answer{Snippets: []bot.Snippet{}, Suggestions: []string{}, Lang: b.settings.Lang}
		if err == nil {
			a, err = b.answer(ctx, line, fmt.Sprint("line ", n))
		}
		if input := bot.InputError(""); err != nil && !errors.Is(err, text.ErrLongLine) && !errors.As(err, &input) {
			failure = err
		}
		if n > 1 && !b.json {
			fmt.Fprintln(b.stdout)
		}
		if err := b.write(a, err, b.json); err != nil {
			return err
		}
	}
	return failure
}

// answer answers one line: a question, or a JSON object that has one and maybe
// the question before it.
func (b batch) answer(ctx context.Context, line, conversation string) (bot.Answer, error) {
	q := b.settings
	q.Conversation = conversation
	var after string
	if q.Text, after = parseLine(line); after != "" {
		first := q
		first.Text = after
		_, err := b.bot.Answer(ctx, first)
		if input := bot.InputError(""); err != nil && !errors.As(err, &input) {
			return bot.Answer{Question: q.Text, Snippets: []bot.Snippet{}, Suggestions: []string{}}, err
		}
	}
	return b.bot.Answer(ctx, q)
}

// parseLine returns the question of a line, and the one before it. What is no
// JSON object with a question is a question itself.
func parseLine(line string) (question, after string) {
	line = strings.TrimPrefix(line, "\ufeff")
	var object struct {
		Q     *string `json:"q"`
		After string  `json:"after"`
	}
	if !strings.HasPrefix(strings.TrimSpace(line), "{") || json.Unmarshal([]byte(line), &object) != nil || object.Q == nil {
		return line, ""
	}
	return *object.Q, object.After
}
