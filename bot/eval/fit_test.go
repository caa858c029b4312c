package eval_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/confidence"
	"okbot/bot/eval"
	"okbot/index"
)

// examples returns n rows of each family in which coverage alone makes an answer
// right, and bigrams alone the ranking.
func examples(n int, families ...string) []eval.Example {
	draw := rand.New(rand.NewPCG(1, 2))
	var out []eval.Example
	for _, family := range families {
		for i := range n {
			e := eval.Example{Family: family, Corpus: family + " corpus", Row: fmt.Sprint(i), Judged: &eval.Judged{}}
			covered := float64(i%2)*0.5 + draw.Float64()/2
			e.Judged.Features[confidence.SoftCoverageWindow] = covered
			e.Judged.Features[confidence.TotalIDF] = draw.Float64()
			e.Judged.Answerable, e.Judged.Right = covered > 0.5, covered > 0.6
			good, bad := make([]float64, index.NumFeatures), make([]float64, index.NumFeatures)
			good[index.BM25Bigrams], bad[index.BM25Text] = 1, 1.2*draw.Float64()
			e.Ranked = &eval.Ranking{Weights: "raw", Right: []int{1}, Passages: [][]float64{bad, good}}
			out = append(out, e)
		}
	}
	return out
}

// TestFitTo checks that what decides is learned, and that every family is scored
// by models that have not seen it.
func TestFitTo(t *testing.T) {
	fit, err := eval.FitTo(examples(120, "tea", "rice"), "")
	if err != nil {
		t.Fatal(err)
	}
	if fit.Rows != 240 || fit.Halves == nil || fit.Halves.AUROC < 0.9 || fit.Halves.First < 0.8 {
		t.Errorf("%d rows, halves %+v", fit.Rows, fit.Halves)
	}
	if len(fit.Families) != 2 || fit.Families[1].Name != "rice" || fit.Families[1].Rows != 120 || fit.Families[1].AUROC < 0.9 || fit.Families[1].ECE > 0.2 {
		t.Errorf("families %+v", fit.Families)
	}
	if len(fit.Corpora) != 2 || fit.Corpora[0].Name != "tea/tea corpus" {
		t.Errorf("corpora %+v", fit.Corpora)
	}
	raw := fit.Models.Ranking.Raw
	if raw[index.BM25Bigrams] <= raw[index.BM25Text] {
		t.Errorf("weights %v", raw)
	}
	x := confidence.Features{confidence.SoftCoverageWindow: 0.9}
	top := fit.Models.Confidence.Judge(x, false)
	if first := top.Contributions()[0]; first.Feature != confidence.SoftCoverageWindow {
		t.Errorf("%s counts most", first.Feature)
	}
}

// TestThresholds checks that the thresholds of passages without expected questions
// follow from the rows, and that what is shown as the nearest is below an answer.
func TestThresholds(t *testing.T) {
	fit, err := eval.FitTo(examples(60, "tea", "rice"), "")
	if err != nil {
		t.Fatal(err)
	}
	m := fit.Models.Confidence
	if r := m.Raw; r.Answer <= 0 || r.Answer >= 1 || r.Nearest <= 0 || r.Nearest > r.Answer {
		t.Errorf("%v, %v", r.Answer, r.Nearest)
	}
	for covered, accept := range map[float64]bool{0.9: true, 0.1: false} {
		if j := m.Judge(confidence.Features{confidence.SoftCoverageWindow: covered}, false); j.Accept != accept || j.Near && accept {
			t.Errorf("covered %v: %+v", covered, j)
		}
	}
}

// TestFitToIsRepeatable checks that the same rows make the same bytes, and that
// what is written is read back.
func TestFitToIsRepeatable(t *testing.T) {
	rows := examples(60, "tea", "rice")
	var made [2]map[string]string
	for i := range made {
		fit, err := eval.FitTo(rows, "rice")
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := eval.FilesIn(filepath.Join(dir, "out")).Write(rows, fit, "a command"); err != nil {
			t.Fatal(err)
		}
		made[i] = map[string]string{}
		for _, name := range []string{"rows.jsonl", "ranking.json", "confidence.json"} {
			data, err := os.ReadFile(filepath.Join(dir, "out", name))
			if err != nil {
				t.Fatal(err)
			}
			made[i][name] = string(data)
		}
		models, err := eval.ReadModels(filepath.Join(dir, "out"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fit.Models, models); diff != "" {
			t.Errorf("read back (-made +read):\n%s", diff)
		}
		if rows, err = eval.ReadExamples(filepath.Join(dir, "out", "rows.jsonl")); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(made[0], made[1]); diff != "" {
		t.Errorf("made twice:\n%s", diff)
	}
}

// TestFitToLeavesOut checks that a family left out does not teach, and is scored.
func TestFitToLeavesOut(t *testing.T) {
	rows := examples(60, "tea")
	odd := examples(60, "odd")
	for i := range odd {
		odd[i].Judged.Right, odd[i].Judged.Answerable = !odd[i].Judged.Right, !odd[i].Judged.Answerable
	}
	without, err := eval.FitTo(append(slices.Clone(rows), odd...), "odd")
	if err != nil {
		t.Fatal(err)
	}
	alone, err := eval.FitTo(rows, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(alone.Models, without.Models); diff != "" {
		t.Error(diff)
	}
	if len(without.Families) != 1 || without.Families[0].Name != "odd" || without.Families[0].AUROC > 0.2 {
		t.Errorf("families %+v", without.Families)
	}
	if _, err := eval.FitTo(rows, "rice"); err == nil || !strings.Contains(err.Error(), `no family "rice"`) {
		t.Error(err)
	}
	if _, err := eval.FitTo(rows[:10], ""); err == nil || !strings.Contains(err.Error(), "too few rows") {
		t.Error(err)
	}
}

// TestReadExamplesRefuses checks that a table that does not fit is named by file
// and line.
func TestReadExamplesRefuses(t *testing.T) {
	var b bytes.Buffer
	if err := eval.WriteExamples(&b, examples(1, "tea")); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"other features", `"total_idf"`, `"luck"`, "rows.jsonl:1: made with other features"},
		{"no header", `{"confidence"`, `{"confidence`, "rows.jsonl:1: "},
		{"no JSON", `"family"`, `family`, "rows.jsonl:2: "},
		{"no such passage", `"right":[1]`, `"right":[2]`, "rows.jsonl:2: there is no passage 2"},
		{"too few features", `"features":[[0,`, `"features":[[`, "rows.jsonl:2: a passage with 18 features instead of 19"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(b.String(), test.old, test.new, 1)
			if test.name == "too few features" {
				text = strings.Replace(b.String(), `,0,0,0,0,0,0,0,0,0,0,0]]`, `,0,0,0,0,0,0,0,0,0,0]]`, 1)
			}
			if text == b.String() {
				t.Fatalf("the table has no %s:\n%s", test.old, text)
			}
			name := filepath.Join(t.TempDir(), "rows.jsonl")
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, err := eval.ReadExamples(name); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// TestCommittedRows checks that the committed table has today's features and can
// teach.
func TestCommittedRows(t *testing.T) {
	rows, err := eval.ReadExamples("rows.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var judged, ranked int
	for _, e := range rows {
		if e.Judged != nil {
			judged++
		}
		if e.Ranked != nil {
			ranked++
		}
	}
	if judged < 1000 || ranked < 1000 {
		t.Errorf("%d rows judged, %d ranked", judged, ranked)
	}
}
