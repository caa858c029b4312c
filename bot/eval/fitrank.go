package eval

import (
	"context"
	"io"
	"math"
	"slices"
	"strings"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// choice is one question to learn the ranking from: the features of the
// passages that were found for it, and which of them answer.
type choice struct {
	features []index.Features
	right    []bool
	weight   float64
}

const (
	rankDepth = 20  // passages of a question that the ranking is learned from
	rowWeight = 2.0 // of a row of the question file
	askWeight = 0.3 // of an ask, whose passage was in sight when it was written
)

// choices searches for q and notes which hits are right; nothing is learned
// from a question of which none is, or all are.
func choices(ctx context.Context, ix *index.Index, q index.Request, right func(*corpus.Passage) bool) (choice, bool, error) {
	q.Limit = rankDepth
	res, err := ix.Search(ctx, q)
	if err != nil {
		return choice{}, false, err
	}
	c := choice{}
	for _, h := range res.Hits {
		if h.Replaced && !right(h.Passage) {
			continue
		}
		c.features = append(c.features, h.Features)
		c.right = append(c.right, right(h.Passage))
	}
	return c, slices.Contains(c.right, true) && slices.Contains(c.right, false), nil
}

// rowChoices learns from the rows of a question file that ask for no past time.
func rowChoices(ctx context.Context, c *corpus.Corpus, rows []Row) ([]choice, error) {
	ix, err := index.New(c)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	var out []choice
	for _, r := range rows {
		if len(r.Answer) == 0 || r.After != "" || r.Kind == "asof" {
			continue
		}
		answer := r.Answer
		if len(r.First) > 0 {
			answer = r.First
		}
		c, ok, err := choices(ctx, ix, index.Request{Text: r.Q}, func(p *corpus.Passage) bool {
			return matchAny(answer, strings.Join(strings.Fields(p.Text), " "))
		})
		if err != nil {
			return nil, err
		}
		if ok {
			c.weight = rowWeight
			out = append(out, c)
		}
	}
	return out, nil
}

// askFolds is how many parts the asks are cut into; each part is asked of a
// corpus that lacks it.
const askFolds = 6

// askChoices learns from the asks of the passages, each asked of a corpus that
// has the others.
func askChoices(ctx context.Context, c *corpus.Corpus) ([]choice, error) {
	var out []choice
	for fold := range askFolds {
		part, held := without(c, fold)
		ix, err := index.New(part)
		if err != nil {
			return nil, err
		}
		for id, asks := range held {
			n, _ := ix.Lookup(id)
			p := ix.Passage(n)
			for _, q := range asks {
				if query.Language(q) != p.Lang {
					continue
				}
				c, ok, err := choices(ctx, ix, index.Request{Text: q}, sameFacts(p))
				if err != nil {
					return nil, err
				}
				if ok {
					c.weight = askWeight
					out = append(out, c)
				}
			}
		}
		if err := ix.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// without returns a copy of c that lacks every sixth ask, and those asks by
// passage.
func without(c *corpus.Corpus, fold int) (*corpus.Corpus, map[string][]string) {
	part := *c
	part.Articles = slices.Clone(c.Articles)
	held := map[string][]string{}
	for i := range part.Articles {
		a := &part.Articles[i]
		a.Passages = slices.Clone(a.Passages)
		for j := range a.Passages {
			p := &a.Passages[j]
			var rest []string
			for k, q := range p.Asks {
				if k%askFolds == fold {
					held[p.ID] = append(held[p.ID], q)
				} else {
					rest = append(rest, q)
				}
			}
			p.Asks = rest
		}
	}
	return &part, held
}

// The settings of the fit: logits per unit of score, the ridge, and how fast and
// long the descent goes.
const (
	heat      = 4.0
	rankRidge = 5.0
	rankRate  = 0.05
	rankSteps = 300
)

// rankPrior are the weights that the fit starts from and is held to.
var rankPrior = index.Features{
	index.BM25Text: 1, index.BM25Expected: 3, index.BM25Bigrams: 0.5, index.BM25Sentence: 0.8,
	index.SimilarityExpected: 1, index.IsExpected: 1, index.CoverageAllFields: 1, index.SimilarityExpectedNow: 1,
}

// fitRank returns the weights of the features under which right passages come
// first most surely: a conditional logit model (McFadden, 1974) with a ridge
// towards rankPrior, by gradient descent (Adam; Kingma and Ba, 2015).
func fitRank(all []choice) (out index.Features) {
	const n = index.NumFeatures
	var w, m, v [n]float64
	for i := range w {
		w[i] = heat * float64(rankPrior[i])
	}
	for step := 1; step <= rankSteps; step++ {
		var grad [n]float64
		for i := range w {
			grad[i] = rankRidge * (w[i] - heat*float64(rankPrior[i]))
		}
		for _, c := range all {
			c.descend(&w, &grad)
		}
		for i := range w {
			m[i] = 0.9*m[i] + 0.1*grad[i]
			v[i] = 0.999*v[i] + 0.001*grad[i]*grad[i]
			mean, square := m[i]/(1-math.Pow(0.9, float64(step))), v[i]/(1-math.Pow(0.999, float64(step)))
			w[i] -= rankRate * mean / (math.Sqrt(square) + 1e-9)
		}
	}
	for i := range w {
		out[i] = float32(w[i] / heat)
	}
	return out
}

// descend adds the gradient of -log of the probability that a right passage is
// chosen.
func (c *choice) descend(w, grad *[index.NumFeatures]float64) {
	odds := make([]float64, len(c.features))
	for k := range odds {
		for i := range w {
			odds[k] += w[i] * float64(c.features[k][i])
		}
	}
	top, all, right := slices.Max(odds), 0.0, 0.0
	for k := range odds {
		odds[k] = math.Exp(odds[k] - top)
		all += odds[k]
		if c.right[k] {
			right += odds[k]
		}
	}
	for k := range odds {
		g := odds[k] / all
		if c.right[k] {
			g -= odds[k] / max(right, 1e-300)
		}
		for i := range w {
			grad[i] += c.weight * g * float64(c.features[k][i])
		}
	}
}

// FitRanking learns the weights of the ranking from the question file name and
// from the asks of c, and writes a ranking model to out.
func FitRanking(ctx context.Context, c *corpus.Corpus, name string, out io.Writer) error {
	rows, err := readRows(name)
	if err != nil {
		return err
	}
	same, err := rowChoices(ctx, c, rows)
	if err != nil {
		return err
	}
	asks, err := askChoices(ctx, c)
	if err != nil {
		return err
	}
	var across []choice
	for _, lang := range []string{"ko", "en"} {
		found, err := acrossChoices(ctx, c, lang, rows)
		if err != nil {
			return err
		}
		across = append(across, found...)
	}
	m := index.Ranking{Expected: fitRank(append(same, asks...)), CrossLingual: fitRank(across), Raw: index.BuiltinRanking().Raw}
	return m.Encode(out, map[string]string{"command": "okbot eval --fit-ranking"})
}

// acrossChoices asks the half of c in lang the rows and asks of the other
// language.
func acrossChoices(ctx context.Context, c *corpus.Corpus, lang string, rows []Row) ([]choice, error) {
	half := Half(c, lang)
	out, err := rowChoices(ctx, half, slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Lang == lang }))
	if err != nil {
		return nil, err
	}
	ix, err := index.New(half)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	for _, p := range c.Passages() {
		for _, q := range p.Asks {
			if p.Lang != lang || query.Language(q) == lang {
				continue
			}
			found, ok, err := choices(ctx, ix, index.Request{Text: q}, sameFacts(&p))
			if err != nil {
				return nil, err
			}
			if ok {
				found.weight = askWeight
				out = append(out, found)
			}
		}
	}
	return out, nil
}

// sameFacts reports of a passage whether it is p or tells a fact that p tells.
func sameFacts(p *corpus.Passage) func(*corpus.Passage) bool {
	return func(h *corpus.Passage) bool {
		return h.ID == p.ID || slices.ContainsFunc(h.Facts, func(f string) bool { return slices.Contains(p.Facts, f) })
	}
}
