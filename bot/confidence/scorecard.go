package confidence

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Scorecard is a probability whose log odds are Base and the sum of what every
// feature adds: a generalised additive model (Hastie and Tibshirani, 1986) of
// step functions, each monotone where its feature has a sign.
type Scorecard struct {
	Base  float64
	Steps [NumFeatures][]Step // by From, ascending
}

// A Step adds to the log odds where a feature is From or more.
type Step struct{ From, Add float64 }

// Predict returns the probability, 0 to 1, under x.
func (c *Scorecard) Predict(x *Features) float64 {
	logOdds := c.Base
	for f := range x {
		for _, s := range c.Steps[f] {
			if x[f] < s.From {
				break
			}
			logOdds += s.Add
		}
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
func (c *Scorecard) Contributions(x *Features) []Contribution {
	var out []Contribution
	for f := range x {
		sum := 0.0
		for _, s := range c.Steps[f] {
			if x[f] >= s.From {
				sum += s.Add
			}
		}
		if sum != 0 {
			out = append(out, Contribution{Feature(f), x[f], sum})
		}
	}
	sortContributions(out)
	return out
}

// LogOddsBefore returns the log odds before the features.
func (c *Scorecard) LogOddsBefore() float64 { return c.Base }

// sortContributions sorts the largest by amount first.
func sortContributions(list []Contribution) {
	slices.SortStableFunc(list, func(a, b Contribution) int {
		return cmp.Compare(math.Abs(b.LogOdds), math.Abs(a.LogOdds))
	})
}

// check returns an error unless the steps of every feature ascend, add something
// and agree with the feature's sign.
func (c *Scorecard) check() error {
	for f, steps := range c.Steps {
		info := Feature(f).Info()
		for i, s := range steps {
			switch {
			case i > 0 && s.From <= steps[i-1].From:
				return fmt.Errorf("%s: the step at %v does not come after the one at %v", info.Name, s.From, steps[i-1].From)
			case s.Add == 0:
				return fmt.Errorf("%s: the step at %v adds nothing", info.Name, s.From)
			case s.Add*float64(info.Sign) < 0:
				return fmt.Errorf("%s: the step at %v adds %v, against the feature's sign", info.Name, s.From, s.Add)
			}
		}
	}
	return nil
}
