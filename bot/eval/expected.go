package eval

import (
	"context"
	"fmt"
	"slices"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// expectedStep is how far apart the expected questions are that the ranking learns
// from: every sixth.
const expectedStep = 6

// expected teaches the ranking by expected questions of the built-in corpus, asked
// of it without them in their own language, and of each half of it in the other.
func (c *collector) expected(ctx context.Context) error {
	all, err := corpus.Builtin()
	if err != nil {
		return err
	}
	part, left := withoutSome(all)
	c.opts.Progress(builtinName+", its expected questions", len(left))
	own := func(e expectedQuestion) bool { return query.Language(e.text) == e.passage.Lang }
	if err := c.expectedOf(ctx, builtinName, part, left, own); err != nil {
		return err
	}
	for _, lang := range []string{"ko", "en"} {
		other := func(e expectedQuestion) bool { return e.passage.Lang == lang && query.Language(e.text) != lang }
		if err := c.expectedOf(ctx, builtinName+" cross-lingual", Half(all, lang), left, other); err != nil {
			return err
		}
	}
	return nil
}

// An expectedQuestion is an expected question of a passage.
type expectedQuestion struct {
	passage *corpus.Passage
	number  int
	text    string
}

// withoutSome returns a copy of c that lacks every sixth expected question, and
// these.
func withoutSome(c *corpus.Corpus) (*corpus.Corpus, []expectedQuestion) {
	part := *c
	part.Articles = slices.Clone(c.Articles)
	var left []expectedQuestion
	n := 0
	for i := range part.Articles {
		a := &part.Articles[i]
		a.Passages = slices.Clone(a.Passages)
		for j := range a.Passages {
			p := &a.Passages[j]
			var rest []string
			for k, q := range p.Questions {
				if n++; n%expectedStep == 0 {
					left = append(left, expectedQuestion{p, k, q})
				} else {
					rest = append(rest, q)
				}
			}
			p.Questions = rest
		}
	}
	return &part, left
}

// expectedOf asks of the corpus all those of the questions that pick reports.
func (c *collector) expectedOf(ctx context.Context, name string, all *corpus.Corpus, questions []expectedQuestion, pick func(expectedQuestion) bool) error {
	ix, err := index.New(all, index.Options{})
	if err != nil {
		return err
	}
	defer ix.Close()
	for _, q := range questions {
		if !pick(q) {
			continue
		}
		res, err := ix.Search(ctx, index.Request{Query: query.Parse(query.Clean(q.text), query.Options{Vocabulary: ix.Vocabulary()}), Limit: maxChoices})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		c.add(Example{
			Family: builtinName, Corpus: name, Row: fmt.Sprintf("%s/%d", q.passage.ID, q.number), Expected: true,
			Ranked: ranking(res.Hits, sameFacts(q.passage)),
		})
	}
	return nil
}

// sameFacts reports of a passage whether it is p or holds a fact that p holds.
func sameFacts(p *corpus.Passage) func(*corpus.Passage) bool {
	return func(h *corpus.Passage) bool {
		return h.ID == p.ID || slices.ContainsFunc(h.Facts, func(f string) bool { return slices.Contains(p.Facts, f) })
	}
}
