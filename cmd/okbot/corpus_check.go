package main

import (
	"context"
	"errors"
	"fmt"

	"okbot/bot/text"
	"okbot/corpus"
	"okbot/corpus/lint"
	"okbot/index/names"
)

type corpusCheckCmd struct{}

// findings is what a check tells: problems to mend, and notes to consider.
type findings struct {
	Problems []corpus.Problem `json:"problems"`
	Notes    []corpus.Problem `json:"notes"`
}

// Run checks each corpus. What is unwise is a problem in the built-in one and a
// note in others, and so is what is left out of them without harm.
func (*corpusCheckCmd) Run(ctx context.Context, p *program, s *shared) error {
	dictionary, err := names.Builtin()
	if err != nil {
		return err
	}
	found := findings{[]corpus.Problem{}, []corpus.Problem{}}
	for _, name := range s.corpora() {
		c, err := openOne(ctx, name)
		var refused corpus.Problems
		switch {
		case errors.As(err, &refused):
			found.Problems = append(found.Problems, refused...)
		case err != nil:
			return err
		case name == builtin:
			found.sort(lint.Check(c, dictionary...))
		default:
			found.Notes = append(found.Notes, lint.Check(c)...)
		}
		if c != nil {
			found.leftOut(c, name == builtin)
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

// sort adds what is wrong in the built-in corpus, which little of it is merely a note.
func (f *findings) sort(all []corpus.Problem) {
	for _, p := range all {
		if p.Kind == lint.KindLongSentence {
			f.Notes = append(f.Notes, p)
		} else {
			f.Problems = append(f.Problems, p)
		}
	}
}

// leftOut adds what is left out of c. Of the built-in corpus nothing may be.
func (f *findings) leftOut(c *corpus.Corpus, isBuiltin bool) {
	for _, p := range c.LeftOut {
		if p.IsNote() && !isBuiltin {
			f.Notes = append(f.Notes, p)
		} else {
			f.Problems = append(f.Problems, p)
		}
	}
}

// notesShown is how many notes of a kind are written one by one.
const notesShown = 3

// writeFindings writes each problem, and of each kind of notes the first and how
// many there are.
func (p *program) writeFindings(found findings, asJSON bool) error {
	if asJSON {
		return p.writeJSON(found)
	}
	for _, problem := range found.Problems {
		if _, err := fmt.Fprintln(p.stdout, text.Printable(problem.String())); err != nil {
			return err
		}
	}
	byKind := map[string][]corpus.Problem{}
	var kinds []string // in the order of their first notes
	for _, note := range found.Notes {
		if byKind[note.Kind] == nil {
			kinds = append(kinds, note.Kind)
		}
		byKind[note.Kind] = append(byKind[note.Kind], note)
	}
	for _, kind := range kinds {
		notes := byKind[kind]
		for _, note := range notes[:min(len(notes), notesShown)] {
			if _, err := fmt.Fprintln(p.stdout, text.Printable("note: "+note.String())); err != nil {
				return err
			}
		}
		if n := len(notes); n > notesShown {
			if _, err := fmt.Fprintf(p.stdout, "note: %s: %d in all (--json lists them)\n", kind, n); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(p.stderr, "%d problems, %d notes\n", len(found.Problems), len(found.Notes))
	return nil
}
