package corpus_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
)

// sound holds for every passage, wherever it was read from.
func sound(t *testing.T, c *corpus.Corpus) {
	seen := map[string]bool{}
	for _, p := range c.Passages() {
		switch {
		case strings.TrimSpace(p.Text) == "":
			t.Errorf("%s is empty", p.ID)
		case !utf8.ValidString(p.Text) || !norm.NFC.IsNormalString(p.Text):
			t.Errorf("%s is not NFC: %q", p.ID, p.Text)
		case strings.ContainsFunc(p.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }):
			t.Errorf("%s has control characters: %q", p.ID, p.Text)
		case seen[p.ID] || p.Line < 1 || p.Lang != "ko" && p.Lang != "en":
			t.Errorf("got %+v", p)
		}
		seen[p.ID] = true
	}
	c.Summarize("", "2025", "2026")
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\ndate: 2025\n---\nText.", "---\n---\n", "---", "---\n- a\n---\nx", "---\ntitle: &a [*a]\n---\nx", "---\ndate: ~\n---\nx"} {
		f.Add(s, "paragraphs:\n- asks: [a]\n  replaced_by: '#1'\n")
	}
	f.Add("가.", "topic: [a\n")
	f.Add("가.", "paragraphs: {a: b}\n")
	f.Fuzz(func(t *testing.T, text, sidecar string) {
		c, err := corpus.Load(folder(map[string]string{"a/x.ko.md": text, "a/x.yaml": sidecar}), "a")
		if err == nil {
			sound(t, c)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"# A\n\n- b\n  - c\n\n| a |\n|---|\n| b |", "[^1]\n\n[^1]: x\n    y", "<br>a<b", "```\n[^a]\n", "> > a\n\n***", "[^a][^b]:", "e*\u0301*", "\\[^a]&#0;&#xD800;", "a\r\rb\u2028", "![a](b)[c]: d",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, "---") {
			return // front matter
		}
		c, err := corpus.Load(folder(map[string]string{"a/x.en.md": text, "a/y.ko.md": "가."}), "a")
		if err != nil {
			if utf8.ValidString(text) {
				t.Fatal(err)
			}
			return
		}
		sound(t, c)
		for _, p := range c.Passages() {
			if lines := strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") + 1; p.Line > lines {
				t.Errorf("line %d of %d", p.Line, lines)
			}
		}
	})
}

func FuzzJSONL(f *testing.F) {
	for _, s := range []string{
		`{"_id":"a","text":"b"}`, `{"_id":1.5,"text":"\ud800"}`, "{}\n[]\nnull\n", "\ufeff{\"_id\":\"a\",\"title\":\"t\"}\r\n\n", `{"_id":"a","text":"e\u0000\u0301\n\n\nb"}`,
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	long, err := json.Marshal(map[string]string{"_id": "a", "text": strings.Repeat("가나다. ", 1000) + strings.Repeat("e\u0301", 4000)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(long), false)
	f.Fuzz(func(t *testing.T, text string, whole bool) {
		read := corpus.ReadJSONL
		if whole {
			read = corpus.ReadWholeJSONL
		}
		c, err := read(strings.NewReader(text), "f.jsonl")
		if err != nil {
			return
		}
		sound(t, c)
		for _, p := range c.Passages() {
			if n := utf8.RuneCountInString(p.Text); n > 3000 && !whole {
				t.Errorf("a passage of %d characters", n)
			}
		}
	})
}

func FuzzSentences(f *testing.F) {
	for _, row := range sentences {
		f.Add(row)
	}
	f.Add("\xff. \xff")
	f.Add(strings.Repeat("(a. ", 500))
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range corpus.Sentences(text) {
			if r[0] < end || r[1] <= r[0] || r[1] > len(text) {
				t.Fatalf("%v after %d in %q", r, end, text)
			}
			if strings.TrimSpace(text[end:r[0]]) != "" || strings.TrimSpace(text[r[0]:r[1]]) != text[r[0]:r[1]] {
				t.Errorf("%v leaves out or takes in too much of %q", r, text)
			}
			end = r[1]
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Errorf("the end of %q is lost", text)
		}
	})
}
