package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"okbot/bot"
	"okbot/bot/text"
)

// askCmd is "okbot ask".
type askCmd struct {
	Question []string `arg:"" optional:"" help:"The question. Without it: a question per line of standard input, as text or as {\"q\":\"…\",\"after\":\"the previous question\"}."`
}

// Run answers the question, or those on standard input.
func (c *askCmd) Run(ctx context.Context, p *program, s *shared) error {
	asked := strings.Join(c.Question, " ")
	if len(c.Question) > 0 && strings.TrimSpace(asked) == "" {
		return errors.New("the question is empty: write one, or leave it out to read questions from standard input")
	}
	ix, err := s.openIndex(ctx)
	if err != nil {
		return err
	}
	defer ix.Close()
	b, q := newBot(ix, string(s.LinkBase)), s.question()
	if len(c.Question) == 0 {
		return batch{p, b, q, s.JSON}.run(ctx)
	}
	q.Text = asked
	a, err := b.Answer(ctx, q)
	if err != nil {
		return err
	}
	if err := p.write(a, nil, s.JSON); err != nil {
		return err
	}
	if !a.Answered {
		return abstained
	}
	return nil
}

// write writes an answer, or why there is none, as text or as a line of JSON.
func (p *program) write(a bot.Answer, problem error, asJSON bool) error {
	switch {
	case asJSON:
		out := struct {
			bot.Answer
			Error string `json:"error,omitempty"`
		}{Answer: a}
		if problem != nil {
			out.Error = problem.Error()
		}
		return p.writeJSON(out)
	case problem != nil:
		_, err := fmt.Fprintln(p.stdout, text.Printable(problem.Error()))
		return err
	}
	return text.Answer(p.stdout, a, p.style())
}

// writeJSON writes v as one line, in one piece.
func (p *program) writeJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := p.stdout.Write(b.Bytes())
	return err
}
