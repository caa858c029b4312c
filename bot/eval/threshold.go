package eval

import (
	"maps"
	"slices"

	"okbot/bot/confidence"
)

// The rules of chooseThresholds.
const (
	thresholdStep = 0.01
	// maxUsefulLoss is how much of what is useful may be given up to mislead less: such
	// a difference between thresholds is chance. (The one-standard-error rule of
	// Breiman et al., Classification and Regression Trees, 1984, has the same reason.)
	maxUsefulLoss = 0.005
	// minNearest is how often at least what is shown as the nearest passage is right,
	// on average over families.
	minNearest = 1.0 / 3
)

// A prediction is what a model that was not fitted to an example's family thinks of
// it.
type prediction struct {
	of *Judged
	p  float64 // that snippet 1 is right
}

// predictions are those of each family by its corpora that have questions without
// an answer.
type predictions map[string]map[string][]prediction

// add adds the predictions of a model for examples without expected questions.
func (all predictions) add(examples []Example, m *confidence.Model) {
	refusable := map[string]bool{}
	for i := range examples {
		if e := &examples[i]; e.Judged != nil && !e.Judged.Answerable {
			refusable[e.Corpus] = true
		}
	}
	for i := range examples {
		e := &examples[i]
		if e.Judged == nil || e.Judged.Case.Expected || !refusable[e.Corpus] {
			continue
		}
		if all[e.Family] == nil {
			all[e.Family] = map[string][]prediction{}
		}
		all[e.Family][e.Corpus] = append(all[e.Family][e.Corpus], prediction{e.Judged, m.Raw.Predict(&e.Judged.Features)})
	}
}

// mean returns the mean over families of the mean over their corpora of a share;
// corpora of which none of the rows count are left out.
func (all predictions) mean(share func([]prediction) (part, of float64)) float64 {
	var sum, families float64
	for _, family := range slices.Sorted(maps.Keys(all)) {
		var own, corpora float64
		for _, name := range slices.Sorted(maps.Keys(all[family])) {
			if part, of := share(all[family][name]); of > 0 {
				own, corpora = own+part/of, corpora+1
			}
		}
		if corpora > 0 {
			sum, families = sum+own/corpora, families+1
		}
	}
	return ratio(sum, families)
}

// useful returns the share of the rows that are right or rightly refused at the
// threshold t.
func (all predictions) useful(t float64) float64 {
	return all.mean(func(rows []prediction) (part, of float64) {
		for _, r := range rows {
			part += b2f(r.p >= t && r.of.Right || r.p < t && !r.of.Answerable)
		}
		return part, float64(len(rows))
	})
}

// nearest returns the share of what is shown between two thresholds that is right,
// rows without an answer weighing what they do in a fit.
func (all predictions) nearest(from, to float64) float64 {
	return all.mean(func(rows []prediction) (part, of float64) {
		var answerable float64
		for _, r := range rows {
			answerable += b2f(r.of.Answerable)
		}
		least := leastWeight(answerable, float64(len(rows))-answerable)
		for _, r := range rows {
			switch {
			case r.p < from || r.p >= to:
			case r.of.Answerable:
				part, of = part+b2f(r.of.Right), of+1
			default:
				of += least
			}
		}
		return part, of
	})
}

// chooseThresholds sets the thresholds of passages without expected questions by
// the predictions for families that the models were not fitted to: that of an
// answer as high as maxUsefulLoss allows, since silence is better than a wrong
// answer; that of the nearest passage as low as minNearest allows.
func (all predictions) chooseThresholds(t *confidence.Thresholds) {
	best := 0.0
	for p := thresholdStep; p < 1; p += thresholdStep {
		best = max(best, all.useful(p))
	}
	for p := thresholdStep; p < 1; p += thresholdStep {
		if all.useful(p) >= best-maxUsefulLoss {
			t.Raw = rounded(p)
		}
	}
	t.Nearest = t.Raw
	for p := thresholdStep; p < t.Raw; p += thresholdStep {
		if all.nearest(p, t.Raw) >= minNearest {
			t.Nearest = rounded(p)
			break
		}
	}
}
