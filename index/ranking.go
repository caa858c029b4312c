package index

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"

	"okbot/index/query"
)

// A Ranking is a model that passages are ranked by: the score of a passage is
// the sum of its features by the weights. It is a data file, read by
// [ParseRanking] and made by "okbot eval fit", never by hand.
type Ranking struct {
	Expected     Features // of passages that come with expected questions
	CrossLingual Features // of the same, in another language than the question
	// Raw and RawCrossLingual are those of passages without, in the question's
	// language and in another.
	Raw, RawCrossLingual Features
}

// RankingKind is what a model file of this package has under "model".
const RankingKind = "ranking"

// WeightSet is one set of weights of a [Ranking].
type WeightSet struct {
	Name     string    // in the model file
	Weights  *Features // those of the ranking itself
	Features []Feature // that its passages have; the weights of others are 0
}

// Sets returns the weights of m: what is changed in them is changed in m.
func (m *Ranking) Sets() []WeightSet {
	return []WeightSet{
		{"expected_questions", &m.Expected, expectedFeatures},
		{"expected_questions_cross_lingual", &m.CrossLingual, expectedFeatures},
		{"raw", &m.Raw, rawFeatures},
		{"raw_cross_lingual", &m.RawCrossLingual, rawCrossLingualFeatures},
	}
}

// ParseRanking reads a model file. It refuses one that lacks a set of weights or a
// feature, or that has one it does not know.
func ParseRanking(data []byte) (*Ranking, error) {
	var file struct {
		Model   string                        `json:"model"` // RankingKind
		About   json.RawMessage               `json:"about"` // for readers: how it was made
		Weights map[string]map[string]float32 `json:"weights"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("ranking model: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("ranking model: more than one JSON object")
	}
	if file.Model != RankingKind {
		return nil, fmt.Errorf("ranking model: a model of %q, not of %q", file.Model, RankingKind)
	}
	m := &Ranking{}
	for _, set := range m.Sets() {
		values, ok := file.Weights[set.Name]
		if !ok {
			return nil, fmt.Errorf("ranking model: no weights %q", set.Name)
		}
		if err := set.read(values); err != nil {
			return nil, fmt.Errorf("ranking model: %s: %w", set.Name, err)
		}
		delete(file.Weights, set.Name)
	}
	for name := range file.Weights {
		return nil, fmt.Errorf("ranking model: unknown weights %q", name)
	}
	return m, nil
}

func (s WeightSet) read(values map[string]float32) error {
	for _, f := range s.Features {
		v, ok := values[f.String()]
		if !ok {
			return fmt.Errorf("no feature %q", f)
		}
		s.Weights[f] = v
		delete(values, f.String())
	}
	for name := range values {
		return fmt.Errorf("unknown feature %q", name)
	}
	return nil
}

// Encode writes m as a model file that [ParseRanking] reads back exactly. about
// is for its readers: how the model was made.
func (m *Ranking) Encode(w io.Writer, about any) error {
	header, err := json.MarshalIndent(about, "  ", "  ")
	if err != nil {
		return fmt.Errorf("ranking model: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"model\": %q,\n  \"about\": %s,\n  \"weights\": {", RankingKind, header)
	sep := ""
	for _, set := range m.Sets() {
		fmt.Fprintf(&b, "%s\n    %q: {", sep, set.Name)
		sep = ""
		for _, f := range set.Features {
			fmt.Fprintf(&b, "%s\n      %q: %v", sep, f, set.Weights[f])
			sep = ","
		}
		b.WriteString("\n    }")
	}
	b.WriteString("\n  }\n}\n")
	_, err = w.Write(b.Bytes())
	return err
}

//go:embed ranking.json
var builtinRanking []byte

// BuiltinRanking returns the model inside the binary.
func BuiltinRanking() *Ranking { return parseBuiltinRanking() }

var parseBuiltinRanking = sync.OnceValue(func() *Ranking {
	m, err := ParseRanking(builtinRanking)
	if err != nil {
		panic(err) // the tests read it
	}
	return m
})

// A Ranked searches an index with a ranking of its own.
type Ranked struct {
	index *Index
	model *Ranking
}

// RankedBy returns a searcher over the passages of ix that ranks by m. It ends
// with ix.
func (ix *Index) RankedBy(m *Ranking) Ranked { return Ranked{ix, m} }

// Search is [Index.Search] with the ranking of r.
func (r Ranked) Search(ctx context.Context, q Request) (Result, error) {
	return r.index.search(ctx, q, r.model)
}

// Vocabulary is that of the index.
func (r Ranked) Vocabulary() query.Vocabulary { return r.index }

// A Contribution is what one feature added to the score of a passage.
type Contribution struct {
	Feature Feature
	Value   float64 // of the feature
	Score   float64
}

// Contributions returns what each feature added to the score of h, a hit of r,
// the largest by amount first. Features that added nothing are left out. The
// score may differ from the sum by what the conversation changed.
func (r *Result) Contributions(h *Hit) []Contribution {
	if h.Weights == nil {
		return nil
	}
	var out []Contribution
	for f, w := range h.Weights {
		if x := h.Features[f]; w*x != 0 {
			out = append(out, Contribution{Feature(f), float64(x), float64(w) * float64(x) * float64(r.TotalIDF)})
		}
	}
	slices.SortStableFunc(out, func(a, b Contribution) int { return cmp.Compare(math.Abs(b.Score), math.Abs(a.Score)) })
	return out
}
