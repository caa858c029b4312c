package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"okbot/bot/confidence"
	"okbot/index"
)

// An Example is what the models learn from one question: numbers alone, none of
// its text. A table of examples is a file of JSON lines, the first of which names
// the features in the order of the others.
type Example struct {
	Family string `json:"family"` // questions over the same texts
	Corpus string `json:"corpus"`
	Row    string `json:"row"`            // ID in the question file
	Base   string `json:"base,omitempty"` // ID of the row that it is a noisy form of
	// Expected says that the question is an expected question of the corpus, asked
	// of the corpus without it: its passage was in sight when it was written.
	Expected bool     `json:"expected_question,omitempty"`
	Judged   *Judged  `json:"judged,omitempty"` // nil where the confidence had nothing to judge
	Ranked   *Ranking `json:"ranked,omitempty"` // nil where the ranking made no difference
}

// Judged is what the confidence learns from.
type Judged struct {
	Expected   bool                `json:"expected,omitempty"` // the best passage comes with expected questions
	Answerable bool                `json:"answerable"`         // the corpus has an answer
	Right      bool                `json:"right"`              // the best snippet answers
	Features   confidence.Features `json:"features"`
}

// Ranking is what the ranking learns from: passages found for one question, of
// which some answer it and some do not.
type Ranking struct {
	Weights  string      `json:"weights"` // the set of weights that ranks them
	Right    []int       `json:"right"`   // which passages answer, from 0
	Passages [][]float64 `json:"features"`
}

// tableHeader is the first line of a table.
type tableHeader struct {
	Confidence []string `json:"confidence"`
	Ranking    []string `json:"ranking"`
}

func newTableHeader() tableHeader {
	var h tableHeader
	for f := range confidence.NumFeatures {
		h.Confidence = append(h.Confidence, f.String())
	}
	for f := range index.NumFeatures {
		h.Ranking = append(h.Ranking, f.String())
	}
	return h
}

// WriteExamples writes a table.
func WriteExamples(w io.Writer, examples []Example) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	if err := enc.Encode(newTableHeader()); err != nil {
		return fmt.Errorf("table of rows: %w", err)
	}
	for i := range examples {
		if err := enc.Encode(&examples[i]); err != nil {
			return fmt.Errorf("table of rows: %w", err)
		}
	}
	return b.Flush()
}

// ReadExamples reads the table in the file name. One that was made with other
// features than today's is refused.
func ReadExamples(name string) ([]Example, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	var h tableHeader
	if err := json.Unmarshal(first, &h); err != nil {
		return nil, fmt.Errorf("%s:1: %w", name, err)
	}
	now := newTableHeader()
	if !slices.Equal(h.Confidence, now.Confidence) || !slices.Equal(h.Ranking, now.Ranking) {
		return nil, fmt.Errorf("%s:1: made with other features than today's: make it again with \"okbot eval fit --rows DIR\"", name)
	}
	var out []Example
	d := json.NewDecoder(bytes.NewReader(rest))
	for n := 2; ; n++ {
		var e Example
		switch err := d.Decode(&e); {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, e)
	}
}

func (e *Example) check() error {
	if e.Ranked == nil {
		return nil
	}
	for _, i := range e.Ranked.Right {
		if i < 0 || i >= len(e.Ranked.Passages) {
			return fmt.Errorf("there is no passage %d", i)
		}
	}
	for _, x := range e.Ranked.Passages {
		if len(x) != int(index.NumFeatures) {
			return fmt.Errorf("a passage with %d features instead of %d", len(x), index.NumFeatures)
		}
	}
	return nil
}
