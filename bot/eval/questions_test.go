package eval_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/confidence"
	"okbot/bot/eval"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// tower is a bot that finds, for a question of passage names, those passages in
// that order; it is sure of them if the question starts with "sure", and shows the
// first as the nearest if it starts with "perhaps".
func tower() *bot.Bot {
	passages := map[string]corpus.Passage{}
	for id, text := range map[string]string{"red": "The tower is red since 1903.", "blue": "The door is\nblue and new.", "green": "The hill is green."} {
		passages[id] = corpus.Passage{ID: id, Lang: "en", Text: text, Questions: []string{text}}
	}
	model := confidence.Model{
		Expected: confidence.Classifier{Logistic: confidence.Logistic{Base: -4}, Answer: 0.5, Nearest: 0.5},
		Raw:      confidence.Classifier{Answer: 1},
	}
	model.Expected.Weights[confidence.SoftSimilarityExpected] = 4.5
	return bot.New(searcher(func(_ context.Context, q index.Request) (index.Result, error) {
		words := strings.Fields(q.Query.Text)
		sure := words[0] == "sure"
		res := index.Result{AllLanguages: true, Analysis: index.Analysis{TotalIDF: 10}}
		score := 30.0
		for _, w := range words {
			p, ok := passages[w]
			if !ok {
				continue
			}
			h := index.Hit{Passage: &p, Score: score, Sentences: []index.Sentence{{End: len(p.Text)}}, Expected: words[0] != "perhaps"}
			if sure {
				h.Features[index.SoftSimilarityExpected] = 1
			}
			res.Hits = append(res.Hits, h)
			score *= 0.6
		}
		if words[0] == "broken" {
			return res, errBroken
		}
		return res, nil
	}), bot.Options{Confidence: &model})
}

var errBroken = errors.New("broken")

type searcher func(context.Context, index.Request) (index.Result, error)

func (s searcher) Search(ctx context.Context, q index.Request) (index.Result, error) {
	return s(ctx, q)
}

func (searcher) Vocabulary() query.Vocabulary { return nil }

