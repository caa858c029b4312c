package confidence

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Logistic is a probability whose log odds are Base and the sum of all features,
// each by its weight. It has few numbers, so that it holds for corpora that it
// was not fitted to.
type Logistic struct {
	Base    float64
	Weights [NumFeatures]float64 // 0 for a feature that is not [Feature.Used]
}

// Predict returns the probability, 0 to 1, under x.
func (l *Logistic) Predict(x *Features) float64 {
	logOdds := l.Base
	for f, w := range l.Weights {
		logOdds += w * x[f]
	}
	return 1 / (1 + math.Exp(-logOdds))
}

// A Contribution is what one feature adds to the log odds of a prediction.
type Contribution struct {
	Feature Feature
	Value   float64 // of the feature
	LogOdds float64
}

// Contributions returns what each feature adds under x, the largest by amount
// first. Features that add nothing are left out.
func (l *Logistic) Contributions(x *Features) []Contribution {
	var out []Contribution
	for f, w := range l.Weights {
		if add := w * x[f]; add != 0 {
			out = append(out, Contribution{Feature(f), x[f], add})
		}
	}
	slices.SortStableFunc(out, func(a, b Contribution) int { return cmp.Compare(math.Abs(b.LogOdds), math.Abs(a.LogOdds)) })
	return out
}

// read reads the weights, by name, of the features that are used with expected
// questions, or without.
func (l *Logistic) read(weights map[string]float64, withExpected bool) error {
	for feature := range NumFeatures {
		if !feature.Used(withExpected) {
			continue
		}
		name := feature.String()
		w, ok := weights[name]
		if !ok {
			return fmt.Errorf("no feature %q", name)
		}
		if w*float64(feature.Info().Sign) < 0 {
			return fmt.Errorf("%s: the weight %v is against the feature's sign", name, w)
		}
		l.Weights[feature] = w
		delete(weights, name)
	}
	for name := range weights {
		return fmt.Errorf("unknown feature %q", name)
	}
	return nil
}
