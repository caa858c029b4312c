package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
)

// builtin is what --corpus calls the corpus inside the program.
const builtin = "builtin"

// corpora are the names of the corpora to read.
func (s *shared) corpora() []string {
	if len(s.Corpus) == 0 {
		return []string{builtin}
	}
	return s.Corpus
}

// openCorpus reads the corpora as one. What cannot be read in any of them is
// told at once.
func (s *shared) openCorpus() (*corpus.Corpus, error) {
	var all []*corpus.Corpus
	var problems corpus.Problems
	for _, name := range s.corpora() {
		c, err := openOne(name)
		var found corpus.Problems
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return nil, err
		}
		all = append(all, c)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return corpus.Merge(all...)
}

func openOne(name string) (*corpus.Corpus, error) {
	if name == builtin {
		return corpus.Builtin()
	}
	c, err := corpus.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: name a folder of articles, a .jsonl file or %s", err, builtin)
	}
	return c, err
}

// openIndex opens the index that --index names, or indexes the corpus in memory.
// The caller closes it.
func (s *shared) openIndex() (*index.Index, error) {
	if s.Index == "" {
		c, err := s.openCorpus()
		if err != nil {
			return nil, err
		}
		return index.New(c)
	}
	if len(s.Corpus) > 0 {
		if err := s.checkMatch(); err != nil {
			return nil, err
		}
	}
	return index.Open(s.Index)
}

// checkMatch refuses an index that was built from another corpus.
func (s *shared) checkMatch() error {
	info, err := index.ReadInfo(s.Index)
	if err != nil {
		return err
	}
	c, err := s.openCorpus()
	if err != nil {
		return err
	}
	if index.Fingerprint(c) != info.Fingerprint {
		return fmt.Errorf("index %s: not built from this corpus: build it again, or leave out --corpus (OKBOT_CORPUS)", s.Index)
	}
	return nil
}

// newBot returns a bot that answers from ix.
func newBot(ix *index.Index) *bot.Bot {
	return bot.New(ix, bot.Options{Newest: ix.Newest(), Examples: examples(ix)})
}

// examples picks up to three questions a language that ix can answer: the shortest
// each of the passages that the most sources report.
func examples(ix *index.Index) map[string][]string {
	var best []*corpus.Passage
	for i := range ix.Len() {
		if p := ix.Passage(i); len(p.Asks) > 0 && p.ReplacedBy == "" {
			best = append(best, p)
		}
	}
	slices.SortStableFunc(best, func(a, b *corpus.Passage) int { return len(b.Sources) - len(a.Sources) })
	out := map[string][]string{}
	for _, p := range best {
		if ask := shortest(p.Asks, p.Lang); ask != "" && len(out[p.Lang]) < 3 {
			out[p.Lang] = append(out[p.Lang], ask)
		}
	}
	return out
}

// shortest returns the shortest whole question in the language lang, or "".
func shortest(asks []string, lang string) string {
	best := ""
	for _, ask := range asks {
		if strings.HasSuffix(ask, "?") && index.QuestionLanguage(ask) == lang && (best == "" || len(ask) < len(best)) {
			best = ask
		}
	}
	return best
}
