package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"okbot/bot/eval"
	"okbot/bot/text"
)

// fitCmd is "okbot eval fit".
type fitCmd struct {
	Rows     []string `sep:"none" placeholder:"DIR" help:"Folder of question files to learn from, in place of the committed table; each folder in it is a family. Repeatable."`
	News     string   `placeholder:"DIR" help:"Folder with NAME-raw.jsonl, the corpus of questions-NAME.jsonl."`
	LeaveOut string   `placeholder:"FAMILY" help:"Make the models without this family."`
	Out      string   `placeholder:"DIR" help:"Folder for rows.jsonl, ranking.json and confidence.json (default: where they are committed)."`
}

// Run makes the model files and writes how well they do.
func (c *fitCmd) Run(ctx context.Context, p *program, s *shared) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	files := eval.CommittedFiles()
	if _, err := os.Stat(files.Rows); err != nil && (c.Out == "" || len(c.Rows) == 0) {
		return errors.New("eval fit: no table of rows here: run it at the top of okbot's source, or name --rows and --out")
	}
	command := "okbot eval fit"
	var examples []eval.Example
	var err error
	if len(c.Rows) == 0 {
		examples, err = eval.ReadExamples(files.Rows)
	} else if examples, err = eval.Collect(ctx, c.Rows, c.collecting(p)); err != nil {
		err = fmt.Errorf("--rows: %w", err)
	}
	if err != nil {
		return err
	}
	if c.LeaveOut != "" {
		command += " --leave-out " + c.LeaveOut
	}
	fit, err := eval.FitTo(examples, c.LeaveOut)
	if err != nil {
		return fmt.Errorf("eval fit: %w", err)
	}
	if c.Out != "" {
		files = eval.FilesIn(c.Out)
	}
	if err := files.Write(examples, fit, command); err != nil {
		return fmt.Errorf("eval fit: %w", err)
	}
	if s.JSON {
		return p.writeJSON(fit)
	}
	_, err = fmt.Fprint(p.stdout, fit)
	return err
}

func (c *fitCmd) collecting(p *program) eval.CollectOptions {
	opts := eval.CollectOptions{
		News:     c.News,
		LeftOut:  func(what string) { fmt.Fprintln(p.stderr, "left out: "+text.Printable(what)) },
		Progress: func(string, int) {},
	}
	if isTerminal(p.stderr) {
		opts.Progress = func(corpus string, n int) { fmt.Fprintf(p.stderr, "%s: %d questions\n", corpus, n) }
	}
	return opts
}
