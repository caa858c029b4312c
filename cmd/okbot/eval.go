package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"okbot/bot"
	"okbot/bot/eval"
	"okbot/corpus"
)

// evalCmd is "okbot eval".
type evalCmd struct {
	Path       string `arg:"" help:"Question file, or folder in BEIR layout."`
	Queries    string `placeholder:"FILE" help:"Questions in place of a BEIR folder's queries.jsonl."`
	Against    string `placeholder:"FILE" help:"An earlier output of --json: tell which questions were right then and are wrong now, and back."`
	Fit        string `hidden:"" placeholder:"FILE" help:"Fit the confidence to the question file and write bot/weights.go."`
	FitRanking string `hidden:"" placeholder:"FILE" help:"Fit the ranking to the question file and write index/weights.go; the confidence is to be fitted again then."`
}

// score is what an evaluation came to.
type score interface {
	fmt.Stringer
	Judgements() []eval.Judgement
}

// Run scores and writes the score.
func (c *evalCmd) Run(ctx context.Context, p *program, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	switch {
	case c.FitRanking != "":
		return c.fit(ctx, s, "--fit-ranking", c.FitRanking, eval.FitRanking)
	case c.Fit != "":
		return c.fit(ctx, s, "--fit", c.Fit, eval.FitWeights)
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

// fit writes the source file name with the weights that suit the question file
// best.
func (c *evalCmd) fit(ctx context.Context, s *shared, flag, name string, fit func(context.Context, *corpus.Corpus, string, io.Writer) error) error {
	all, err := s.openCorpus()
	if err != nil {
		return err
	}
	var source bytes.Buffer
	if err := fit(ctx, all, c.Path, &source); err != nil {
		return err
	}
	if err := os.WriteFile(name, source.Bytes(), 0o644); err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	return nil
}

func (c *evalCmd) score(ctx context.Context, p *program, s *shared) (score, error) {
	info, err := os.Stat(c.Path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("eval %s: %w: name a question file or a folder in BEIR layout", c.Path, errors.Unwrap(err))
	case info.IsDir():
		return eval.RunBEIR(ctx, c.Path, c.Queries, p.progress())
	case c.Queries != "":
		return nil, fmt.Errorf("--queries: %s is not a folder in BEIR layout but a question file", c.Path)
	}
	q, err := s.question()
	if err != nil {
		return nil, err
	}
	ix, err := s.openIndex()
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	options := bot.Options{Newest: ix.Newest()}
	if !q.AsOf.IsZero() {
		options.Now = func() time.Time { return q.AsOf }
	}
	return eval.RunQuestions(ctx, bot.New(ix, options), c.Path, p.progress())
}

// progress returns a function that tells on a terminal how far an evaluation
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
