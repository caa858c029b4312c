package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/report"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func page(t *testing.T, r report.Report, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.HTML(&b, lang); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	r := report.Build(small, smallFeedback, report.Options{Now: made})
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "small.golden.json", append(data, '\n'))
	golden(t, "small.golden.html", []byte(page(t, r, "ko")))
}

// TestLanguages compares the page that starts in English with the other: all
// texts are in both.
func TestLanguages(t *testing.T) {
	r := report.Build(small, smallFeedback, report.Options{Now: made})
	english := page(t, r, "en")
	korean := strings.NewReplacer(
		`<html lang="en">`, `<html lang="ko">`,
		`<title>okbot question report</title>`, `<title>okbot 질문 보고서</title>`,
		`id="ko" autocomplete="off"`, `id="ko" autocomplete="off" checked`,
		`id="en" autocomplete="off" checked`, `id="en" autocomplete="off"`,
	).Replace(english)
	if diff := cmp.Diff(page(t, r, "ko"), korean); diff != "" {
		t.Errorf("-Korean +English:\n%s", diff)
	}
}

func TestEmpty(t *testing.T) {
	r := report.Build(none, noFeedback, report.Options{Now: made})
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("null")) {
		t.Errorf("a list is null: %s", data)
	}
	if r.From != "2026-11-23" || r.To != "2026-11-23" || len(r.Days) != 1 {
		t.Errorf("%s to %s, %d days", r.From, r.To, len(r.Days))
	}
	text := page(t, r, "ko")
	if !strings.Contains(text, "이 기간에는 질문이 없었어요.") || strings.Contains(text, "<svg") {
		t.Error("the page does not just say that there is nothing")
	}
}

// at is a question at a time.
func at(times ...string) iter.Seq2[string, chat.Record] {
	return func(yield func(string, chat.Record) bool) {
		for _, s := range times {
			t, err := time.Parse(time.RFC3339, s)
			if err != nil {
				panic(err)
			}
			if !yield(s, chat.Record{At: t, Question: "질문", Answered: true}) {
				return
			}
		}
	}
}

func TestDays(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, s, bot.Seoul)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	// 15:00 UTC is midnight in Seoul.
	midnight := at("2026-11-20T14:59:59Z", "2026-11-20T15:00:00Z", "2026-11-21T14:59:59Z", "2026-11-21T15:00:00Z")
	wild := at("0001-01-01T00:00:00Z", "2016-11-22T12:00:00Z", "2026-11-23T00:00:00Z", "2026-12-01T00:00:00Z", "9999-12-31T00:00:00Z")
	for name, test := range map[string]struct {
		questions iter.Seq2[string, chat.Record]
		opts      report.Options
		from, to  string
		days      []int // questions on each
	}{
		"all":       {midnight, report.Options{Now: made}, "2026-11-20", "2026-11-23", []int{1, 2, 1, 0}},
		"one day":   {midnight, report.Options{From: day("2026-11-21"), To: day("2026-11-21"), Now: made}, "2026-11-21", "2026-11-21", []int{2}},
		"from":      {midnight, report.Options{From: day("2026-11-22"), Now: made}, "2026-11-22", "2026-11-23", []int{1, 0}},
		"to":        {midnight, report.Options{To: day("2026-11-21"), Now: made}, "2026-11-20", "2026-11-21", []int{1, 2}},
		"backwards": {midnight, report.Options{From: day("2026-11-22"), To: day("2026-11-21"), Now: made}, "2026-11-21", "2026-11-21", []int{2}},
		"wild":      {wild, report.Options{Now: made}, "2026-11-23", "2026-11-23", []int{1}},
	} {
		t.Run(name, func(t *testing.T) {
			r := report.Build(test.questions, noFeedback, test.opts)
			var days []int
			for _, d := range r.Days {
				days = append(days, d.Questions)
			}
			if string(r.From) != test.from || string(r.To) != test.to || !slices.Equal(days, test.days) {
				t.Errorf("%s to %s %v, want %s to %s %v", r.From, r.To, days, test.from, test.to, test.days)
			}
		})
	}
	r := report.Build(wild, noFeedback, report.Options{From: time.Unix(0, 0), Now: made})
	if len(r.Days) != 3653 || r.From != "2016-11-23" {
		t.Errorf("%d days from %s", len(r.Days), r.From)
	}
}

