package eval

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"

	"okbot/bot/confidence"
)

// FitModels returns the models that the examples teach. Their thresholds are those
// of the model in the binary.
func FitModels(examples []Example) (Models, error) {
	m := *confidence.Builtin()
	var err error
	if m.Expected.Logistic, err = fitClassifier(examples, true); err != nil {
		return Models{}, err
	}
	if m.Raw.Logistic, err = fitClassifier(examples, false); err != nil {
		return Models{}, err
	}
	return Models{Ranking: fitRanking(examples), Confidence: &m}, nil
}

func fitClassifier(examples []Example, withExpected bool) (confidence.Logistic, error) {
	lessons, err := lessonsOf(examples, withExpected)
	if err != nil {
		return confidence.Logistic{}, err
	}
	return fitLogistic(lessons, withExpected), nil
}

// A Fit is what examples taught, and how well that does on examples that were
// not taught.
type Fit struct {
	Kind   string   `json:"kind"` // "fit"
	Rows   int      `json:"rows"`
	Taught []string `json:"taught"` // the families of the rows
	Models Models   `json:"-"`
	// Halves are the figures of both halves of the examples, each under models
	// fitted to the other half; nil where a half is too little to learn from. A
	// question is in the same half in all its forms.
	Halves *Figures `json:"halves,omitempty"`
	// Families and Corpora are the figures of each under models fitted without its
	// family; none where the rest is too little to learn from.
	Families []Figures `json:"families"`
	Corpora  []Figures `json:"corpora"`
}

// errTooFew is the error of examples that are too few to learn from.
var errTooFew = fmt.Errorf("too few rows to learn from: fewer than %d right or %d without an answer", minRows, minRows)

// FitTo fits the models to the examples, but for those of the family leaveOut
// ("": none), and scores them on what they were not fitted to. The thresholds are
// chosen by those scores.
func FitTo(examples []Example, leaveOut string) (Fit, error) {
	families := familiesOf(examples)
	if leaveOut != "" && !slices.Contains(families, leaveOut) {
		return Fit{}, fmt.Errorf("there is no family %q: the table has %q", leaveOut, families)
	}
	taught := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Family == leaveOut })
	f := Fit{Kind: "fit", Rows: len(taught), Taught: familiesOf(taught), Families: []Figures{}, Corpora: []Figures{}}
	var err error
	if f.Models, err = FitModels(taught); err != nil {
		return f, err
	}
	expected, raw := predictions{}, predictions{}
	if f.Halves, err = halves(taught, expected); err != nil {
		return f, err
	}
	for _, family := range families {
		m := f.Models
		var err error
		if family != leaveOut {
			m, err = FitModels(slices.DeleteFunc(slices.Clone(taught), func(e Example) bool { return e.Family == family }))
		}
		switch {
		case errors.Is(err, errTooFew):
			continue
		case err != nil:
			return f, err
		}
		own := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Family != family })
		if family != leaveOut {
			raw.add(own, func(*Example) *confidence.Model { return m.Confidence }, false)
		}
		f.Families = append(f.Families, figures(family, own, func(*Example) Models { return m }))
		for _, name := range corporaOf(own) {
			of := slices.DeleteFunc(slices.Clone(own), func(e Example) bool { return e.Corpus != name })
			f.Corpora = append(f.Corpora, figures(family+"/"+name, of, func(*Example) Models { return m }))
		}
	}
	expected.chooseThresholds(&f.Models.Confidence.Expected)
	raw.chooseThresholds(&f.Models.Confidence.Raw)
	return f, nil
}

// halves returns the figures of each half under the models of the other; nil where
// a half is too little to learn from. To expected it adds what these
// predict of passages with expected questions, of which there is one family.
func halves(examples []Example, expected predictions) (*Figures, error) {
	var m [2]Models
	for half := range m {
		var err error
		m[half], err = FitModels(slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.half() == half }))
		switch {
		case errors.Is(err, errTooFew):
			return nil, nil
		case err != nil:
			return nil, err
		}
	}
	expected.add(examples, func(e *Example) *confidence.Model { return m[e.half()].Confidence }, true)
	f := figures("halves", examples, func(e *Example) Models { return m[e.half()] })
	return &f, nil
}

// half returns 0 or 1, the same for all forms of a question.
func (e *Example) half() int {
	id := e.Base
	if id == "" {
		id = e.Row
	}
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() & 1)
}

func familiesOf(examples []Example) []string {
	return distinct(examples, func(e *Example) string { return e.Family })
}
func corporaOf(examples []Example) []string {
	return distinct(examples, func(e *Example) string { return e.Corpus })
}

// distinct returns the values of key in the order of their first occurrence.
func distinct[T any](list []T, key func(*T) string) []string {
	var out []string
	for i := range list {
		if k := key(&list[i]); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
