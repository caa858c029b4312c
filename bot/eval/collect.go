package eval

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
)

// CollectOptions configures [Collect]; both functions are required.
type CollectOptions struct {
	News     string                     // folder with the corpora of questions-NAME.jsonl
	LeftOut  func(what string)          // is called with what is missing
	Progress func(corpus string, n int) // is called before the n questions of a corpus are asked
}

// Collect asks the question files in the folders dirs and returns what the models
// can learn from them. The questions of the built-in corpus are also asked of it
// without expected questions, and of each half of it in the other language; its
// own expected questions are asked of it as well.
func Collect(ctx context.Context, dirs []string, opts CollectOptions) ([]Example, error) {
	var sets []set
	for _, dir := range dirs {
		found, err := findSets(dir, opts.News, opts.LeftOut)
		if err != nil {
			return nil, err
		}
		sets = append(sets, found...)
	}
	c := collector{opts: opts}
	for _, s := range sets {
		if s.family != builtinName { // it alone has expected questions to learn from
			s.rows = thin(s.rows)
		}
		all, err := s.open()
		if err != nil {
			opts.LeftOut(err.Error())
			continue
		}
		if err := c.collect(ctx, s, all); err != nil {
			return nil, err
		}
		if s.relevant != nil {
			if err := c.small(ctx, s, all); err != nil {
				return nil, err
			}
		}
		if s.family != builtinName {
			continue
		}
		if err := c.variants(ctx, s, all); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(sets, func(s set) bool { return s.family == builtinName }) {
		if err := c.expected(ctx); err != nil {
			return nil, err
		}
	}
	return c.examples, nil
}

// maxRows is how many questions are asked of a corpus. More teach nothing new and
// make the table large.
const maxRows = 500

// thin returns maxRows of the rows at most, evenly spread.
func thin(rows []Row) []Row {
	if len(rows) <= maxRows {
		return rows
	}
	out := make([]Row, maxRows)
	for i := range out {
		out[i] = rows[i*len(rows)/maxRows]
	}
	return out
}

type collector struct {
	opts     CollectOptions
	examples []Example
}

// collect asks the questions of s of the corpus all.
func (c *collector) collect(ctx context.Context, s set, all *corpus.Corpus) error {
	c.opts.Progress(s.name, len(s.rows))
	ix, err := index.New(all, index.Options{})
	if err != nil {
		return err
	}
	defer ix.Close()
	b := bot.New(ix, bot.Options{Newest: ix.Newest()})
	for _, row := range s.rows {
		o, err := ask(ctx, b, row, bot.Question{Conversation: row.ID})
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		e := Example{Family: s.family, Corpus: s.name, Row: row.ID, Base: row.Base}
		if s.relevant != nil {
			e.learn(o, len(s.relevant[row.ID]) > 0, func(p *corpus.Passage) bool { return s.relevant[row.ID][p.ID] })
			if ranked := o.Answer.Why.Ranked; e.Judged != nil && len(ranked) > 0 {
				e.Judged.Right = s.relevant[row.ID][ranked[0].Passage.ID]
			}
		} else {
			e.learn(o, len(row.Answer) > 0, row.rightPassage())
		}
		c.add(e)
	}
	return nil
}

func (c *collector) add(e Example) {
	if e.Judged != nil || e.Ranked != nil {
		c.examples = append(c.examples, e)
	}
}

// rightPassage returns a function that reports whether a passage, as a whole, is
// the answer; nil where the row does not say which passage is.
func (r Row) rightPassage() func(*corpus.Passage) bool {
	if len(r.Answer) == 0 || r.After != "" || r.Kind == "asof" {
		return nil
	}
	answer := r.Answer
	if len(r.First) > 0 {
		answer = r.First
	}
	return func(p *corpus.Passage) bool { return matchAny(answer, strings.Join(strings.Fields(p.Text), " ")) }
}

// learn fills e with what the outcome of a question teaches. right is nil where no
// passage is known to answer.
func (e *Example) learn(o Outcome, answerable bool, right func(*corpus.Passage) bool) {
	why := &o.Answer.Why
	if why.Judgement.By == nil {
		return
	}
	e.Judged = &Judged{Expected: why.Judgement.Expected, Answerable: answerable, Right: o.Right, Features: why.Judgement.Features}
	for i, x := range e.Judged.Features {
		e.Judged.Features[i] = rounded(x)
	}
	if right != nil {
		e.Ranked = ranking(why.Result.Hits, right)
	}
}

// maxChoices is how many passages of a question the ranking learns from.
const maxChoices = 10

// ranking returns what the ranking can learn from hits; nil where all or none of
// them are right, or where not all were ranked by the same weights.
func ranking(hits []index.Hit, right func(*corpus.Passage) bool) *Ranking {
	r := &Ranking{}
	for i := range hits {
		h := &hits[i]
		answers := right(h.Passage)
		if h.Weights == nil || h.Weights != hits[0].Weights {
			return nil
		}
		if len(r.Passages) == maxChoices || h.Replaced && !answers {
			continue
		}
		if answers {
			r.Right = append(r.Right, len(r.Passages))
		}
		x := make([]float64, len(h.Features))
		for k, v := range h.Features {
			x[k] = math.Round(float64(v)*1e3) / 1e3
		}
		r.Passages = append(r.Passages, x)
	}
	if len(r.Right) == 0 || len(r.Right) == len(r.Passages) {
		return nil
	}
	for _, set := range index.BuiltinRanking().Sets() {
		if set.Weights == hits[0].Weights {
			r.Weights = set.Name
		}
	}
	return r
}

// variants asks the questions of s of the built-in corpus without expected
// questions, and of each half of both in the other language.
func (c *collector) variants(ctx context.Context, s set, all *corpus.Corpus) error {
	for _, v := range []struct {
		name   string
		corpus *corpus.Corpus
	}{{s.name, all}, {s.name + " raw", raw(all)}} {
		if v.corpus != all {
			s.rows = thin(s.rows)
			of := s
			of.name = v.name
			if err := c.collect(ctx, of, v.corpus); err != nil {
				return err
			}
		}
		for _, lang := range []string{"ko", "en"} {
			of := s
			of.name = v.name + " cross-lingual"
			of.rows = slices.DeleteFunc(slices.Clone(s.rows), func(r Row) bool { return r.Lang == lang || strings.HasPrefix(r.Kind, "noisy") })
			if err := c.collect(ctx, of, Half(v.corpus, lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	smallStep     = 3 // every third question is asked of a small folder
	smallPassages = 4
)

// small asks questions of s, each of a folder of its own of a few passages that
// follow one another: half of them with the one that answers, half without.
func (c *collector) small(ctx context.Context, s set, all *corpus.Corpus) error {
	for i := 0; i < len(s.rows); i += smallStep {
		row := s.rows[i]
		at := slices.IndexFunc(all.Articles, func(a corpus.Article) bool {
			return slices.ContainsFunc(a.Passages, func(p corpus.Passage) bool { return s.relevant[row.ID][p.ID] })
		})
		if at < 0 {
			continue
		}
		folder := *all
		first := max(0, min(at, len(all.Articles)-smallPassages-1))
		folder.Articles = slices.Clone(all.Articles[first:min(len(all.Articles), first+smallPassages+1)])
		of := s
		of.name, of.rows = s.name+" small", s.rows[i:i+1]
		if i/smallStep%2 == 1 {
			folder.Articles = slices.DeleteFunc(folder.Articles, func(a corpus.Article) bool {
				return slices.ContainsFunc(a.Passages, func(p corpus.Passage) bool { return s.relevant[row.ID][p.ID] })
			})
			of.relevant = map[string]map[string]bool{}
		}
		if err := c.collect(ctx, of, &folder); err != nil {
			return err
		}
	}
	return nil
}
