package eval_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot/eval"
)

// collect writes files into a folder and collects what they teach.
func collect(t *testing.T, files map[string]string, opts eval.CollectOptions) (rows []eval.Example, leftOut []string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if opts.News != "" {
		opts.News = filepath.Join(dir, opts.News)
	}
	opts.LeftOut = func(what string) {
		leftOut = append(leftOut, strings.ReplaceAll(what, dir+string(filepath.Separator), ""))
	}
	opts.Progress = func(string, int) {}
	rows, err := eval.Collect(context.Background(), []string{dir}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return rows, leftOut
}

const (
	teaCorpus = `{"_id":"tea","title":"","text":"Green tea is grown on the hills of Boseong."}
{"_id":"rice","title":"","text":"Green rice is harvested in Icheon in September."}
`
	teaQuestions = `{"id":"t-1","q":"Where is green tea grown?","lang":"en","kind":"where","answer":["Boseong"]}
{"id":"t-2","q":"Who taxes green tea in Paris?","lang":"en","kind":"who","answer":[]}
`
)

// TestCollect checks of which corpus each question file is asked, and in which
// family it counts.
func TestCollect(t *testing.T) {
	rows, leftOut := collect(t, map[string]string{
		"tea/corpus.jsonl":         teaCorpus,
		"tea/questions.jsonl":      teaQuestions,
		"xquad-en/corpus.jsonl":    teaCorpus,
		"xquad-en/queries.jsonl":   `{"_id":"q1","text":"Where is green rice harvested?"}` + "\n" + `{"_id":"q2","text":"not judged"}`,
		"xquad-en/queries-x.jsonl": `{"_id":"q1","text":"wher is green rice harvestd?"}`,
		"xquad-en/qrels/test.tsv":  "query-id\tcorpus-id\tscore\nq1\trice\t1\n",
		"docs/questions.jsonl": `{"id":"d-1","q":"How many parking spaces are there?","lang":"en","kind":"howmany","folder":"town","answer":["90"]}` + "\n" +
			`{"id":"d-2","q":"Who runs the harbour?","lang":"en","kind":"who","folder":"port","answer":[]}`,
		"docs/town/parking.md":       "# Parking\n\nThere are 90 parking spaces behind the town hall.\n",
		"news/questions-ai.jsonl":    teaQuestions,
		"news/questions-other.jsonl": teaQuestions,
		"made/ai-raw.jsonl":          teaCorpus,
		"broken/questions.jsonl":     "{\n",
	}, eval.CollectOptions{News: "made"})
	var got []string
	for _, e := range rows {
		line := strings.Join([]string{e.Family, e.Corpus, e.Row}, " ")
		if e.Judged.Answerable {
			line += " answerable"
		}
		if e.Judged.Right {
			line += " right"
		}
		if e.Ranked != nil {
			line += " ranked"
		}
		got = append(got, line)
	}
	want := []string{
		"docs town d-1 answerable right",
		"news ai t-1 answerable right ranked",
		"news ai t-2",
		"tea tea t-1 answerable right ranked",
		"tea tea t-2",
		"squad2 xquad-en whole q1 answerable right ranked",
		"squad2 xquad-en whole small q1 answerable right ranked",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	slices.Sort(leftOut)
	if diff := cmp.Diff([]string{
		"broken/questions.jsonl:1: unexpected end of JSON input",
		"docs/port: file does not exist",
		"made/other-raw.jsonl: file does not exist",
		"made/ai-raw.jsonl:1: a row without id or q: not a question file",
	}, leftOut, sorted); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

var sorted = cmp.Transformer("sorted", func(list []string) []string { return slices.Sorted(slices.Values(list)) })

// TestCollectNeedsNews checks that the flag that is missing is named.
func TestCollectNeedsNews(t *testing.T) {
	_, leftOut := collect(t, map[string]string{
		"news/questions-ai.jsonl": teaQuestions, "tea/corpus.jsonl": teaCorpus, "tea/questions.jsonl": teaQuestions,
	}, eval.CollectOptions{})
	if want := []string{"news/questions-ai.jsonl: asked of ai-raw.jsonl: name its folder with --news"}; !slices.Equal(leftOut, want) {
		t.Errorf("left out %q", leftOut)
	}
}

// TestTableHasNoText checks that no word of a question or a corpus is in a table.
func TestTableHasNoText(t *testing.T) {
	rows, _ := collect(t, map[string]string{"tea/corpus.jsonl": teaCorpus, "tea/questions.jsonl": teaQuestions}, eval.CollectOptions{})
	var b bytes.Buffer
	if err := eval.WriteExamples(&b, rows); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Boseong", "green", "Where", "grown"} {
		if strings.Contains(b.String(), word) {
			t.Errorf("%s is in the table", word)
		}
	}
}

// TestCollectBuiltin checks that the questions of the built-in corpus are also
// asked of it without expected questions and across languages, and that its
// expected questions teach the ranking.
func TestCollectBuiltin(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks thousands of questions, in the way that TestCollect does")
	}
	rows, _ := collect(t, map[string]string{
		"own.jsonl": `{"id":"q-1","q":"오픈AI 코리아의 초대 총괄 대표는 누구야?","lang":"ko","kind":"who","answer":["김경훈","Kyoung-?hoon"]}`,
	}, eval.CollectOptions{})
	seen := map[string]int{}
	for _, e := range rows {
		switch {
		case e.Family != "builtin":
			t.Errorf("family %q", e.Family)
		case e.Expected && (e.Judged != nil || e.Ranked == nil):
			t.Errorf("expected question %s", e.Row)
		case e.Expected:
			seen["expected, "+e.Corpus]++
		default:
			seen[e.Corpus]++
		}
	}
	for _, name := range []string{"builtin", "builtin raw", "builtin cross-lingual", "builtin raw cross-lingual"} {
		if seen[name] != 1 {
			t.Errorf("%d rows of %s, want 1", seen[name], name)
		}
	}
	for _, name := range []string{"expected, builtin", "expected, builtin cross-lingual"} {
		if seen[name] < 50 {
			t.Errorf("%d rows of %s", seen[name], name)
		}
	}
}
