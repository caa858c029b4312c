package corpus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"okbot/corpus"
)

func TestMarkdown(t *testing.T) {
	for _, test := range []struct {
		name, markdown string
		want           []string // passages
	}{
		{"paragraphs", "One\nstill one.\n\n\n\nTwo.", []string{"One still one.", "Two."}},
		{"marks", "A **bold** and *slanted* `code` ~~or a struck~~ word.", []string{"A bold and slanted code word."}},
		{"links", "See [the page](https://a.example) or <https://b.example>, ![a chart](c.png).", []string{"See the page or https://b.example, a chart."}},
		{"reference links", "See [the page][1].\n\n[1]: https://a.example", []string{"See the page."}},
		{"hard breaks", "One  \ntwo\\\nthree<br>four.", []string{"One\ntwo\nthree\nfour."}},
		{"headings", "# Title\n\nOne.\n\n## Part\n\nTwo.\n\nSetext\n------\n\nThree.", []string{"One.", "Two.", "Three."}},
		{"list", "- one\n- two\n  - three\n  - four\n\n    and more\n- five", []string{"one\ntwo\n  three\n  four\n  and more\nfive"}},
		{"ordered list", "1. one\n2. two", []string{"one\ntwo"}},
		{"table", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", []string{"a: 1 · b: 2", "a: 3 · b: 4"}},
		{"quotation", "> one\n>\n> two", []string{"one", "two"}},
		{"code", "Before.\n\n```go\nif x {\n\ty[^1]\n}\n```\n\n    indented\n\nAfter.", []string{"Before.\nif x {\n\ty[^1]\n}\nindented", "After."}},
		{"html", "<div>\nshown\n</div>\n\n<!-- note -->\n\nH<sub>2</sub>O.", []string{"shown", "H2O."}},
		{"rule", "One.\n\n---\n\nTwo.", []string{"One.", "Two."}},
		{"escapes and entities", `1\. R&amp;D \*star\* &copy; &#44032; ` + "`a\\*b &amp;`", []string{`1. R&D *star* © 가 a\*b &amp;`}},
		{"decomposed by marks", "e*\u0301*", []string{"é"}},
		{"control characters", "a\x00b\x07c\td\v\u200be\u0085f", []string{"abc d \u200be f"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := texts(mustLoad(t, map[string]string{"a/x.en.md": test.markdown}))
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestFootnotes(t *testing.T) {
	c := mustLoad(t, map[string]string{
		"sources.yaml":   "yna: {publisher: Yonhap, date: 2025-09-10, lang: ko, url: https://yna.example}\n1: {publisher: not this one}\n",
		"a/sources.yaml": "kmj: {publisher: KMJ}\n",
		"a/x.en.md": "OpenAI[^yna] came [^1], and stayed. [^kmj][^yna]\n\n" +
			"[^1]: Reuters, a title,\n    <https://reuters.example/1>.\n\n- item [^1]\n- other[^kmj]\n\nNo source.",
		"a/y.en.md": "Another file.[^1]\n[^1]: AFP",
	})
	var got []string
	for _, p := range c.Passages() {
		var sources []string
		for _, s := range p.Sources {
			sources = append(sources, s.Publisher+"|"+s.URL+s.Path)
		}
		got = append(got, fmt.Sprintf("%d %q %s", p.Line, p.Text, strings.Join(sources, " ")))
	}
	want := []string{
		`1 "OpenAI came, and stayed." Yonhap|https://yna.example Reuters, a title|https://reuters.example/1 KMJ|`,
		`6 "item\nother" Reuters, a title|https://reuters.example/1 KMJ|`,
		`9 "No source." |x.en.md`,
		`1 "Another file." AFP|`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	if s := c.Sources["yna"]; s.ID != "yna" || s.Date != "2025-09-10" || s.Lang != "ko" {
		t.Errorf("got %+v", s)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, test := range []struct {
		name, text, title string
		date              corpus.Date
		line              int
	}{
		{"both", "---\ntitle: T\ndate: 2025-09-10\n---\nText.", "T", "2025-09-10", 5},
		{"none", "Text.", "x", "", 1},
		{"empty", "---\n---\n\nText.", "x", "", 4},
		{"empty values", "---\ntitle:\ndate:\n---\nText.", "x", "", 5},
		{"month", "---\ndate: 2025-09\n---\nText.", "x", "2025-09", 4},
		{"year", "---\ndate: 2025\n---\nText.", "x", "2025", 4},
		{"time", "---\ndate: 2025-09-10T11:00:00+09:00\n---\nText.", "x", "2025-09-10", 4},
		{"blanks after the marks", "--- \ntitle: T\n---\t\nText.", "T", "", 4},
		{"rule within the text", "---\ntitle: T\n---\nText.\n\n---\n", "T", "", 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustLoad(t, map[string]string{"a/x.en.md": test.text}).Articles[0]
			if a.Title != test.title || a.Date != test.date || len(a.Passages) != 1 || a.Passages[0].Line != test.line {
				t.Errorf("got %+v", a)
			}
		})
	}
}

// A paragraph in the other language keeps its own, and a note says so.
func TestTwoLanguagesInOneFile(t *testing.T) {
	c := mustLoad(t, map[string]string{"a/x.ko.md": "한국어 문단이다.\n\nA paragraph in English.\n\n12345"})
	var got []string
	for _, p := range c.Passages() {
		got = append(got, p.Lang)
	}
	if want := []string{"ko", "en", "ko"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := c.Notes; len(n) != 1 || n[0].Kind != "language" || n[0].Path != "a/x.ko.md" || n[0].Line != 3 {
		t.Errorf("got %+v", n)
	}
}
