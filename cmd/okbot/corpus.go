package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"okbot/bot/text"
	"okbot/corpus"
	"okbot/corpus/lint"
	"okbot/index/names"
)

// corpusCmd is "okbot corpus".
type corpusCmd struct {
	List  corpusListCmd  `cmd:"" help:"List the articles."`
	Check corpusCheckCmd `cmd:"" help:"Find what is wrong or unwise, with file and line."`
}

type corpusListCmd struct {
	Topic string `placeholder:"TOPIC" help:"Only articles on this topic."`
	Since day    `placeholder:"DATE" help:"Only what tells of that day or later, YYYY[-MM[-DD]]."`
}

// Run lists the articles and how much there is.
func (c *corpusListCmd) Run(p *program, s *shared) error {
	all, err := s.openCorpus()
	if err != nil {
		return err
	}
	sum := all.Summarize(c.Topic, corpus.Date(c.Since), corpus.Date(s.AsOf))
	if s.JSON {
		return p.writeJSON(sum)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, a := range sum.Articles {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", text.Printable(a.ID), text.Printable(a.Topic), a.Date, a.Passages, text.Printable(a.Title))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	t := sum.Total
	_, err = fmt.Fprintf(p.stdout, "%d articles, %d Korean and %d English passages", t.Articles, t.Passages["ko"], t.Passages["en"])
	if t.Oldest != "" && err == nil {
		_, err = fmt.Fprintf(p.stdout, ", of %s to %s", t.Oldest, t.Newest)
	}
	if err == nil {
		_, err = fmt.Fprintln(p.stdout)
	}
	return err
}

type corpusCheckCmd struct{}

// findings is what a check reports: problems to mend, and notes to consider.
type findings struct {
	Problems []corpus.Problem `json:"problems"`
	Notes    []corpus.Problem `json:"notes"`
}

// Run checks each corpus. What is unwise is a problem in the built-in one and a
// note in others.
func (*corpusCheckCmd) Run(p *program, s *shared) error {
	dictionary, err := names.Builtin()
	if err != nil {
		return err
	}
	found := findings{[]corpus.Problem{}, []corpus.Problem{}}
	for _, name := range s.corpora() {
		c, err := openOne(name)
		var refused corpus.Problems
		switch {
		case errors.As(err, &refused):
			found.Problems = append(found.Problems, refused...)
		case err != nil:
			return err
		case name == builtin:
			found.Problems = append(found.Problems, lint.Check(c, dictionary...)...)
		default:
			found.Notes = append(found.Notes, lint.Check(c)...)
		}
		if err == nil {
			found.Problems = append(found.Problems, c.LeftOut...)
		}
	}
	if err := p.writeFindings(found, s.JSON); err != nil {
		return err
	}
	if len(found.Problems) > 0 {
		return unsound
	}
	return nil
}

func (p *program) writeFindings(found findings, asJSON bool) error {
	if asJSON {
		return p.writeJSON(found)
	}
	for _, problem := range found.Problems {
		if _, err := fmt.Fprintln(p.stdout, text.Printable(problem.String())); err != nil {
			return err
		}
	}
	for _, note := range found.Notes {
		if _, err := fmt.Fprintln(p.stdout, text.Printable("note: "+note.String())); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.stderr, "%d problems, %d notes\n", len(found.Problems), len(found.Notes))
	return nil
}