// file writes a file of the given lines and returns its name.
func file(t *testing.T, lines ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "questions.jsonl")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func run(t *testing.T, lines ...string) eval.Questions {
	t.Helper()
	score, err := eval.RunQuestions(context.Background(), tower(), file(t, lines...), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return score
}

// TestRules judges one row at a time.
func TestRules(t *testing.T) {
	for _, tt := range []struct {
		name, q, rest string
		hit1, hit3    float64
		useful        bool
	}{
		{"first", "sure red blue", `"answer":["red"]`, 1, 1, true},
		{"any case", "sure red", `"answer":["TOWER"]`, 1, 1, true},
		{"a pattern", "sure red", `"answer":["19\\d\\d\\."]`, 1, 1, true},
		{"across a line break", "sure blue", `"answer":["is blue"]`, 1, 1, true},
		{"second", "sure red blue", `"answer":["blue"]`, 0, 1, false},
		{"not there", "sure red", `"answer":["blue"]`, 0, 0, false},
		{"alternatives", "sure red", `"answer":["blue","red"]`, 1, 1, true},
		{"an alternative of two, both there", "sure red", `"answer":[["tower","red"]]`, 1, 1, true},
		{"an alternative of two, one there", "sure red blue", `"answer":[["tower","blue"]]`, 0, 0, false},
		{"first holds", "sure red blue", `"answer":["red"],"first":"tower"`, 1, 1, true},
		{"first fails", "sure red blue", `"answer":["red"],"first":"door"`, 0, 0, false},
		{"first is a list of alternatives", "sure red", `"answer":["red"],"first":["door","tower"]`, 1, 1, true},
		{"first is about snippet 1, answer about any", "sure red blue", `"answer":["blue"],"first":"tower"`, 0, 1, false},
		{"all members there", "sure red blue", `"answer":["red"],"answer_all":["red","blue"]`, 1, 1, true},
		{"a member missing", "sure red blue", `"answer":["red"],"answer_all":["red","green"]`, 1, 0, true},
		{"abstained wrongly", "unsure red", `"answer":["red"]`, 0, 0, false},
		{"abstained rightly", "unsure red", `"answer":[]`, 1, 1, true},
		{"found nothing, rightly", "unsure", `"answer":[]`, 1, 1, true},
		{"answered wrongly", "sure red", `"answer":[]`, 0, 0, false},
	} {
		score := run(t, fmt.Sprintf(`{"id":"x","q":%q,"lang":"en","kind":"colour",%s}`, tt.q, tt.rest))
		want := eval.Share{Rows: 1, Hit1: tt.hit1, Hit3: tt.hit3}
		if diff := cmp.Diff(want, *score.ByKind["colour"]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := len(score.Failed) == 0; got != tt.useful || (score.Useful == 1) != tt.useful {
			t.Errorf("%s: useful %v, failed %q", tt.name, score.Useful, score.Failed)
		}
	}
}

func TestSums(t *testing.T) {
	var steps []int
	name := file(t,
		`{"id":"a","q":"sure red blue","lang":"en","kind":"colour","answer":["red"]}`,
		`{"id":"b","q":"sure red blue","lang":"en","kind":"colour","answer":["blue"]}`,
		``,
		`{"id":"c","q":"unsure red","lang":"ko","kind":"colour","answer":["red"]}`,
		`{"id":"d","q":"unsure red","lang":"ko","kind":"none","answer":[]}`,
		`{"id":"e","q":"sure red","lang":"ko","kind":"none","answer":[]}`,
	)
	score, err := eval.RunQuestions(context.Background(), tower(), name, eval.Options{Progress: func(done, all int) {
		if all != 10 {
			t.Errorf("%d of %d", done, all)
		}
		steps = append(steps, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, steps); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	type sums struct {
		Kind                                           string
		Rows                                           int
		Useful, Hit1, Hit3, Abstained, FalseAbstention float64
		Reached, Misled, Passage10                     float64
		NearestShown, NearestRight                     float64
	}
	third := 1.0 / 3
	want := sums{"questions", 5, 0.4, third, 2 * third, 0.5, third, 2 * third, 0.5, 1, 0, 0}
	got := sums{
		score.Kind, score.Rows, score.Useful, score.Hit1, score.Hit3, score.Abstained, score.FalseAbstention,
		score.Reached, score.Misled, score.Passage10, score.NearestShown, score.NearestRight,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b", "c", "e"}, score.Failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
	langs := map[string]*eval.Share{"en": {Rows: 2, Hit1: 0.5, Hit3: 1}, "ko": {Rows: 3, Hit1: third, Hit3: third}}
	if diff := cmp.Diff(langs, score.ByLang); diff != "" {
		t.Errorf("by language (-want +got):\n%s", diff)
	}
	if score.P50 < 0 || score.P99 < score.P50 {
		t.Errorf("latency %+v", score.Latency)
	}
	checkCalibration(t, score)
}

// checkCalibration computes the expected calibration error from the outcomes.
func checkCalibration(t *testing.T, score eval.Questions) {
	t.Helper()
	var rows, confidence, right [10]float64
	for _, o := range score.Outcomes {
		bin := min(9, int(10*o.Answer.Confidence))
		rows[bin]++
		confidence[bin] += o.Answer.Confidence
		if o.Right {
			right[bin]++
		}
	}
	want := 0.0
	for bin := range rows {
		if rows[bin] > 0 {
			want += rows[bin] / float64(score.Rows) * math.Abs(confidence[bin]/rows[bin]-right[bin]/rows[bin])
		}
		if score.Bins[bin].Rows != int(rows[bin]) {
			t.Errorf("bin %d has %d rows, want %v", bin, score.Bins[bin].Rows, rows[bin])
		}
	}
	if math.Abs(score.ECE-want) > 1e-9 || score.ECE == 0 {
		t.Errorf("ECE %v, want %v", score.ECE, want)
	}
}

// TestNearest checks that the nearest passage counts for what is reached, and for
// nothing else, and that --always has none.
func TestNearest(t *testing.T) {
	name := file(t,
		`{"id":"a","q":"perhaps red blue","lang":"en","kind":"colour","answer":["red"]}`,
		`{"id":"b","q":"perhaps red blue","lang":"en","kind":"colour","answer":["blue"]}`,
		`{"id":"c","q":"perhaps red","lang":"en","kind":"colour","answer":["red"],"first":"door"}`,
		`{"id":"d","q":"perhaps red","lang":"en","kind":"none","answer":[]}`,
		`{"id":"e","q":"unsure red","lang":"en","kind":"colour","answer":["red"]}`,
	)
	type sums struct{ Useful, Hit3, Abstained, Reached, NearestShown, NearestRight float64 }
	for _, test := range []struct {
		always bool
		want   sums
	}{
		{false, sums{0.2, 0, 1, 0.25, 0.8, 0.25}},
		{true, sums{0.4, 0.75, 0, 0.75, 0, 0}},
	} {
		score, err := eval.RunQuestions(context.Background(), tower(), name, eval.Options{Always: test.always})
		if err != nil {
			t.Fatal(err)
		}
		got := sums{score.Useful, score.Hit3, score.Abstained, score.Reached, score.NearestShown, score.NearestRight}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("always %v (-want +got):\n%s", test.always, diff)
		}
	}
}

// TestAfter checks that the question before is asked in the same conversation.
func TestAfter(t *testing.T) {
	var asked []string
	b := bot.New(searcher(func(_ context.Context, q index.Request) (index.Result, error) {
		asked = append(asked, q.Query.Text)
		return index.Result{AllLanguages: true}, nil
	}), bot.Options{})
	name := file(t, `{"id":"a","q":"second question about lamps","after":"first question about towers","lang":"en","answer":["x"]}`)
	if _, err := eval.RunQuestions(context.Background(), b, name, eval.Options{}); err != nil {
		t.Fatal(err)
	}
	if len(asked) < 2 || asked[0] != "first question about towers" || asked[1] != "second question about lamps" {
		t.Errorf("asked %q", asked)
	}
}

func TestQuestionFileErrors(t *testing.T) {
	good := `{"id":"a","q":"sure red","lang":"en","answer":["red"]}`
	for _, tt := range []struct {
		name, want string
		lines      []string
	}{
		{"no JSON", ":2: ", []string{good, `{"id":`}},
		{"a blank line counts", ":3: ", []string{good, "", "nonsense"}},
		{"a broken pattern", ":1: ", []string{`{"id":"a","q":"x","answer":["(red"]}`}},
		{"a broken pattern in a list", ":2: ", []string{good, `{"id":"a","q":"x","answer":[["red","[z"]]}`}},
		{"a broken first", ":1: ", []string{`{"id":"a","q":"x","answer":["red"],"first":"*"}`}},
		{"a pattern that is none", ":1: ", []string{`{"id":"a","q":"x","answer":[7]}`}},
		{"no question", ":3: ", []string{good, "", `{"id":"b"}`}},
		{"no rows", ": no questions", []string{"", " "}},
	} {
		name := file(t, tt.lines...)
		_, err := eval.RunQuestions(context.Background(), tower(), name, eval.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), name+tt.want) {
			t.Errorf("%s: %v, want %s%s…", tt.name, err, name, tt.want)
		}
	}
	missing := filepath.Join(t.TempDir(), "missing.jsonl")
	if _, err := eval.RunQuestions(context.Background(), tower(), missing, eval.Options{}); err == nil || err.Error() != missing+": no such file or directory" {
		t.Errorf("missing: %v", err)
	}
	if _, err := eval.RunQuestions(context.Background(), tower(), file(t, good, `{"id":"b","q":"broken"}`), eval.Options{}); !errors.Is(err, errBroken) {
		t.Errorf("a search that fails: %v", err)
	}
}

// TestRefusedQuestion checks that a question that the bot refuses is a failed
// row, not the end.
func TestRefusedQuestion(t *testing.T) {
	score := run(t,
		`{"id":"long","q":"`+strings.Repeat("x", bot.MaxQuestion+1)+`","lang":"en","answer":["red"]}`,
		`{"id":"next","q":"sure red","lang":"en","answer":["red"]}`)
	if diff := cmp.Diff([]string{"long"}, score.Failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
}

// TestQuestionsJSON checks the names that the contract gives.
func TestQuestionsJSON(t *testing.T) {
	data, err := json.Marshal(run(t, `{"id":"a","q":"sure red","lang":"en","kind":"colour","answer":["red"]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"kind", "rows", "useful", "hit@1", "hit@3", "abstained", "false_abstention", "ece", "p50_us", "p99_us", "by_kind", "by_lang", `failed":[]`} {
		if !strings.Contains(string(data), `"`+strings.TrimSuffix(key, `":[]`)+`":`) || strings.HasSuffix(key, "[]") && !strings.Contains(string(data), `"`+key) {
			t.Errorf("no %s in %s", key, data)
		}
	}
}

// TestAlways checks that nothing is refused if everything is to be answered.
func TestAlways(t *testing.T) {
	name := file(t,
		`{"id":"a","q":"unsure red blue","lang":"en","kind":"colour","answer":["red"]}`,
		`{"id":"b","q":"unsure red","lang":"en","kind":"none","answer":[]}`,
	)
	for _, always := range []bool{false, true} {
		score, err := eval.RunQuestions(context.Background(), tower(), name, eval.Options{Always: always})
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		if always {
			want = 1
		}
		if score.Hit1 != want || score.Misled != want || score.Abstained != 1-want || score.Passage10 != 1 {
			t.Errorf("always %v: %+v", always, score)
		}
	}
}
