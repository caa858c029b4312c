package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"okbot/bot"
	"okbot/bot/eval"
)

// evalCmd is "okbot eval".
type evalCmd struct {
	Score scoreCmd `cmd:"" default:"withargs" help:"Score a question file or a folder in BEIR layout: what \"okbot eval PATH\" does."`
	Fit   fitCmd   `cmd:"" help:"Make the model files from what questions teach."`
}

// scoreCmd is "okbot eval PATH".
type scoreCmd struct {
	Path      string `arg:"" help:"Question file, or folder in BEIR layout (one called fit is ./fit)."`
	Queries   string `placeholder:"FILE" help:"Questions in place of a BEIR folder's queries.jsonl."`
	Model     string `placeholder:"PATH" help:"Model file, or folder with ranking.json and confidence.json, in place of the built-in ones."`
	Always    bool   `help:"Answer however unsure: reading and ranking without the confidence."`
	Against   string `placeholder:"FILE" help:"An earlier output of --json: list which questions were right then and are wrong now, and back."`
	Thesaurus bool   `hidden:"" help:"List for each word of the thesaurus which questions it gains and costs."`
}

// score is what an evaluation came to.
type score interface {
	fmt.Stringer
	Judgements() []eval.Judgement
}

// Run scores and writes the score.
func (c *scoreCmd) Run(ctx context.Context, p *program, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	if c.Thesaurus {
		all, err := s.openCorpus(ctx)
		if err != nil {
			return err
		}
		return eval.Thesaurus(ctx, all, c.Path, p.stdout)
	}
	sc, err := c.score(ctx, p, s)
	if err != nil {
		return err
	}
	changes := ""
	if c.Against != "" {
		found, err := eval.Compare(c.Against, sc.Judgements())
		if err != nil {
			return err
		}
		changes = "\n" + found.String()
	}
	if s.JSON {
		fmt.Fprint(p.stderr, changes)
		return p.writeJSON(sc)
	}
	_, err = fmt.Fprint(p.stdout, sc, changes)
	return err
}

func (c *scoreCmd) score(ctx context.Context, p *program, s *shared) (score, error) {
	opts := eval.Options{Queries: c.Queries, Always: c.Always, Loaded: s.loaded, Progress: p.progress()}
	if c.Model != "" {
		var err error
		if opts.Models, err = eval.ReadModels(c.Model); err != nil {
			return nil, fmt.Errorf("--model: %w", err)
		}
	}
	var err error
	if opts.Words, err = s.words(); err != nil {
		return nil, err
	}
	info, err := os.Stat(c.Path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("eval %s: %w: name a question file or a folder in BEIR layout", c.Path, errors.Unwrap(err))
	case info.IsDir():
		return eval.RunBEIR(ctx, c.Path, opts)
	case c.Queries != "":
		return nil, fmt.Errorf("--queries: %s is not a folder in BEIR layout but a question file", c.Path)
	}
	q := s.question()
	ix, err := s.openIndex(ctx)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	options := bot.Options{Newest: ix.Newest(), Confidence: opts.Models.Confidence}
	if !q.AsOf.IsZero() {
		options.Now = func() time.Time { return q.AsOf }
	}
	return eval.RunQuestions(ctx, bot.New(opts.Models.Searcher(ix), options), c.Path, opts)
}

// progress returns a function that shows on a terminal how far an evaluation
// is; elsewhere nil.
func (p *program) progress() func(done, all int) {
	if !isTerminal(p.stderr) {
		return nil
	}
	return func(done, all int) {
		switch {
		case done == all:
			fmt.Fprint(p.stderr, "\r\x1b[K")
		case done%50 == 0:
			fmt.Fprintf(p.stderr, "\r%d of %d", done, all)
		}
	}
}
