// Package confidence judges whether the passages found for a question answer it.
//
// The judgement is made by a [Model]: two probabilities, each from an additive
// scorecard over named [Features], and the thresholds above which an answer is
// given. A model is a data file, read by [Parse]; the one inside the binary
// is [Builtin]. It is made by "okbot eval fit", never by hand: model.json says
// from what, and how well it does on rows that it was not fitted to.
//
// The package knows neither questions nor passages. Whoever calls it computes
// the features, so that any index can be judged.
package confidence

// A Case is what decides, beside the features, how a passage is judged.
type Case struct {
	// CrossLingual says that the passage is not in the question's language.
	CrossLingual bool `json:"cross_lingual,omitempty"`
	// Expected says that the passage comes with expected questions. Those of raw
	// corpora do not, and their features then say less.
	Expected bool `json:"expected,omitempty"`
	// Mismatch says that the passage lacks the year or version that is asked
	// about, or that the text proposes something instead of asking.
	Mismatch bool `json:"mismatch,omitempty"`
}

// A Judgement is what a model thinks of the best passage found.
type Judgement struct {
	// Answerable is the probability that the passages found hold an answer,
	// bounded in case of a mismatch.
	Answerable float64
	// Correct is the probability that snippet 1 answers: the confidence shown. It
	// is at most Threshold where the passages are not accepted.
	Correct float64
	// Threshold is what Answerable has to reach in this case.
	Threshold float64
	// Accept says that it does.
	Accept   bool
	Case     Case
	Features Features
	// Scorecard is what Answerable was predicted by; nil where no model was.
	Scorecard *Scorecard
}

// Contributions returns what each feature added to the log odds of Answerable,
// the largest by amount first.
func (j *Judgement) Contributions() []Contribution {
	if j.Scorecard == nil {
		return nil
	}
	return j.Scorecard.Contributions(&j.Features)
}

// Judge returns what m thinks of a passage with the features x.
func (m *Model) Judge(x Features, c Case) Judgement {
	answerable, correct := m.scorecards(c)
	j := Judgement{
		Answerable: answerable.Predict(&x), Correct: correct.Predict(&x),
		Threshold: m.threshold(&x, c), Case: c, Features: x, Scorecard: answerable,
	}
	if c.Mismatch {
		most := m.Thresholds.MaxMismatch
		j.Answerable, j.Correct = min(j.Answerable, most), min(j.Correct, most)
	}
	if j.Accept = j.Answerable >= j.Threshold; !j.Accept {
		j.Correct = min(j.Correct, j.Threshold)
	}
	return j
}

// threshold returns what Answerable has to reach in a case.
func (m *Model) threshold(x *Features, c Case) float64 {
	switch {
	case c.CrossLingual:
		return m.Thresholds.CrossLingual
	case x[NamesEntity] == 0 && x[SelfReference] == 1:
		return m.Thresholds.SelfReference
	}
	return m.Thresholds.Answer
}
