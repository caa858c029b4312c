package eval

import (
	"math"
	"slices"

	"okbot/index"
)

// The settings of fitWeights.
const (
	logitsPerScore = 4.0
	// logitsPerRaw and logitsPerCross are the same of passages without expected
	// questions, in the question's language and in another: their scores stay as
	// large as the confidence knows them.
	logitsPerRaw   = 6.0
	logitsPerCross = 11.0
	rankRidge      = 5.0   // towards rankPrior
	rawRidge       = 0.002 // the same a row of passages without expected questions, whose families differ more
	crossRidge     = 0.001 // and of those in another language than the question
	rankRate       = 0.05
	rankSteps      = 300

	rowWeight      = 2.0 // of a row of a question file
	expectedWeight = 1.0 // of an expected question, whose passage was in sight when it was written

	// maxFamilyRows is how many rows without expected questions a family counts as
	// at most, so that the large ones do not outvote the others.
	maxFamilyRows = 300
)

// rankPrior are the weights that a fit starts from and is held to.
var rankPrior = index.Features{
	index.BM25Text: 1, index.BM25Expected: 3, index.BM25Bigrams: 0.5, index.BM25Sentence: 0.8,
	index.BM25Neighbours: 1, index.SimilarityExpected: 1, index.IsExpected: 1, index.CoverageAllFields: 1, index.SimilarityExpectedNow: 1,
}

// fitRanking returns the ranking that the examples teach.
func fitRanking(examples []Example) *index.Ranking {
	m := &index.Ranking{}
	for _, set := range m.Sets() {
		raw := !slices.Contains(set.Features, index.BM25Expected)
		rows := map[string]float64{} // of each family
		for i := range examples {
			if e := &examples[i]; e.Ranked != nil && e.Ranked.Weights == set.Name {
				rows[e.Family]++
			}
		}
		var choices []choice
		total := 0.0
		for i := range examples {
			if e := &examples[i]; e.Ranked != nil && e.Ranked.Weights == set.Name {
				c := newChoice(e)
				if raw {
					c.weight *= min(1, maxFamilyRows/rows[e.Family])
				}
				total += c.weight
				choices = append(choices, c)
			}
		}
		logits, ridge := logitsPerScore, rankRidge
		switch {
		case set.Weights == &m.Raw:
			logits, ridge = logitsPerRaw, rawRidge*total
		case set.Weights == &m.RawCrossLingual:
			logits, ridge = logitsPerCross, crossRidge*total
		}
		*set.Weights = fitWeights(choices, set.Features, logits, ridge)
	}
	return m
}

// choice is one question to learn the ranking from.
type choice struct {
	passages [][]float64 // features
	right    []bool
	weight   float64
}

func newChoice(e *Example) choice {
	c := choice{passages: e.Ranked.Passages, right: make([]bool, len(e.Ranked.Passages)), weight: rowWeight}
	if e.Expected {
		c.weight = expectedWeight
	}
	for _, i := range e.Ranked.Right {
		c.right[i] = true
	}
	return c
}

// fitWeights returns the weights of features under which right passages come
// first most surely, logits being those of a score of 1: a conditional logit model (McFadden, 1974) with a ridge
// of that strength towards rankPrior, by gradient descent (Adam; Kingma and Ba, 2015).
func fitWeights(choices []choice, features []index.Feature, logits, ridge float64) (out index.Features) {
	var w, prior, m, v [index.NumFeatures]float64
	for _, f := range features {
		prior[f] = logits * float64(rankPrior[f])
	}
	w = prior
	for step := 1; step <= rankSteps; step++ {
		var grad [index.NumFeatures]float64
		for i := range w {
			grad[i] = ridge * (w[i] - prior[i])
		}
		for i := range choices {
			choices[i].descend(&w, &grad)
		}
		for i := range w {
			m[i] = 0.9*m[i] + 0.1*grad[i]
			v[i] = 0.999*v[i] + 0.001*grad[i]*grad[i]
			mean, square := m[i]/(1-math.Pow(0.9, float64(step))), v[i]/(1-math.Pow(0.999, float64(step)))
			w[i] -= rankRate * mean / (math.Sqrt(square) + 1e-9)
		}
	}
	for _, f := range features {
		out[f] = float32(rounded(w[f] / logits))
	}
	return out
}

// scores returns the score of each passage by the weights w.
func (c *choice) scores(w *[index.NumFeatures]float64) []float64 {
	scores := make([]float64, len(c.passages))
	for k, x := range c.passages {
		for i := range w {
			scores[k] += w[i] * x[i]
		}
	}
	return scores
}

// descend adds the gradient of -log of the probability that a right passage is
// chosen.
func (c *choice) descend(w, grad *[index.NumFeatures]float64) {
	odds := c.scores(w)
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
			grad[i] += c.weight * g * c.passages[k][i]
		}
	}
}

// firstRight reports whether a right passage comes first under the ranking m.
func firstRight(e *Example, m *index.Ranking) bool {
	c := newChoice(e)
	for _, set := range m.Sets() {
		if set.Name == e.Ranked.Weights {
			var w [index.NumFeatures]float64
			for i, x := range set.Weights {
				w[i] = float64(x)
			}
			scores := c.scores(&w)
			return c.right[slices.Index(scores, slices.Max(scores))]
		}
	}
	return false
}
