package confidence

import (
	"errors"
	"fmt"
	"math"
)

// A Logistic is a probability whose log odds are Base and the sum of all features,
// each by its weight. It has few numbers, so that it holds for corpora that it
// was not fitted to.
type Logistic struct {
	Base    float64
	Weights [NumFeatures]float64 // 0 for a feature that is not [Feature.Raw]
}

// Predict returns the probability, 0 to 1, under x.
func (l *Logistic) Predict(x *Features) float64 {
	logOdds := l.Base
	for f, w := range l.Weights {
		logOdds += w * x[f]
	}
	return 1 / (1 + math.Exp(-logOdds))
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
	sortContributions(out)
	return out
}

// LogOddsBefore returns the log odds before the features.
func (l *Logistic) LogOddsBefore() float64 { return l.Base }

type logisticFile struct {
	Base    *float64           `json:"base"`
	Weights map[string]float64 `json:"weights"`
}

func (l *Logistic) read(f logisticFile) error {
	if f.Base == nil {
		return errors.New("no base")
	}
	l.Base = *f.Base
	for feature := range NumFeatures {
		if !feature.Raw() {
			continue
		}
		name := feature.String()
		w, ok := f.Weights[name]
		if !ok {
			return fmt.Errorf("no feature %q", name)
		}
		if w*float64(feature.Info().Sign) < 0 {
			return fmt.Errorf("%s: the weight %v is against the feature's sign", name, w)
		}
		l.Weights[feature] = w
		delete(f.Weights, name)
	}
	for name := range f.Weights {
		return fmt.Errorf("unknown feature %q", name)
	}
	return nil
}
