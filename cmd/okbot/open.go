package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/words"
)

// builtin is what --corpus calls the corpus inside the program.
const builtin = "builtin"

// noWords is what --words calls no table at all.
const noWords = "none"

// corpora are the names of the corpora to read.
func (s *shared) corpora() []string {
	if len(s.Corpus) == 0 {
		return []string{builtin}
	}
	return s.Corpus
}

// files are the corpora that may change while the program runs.
func (s *shared) files() []string {
	return slices.DeleteFunc(slices.Clone(s.Corpus), func(name string) bool { return name == builtin })
}

// reporting makes reading the user's own corpora end with a line from report.
func (s *shared) reporting(report func(*corpus.Corpus)) *shared {
	if len(s.files()) > 0 {
		s.loaded = report
	}
	return s
}

// openCorpus reads the corpora as one. What cannot be read in any of them is
// told at once, and is an error unless s.refused takes it.
func (s *shared) openCorpus(ctx context.Context) (*corpus.Corpus, error) {
	var all []*corpus.Corpus
	var problems corpus.Problems
	for _, name := range s.corpora() {
		c, err := openOne(ctx, name)
		var found corpus.Problems
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return nil, err
		}
		all = append(all, c)
	}
	if len(problems) > 0 && s.refused == nil {
		return nil, problems
	}
	c := corpus.Merge(all...).Without(s.hidden())
	if len(problems) > 0 {
		if len(c.Passages()) == 0 {
			return nil, problems
		}
		s.refused(problems)
	}
	if s.loaded != nil {
		s.loaded(c)
	}
	return c, nil
}

// hidden are the texts that no passage may hold.
func (s *shared) hidden() []string {
	if s.secrets == nil {
		return nil
	}
	return s.secrets()
}

func openOne(ctx context.Context, name string) (*corpus.Corpus, error) {
	if name == builtin {
		return corpus.Builtin()
	}
	c, err := corpus.OpenContext(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: name a folder of documents, a .jsonl file or %s", err, builtin)
	}
	return c, err
}

// openIndex opens the index that --index names, or indexes the corpus in memory.
// The caller closes it.
func (s *shared) openIndex(ctx context.Context) (*index.Index, error) {
	table, err := s.words()
	if err != nil {
		return nil, err
	}
	if s.Index == "" {
		c, err := s.openCorpus(ctx)
		if err != nil {
			return nil, err
		}
		return index.New(c, index.Options{Words: table})
	}
	if len(s.Corpus) > 0 {
		if err := s.checkMatch(ctx); err != nil {
			return nil, err
		}
	}
	ix, err := index.Open(s.Index, index.Options{Words: table})
	if err != nil {
		return nil, err
	}
	hidden := s.hidden()
	for i := range ix.Len() {
		if p := ix.Passage(i); p.Holds(hidden) {
			return nil, errors.Join(fmt.Errorf("index %s: passage %s holds a secret of the configuration: take it out of the corpus and build the index again", s.Index, p.ID), ix.Close())
		}
	}
	return ix, nil
}

// words returns the table of word vectors that --words names.
func (s *shared) words() (*words.Table, error) {
	switch s.Words {
	case "":
		return words.Default(), nil
	case noWords:
		return words.None(), nil
	}
	table, err := words.Open(s.Words)
	if err != nil {
		return nil, fmt.Errorf("--words (OKBOT_WORDS): %w: name a table made by index/words/make, or none", err)
	}
	return table, nil
}

// checkMatch refuses an index that was built from another corpus.
func (s *shared) checkMatch(ctx context.Context) error {
	info, err := index.ReadInfo(s.Index)
	if err != nil {
		return err
	}
	c, err := s.openCorpus(ctx)
	if err != nil {
		return err
	}
	if index.Fingerprint(c) != info.Fingerprint {
		return fmt.Errorf("index %s: not built from this corpus: build it again, or leave out --corpus (OKBOT_CORPUS)", s.Index)
	}
	return nil
}
