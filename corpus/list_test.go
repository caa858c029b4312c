package corpus_test

import (
	"encoding/json"
	"testing"

	"okbot/corpus"
)

func TestSummarize(t *testing.T) {
	c := mustLoad(t, map[string]string{
		"sources.yaml": "p: {publisher: P, date: 2025-10-02}\nq: {publisher: Q, date: 2026}\n",
		"a/x.ko.md":    "---\ntitle: 가\ndate: 2025-09-10\n---\n하나다.[^p]\n\n둘이다.",
		"a/x.en.md":    "---\ntitle: X\ndate: 2025-09-10\n---\nOne.[^p]\n\nTwo.",
		"a/x.yaml":     "topic: kakao\nparagraphs:\n- {date: 2025-02}\n- {asks: []}\n",
		"a/y.md":       "No topic, no date.[^q]",
	})
	for _, test := range []struct {
		topic string
		since corpus.Date
		asOf  corpus.Date
		want  string
	}{
		{"", "", "", `{"total":{"articles":3,"passages":{"en":3,"ko":2},"oldest":"2025-02","newest":"2025-09-10","newest_source":"2026"},` +
			`"topics":[{"topic":"","articles":1,"passages":{"en":1},"oldest":"","newest":"","newest_source":"2026"},` +
			`{"topic":"kakao","articles":2,"passages":{"en":2,"ko":2},"oldest":"2025-02","newest":"2025-09-10","newest_source":"2025-10-02"}],` +
			`"articles":[{"id":"x.en","title":"X","lang":"en","topic":"kakao","date":"2025-09-10","passages":2},` +
			`{"id":"x.ko","title":"가","lang":"ko","topic":"kakao","date":"2025-09-10","passages":2},` +
			`{"id":"y","title":"y","lang":"en","topic":"","date":"","passages":1}]}`},
		{"kakao", "2025-03", "", `{"total":{"articles":2,"passages":{"en":1,"ko":1},"oldest":"2025-09-10","newest":"2025-09-10","newest_source":""},` +
			`"topics":[{"topic":"kakao","articles":2,"passages":{"en":1,"ko":1},"oldest":"2025-09-10","newest":"2025-09-10","newest_source":""}],` +
			`"articles":[{"id":"x.en","title":"X","lang":"en","topic":"kakao","date":"2025-09-10","passages":1},` +
			`{"id":"x.ko","title":"가","lang":"ko","topic":"kakao","date":"2025-09-10","passages":1}]}`},
		{"", "2025-09-11", "", `{"total":{"articles":0,"passages":{},"oldest":"","newest":"","newest_source":""},"topics":[],"articles":[]}`},
		{"kakao", "", "2025-03", `{"total":{"articles":2,"passages":{"en":1,"ko":1},"oldest":"2025-02","newest":"2025-02","newest_source":"2025-10-02"},` +
			`"topics":[{"topic":"kakao","articles":2,"passages":{"en":1,"ko":1},"oldest":"2025-02","newest":"2025-02","newest_source":"2025-10-02"}],` +
			`"articles":[{"id":"x.en","title":"X","lang":"en","topic":"kakao","date":"2025-09-10","passages":1},` +
			`{"id":"x.ko","title":"가","lang":"ko","topic":"kakao","date":"2025-09-10","passages":1}]}`},
		{"none", "", "", `{"total":{"articles":0,"passages":{},"oldest":"","newest":"","newest_source":""},"topics":[],"articles":[]}`},
	} {
		got, err := json.Marshal(c.Summarize(test.topic, test.since, test.asOf))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != test.want {
			t.Errorf("%q since %q as of %q: got\n%s\nwant\n%s", test.topic, test.since, test.asOf, got, test.want)
		}
	}
}
