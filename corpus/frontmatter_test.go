package corpus_test

import (
	"testing"

	"okbot/corpus"
)

// The front matter of each text is read, or is part of the text.
func TestFrontMatterFormats(t *testing.T) {
	for _, test := range []struct {
		name, text, title string
		date              corpus.Date
		lang, link        string
		line              int // of the passage
	}{
		{"TOML", "+++\ntitle = \"T\"\ndate = 2024-05-01\nlang = \"ko\"\nurl = \"/t\"\n[menu]\n  a = 1\n+++\nText.", "T", "2024-05-01", "ko", "/t", 9},
		{"TOML with a time", "+++\ntitle = 'T'\ndate = 2024-05-01T23:30:00+09:00\n+++\nText.", "T", "2024-05-01", "en", "", 5},
		{"JSON", "{\n \"title\": \"T\",\n \"date\": \"2024-05-01\",\n \"permalink\": \"https://t.example\"\n}\n\nText.", "T", "2024-05-01", "en", "https://t.example", 7},
		{"nested YAML", "---\ntitle: T\nmenu:\n  main: {weight: 60}\nresources:\n- src: \"**.png\"\n  title: \"#:counter\"\nsource: https://t.example\n---\nText.", "T", "", "en", "https://t.example", 10},
		{"other keys", "---\nTitle: 1984\nlastmod: 2024-05\ndraft: [true]\ntitle: 1984\n---\nText.", "1984", "2024-05", "en", "", 7},
		{"blank lines around", "\n \n---\n\n\ntitle: T\n\n---\nText.", "T", "", "en", "", 9},
		{"a comment", "---\n# of the page\ntitle: T\n---\nText.", "T", "", "en", "", 5},
		{"a language of others", "---\nlang: fr\n---\nText.", "x", "", "en", "", 4},
		{"a rule", "---\n\nText.", "x", "", "en", "", 3},
		{"a rule and a heading", "---\n\n# H\n\nNote: all of it is text.\n\n---\n", "H", "", "en", "", 5},
		{"a rule and a sentence", "---\nThe text: with a colon.\n---\n", "x", "", "en", "", 2},
		{"a short code", "{{< toc >}}\n\nText.", "x", "", "en", "", 3},
		{"a brace", "{ is a brace.", "x", "", "en", "", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustLoad(t, map[string]string{"a/x.md": test.text}).Articles[0]
			p := a.Passages[0]
			if a.Title != test.title || a.Date != test.date || a.Lang != test.lang || a.Link != test.link || p.Line != test.line || len(a.Passages) != 1 {
				t.Errorf("got %+v", a)
			}
			if s := p.Sources[0]; s.Path != "x.md" || s.Link != test.link || s.Title != test.title {
				t.Errorf("got source %+v", s)
			}
		})
	}
}

func TestFrontMatterProblems(t *testing.T) {
	_, err := corpus.Load(folder(map[string]string{
		"a/a.md": "---\ntitle: T\ntext\n",
		"a/b.md": "\n+++\ntitle = \"T\"\n",
		"a/c.md": "+++\ntitle = \"T\"\ndate = soon\n+++\nText.",
		"a/d.md": "{\n\"title\": \"T\",\n\"date\" 2\n}\nText.",
		"a/e.md": "{\"title\":",
		"a/f.md": "\n\n---\ntitle: T\nother: a: b\n---\nText.",
	}), "a")
	wantProblems(t, err,
		"a/a.md:1: the front matter has no closing ---",
		"a/b.md:2: the front matter has no closing +++",
		"a/c.md:3: broken TOML: expected value but found \"soon\" instead",
		"a/d.md:3: broken JSON: invalid character '2' after object key",
		"a/e.md:1: broken JSON: unexpected end of JSON input",
		"a/f.md:5: broken YAML: mapping values are not allowed in this context",
	)
}

// Dates as people write them are read; others are noted, and the text is read.
func TestWrittenDates(t *testing.T) {
	for written, want := range map[string]corpus.Date{
		"2024": "2024", "2024-05": "2024-05", "2024-05-01": "2024-05-01", "2024/05/01": "2024-05-01", "2024-5-1": "2024-05-01",
		"2024.05.01": "2024-05-01", "2024. 5. 1.": "2024-05-01", "20240501": "2024-05-01", "2024/5": "2024-05",
		"2024-05-01T10:00:00+09:00": "2024-05-01", "2024-05-01 10:00:00 +0900": "2024-05-01", "2024/05/01 10:00": "2024-05-01",
		"May 1, 2024": "2024-05-01", "May 1st, 2024": "2024-05-01", "Sept. 3, 2024": "2024-09-03", "May 2024": "2024-05", "1 May 2024": "2024-05-01",
		"1st of May 2024": "2024-05-01", "Wed, 01 May 2024 10:00:00 GMT": "2024-05-01", "2024년 5월 1일": "2024-05-01", "2024년 5월": "2024-05",
		"2024년 5월 1일 오후 3시": "2024-05-01",
		"soon":              "", "2024-13-01": "", "5/1/2024": "", "32 May 2024": "", "Mayo 1, 2024": "", "May 1": "",
	} {
		t.Run(written, func(t *testing.T) {
			c := mustLoad(t, map[string]string{"a/x.md": "---\ntitle: T\ndate: \"" + written + "\"\n---\nText."})
			if got := c.Articles[0].Date; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if noted := len(problemsOfKind(c.Notes, "date")) == 1; noted != (want == "") {
				t.Errorf("got notes %v", c.Notes)
			}
		})
	}
}

func problemsOfKind(all []corpus.Problem, kind string) []string {
	var out []string
	for _, p := range all {
		if p.Kind == kind {
			out = append(out, p.String())
		}
	}
	return out
}
