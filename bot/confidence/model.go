package confidence

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// A Model is what answers are judged by.
type Model struct {
	Thresholds Thresholds
	// Scorecards are the scorecards by case, as [Case.Index] orders them.
	Scorecards [numScorecards]Scorecard
}

// Thresholds are the bounds of a model, probabilities between 0 and 1.
type Thresholds struct {
	// Answer is the probability that the passages hold an answer below which the
	// bot abstains.
	Answer float64 `json:"answer"`
	// SelfReference takes its place for a question that names no entity and
	// refers to the asker's own affairs, as colleagues' talk does.
	SelfReference float64 `json:"self_reference"`
	// CrossLingual takes its place for a passage in another language than the
	// question: fewer of the question's words can be found in it.
	CrossLingual float64 `json:"cross_lingual"`
	// MaxMismatch bounds both probabilities from above in case of a mismatch.
	MaxMismatch float64 `json:"max_mismatch"`
}

const numScorecards = 8

// names are the names of the scorecards in the model file: answerable, or
// correct, of a passage with expected questions or of a raw one, in the
// language of the question or in another.
var names = [numScorecards]string{
	"answerable", "correct",
	"answerable_cross_lingual", "correct_cross_lingual",
	"answerable_raw", "correct_raw",
	"answerable_raw_cross_lingual", "correct_raw_cross_lingual",
}

// Index returns the index in [Model.Scorecards] of the scorecard for Answerable
// in a case; that for Correct is the next one.
func (c Case) Index() int {
	i := 0
	if c.CrossLingual {
		i += 2
	}
	if !c.Expected {
		i += 4
	}
	return i
}

func (m *Model) scorecards(c Case) (answerable, correct *Scorecard) {
	i := c.Index()
	return &m.Scorecards[i], &m.Scorecards[i+1]
}

// Kind is what a model file of this package has under "model".
const Kind = "confidence"

// file is the layout of a model file.
type file struct {
	Model      string                   `json:"model"` // Kind
	About      json.RawMessage          `json:"about"` // for readers: how it was made
	Thresholds map[string]float64       `json:"thresholds"`
	Scorecards map[string]scorecardFile `json:"scorecards"`
}

type scorecardFile struct {
	Base  *float64                `json:"base"`
	Steps map[string][][2]float64 `json:"steps"` // by feature: from, add
}

// Parse reads a model file. It refuses one that lacks a scorecard, a feature or a
// threshold, that has one it does not know, or whose steps are not in order or
// go against the sign of their feature.
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
	if err := m.Thresholds.read(f.Thresholds); err != nil {
		return nil, fmt.Errorf("confidence model: thresholds: %w", err)
	}
	for i, name := range names {
		c, ok := f.Scorecards[name]
		if !ok {
			return nil, fmt.Errorf("confidence model: no scorecard %q", name)
		}
		if err := m.Scorecards[i].read(c); err != nil {
			return nil, fmt.Errorf("confidence model: %s: %w", name, err)
		}
	}
	if len(f.Scorecards) > len(names) {
		return nil, fmt.Errorf("confidence model: %d scorecards instead of %d", len(f.Scorecards), len(names))
	}
	return m, nil
}

// byName returns where each threshold is kept.
func (t *Thresholds) byName() map[string]*float64 {
	return map[string]*float64{
		"answer": &t.Answer, "self_reference": &t.SelfReference,
		"cross_lingual": &t.CrossLingual, "max_mismatch": &t.MaxMismatch,
	}
}

func (t *Thresholds) read(values map[string]float64) error {
	known := t.byName()
	for name, p := range known {
		v, ok := values[name]
		if !ok {
			return fmt.Errorf("no %q", name)
		}
		if v < 0 || v > 1 {
			return fmt.Errorf("%s: %v is no probability", name, v)
		}
		*p = v
	}
	for name := range values {
		if known[name] == nil {
			return fmt.Errorf("unknown %q", name)
		}
	}
	return nil
}

func (c *Scorecard) read(f scorecardFile) error {
	if f.Base == nil {
		return errors.New("no base")
	}
	c.Base = *f.Base
	for feature := range NumFeatures {
		steps, ok := f.Steps[feature.String()]
		if !ok {
			return fmt.Errorf("no feature %q", feature)
		}
		for _, s := range steps {
			c.Steps[feature] = append(c.Steps[feature], Step{From: s[0], Add: s[1]})
		}
		delete(f.Steps, feature.String())
	}
	for name := range f.Steps {
		return fmt.Errorf("unknown feature %q", name)
	}
	return c.check()
}

// Encode writes m as a model file that [Parse] reads back exactly. about is for
// its readers: how the model was made.
func (m *Model) Encode(w io.Writer, about any) error {
	header, err := json.MarshalIndent(about, "  ", "  ")
	if err != nil {
		return fmt.Errorf("confidence model: %w", err)
	}
	thresholds, err := json.Marshal(m.Thresholds)
	if err != nil {
		return fmt.Errorf("confidence model: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"model\": %q,\n  \"about\": %s,\n  \"thresholds\": %s,\n  \"scorecards\": {\n", Kind, header, thresholds)
	for i, name := range names {
		c := &m.Scorecards[i]
		fmt.Fprintf(&b, "    %q: {\n      \"base\": %v,\n      \"steps\": {\n", name, c.Base)
		for f, steps := range c.Steps {
			fmt.Fprintf(&b, "        %q: [", Feature(f))
			for k, s := range steps {
				fmt.Fprintf(&b, "%s[%v,%v]", comma(k > 0), s.From, s.Add)
			}
			fmt.Fprintf(&b, "]%s\n", comma(f < int(NumFeatures)-1))
		}
		fmt.Fprintf(&b, "      }\n    }%s\n", comma(i < len(names)-1))
	}
	b.WriteString("  }\n}\n")
	_, err = w.Write(b.Bytes())
	return err
}

func comma(yes bool) string {
	if yes {
		return ","
	}
	return ""
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
