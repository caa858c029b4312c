// Package confidence judges whether the passages found for a question answer it.
//
// The judgement is made by a [Model] of named [Features]. A passage with expected
// questions has two probabilities, each from an additive [Scorecard], with
// thresholds by case. One without has a single probability from a [Logistic] with
// a single threshold, for any corpus: its features are relative to the question
// and the corpus. A model is a data file, read by [Parse]; the one inside the
// binary is [Builtin]. It is made by "okbot eval fit", never by hand: model.json
// says from what, and how well it does on rows that it was not fitted to.
//
// The package knows neither questions nor passages. Whoever calls it computes
// the features, so that any index can be judged.
package confidence

// A Case is what decides, beside the features, how a passage is judged.
type Case struct {
	// CrossLingual says that the passage is not in the question's language.
	CrossLingual bool `json:"cross_lingual,omitempty"`
	// Expected says that the passage comes with expected questions. Those of raw
	// corpora do not.
	Expected bool `json:"expected,omitempty"`
	// Mismatch says that a passage with expected questions lacks the year or
	// version that is asked about, or that the text proposes something instead of
	// asking. Of one without, features say so.
	Mismatch bool `json:"mismatch,omitempty"`
}

// A Judgement is what a model thinks of the best passage found.
type Judgement struct {
	// Answerable is the probability that the passages found hold an answer,
	// bounded in case of a mismatch.
	Answerable float64
	// Correct is the probability that snippet 1 answers: the confidence shown. It
	// is below Threshold where the passages are not accepted. Of a passage without
	// expected questions it is Answerable too.
	Correct float64
	// Threshold is what Answerable has to reach in this case.
	Threshold float64
	// Accept says that it does.
	Accept bool
	// Near says that, where it does not, snippet 1 may well answer: Correct reaches
	// the model's threshold of nearest passages. A passage with expected questions
	// that is not accepted answers too seldom.
	Near     bool
	Case     Case
	Features Features
	// Predictor is what Answerable was predicted by; nil where nothing was.
	Predictor Predictor
}

// A Predictor is a [Scorecard] or a [Logistic]: a probability whose log odds are
// a sum of what features add.
type Predictor interface {
	Predict(*Features) float64
	Contributions(*Features) []Contribution
	LogOddsBefore() float64
}

// Contributions returns what each feature added to the log odds of Answerable,
// the largest by amount first.
func (j *Judgement) Contributions() []Contribution {
	if j.Predictor == nil {
		return nil
	}
	return j.Predictor.Contributions(&j.Features)
}

// Judge returns what m thinks of a passage with the features x.
func (m *Model) Judge(x Features, c Case) Judgement {
	if !c.Expected {
		p := m.Raw.Predict(&x)
		return Judgement{
			Answerable: p, Correct: p, Threshold: m.Thresholds.Raw, Accept: p >= m.Thresholds.Raw,
			Near: p >= m.Thresholds.Nearest && p < m.Thresholds.Raw, Case: c, Features: x, Predictor: &m.Raw,
		}
	}
	answerable, correct := m.scorecards(c)
	j := Judgement{
		Answerable: answerable.Predict(&x), Correct: correct.Predict(&x),
		Threshold: m.threshold(&x, c), Case: c, Features: x, Predictor: answerable,
	}
	if c.Mismatch {
		most := m.Thresholds.MaxMismatch
		j.Answerable, j.Correct = min(j.Answerable, most), min(j.Correct, most)
	}
	if j.Accept = j.Answerable >= j.Threshold; !j.Accept {
		j.Correct = min(j.Correct, max(0, j.Threshold-belowThreshold))
	}
	return j
}

// belowThreshold is by how much at least the confidence shown stays below the
// threshold where the passages are not accepted, so that two decimals show it.
const belowThreshold = 0.01

// threshold returns what Answerable has to reach in a case with expected
// questions.
func (m *Model) threshold(x *Features, c Case) float64 {
	switch {
	case c.CrossLingual:
		return m.Thresholds.CrossLingual
	case x[NamesEntity] == 0 && x[SelfReference] == 1:
		return m.Thresholds.SelfReference
	}
	return m.Thresholds.Answer
}