// TestUnits looks at how long spans are shown.
func TestUnits(t *testing.T) {
	for _, test := range []struct {
		from string
		says string
		rows int // of the table below the chart
	}{
		{"2026-08-16", "날짜", 100},
		{"2026-08-15", "한 주의 첫날", 16},
		{"2025-11-24", "한 주의 첫날", 53}, // 2025-11-24 is a Monday, and so is the last day
		{"2016-11-23", "한 달의 첫날", 121},
	} {
		r := report.Build(at(test.from+"T00:00:00Z"), noFeedback, report.Options{Now: made})
		text := page(t, r, "ko")
		_, table, _ := strings.Cut(text, "<details>")
		table, _, _ = strings.Cut(table, "</details>")
		if rows := strings.Count(table, `<td class="date">`); rows != test.rows || !strings.Contains(table, test.says) {
			t.Errorf("from %s: %d rows, want %d of %s", test.from, rows, test.rows, test.says)
		}
	}
}

func TestLatency(t *testing.T) {
	questions := func(yield func(string, chat.Record) bool) {
		for i := range 200 {
			us := int64(i + 1) // 1 to 200
			if !yield("", chat.Record{At: made, AnswerUS: us, Confidence: math.NaN()}) {
				return
			}
		}
		for _, us := range []int64{0, -5} { // not measured
			yield("", chat.Record{At: made, AnswerUS: us, Confidence: math.Inf(1)})
		}
	}
	r := report.Build(questions, noFeedback, report.Options{Now: made})
	want := report.Latency{
		Answers: 200, Max: 200, Quantiles: report.Quantiles{P50: 100, P95: 190, P99: 198},
		Bins: []report.LatencyBin{
			{From: 1, To: 2, Questions: 1}, {From: 2, To: 5, Questions: 3}, {From: 5, To: 10, Questions: 5}, {From: 10, To: 20, Questions: 10},
			{From: 20, To: 50, Questions: 30}, {From: 50, To: 100, Questions: 50}, {From: 100, To: 200, Questions: 100}, {From: 200, To: 500, Questions: 1},
		},
	}
	if diff := cmp.Diff(want, r.Latency); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.Confidence[0].Questions != 200 || r.Confidence[9].Questions != 2 {
		t.Errorf("confidence %+v", r.Confidence)
	}
	page(t, r, "en")

	huge := func(yield func(string, chat.Record) bool) { yield("", chat.Record{At: made, AnswerUS: math.MaxInt64}) }
	if r := report.Build(huge, noFeedback, report.Options{Now: made}); r.Latency.Max != time.Hour.Microseconds() {
		t.Errorf("the longest time counts as %d µs", r.Latency.Max)
	}
}

// TestPassages looks at which passages come first.
func TestPassages(t *testing.T) {
	questions := func(yield func(string, chat.Record) bool) {
		for i := range 40 {
			passage := "often.ko#1"
			if i < 10 {
				passage = "bad.ko#1"
			} else if i == 10 {
				passage = "once.ko#1"
			}
			if !yield(string(rune('A'+i)), chat.Record{At: made, Answered: true, Question: "질문 " + string(rune('A'+i)), Passages: []string{passage}}) {
				return
			}
		}
	}
	feedback := func(yield func(chat.Feedback) bool) {
		for i := range 40 {
			good := i == 1 || i == 2 || i > 10 && i != 20
			if !yield(chat.Feedback{Question: string(rune('A' + i)), User: "u", Good: good}) {
				return
			}
		}
	}
	r := report.Build(questions, feedback, report.Options{Now: made})
	worst := []report.Passage{
		{ID: "bad.ko#1", Cited: 10, Good: 2, Bad: 8, Example: "질문 J"},
		{ID: "once.ko#1", Cited: 1, Bad: 1, Example: "질문 K"},
		{ID: "often.ko#1", Cited: 29, Good: 28, Bad: 1, Example: "질문 U"},
	}
	if diff := cmp.Diff(worst, r.Worst); diff != "" {
		t.Errorf("worst, -want +got:\n%s", diff)
	}
	cited := []report.Passage{worst[2], worst[0], worst[1]}
	if diff := cmp.Diff(cited, r.Cited); diff != "" {
		t.Errorf("cited, -want +got:\n%s", diff)
	}
}
