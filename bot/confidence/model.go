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
	Thresholds Thresholds
	// Scorecards judge passages with expected questions, by case as [Case.Index]
	// orders them.
	Scorecards [numScorecards]Scorecard
	// Raw judges passages without.
	Raw Logistic
}

// Thresholds are the bounds of a model, probabilities between 0 and 1.
type Thresholds struct {
	// Answer is the probability that passages with expected questions hold an
	// answer below which the bot abstains.
	Answer float64 `json:"answer"`
	// SelfReference takes its place for a question that names no entity and
	// refers to the asker's own affairs, as colleagues' talk does.
	SelfReference float64 `json:"self_reference"`
	// CrossLingual takes its place for a passage in another language than the
	// question: fewer of the question's words can be found in it.
	CrossLingual float64 `json:"cross_lingual"`
	// MaxMismatch bounds both probabilities from above in case of a mismatch.
	MaxMismatch float64 `json:"max_mismatch"`
	// Raw is the probability that a passage without expected questions answers,
	// in any language, below which the bot abstains.
	Raw float64 `json:"raw"`
	// Nearest is the probability from which on such a passage, where the bot
	// abstains, is shown as the nearest.
	Nearest float64 `json:"nearest"`
}

const numScorecards = 4

// names are the names of the scorecards in the model file: answerable, or
// correct, in the language of the question or in another.
var names = [numScorecards]string{
	"answerable", "correct",
	"answerable_cross_lingual", "correct_cross_lingual",
}

// Index returns the index in [Model.Scorecards] of the scorecard for Answerable
// in a case with expected questions; that for Correct is the next one.
func (c Case) Index() int {
	if c.CrossLingual {
		return 2
	}
	return 0
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
	Raw        *logisticFile            `json:"raw"`
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
	if f.Raw == nil {
		return nil, errors.New("confidence model: no \"raw\"")
	}
	if err := m.Raw.read(*f.Raw); err != nil {
		return nil, fmt.Errorf("confidence model: raw: %w", err)
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
		"cross_lingual": &t.CrossLingual, "max_mismatch": &t.MaxMismatch, "raw": &t.Raw, "nearest": &t.Nearest,
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
		if !feature.Curated() {
			continue
		}
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
		var lines []string
		for f, steps := range c.Steps {
			if !Feature(f).Curated() {
				continue
			}
			line := fmt.Sprintf("        %q: [", Feature(f))
			for k, s := range steps {
				line += fmt.Sprintf("%s[%v,%v]", comma(k > 0), s.From, s.Add)
			}
			lines = append(lines, line+"]")
		}
		fmt.Fprintf(&b, "%s\n      }\n    }%s\n", strings.Join(lines, ",\n"), comma(i < len(names)-1))
	}
	fmt.Fprintf(&b, "  },\n  \"raw\": {\n    \"base\": %v,\n    \"weights\": {\n", m.Raw.Base)
	var lines []string
	for f, w := range m.Raw.Weights {
		if Feature(f).Raw() {
			lines = append(lines, fmt.Sprintf("      %q: %v", Feature(f), w))
		}
	}
	fmt.Fprintf(&b, "%s\n    }\n  }\n}\n", strings.Join(lines, ",\n"))
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
