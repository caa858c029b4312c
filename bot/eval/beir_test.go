package eval_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"okbot/bot/eval"
)

// beir is a set of five documents. Each question has words of one document or
// more, the further ones ranked below by having fewer of them.
var beir = map[string]string{
	"corpus.jsonl": `{"_id":"lamp","title":"","text":"The brass lamp of the lighthouse burns whale oil."}
{"_id":"horn","title":"","text":"The copper foghorn sounds across the harbour twice an hour."}
{"_id":"boat","title":"","text":"A rowing boat brings flour and letters to the island."}
{"_id":"goat","title":"","text":"Seven goats graze behind the chapel."}
{"_id":"stair","title":"","text":"Two hundred granite steps wind upward.\n\nThe railing of the steps is copper."}
`,
	"queries.jsonl": `{"_id":"q1","text":"brass lamp whale oil"}
{"_id":"q2","text":"copper foghorn sounds harbour railing steps"}
{"_id":"q3","text":"goats behind the chapel"}
{"_id":"q4","text":"no judgement on this one"}
{"_id":"q5","text":"zyxwv"}
`,
	"qrels/test.tsv": "query-id\tcorpus-id\tscore\n" +
		"q1\tlamp\t1\n" + // first: all 1
		"q2\tstair\t1\n" + // second, below the foghorn
		"q3\tgoat\t2\nq3\tboat\t1\nq3\thorn\t0\n" + // first, and one of two not found
		"q5\tboat\t1\n" + // nothing found
		"q9\tlamp\t1\n", // no such question
}

// set writes a BEIR folder, with changes in place of its files.
func set(t *testing.T, changes map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, files := range []map[string]string{beir, changes} {
		for name, data := range files {
			name = filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestBEIR(t *testing.T) {
	score, err := eval.RunBEIR(context.Background(), set(t, nil), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ideal := 1 + 1/math.Log2(3)
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		{"questions", float64(score.Questions), 4},
		{"passages", float64(score.Passages), 5},
		{"recall@1", score.Recall1, (1 + 0 + 0.5 + 0) / 4},
		{"recall@3", score.Recall3, (1 + 1 + 0.5 + 0) / 4},
		{"recall@5", score.Recall5, (1 + 1 + 0.5 + 0) / 4},
		{"recall@10", score.Recall10, (1 + 1 + 0.5 + 0) / 4},
		{"mrr@10", score.MRR10, (1 + 0.5 + 1 + 0) / 4},
		{"passage@10", score.Passage10, (1 + 1 + 1 + 0) / 4.0},
		{"ndcg@10", score.NDCG10, (1 + 1/math.Log2(3) + 1/ideal + 0) / 4},
	} {
		if math.Abs(tt.got-tt.want) > 1e-9 {
			t.Errorf("%s is %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if score.Kind != "beir" || score.Build <= 0 || score.P50 < 0 || score.P99 < score.P95 || score.P95 < score.P50 {
		t.Errorf("%+v", score)
	}
}

// TestBEIRQueries checks that another file of questions takes the place of the
// folder's, and the judgements stay.
func TestBEIRQueries(t *testing.T) {
	dir := set(t, map[string]string{"noisy.jsonl": `{"_id":"q1","text":"foghorn"}` + "\n" + `{"_id":"q3","text":"ㅎㅐㅁㅅㄴ ㅗㄷㅓㅑㅜㅇ"}`})
	score, err := eval.RunBEIR(context.Background(), dir, eval.Options{Queries: filepath.Join(dir, "noisy.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	if score.Questions != 2 || score.Recall1 >= 0.5 {
		t.Errorf("%+v", score)
	}
}

func TestBEIRErrors(t *testing.T) {
	for _, tt := range []struct{ file, data, want string }{
		{"corpus.jsonl", `{"_id":"a","text":"x"}` + "\nbroken", "corpus.jsonl:2: "},
		{"corpus.jsonl", `{"_id":"a","text":"x"}` + "\n" + `{"_id":true,"text":"y"}`, "corpus.jsonl:2: "},
		{"queries.jsonl", `{"_id":"q1","text":"x"}` + "\n\n{", "queries.jsonl:3: "},
		{"queries.jsonl", `{"_id":"other","text":"x"}`, "queries.jsonl: no question has a relevant passage"},
		{"qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tlamp\t1\nq2 lamp 1\n", "test.tsv:3: "},
		{"qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tlamp\tyes\n", "test.tsv:2: "},
		{"qrels/test.tsv", "q1\t1\n", "test.tsv:1: "},
	} {
		dir := set(t, map[string]string{tt.file: tt.data})
		_, err := eval.RunBEIR(context.Background(), dir, eval.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), filepath.Join(dir, filepath.Dir(tt.file))) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: %v, want %s", tt.file, tt.data, err, tt.want)
		}
	}
	for _, file := range []string{"corpus.jsonl", "queries.jsonl", "qrels/test.tsv"} {
		dir := set(t, nil)
		if err := os.Remove(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
		_, err := eval.RunBEIR(context.Background(), dir, eval.Options{})
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, file)+": no such file or directory") {
			t.Errorf("no %s: %v", file, err)
		}
	}
}

// TestBEIRDeep checks that documents are ranked to the tenth, however far the
// first one is ahead.
func TestBEIRDeep(t *testing.T) {
	dir := set(t, map[string]string{
		"queries.jsonl":  `{"_id":"q","text":"copper foghorn sounds across the harbour twice an hour"}`,
		"qrels/test.tsv": "q\tstair\t1\n", // of these words it has one
	})
	score, err := eval.RunBEIR(context.Background(), dir, eval.Options{})
	if err != nil || score.Recall10 != 1 || score.MRR10 != 0.5 {
		t.Errorf("recall@10 %v, MRR@10 %v, %v", score.Recall10, score.MRR10, err)
	}
}

// TestBEIRHeadless checks that qrels without a line of headings are read too.
func TestBEIRHeadless(t *testing.T) {
	dir := set(t, map[string]string{"qrels/test.tsv": "q1\tlamp\t1\r\nq3\tgoat\t1\r\n"})
	score, err := eval.RunBEIR(context.Background(), dir, eval.Options{})
	if err != nil || score.Questions != 2 || score.Recall1 != 1 {
		t.Errorf("%+v, %v", score, err)
	}
}

// TestBEIRJSON checks the names that the contract gives.
func TestBEIRJSON(t *testing.T) {
	data, err := json.Marshal(eval.BEIR{Kind: "beir"})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"kind", "questions", "recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "ndcg@10", "p50_us", "p95_us", "p99_us", "build_s", "passages"} {
		if !strings.Contains(string(data), `"`+key+`":`) {
			t.Errorf("no %s in %s", key, data)
		}
	}
}
