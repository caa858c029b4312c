package eval_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"okbot/bot"
	"okbot/bot/eval"
	"okbot/corpus"
	"okbot/index"
)

// clean writes the answerable rows of a question file that are asked in lang
// without noise to a file of its own.
func clean(t *testing.T, file, lang string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	for line := range strings.Lines(string(data)) {
		var row struct {
			Lang, Kind string
			Answer     []json.RawMessage
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Lang == lang && len(row.Answer) > 0 && !strings.HasPrefix(row.Kind, "noisy") {
			rows.WriteString(line)
		}
	}
	name := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(name, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestAcrossLanguages asks each half of the built-in corpus in the other
// language, never abstaining. The floors are just below what is reached.
func TestAcrossLanguages(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks a thousand questions one after another")
	}
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		file     string
		ko2en    float64 // hit@3 of Korean questions to English passages
		en2ko    float64
		optional bool
	}{
		{"testdata/questions.jsonl", 0.67, 0.83, false}, // it holds office talk, which names nothing that carries across
		{"../../../shared/eval/questions.jsonl", 0.80, 0.82, true},
	} {
		if _, err := os.Stat(tt.file); err != nil && tt.optional {
			t.Logf("%s is not here", tt.file)
			continue
		}
		for lang, floor := range map[string]float64{"ko": tt.en2ko, "en": tt.ko2en} {
			asked := map[string]string{"ko": "en", "en": "ko"}[lang]
			ix, err := index.New(eval.Half(c, lang), index.Options{})
			if err != nil {
				t.Fatal(err)
			}
			score, err := eval.RunQuestions(context.Background(), bot.New(ix, bot.Options{Newest: ix.Newest()}), clean(t, tt.file, asked), eval.Options{Always: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s asked in %s: %d rows, hit@1 %.3f, hit@3 %.3f, abstained %.3f", tt.file, asked, score.Rows, score.Hit1, score.Hit3, score.FalseAbstention)
			if score.Hit3 < floor {
				t.Errorf("%s asked in %s: hit@3 %.3f, want %.2f", tt.file, asked, score.Hit3, floor)
			}
			if err := ix.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
