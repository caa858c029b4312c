package confidence_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		{"misspelt feature", `"matched_idf"`, `"matched_idfs"`, `expected_questions: no feature "matched_idf"`},
		{"unknown feature", `"weights": {`, `"weights": {"luck": 1,`, `unknown feature "luck"`},
		{"no part", `"raw": {`, `"rare": {`, "rare"},
		{"no base", `"base":`, `"bias":`, "bias"},
		{"no threshold", `"answer":`, `"nearest":`, `expected_questions: no "answer"`},
		{"no probability", `"answer": 0.`, `"answer": 72.`, "is no probability"},
		{"against the sign", `"missing_names_all_fields": -`, `"missing_names_all_fields": `, "expected_questions: missing_names_all_fields: the weight"},
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

func classifier() *confidence.Classifier {
	c := &confidence.Classifier{Logistic: confidence.Logistic{Base: -1}, Answer: 0.6, Nearest: 0.3}
	c.Weights[confidence.SoftSimilarityExpected] = 2
	c.Weights[confidence.MissingYear] = -2
	return c
}

func TestPredict(t *testing.T) {
	c := classifier()
	for _, test := range []struct{ covered, missing, logOdds float64 }{
		{0, 0, -1}, {0.5, 0, 0}, {1, 0, 1}, {1, 1, -1},
	} {
		x := confidence.Features{confidence.SoftSimilarityExpected: test.covered, confidence.MissingYear: test.missing}
		if got, want := c.Predict(&x), 1/(1+math.Exp(-test.logOdds)); got != want {
			t.Errorf("%v: %v, want %v", test, got, want)
		}
	}
}

func TestContributions(t *testing.T) {
	x := confidence.Features{confidence.SoftSimilarityExpected: 0.75, confidence.MissingYear: 1, confidence.Korean: 1}
	want := []confidence.Contribution{{confidence.MissingYear, 1, -2}, {confidence.SoftSimilarityExpected, 0.75, 1.5}}
	if diff := cmp.Diff(want, classifier().Contributions(&x)); diff != "" {
		t.Error(diff)
	}
}

// TestJudge checks which classifier applies, and what follows from it.
func TestJudge(t *testing.T) {
	m := &confidence.Model{Expected: *classifier(), Raw: confidence.Classifier{Answer: 0.5, Nearest: 0.5}}
	for _, test := range []struct {
		name         string
		covered      float64
		expected     bool
		confidence   float64
		accept, near bool
	}{
		{"sure", 1, true, 0.731, true, false},
		{"near", 0.5, true, 0.5, false, true},
		{"far", 0, true, 0.269, false, false},
		{"raw", 0, false, 0.5, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := m.Judge(confidence.Features{confidence.SoftSimilarityExpected: test.covered}, test.expected)
			if math.Abs(got.Confidence-test.confidence) > 1e-3 || got.Accept != test.accept || got.Near != test.near || got.Accept != (got.Confidence >= got.Threshold) {
				t.Errorf("%+v", got)
			}
		})
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
	c := confidence.Logistic{Base: -1}
	c.Weights[confidence.SoftSimilarityExpected] = 2
	c.Weights[confidence.MissingYear] = -4

	x := confidence.Features{confidence.SoftSimilarityExpected: 1, confidence.MissingYear: 1}
	fmt.Printf("%.2f\n", c.Predict(&x))
	for _, added := range c.Contributions(&x) {
		fmt.Printf("%+g %s\n", added.LogOdds, added.Feature)
	}
	// Output:
	// 0.05
	// -4 missing_year
	// +2 soft_similarity_expected_question
}
