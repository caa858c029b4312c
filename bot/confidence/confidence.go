// Package confidence judges whether the best passage found for a question answers
// it.
//
// The judgement is made by a [Model] of named [Features], relative to the question
// and the corpus: a [Classifier] for passages with expected questions and one for
// those without. A model is a data file, read by
// [Parse]; the one inside the binary is [Builtin]. It is made by "okbot eval fit",
// never by hand: model.json says from what, and how well it does on rows that it
// was not fitted to.
//
// The package knows neither questions nor passages. Whoever calls it computes
// the features, so that any index can be judged.
package confidence

// A Judgement is what a model thinks of the best passage found.
type Judgement struct {
	// Confidence is the probability, 0 to 1, that snippet 1 answers.
	Confidence float64
	// Threshold is what Confidence has to reach.
	Threshold float64
	// Accept says that it does.
	Accept bool
	// Near says that, where it does not, snippet 1 may well answer: Confidence
	// reaches the threshold of nearest passages.
	Near     bool
	Features Features
	// Expected says that the passage comes with expected questions.
	Expected bool
	// By is what Confidence was predicted by; nil where nothing was.
	By *Classifier
}

// Judge returns what m thinks of a passage with the features x. expected says that
// it comes with expected questions. Those of raw corpora do not.
func (m *Model) Judge(x Features, expected bool) Judgement {
	by := &m.Raw
	if expected {
		by = &m.Expected
	}
	p := by.Predict(&x)
	return Judgement{
		Confidence: p, Threshold: by.Answer, Accept: p >= by.Answer, Near: p >= by.Nearest && p < by.Answer,
		Features: x, Expected: expected, By: by,
	}
}

// Contributions returns what each feature added to the log odds of Confidence,
// the largest by amount first.
func (j *Judgement) Contributions() []Contribution {
	if j.By == nil {
		return nil
	}
	return j.By.Contributions(&j.Features)
}
