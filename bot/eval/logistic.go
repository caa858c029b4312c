package eval

import (
	"math"

	"okbot/bot/confidence"
)

// The settings of fitLogistic.
const (
	logisticRidge = 1.0 // on a weight, against logisticMass
	// logisticMass is the sum of the weights of all rows, however many there are.
	logisticMass  = 1000.0
	logisticSweep = 300 // how often each weight is moved
	// maxUnanswerable is the share of a corpus's weight that its questions without an
	// answer have at most: question files have more of them than people ask.
	maxUnanswerable = 0.25
)

// rawLessons returns what the passages without expected questions teach of the
// probability that snippet 1 is right; where those are too few, what all do. All
// families weigh the same, and in a family all corpora.
func rawLessons(examples []Example) ([]lesson, error) {
	for _, rawAlone := range []bool{true, false} {
		var used []*Example
		var right, refusable int
		for i := range examples {
			e := &examples[i]
			if j := e.Judged; j != nil && !(rawAlone && j.Case.Expected) {
				used = append(used, e)
				right += int(b2f(j.Right))
				refusable += int(b2f(!j.Answerable))
			}
		}
		if right >= minCaseRows && refusable >= minCaseRows {
			return weighed(used), nil
		}
	}
	return nil, errTooFew
}

// weighed returns the examples as lessons.
func weighed(examples []*Example) []lesson {
	type key struct{ family, corpus string }
	type count struct{ answerable, unanswerable float64 }
	counts := map[key]*count{}
	corpora := map[string]float64{} // by family
	for _, e := range examples {
		k := key{e.Family, e.Corpus}
		if counts[k] == nil {
			counts[k] = &count{}
			corpora[e.Family]++
		}
		counts[k].answerable += b2f(e.Judged.Answerable)
		counts[k].unanswerable += b2f(!e.Judged.Answerable)
	}
	var out []lesson
	for _, e := range examples {
		n := counts[key{e.Family, e.Corpus}]
		least := leastWeight(n.answerable, n.unanswerable)
		w := logisticMass / float64(len(corpora)) / corpora[e.Family] / (n.answerable + least*n.unanswerable)
		if !e.Judged.Answerable {
			w *= least
		}
		out = append(out, lesson{&e.Judged.Features, e.Judged.Right, w})
	}
	return out
}

// leastWeight returns the weight of a row without an answer, by that of one with, in
// a corpus that has so many of them.
func leastWeight(answerable, unanswerable float64) float64 {
	if answerable == 0 || unanswerable == 0 {
		return 1
	}
	return min(1, maxUnanswerable/(1-maxUnanswerable)*answerable/unanswerable)
}

// fitLogistic returns the logistic model that explains best which lessons are yes,
// no weight against the sign of its feature: coordinate descent by Newton's steps
// on the ridge-penalised likelihood.
func fitLogistic(lessons []lesson) confidence.Logistic {
	var m confidence.Logistic
	odds := make([]float64, len(lessons)) // logarithmic
	step := func(value func(*confidence.Features) float64, weight, ridge float64, sign int) float64 {
		g, h := -ridge*weight, ridge+1e-9
		for i, l := range lessons {
			if v := value(l.x); v != 0 {
				p := 1 / (1 + math.Exp(-odds[i]))
				g += l.weight * (b2f(l.yes) - p) * v
				h += l.weight * p * (1 - p) * v * v
			}
		}
		moved := weight + g/h
		if moved*float64(sign) < 0 {
			moved = 0
		}
		for i, l := range lessons {
			odds[i] += (moved - weight) * value(l.x)
		}
		return moved
	}
	one := func(*confidence.Features) float64 { return 1 }
	for range logisticSweep {
		m.Base = step(one, m.Base, 0, 0)
		for f := range confidence.NumFeatures {
			if f.Raw() {
				own := func(x *confidence.Features) float64 { return x[f] }
				m.Weights[f] = step(own, m.Weights[f], logisticRidge, f.Info().Sign)
			}
		}
	}
	m.Base = rounded(m.Base)
	for f := range m.Weights {
		m.Weights[f] = rounded(m.Weights[f])
	}
	return m
}
