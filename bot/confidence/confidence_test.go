package confidence_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"okbot/bot/confidence"
)

// builtin returns the model file that is inside the binary.
func builtin(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestEncodeRoundTrips checks that a model is read back exactly as it was
// written.
func TestEncodeRoundTrips(t *testing.T) {
	var first, second bytes.Buffer
	if err := confidence.Builtin().Encode(&first, nil); err != nil {
		t.Fatal(err)
	}
	m, err := confidence.Parse(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Encode(&second, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(confidence.Builtin(), m); diff != "" {
		t.Error(diff)
	}
	if first.String() != second.String() {
		t.Error("written twice, a model is not the same")
	}
}

// TestParseRefuses checks that a model file with a mistake is refused, and that
// the error names it.
func TestParseRefuses(t *testing.T) {
	whole := builtin(t)
	for _, test := range []struct{ name, old, new, want string }{
		{"no JSON", "{", "", "confidence model: json"},
		{"more than one", "\n}\n", "\n} {}\n", "more than one JSON object"},
		{"another model", `"model": "confidence"`, `"model": "ranking"`, `"ranking"`},
		{"unknown key", `"about"`, `"abuot"`, "abuot"},
		{"misspelt feature", `"known_share"`, `"known_shares"`, `no feature "known_share"`},
		{"unknown feature", `"steps": {`, `"steps": {"luck": [],`, `unknown feature "luck"`},
		{"misspelt scorecard", `"correct_cross_lingual"`, `"right_cross_lingual"`, `no scorecard "correct_cross_lingual"`},
		{"unknown scorecard", `"scorecards": {`, `"scorecards": {"luck": {},`, "5 scorecards instead of 4"},
		{"no base", `"base": -5.3952`, `"bias": 1`, "bias"},
		{"base left out", `"base": -5.3952,`, ``, "answerable: no base"},
		{"no threshold", `"answer":0.72,`, ``, `no "answer"`},
		{"unknown threshold", `"answer":0.72,`, `"answer":0.72,"luck":1,`, `unknown "luck"`},
		{"no probability", `"answer":0.72,`, `"answer":72,`, "answer: 72 is no probability"},
		{"against the sign", `[[0.2136,0.0091],`, `[[0.2136,-0.0091],`, "answerable: similarity_expected_question: the step at 0.2136 adds -0.0091, against"},
		{"out of order", `[[0.2136,0.0091],`, `[[0.2493,0.0091],`, "does not come after"},
		{"adds nothing", `[[0.2136,0.0091],`, `[[0.2136,0],`, "adds nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(whole, test.old, test.new, 1)
			if text == whole {
				t.Fatalf("the model has no %s", test.old)
			}
			_, err := confidence.Parse([]byte(text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// TestFeaturesAreNamed checks that every feature has a name of its own, a meaning
// and a sign.
func TestFeaturesAreNamed(t *testing.T) {
	seen := map[string]bool{}
	for f := range confidence.NumFeatures {
		info := f.Info()
		if info.Name == "" || info.Doc == "" || info.Sign < -1 || info.Sign > 1 || seen[info.Name] {
			t.Errorf("feature %d: %+v", int(f), info)
		}
		seen[info.Name] = true
	}
}

func scorecard() *confidence.Scorecard {
	c := &confidence.Scorecard{Base: -1}
	c.Steps[confidence.CoverageAllFields] = []confidence.Step{{From: 0.25, Add: 0.5}, {From: 0.5, Add: 1}}
	c.Steps[confidence.MissingNumbers] = []confidence.Step{{From: 0.5, Add: -2}}
	return c
}

func TestPredict(t *testing.T) {
	c := scorecard()
	for _, test := range []struct{ covered, missing, logOdds float64 }{
		{0, 0, -1}, {0.24, 0.49, -1}, {0.25, 0, -0.5}, {0.5, 0, 0.5}, {1, 0, 0.5}, {1, 0.5, -1.5},
	} {
		x := confidence.Features{confidence.CoverageAllFields: test.covered, confidence.MissingNumbers: test.missing}
		if got, want := c.Predict(&x), 1/(1+math.Exp(-test.logOdds)); got != want {
			t.Errorf("%v: %v, want %v", test, got, want)
		}
	}
}

func TestContributions(t *testing.T) {
	x := confidence.Features{confidence.CoverageAllFields: 0.7, confidence.MissingNumbers: 0.5, confidence.Korean: 1}
	want := []confidence.Contribution{{confidence.MissingNumbers, 0.5, -2}, {confidence.CoverageAllFields, 0.7, 1.5}}
	if diff := cmp.Diff(want, scorecard().Contributions(&x)); diff != "" {
		t.Error(diff)
	}
}

// TestJudge checks which scorecards and which threshold apply in which case.
func TestJudge(t *testing.T) {
	m := &confidence.Model{Thresholds: confidence.Thresholds{Answer: 0.7, SelfReference: 0.9, CrossLingual: 0.5, MaxMismatch: 0.1, Raw: 0.55, Nearest: 0.3}}
	odds := func(p float64) float64 { return math.Log(p / (1 - p)) }
	for i := range m.Scorecards {
		m.Scorecards[i].Base = odds(0.6 + 0.03*float64(i))
	}
	m.Raw.Base = odds(0.56)
	m.Raw.Weights[confidence.TotalIDF], m.Raw.Weights[confidence.ScorePerIDF] = odds(0.46)-odds(0.56), odds(0.25)-odds(0.56)
	entity := confidence.Features{confidence.NamesEntity: 1}
	ours := confidence.Features{confidence.SelfReference: 1}
	for _, test := range []struct {
		name     string
		features confidence.Features
		in       confidence.Case
		want     confidence.Judgement
	}{
		{"expected", entity, confidence.Case{Expected: true}, confidence.Judgement{Answerable: 0.6, Correct: 0.63, Threshold: 0.7}},
		{"cross-lingual", entity, confidence.Case{Expected: true, CrossLingual: true}, confidence.Judgement{Answerable: 0.66, Correct: 0.69, Threshold: 0.5, Accept: true}},
		{"own affairs", ours, confidence.Case{Expected: true}, confidence.Judgement{Answerable: 0.6, Correct: 0.63, Threshold: 0.9}},
		{"own affairs, cross-lingual", ours, confidence.Case{Expected: true, CrossLingual: true}, confidence.Judgement{Answerable: 0.66, Correct: 0.69, Threshold: 0.5, Accept: true}},
		{"mismatch", entity, confidence.Case{Expected: true, Mismatch: true}, confidence.Judgement{Answerable: 0.1, Correct: 0.1, Threshold: 0.7}},
		{"raw", entity, confidence.Case{}, confidence.Judgement{Answerable: 0.56, Correct: 0.56, Threshold: 0.55, Accept: true}},
		{"raw, no more than near", confidence.Features{confidence.TotalIDF: 1}, confidence.Case{}, confidence.Judgement{Answerable: 0.46, Correct: 0.46, Threshold: 0.55, Near: true}},
		{"raw, far", confidence.Features{confidence.ScorePerIDF: 1}, confidence.Case{}, confidence.Judgement{Answerable: 0.25, Correct: 0.25, Threshold: 0.55}},
		{"raw, cross-lingual", entity, confidence.Case{CrossLingual: true}, confidence.Judgement{Answerable: 0.56, Correct: 0.56, Threshold: 0.55, Accept: true}},
		{"raw, own affairs", ours, confidence.Case{}, confidence.Judgement{Answerable: 0.56, Correct: 0.56, Threshold: 0.55, Accept: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Features, test.want.Case = test.features, test.in
			got := m.Judge(test.features, test.in)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, 1e-12), cmpopts.IgnoreFields(confidence.Judgement{}, "Predictor")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRefusedIsBelowTheThreshold checks that what is not accepted shows less
// confidence than an answer needs.
func TestRefusedIsBelowTheThreshold(t *testing.T) {
	m := &confidence.Model{Thresholds: confidence.Thresholds{Answer: 0.7}}
	expected := confidence.Case{Expected: true}
	m.Scorecards[expected.Index()+1].Base = 9
	if got := m.Judge(confidence.Features{}, expected); got.Accept || got.Correct >= 0.7 {
		t.Errorf("%+v", got)
	}
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("model.json")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := confidence.Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

func Example() {
	c := confidence.Scorecard{Base: -1}
	c.Steps[confidence.CoverageAllFields] = []confidence.Step{{From: 0.5, Add: 2}}
	c.Steps[confidence.MissingNumbers] = []confidence.Step{{From: 0.5, Add: -4}}

	x := confidence.Features{confidence.CoverageAllFields: 0.9, confidence.MissingNumbers: 0.5}
	fmt.Printf("%.2f\n", c.Predict(&x))
	for _, added := range c.Contributions(&x) {
		fmt.Printf("%+g %s\n", added.LogOdds, added.Feature)
	}
	// Output:
	// 0.05
	// -4 missing_numbers
	// +2 coverage_all_fields
}
