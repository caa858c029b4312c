package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
)

// folder is a file system with the given files, by name.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// mustLoad loads the files as the folder "a".
func mustLoad(t *testing.T, files map[string]string) *corpus.Corpus {
	t.Helper()
	return mustLoadFrom(t, files, "a")
}

func mustLoadFrom(t *testing.T, files map[string]string, dir string) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(folder(files), dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func texts(c *corpus.Corpus) []string {
	var out []string
	for _, p := range c.Passages() {
		out = append(out, p.Text)
	}
	return out
}

// wantProblems compares the problems of err, a line each.
func wantProblems(t *testing.T, err error, want ...string) {
	t.Helper()
	var problems corpus.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	if got := strings.Split(err.Error(), "\n"); !slices.Equal(got, want) {
		t.Errorf("got problems\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestLoadReportsEveryProblemAtOnce(t *testing.T) {
	_, err := corpus.Load(folder(map[string]string{
		"sources.yaml":       "ok:\n  publisher: P\nlate:\n  publisher: P\n  date: \"2025-13-01\"\n",
		"names.jsonl":        "{\"ko\":[\"가\"]}\n\n{\"ko\":3}\n",
		"a/b-open.ko.md":     "---\ntitle: no end\n\n가나다.\n",
		"a/c-front.en.md":    "---\ntitle: fine\ndate: 2025-01-01\nother: a: b\n---\n\nText.\n",
		"a/d-date.en.md":     "---\ntitle: fine\ndate: yesterday\n---\n\nText.\n",
		"a/e-sidecar.en.md":  "Text.\n",
		"a/e-sidecar.ko.md":  "가나다.\n",
		"a/e-sidecar.yaml":   "topic: t\nparagraphs:\n  - date: \"2025-02-30\"\n    asks: [one, {two: 2}]\n  - keywords: word\n",
		"a/f-broken.en.md":   "Text.\n",
		"a/f-broken.yaml":    "topic: t\nparagraphs:\n  - date: \"2025\"\n    asks:\n      - \"open\n      - more\n",
		"a/g-euckr.ko.md":    "---\ntitle: t\n---\n\n\xb0\xa1\xb3\xaa\n",
		"a/h-sources/x.md":   "Text.\n",
		"a/i-twice.ko.md":    "가나다.\n",
		"a/i-twice.yaml":     "paragraphs:\n  - expected_questions: [one]\n    keywords: [word]\n    asks: [two]\n",
		"a/h-sources/bad.md": "---\ntitle: [1\n---\nText.\n",
	}), "a")
	wantProblems(t, err,
		`sources.yaml:5: date "2025-13-01" is not YYYY, YYYY-MM or YYYY-MM-DD`,
		`names.jsonl:3: not a JSON object with the lists ko and en`,
		`a/b-open.ko.md:1: the front matter has no closing ---`,
		`a/c-front.en.md:4: broken YAML: mapping values are not allowed in this context`,
		`a/d-date.en.md:3: date "yesterday" is not YYYY, YYYY-MM or YYYY-MM-DD`,
		`a/e-sidecar.yaml:3: date "2025-02-30" is not YYYY, YYYY-MM or YYYY-MM-DD`,
		"a/e-sidecar.yaml:4: a mapping stands where text is expected",
		"a/e-sidecar.yaml:5: `word` stands where a list is expected",
		`a/f-broken.yaml:5: broken YAML: found unexpected end of stream`,
		`a/g-euckr.ko.md:5: not UTF-8 text, but probably CP949: convert it with iconv -f CP949 -t UTF-8 a/g-euckr.ko.md > NEW`,
		`a/h-sources/bad.md:2: broken YAML: did not find expected ',' or ']'`,
		"a/i-twice.yaml:4: expected_questions are given twice (asks is the old name of that key)",
	)
}

func TestLoadEmptyFolder(t *testing.T) {
	const none = "a: no documents here: they are files that end in .md, .mdx, .markdown, .txt or .html"
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"no files": {map[string]string{"a/.keep": "", "sources.yaml": "x:\n  publisher: P\n"}, []string{none}},
		"no paragraphs": {
			map[string]string{"a/empty.ko.md": "", "a/head.ko.md": "---\ntitle: t\n---\n# Heading\n", "a/rule.md": "---\n"},
			[]string{"a/empty.ko.md: there is no text in it", "a/head.ko.md: there is no text in it", "a/rule.md: there is no text in it", none},
		},
		"hidden":       {map[string]string{"a/.git/x.md": "Text.", "a/.x.md": "Text."}, []string{none}},
		"another kind": {map[string]string{"a/x.docx": "PK"}, []string{"a/x.docx: a file of this kind is not read", none}},
	} {
		_, err := corpus.Load(folder(test.files), "a")
		t.Run(name, func(t *testing.T) { wantProblems(t, err, test.want...) })
	}
}

func TestOpenMissing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"none", "none.jsonl"} {
		_, err := corpus.Open(filepath.Join(dir, name))
		if want := fmt.Sprintf("corpus %s: no such file or directory", filepath.Join(dir, name)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%v is not os.ErrNotExist", err)
		}
	}
	write(t, dir, "a.md", "Text.")
	if _, err := corpus.Open(filepath.Join(dir, "a.md")); err == nil || !strings.Contains(err.Error(), "neither a folder of documents nor a .jsonl file") {
		t.Errorf("a single Markdown file: got %v", err)
	}
}

