package corpus_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
)

// shared is a file that developers have beside the project; without it the test
// is skipped.
func shared(t *testing.T, name string) string {
	t.Helper()
	name = filepath.Join("..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(name); err != nil {
		t.Skipf("%s is missing: this test is for those who have it", name)
	}
	return name
}

// readLines decodes each line of a JSON Lines file.
func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for line := range strings.Lines(string(data)) {
		var row T
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%s: line %d: %v", name, len(out)+1, err)
		}
		out = append(out, row)
	}
	return out
}

// The questions of the articles were written without those of the evaluation:
// none equals one of them, or shares more than 0.8 of its bigrams with one. The
// test names only our own question.
func TestExpectedQuestionsAreOurOwn(t *testing.T) {
	type row struct{ Q, After string }
	type question struct {
		text  string
		pairs map[string]bool
	}
	var questions []question
	for _, r := range readLines[row](t, shared(t, "eval/questions.jsonl")) {
		for _, q := range []string{r.Q, r.After} {
			if s := squeeze(q); s != "" {
				questions = append(questions, question{s, bigrams(s)})
			}
		}
	}
	if len(questions) == 0 {
		t.Fatal("no questions there")
	}
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Passages() {
		if p.Lang != "ko" {
			continue // the English translation has the same
		}
		for _, ours := range p.Questions {
			s := squeeze(ours)
			pairs := bigrams(s)
			for _, q := range questions {
				if s == q.text || share(pairs, q.pairs) > 0.8 {
					t.Errorf("%s: too close to a question of the evaluation: %s", p.ID, ours)
					break
				}
			}
		}
	}
}

// squeeze drops case, white space and punctuation.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.IsSymbol(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

func bigrams(s string) map[string]bool {
	out := map[string]bool{}
	runes := []rune(s)
	for i := range len(runes) - 1 {
		out[string(runes[i:i+2])] = true
	}
	return out
}

// share is the part of a's bigrams that b has too.
func share(a, b map[string]bool) float64 {
	n := 0
	for pair := range a {
		if b[pair] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a)))
}
