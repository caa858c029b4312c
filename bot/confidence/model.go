package confidence

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// A Model is what answers are judged by.
type Model struct {
	Expected Classifier // of passages with expected questions
	Raw      Classifier // of passages without
}

// A Classifier is a prediction that the best passage answers, and what follows from
// it. Its thresholds are probabilities, 0 to 1.
type Classifier struct {
	Logistic
	Answer  float64 // below it, the bot abstains
	Nearest float64 // from it on, it shows the passage as the nearest where it abstains
}

// Kind is what a model file of this package has under "model".
const Kind = "confidence"

// file is the layout of a model file.
type file struct {
	Model    string          `json:"model"` // Kind
	About    json.RawMessage `json:"about"` // for readers: how it was made
	Expected *classifierFile `json:"expected_questions"`
	Raw      *classifierFile `json:"raw"`
}

// Parse reads a model file. It refuses one that lacks a feature or a threshold,
// that has one it does not know, or a weight against the sign of its feature.
func Parse(data []byte) (*Model, error) {
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("confidence model: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("confidence model: more than one JSON object")
	}
	if f.Model != Kind {
		return nil, fmt.Errorf("confidence model: a model of %q, not of %q", f.Model, Kind)
	}
	m := &Model{}
	if err := m.Expected.read(f.Expected, true); err != nil {
		return nil, fmt.Errorf("confidence model: expected_questions: %w", err)
	}
	if err := m.Raw.read(f.Raw, false); err != nil {
		return nil, fmt.Errorf("confidence model: raw: %w", err)
	}
	return m, nil
}

type classifierFile struct {
	Answer  *float64           `json:"answer"`
	Nearest *float64           `json:"nearest"`
	Base    *float64           `json:"base"`
	Weights map[string]float64 `json:"weights"`
}

// read reads a classifier of the features that are used with expected questions, or
// without.
func (c *Classifier) read(f *classifierFile, withExpected bool) error {
	if f == nil {
		return errors.New("missing")
	}
	for _, number := range []struct {
		name     string
		from, to *float64
	}{{"answer", f.Answer, &c.Answer}, {"nearest", f.Nearest, &c.Nearest}, {"base", f.Base, &c.Base}} {
		if number.from == nil {
			return fmt.Errorf("no %q", number.name)
		}
		*number.to = *number.from
	}
	for name, p := range map[string]float64{"answer": c.Answer, "nearest": c.Nearest} {
		if p < 0 || p > 1 {
			return fmt.Errorf("%s: %v is no probability", name, p)
		}
	}
	return c.Logistic.read(f.Weights, withExpected)
}

func (c *Classifier) encode(withExpected bool) string {
	var lines []string
	for f, w := range c.Weights {
		if Feature(f).Used(withExpected) {
			lines = append(lines, fmt.Sprintf("      %q: %v", Feature(f), w))
		}
	}
	return fmt.Sprintf("{\n    \"answer\": %v,\n    \"nearest\": %v,\n    \"base\": %v,\n    \"weights\": {\n%s\n    }\n  }",
		c.Answer, c.Nearest, c.Base, strings.Join(lines, ",\n"))
}

// Encode writes m as a model file that [Parse] reads back exactly. about is for
// its readers: how the model was made.
func (m *Model) Encode(w io.Writer, about any) error {
	header, err := json.MarshalIndent(about, "  ", "  ")
	if err != nil {
		return fmt.Errorf("confidence model: %w", err)
	}
	_, err = fmt.Fprintf(w, "{\n  \"model\": %q,\n  \"about\": %s,\n  \"expected_questions\": %s,\n  \"raw\": %s\n}\n",
		Kind, header, m.Expected.encode(true), m.Raw.encode(false))
	return err
}

//go:embed model.json
var builtin []byte

// Builtin returns the model inside the binary.
func Builtin() *Model { return parseBuiltin() }

var parseBuiltin = sync.OnceValue(func() *Model {
	m, err := Parse(builtin)
	if err != nil {
		panic(err) // the tests read it
	}
	return m
})