func TestOpenUnreadable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "good.en.md", "Text.")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "gone.en.md")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.en.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	wantLeftOut(t, c, filepath.Join(dir, "gone.en.md")+": a link that leaves the folder or leads nowhere")
}

// Problems name files as the user would, whichever way the folder was named.
func TestOpenPaths(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "docs/bad.md", "---\ntitle: t\n")
	write(t, dir, "docs/sub/bad.md", "---\ntitle: t\n")
	write(t, dir, "sources.yaml", "x: [\n")
	abs := filepath.Join(dir, "docs")
	for _, test := range []struct{ cwd, name, sources, file string }{
		{dir, "docs", "sources.yaml", "docs"},
		{dir, "./docs/", "sources.yaml", "docs"},
		{abs, ".", "../sources.yaml", ""},
		{filepath.Join(abs, "sub"), "..", "../../sources.yaml", ".."},
		{dir, abs, filepath.Join(dir, "sources.yaml"), abs},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(test.cwd)
			_, err := corpus.Open(test.name)
			wantProblems(t, err,
				filepath.FromSlash(test.sources)+":1: broken YAML: did not find expected node content",
				filepath.Join(test.file, "bad.md")+":1: the front matter has no closing ---",
				filepath.Join(test.file, "sub", "bad.md")+":1: the front matter has no closing ---")
		})
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// The same article saved in different ways is the same article.
func TestLoadEncodings(t *testing.T) {
	const text = "---\ntitle: 카카오 제휴\ndate: 2025-02-04\n---\n\n첫 문단이다.\n이어진다. [^a]\n\n둘째 문단이다.\n"
	const sidecar = "topic: kakao\nparagraphs:\n  - asks: [\"누구야?\"]\n    date: 2025-02\n  - keywords: [제휴]\n"
	want := mustLoad(t, map[string]string{"a/가.ko.md": text, "a/가.yaml": sidecar, "sources.yaml": "a: {publisher: P}"}).Articles
	if got := want[0].Passages[0]; got.Text != "첫 문단이다. 이어진다." || got.Date != "2025-02" || got.Line != 6 || got.Sources[0].Publisher != "P" {
		t.Errorf("got %+v", got)
	}
	for name, convert := range map[string]func(string) string{
		"CRLF": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"BOM":  func(s string) string { return "\ufeff" + s },
		"NFD":  norm.NFD.String,
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a/가.ko.md": convert(text), "a/가.yaml": convert(sidecar), "sources.yaml": convert("a: {publisher: P}")}
			if got, want := fmt.Sprintf("%+v", mustLoad(t, files).Articles), fmt.Sprintf("%+v", want); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	t.Run("NFD name", func(t *testing.T) {
		name := norm.NFD.String("a/가")
		got := mustLoad(t, map[string]string{name + ".ko.md": text, name + ".yaml": sidecar}).Articles[0]
		if got.ID != "가.ko" || got.Topic != "kakao" || got.Path != name+".ko.md" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("YAML escapes", func(t *testing.T) {
		got := mustLoad(t, map[string]string{"a/x.md": "---\ntitle: \"e\\u0301\\x07\\nb\"\n---\nText."}).Articles[0].Title
		if got != "é b" {
			t.Errorf("got %q", got)
		}
	})
}

func TestLoadNames(t *testing.T) {
	c := mustLoad(t, map[string]string{
		"a/plain.md":       "영어가 아니다.",
		"a/with.en.md":     "# The heading\n\nText.\n\n## Part\n\nMore.",
		"a/sub/bare.ko.md": "본문이다.",
	})
	var got []string
	for _, p := range c.Passages() {
		got = append(got, fmt.Sprintf("%s %s %q line %d", p.ID, p.Lang, p.Headings(), p.Line))
	}
	want := []string{
		`plain#1 ko "plain" line 1`,
		`sub/bare.ko#1 ko "bare" line 1`,
		`with.en#1 en "The heading" line 3`,
		`with.en#2 en "The heading – Part" line 7`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLoadDot(t *testing.T) {
	c, err := corpus.Load(folder(map[string]string{"x.en.md": "Text.", "names.jsonl": `{"ko":["가"]}`}), ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Names) != 1 || c.Articles[0].Path != "x.en.md" {
		t.Errorf("got names %v, path %q", c.Names, c.Articles[0].Path)
	}
}

// The old key of the expected questions goes on being read.
func TestExpectedQuestions(t *testing.T) {
	for _, key := range []string{"expected_questions", "asks"} {
		c := mustLoad(t, map[string]string{"a/x.en.md": "One.", "a/x.yaml": "paragraphs:\n- {" + key + ": [\"one?\", \"two?\"]}\n"})
		if got := c.Passages()[0].Questions; !slices.Equal(got, []string{"one?", "two?"}) {
			t.Errorf("%s: got %q", key, got)
		}
	}
}

func TestReplacedBy(t *testing.T) {
	c := mustLoad(t, map[string]string{
		"a/x.ko.md": "하나다.\n\n둘이다.\n\n셋이다.", "a/x.en.md": "One.\n\nTwo.\n\nThree.",
		"a/x.yaml": "paragraphs:\n- {replaced_by: '#2'}\n- {replaced_by: 'y#1'}\n- {asks: [a]}\n",
	})
	var got []string
	for _, p := range c.Passages() {
		got = append(got, p.ReplacedBy)
	}
	if want := []string{"x.en#2", "y.en#1", "", "x.ko#2", "y.ko#1", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An ID that is taken gets the name of its folder or file before it.
func TestMergeDuplicates(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "one/x.ko.md", "하나다.")
	write(t, dir, "two/x.ko.md", "둘이다.\n\n더 있다.")
	write(t, dir, "two/x.yaml", "paragraphs:\n- {replaced_by: '#2'}\n- {replaced_by: 'y#1'}\n")
	write(t, dir, "two/y.ko.md", "셋이다.")
	write(t, dir, "three.jsonl", `{"_id":"y.ko","text":"넷이다."}`)
	write(t, dir, "more/two/x.ko.md", "다섯이다.")
	var cs []*corpus.Corpus
	for _, name := range []string{"one", "two", "three.jsonl", "more/two"} {
		c, err := corpus.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		cs = append(cs, c)
	}
	var got []string
	for _, a := range corpus.Merge(cs...).Articles {
		for _, p := range a.Passages {
			got = append(got, a.ID+" "+p.ID+" "+p.ReplacedBy)
		}
	}
	want := []string{
		"x.ko x.ko#1 ", "two/x.ko two/x.ko#1 two/x.ko#2", "two/x.ko two/x.ko#2 y.ko#1", "y.ko y.ko#1 ",
		"three/y.ko three/y.ko#1 ", "two-2/x.ko two-2/x.ko#1 ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if cs[1].Articles[0].ID != "x.ko" {
		t.Error("the corpus itself has changed")
	}
}

// The built-in articles are paragraphs with footnotes between blank lines: their
// passages are just these.
func TestBuiltinPassages(t *testing.T) {
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	footnote := regexp.MustCompile(` *\[\^([^\]]+)\]`)
	for _, a := range c.Articles {
		data, err := os.ReadFile(filepath.FromSlash(a.Path))
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
		paragraphs := strings.Split(strings.TrimSpace(body), "\n\n")
		if len(paragraphs) != len(a.Passages) {
			t.Errorf("%s: %d passages of %d paragraphs", a.Path, len(a.Passages), len(paragraphs))
			continue
		}
		for i, p := range a.Passages {
			var want, got []string
			for _, m := range footnote.FindAllStringSubmatch(paragraphs[i], -1) {
				want = append(want, m[1])
			}
			for _, s := range p.Sources {
				got = append(got, s.ID)
			}
			text := strings.TrimSpace(strings.ReplaceAll(footnote.ReplaceAllString(paragraphs[i], ""), "\n", " "))
			line := strings.Count(string(data)[:strings.Index(string(data), paragraphs[i])], "\n") + 1
			if p.Text != text || !slices.Equal(got, want) || p.Line != line || p.Title != a.Title || p.Section != nil || p.Spans != nil || p.Kind != corpus.Paragraph {
				t.Errorf("%s: got %+v\nwant %q line %d %q", a.Path, p, text, line, want)
			}
		}
	}
}

func TestBuiltin(t *testing.T) {
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Passages()) < 500 || c.Newest() == "" {
		t.Errorf("%d passages, newest %q", len(c.Passages()), c.Newest())
	}
	for _, p := range c.Passages() {
		if !norm.NFC.IsNormalString(p.Text) || p.Text == "" || p.Quoted {
			t.Errorf("%s: %+v", p.ID, p)
		}
	}
}

// Once its context has ended, loading reads no further.
func TestOpenContext(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "Lunch is at noon.", "rows.jsonl": `{"_id":"a","text":"Lunch is at noon."}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	for _, name := range []string{dir, filepath.Join(dir, "rows.jsonl")} {
		if c, err := corpus.OpenContext(t.Context(), name); err != nil || len(c.Passages()) != 1 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := corpus.OpenContext(ended, name); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, after the end: %v", name, err)
		}
	}
}
