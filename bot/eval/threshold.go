package eval

import (
	"maps"
	"slices"

	"okbot/bot/confidence"
)

// The rules of chooseThresholds.
const (
	thresholdStep = 0.01
	// plateau is up to which difference thresholds are about as useful: smaller ones
	// are chance.
	plateau = 0.001
	// smoothed is how many thresholds to either side count with one, so that a row more or
	// less moves little.
	smoothed = 2
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

// add adds the predictions of models for examples with expected questions, or for
// those without, of corpora that have rows with an answer and rows without. Across
// languages, expected questions do not count: a corpus that has some has them in the
// languages that it is asked in.
func (all predictions) add(examples []Example, model func(*Example) *confidence.Model, withExpected bool) {
	type key struct{ family, corpus string }
	has := map[key]map[bool]bool{} // rows that are answerable, and that are not
	for i := range examples {
		if e := &examples[i]; e.Judged != nil {
			k := key{e.Family, e.Corpus}
			if has[k] == nil {
				has[k] = map[bool]bool{}
			}
			has[k][e.Judged.Answerable] = true
		}
	}
	for i := range examples {
		e := &examples[i]
		if e.Judged == nil || e.Judged.Expected != withExpected || len(has[key{e.Family, e.Corpus}]) < 2 ||
			withExpected && e.Judged.Features[confidence.CrossLingual] == 1 {
			continue
		}
		if all[e.Family] == nil {
			all[e.Family] = map[string][]prediction{}
		}
		p := model(e).Judge(e.Judged.Features, withExpected).Confidence
		all[e.Family][e.Corpus] = append(all[e.Family][e.Corpus], prediction{e.Judged, p})
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

// chooseThresholds sets the thresholds of c by the predictions for rows that it was
// not fitted to: that of an answer as low as about the most is useful; that of the nearest
// passage as low as minNearest allows. Without predictions it leaves them.
func (all predictions) chooseThresholds(c *confidence.Classifier) {
	if len(all) == 0 {
		return
	}
	var useful []float64 // at each step, the neighbours counted
	for p := thresholdStep; p < 1; p += thresholdStep {
		sum := 0.0
		for d := -smoothed; d <= smoothed; d++ {
			sum += all.useful(p + float64(d)*thresholdStep)
		}
		useful = append(useful, sum/(2*smoothed+1))
	}
	least := slices.Max(useful) - plateau
	lowest := slices.IndexFunc(useful, func(u float64) bool { return u >= least })
	c.Answer = rounded(float64(lowest+1) * thresholdStep)
	c.Nearest = c.Answer
	for p := thresholdStep; p < c.Answer; p += thresholdStep {
		if all.nearest(p, c.Answer) >= minNearest {
			c.Nearest = rounded(p)
			break
		}
	}
}
