package eval

import (
	"math"
	"slices"

	"okbot/bot/confidence"
)

// The settings of fitLogistic.
const (
	logisticRidge = 1.0 // on a weight
	logisticSweep = 300 // how often each weight is moved
	// rawMass is the sum of the weights of all rows without expected questions,
	// however many there are.
	rawMass = 1000.0
	// expectedRow is the weight of a row with: all are of one corpus, and the model is
	// for that.
	expectedRow = 5.0
	// maxUnanswerable is the share of a corpus's weight that its questions without an
	// answer have at most: question files have more of them than people ask.
	maxUnanswerable = 0.25
	// nearMiss is, for the same reason, what a question that a corpus with expected
	// questions does not answer weighs less. One that names nothing of it, such as
	// colleagues' talk, does not: to answer that is worse.
	nearMiss = 0.4
	// minRows is how many right rows, and as many without an answer, a model needs.
	minRows   = 20
	precision = 1e4 // of the numbers in a model file
)

// A lesson is one judged example: whether snippet 1 was right.
type lesson struct {
	x      *confidence.Features
	yes    bool
	weight float64
}

// lessonsOf returns what the passages with expected questions, or those without,
// teach; where those are too few, what all do.
func lessonsOf(examples []Example, withExpected bool) ([]lesson, error) {
	all := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Judged == nil })
	own := slices.DeleteFunc(slices.Clone(all), func(e Example) bool { return e.Judged.Expected != withExpected })
	switch {
	case !enough(own) && !enough(all):
		return nil, errTooFew
	case !enough(own):
		return weighed(all), nil
	case withExpected:
		return alike(own), nil
	}
	return weighed(own), nil
}

// enough reports whether judged examples can teach.
func enough(examples []Example) bool {
	var right, refusable int
	for i := range examples {
		right += int(b2f(examples[i].Judged.Right))
		refusable += int(b2f(!examples[i].Judged.Answerable))
	}
	return right >= minRows && refusable >= minRows
}

// alike returns examples of one corpus as lessons that weigh the same, but for near
// misses.
func alike(examples []Example) []lesson {
	var out []lesson
	for i := range examples {
		j, weight := examples[i].Judged, expectedRow
		if !j.Answerable && j.Features[confidence.UncoveredUnlessEntity] == 0 {
			weight *= nearMiss
		}
		out = append(out, lesson{&j.Features, j.Right, weight})
	}
	return out
}

// weighed returns examples as lessons: all families weigh the same, and in a family
// all corpora.
func weighed(examples []Example) []lesson {
	type key struct{ family, corpus string }
	type count struct{ answerable, unanswerable float64 }
	counts := map[key]*count{}
	corpora := map[string]float64{} // by family
	for i := range examples {
		e := &examples[i]
		k := key{e.Family, e.Corpus}
		if counts[k] == nil {
			counts[k] = &count{}
			corpora[e.Family]++
		}
		counts[k].answerable += b2f(e.Judged.Answerable)
		counts[k].unanswerable += b2f(!e.Judged.Answerable)
	}
	var out []lesson
	for i := range examples {
		e := &examples[i]
		n := counts[key{e.Family, e.Corpus}]
		least := leastWeight(n.answerable, n.unanswerable)
		w := rawMass / float64(len(corpora)) / corpora[e.Family] / (n.answerable + least*n.unanswerable)
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
// on the ridge-penalised likelihood. It has the features that are used with expected
// questions, or without.
func fitLogistic(lessons []lesson, withExpected bool) confidence.Logistic {
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
			if f.Used(withExpected) {
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

// rounded returns x as it stands in a model file.
func rounded(x float64) float64 { return math.Round(x*precision) / precision }
