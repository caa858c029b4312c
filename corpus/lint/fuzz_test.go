package lint_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"okbot/corpus"
	"okbot/corpus/corpustest"
	"okbot/corpus/lint"
)

// FuzzCheck holds that every problem is in a file of the corpus and has a kind.
func FuzzCheck(f *testing.F) {
	f.Add("가.\n\n그는 '나'다. 12만 명. [^x]", "A. 120,000.\n\nIt is Openai.", "paragraphs:\n- asks: [a]\n  replaced_by: '#1'\nunanswered: [A]\n")
	f.Add("올트만은 5억 2500만 원", "# \n", "topic: t\n")
	f.Fuzz(func(t *testing.T, ko, en, sidecar string) {
		files := fstest.MapFS{
			"a/x.ko.md": {Data: []byte(ko)}, "a/x.en.md": {Data: []byte(en)}, "a/x.yaml": {Data: []byte(sidecar)},
			"names.jsonl": {Data: []byte(`{"ko":["샘 올트먼"],"en":["Sam Altman"],"kind":"person"}` + "\n" + `{"en":["OpenAI"],"kind":"company"}`)},
		}
		c, err := corpus.Load(files, "a")
		if err != nil {
			return
		}
		var problems []corpus.Problem
		corpustest.Weigh(t, len(ko)+len(en)+len(sidecar), func() { problems = lint.Check(c) })
		for _, p := range problems {
			if !slices.Contains([]string{"a/x.ko.md", "a/x.en.md", "a/x.yaml"}, p.Path) || p.Kind == "" || p.Text == "" {
				t.Errorf("got %+v", p)
			}
		}
	})
}

func FuzzCheckJSONL(f *testing.F) {
	f.Add(`{"_id":"a","text":"b"}`)
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := corpus.ReadJSONL(strings.NewReader(text), "f.jsonl"); err == nil {
			corpustest.Weigh(t, len(text), func() { lint.Check(c) })
		}
	})
}
