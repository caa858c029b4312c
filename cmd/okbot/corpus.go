package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"okbot/bot/text"
	"okbot/corpus"
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
func (c *corpusListCmd) Run(ctx context.Context, p *program, s *shared) error {
	all, err := s.openCorpus(ctx)
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
