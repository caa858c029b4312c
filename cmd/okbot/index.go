package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"okbot/index"
)

// indexCmd is "okbot index".
type indexCmd struct {
	Build indexBuildCmd `cmd:"" help:"Build the index of a corpus in the folder --index."`
	Info  indexInfoCmd  `cmd:"" help:"Tell what the index in the folder --index holds."`
}

type indexBuildCmd struct{}

var errNoIndex = errors.New("no folder given: name it with --index DIR")

// Run builds an index.
func (*indexBuildCmd) Run(ctx context.Context, p *program, s *shared) error {
	if s.Index == "" {
		return errNoIndex
	}
	c, err := s.reporting(p.reportLoaded).openCorpus(ctx)
	if err != nil {
		return err
	}
	table, err := s.words()
	if err != nil {
		return err
	}
	start := time.Now()
	info, err := index.Create(s.Index, c, index.Options{Words: table})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "built in %s\n", time.Since(start).Round(time.Millisecond))
	return p.writeInfo(info, s)
}

type indexInfoCmd struct{}

// Run describes an index.
func (*indexInfoCmd) Run(p *program, s *shared) error {
	if s.Index == "" {
		return errNoIndex
	}
	info, err := index.Verify(s.Index)
	if err != nil {
		return err
	}
	return p.writeInfo(info, s)
}

func (p *program) writeInfo(info index.Info, s *shared) error {
	if s.JSON {
		return p.writeJSON(info)
	}
	_, err := fmt.Fprintf(p.stdout, "index        %s\nversion      %d\nfingerprint  %s\narticles     %d\npassages     %d\nnewest       %s\nwords        %s\n",
		s.Index, info.Version, info.Fingerprint, info.Articles, info.Passages, info.Newest, cmp.Or(info.Words, noWords))
	return err
}
