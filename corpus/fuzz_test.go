package corpus_test

import (
	"encoding/json"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
	"okbot/corpus/corpustest"
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
		case strings.ContainsFunc(withoutCode(&p), func(r rune) bool { return unicode.IsControl(r) && r != '\n' || r >= 0xfdd0 && r <= 0xfdd2 }):
			t.Errorf("%s has control characters: %q", p.ID, p.Text)
		case seen[p.ID] || p.Line < 1 || p.Lang != "ko" && p.Lang != "en":
			t.Errorf("got %+v", p)
		}
		seen[p.ID] = true
		soundParts(t, &p)
	}
	c.Summarize("", "2025", "2026")
}

// withoutCode returns the text of p without its code, in which tabs stay.
func withoutCode(p *corpus.Passage) string {
	text := p.Text
	for _, s := range slices.Backward(p.Spans) {
		if s.Kind == corpus.Code {
			text = text[:s.Start] + text[s.End:]
		}
	}
	return text
}

// soundParts holds for the spans and the sentences of every passage.
func soundParts(t *testing.T, p *corpus.Passage) {
	at := 0
	for _, s := range p.Spans {
		if s.Start < at || s.End <= s.Start || s.End > len(p.Text) || s.Depth < 0 || s.Depth > 32 {
			t.Errorf("%s: span %v after %d of %d", p.ID, s, at, len(p.Text))
			return
		}
		at = s.End
	}
	end, block := 0, 0
	for _, s := range p.Sentences() {
		if s.Start < end || s.End <= s.Start || s.Block < block || strings.TrimSpace(p.Text[end:s.Start]) != "" {
			t.Errorf("%s: sentence %v after %d in %q", p.ID, s, end, p.Text)
			return
		}
		end, block = s.End, s.Block
	}
	if strings.TrimSpace(p.Text[end:]) != "" {
		t.Errorf("%s: the end of %q is lost", p.ID, p.Text)
	}
}

// weighed loads the folder "a" of files. Each again and again, as large files, they must
// not cost more than they weigh.
func weighed(t *testing.T, files map[string]string) (*corpus.Corpus, error) {
	t.Helper()
	large, size := map[string]string{}, 0
	for name, text := range files {
		large[name] = strings.Repeat(text, 1+weighedBytes/(len(text)+1))
		size += len(large[name])
	}
	corpustest.Weigh(t, size, func() { corpus.Load(folder(large), "a") })
	return corpus.Load(folder(files), "a")
}

// weighedBytes is how large files are made that are weighed.
const weighedBytes = 8 << 10

// FuzzMarkup reads the marks of site generators and note apps, in all the kinds of
// documents.
func FuzzMarkup(f *testing.F) {
	names, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name != "passages" {
				f.Add(string(file.Data), path.Ext(file.Name))
			}
		}
	}
	for _, s := range []string{
		"A {{< x\ntext='b' >}} c", "**a(**b** c**", "<!-- a", "{% highlight x %}\na", "!!! note\n    !!! b\n        c\n\nd", "- a\n\n      {{ b }}",
		"> [!NOTE] a\n> b", "<summary>a</summary>b", "%%\na", "<A b={c > '}'}>", "```\n<!--\n```\n-->", ":::a\n# b\n:::\nc", "<table>\n\n<tr><td>`a", "\ufdd0a\n\n\ufdd2/b",
	} {
		f.Add(s, ".mdx")
	}
	f.Fuzz(func(t *testing.T, text, ending string) {
		switch ending {
		case ".md", ".mdx", ".txt", ".html":
		default:
			ending = ".md"
		}
		c, err := weighed(t, map[string]string{"a/x" + ending: text, "a/y.ko.md": "가."})
		if err != nil {
			return // front matter, or not UTF-8
		}
		sound(t, c)
		for _, p := range c.Passages() {
			if lines := strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") + 1; p.Line > lines {
				t.Errorf("line %d of %d", p.Line, lines)
			}
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\ndate: 2025\n---\nText.", "---\n---\n", "---", "---\n- a\n---\nx", "---\ntitle: &a [*a]\n---\nx", "---\ndate: ~\n---\nx", "+++\na = [\n+++\nx", "{\"title\": 1}\nx", "{\"", "\n---\n# a\n---\n"} {
		f.Add(s, "paragraphs:\n- asks: [a]\n  replaced_by: '#1'\n")
	}
	f.Add("가.", "topic: [a\n")
	f.Add("가.", "paragraphs: {a: b}\n")
	f.Fuzz(func(t *testing.T, text, sidecar string) {
		c, err := weighed(t, map[string]string{"a/x.ko.md": text, "a/x.yaml": sidecar})
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
	f.Add(strings.Repeat("0\n\n", 4200)) // the most paragraphs for their bytes
	f.Fuzz(func(t *testing.T, text string) {
		if start := strings.TrimSpace(text); strings.HasPrefix(start, "---") || strings.HasPrefix(start, "+++") || strings.HasPrefix(start, "{") {
			return // front matter
		}
		c, err := weighed(t, map[string]string{"a/x.en.md": text, "a/y.ko.md": "가."})
		if err != nil {
			if utf8.ValidString(text) && !strings.Contains(text, "\x00") { // else it may be UTF-16
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
		var c *corpus.Corpus
		var err error
		corpustest.Weigh(t, len(text), func() { c, err = read(strings.NewReader(text), "f.jsonl") })
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
		var found [][2]int
		corpustest.Weigh(t, len(text), func() { found = corpus.Sentences(text) })
		end := 0
		for _, r := range found {
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
