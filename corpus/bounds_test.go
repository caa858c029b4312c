package corpus_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"okbot/corpus"
)

// hostileMarks makes hostile texts of a few hundred kilobytes.
const hostileMarks = 100_000

// hostile are texts of about n marks, by the name of their file, that cost much
// more than they weigh if each of their marks is looked for among all others, or
// if what they stand for is made.
func hostile(n int) map[string]string {
	r := strings.Repeat
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	nested := func(n int, mark string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(r("  ", i) + mark + "\n")
		}
		return b.String()
	}
	return map[string]string{
		"empty cells.md":    "|" + r("a|", 1500) + "\n|" + r("-|", 1500) + "\n" + r("|\n", 1500),
		"quotations.md":     r(">", 4*n) + "a",
		"items in items.md": r("- ", n) + "a",
		"numbers.md":        r("1. ", n) + "a",
		"deep list.md":      nested(600, "- a"),
		"deep notes.md":     nested(600, "!!! note"),
		"brackets.md":       r("[", n) + r("]", n),
		"links.md":          r("[a](", n),
		"short links.md":    r(r("[a](", 50)+"a\n\n", n/100),
		"emphasis.md":       r("*a_ ", n),
		"strong.md":         r("**a(", n),
		"definitions.md":    r("[a]: b\n", n),
		"footnotes.md":      "Text. " + numbered(2*n/5, "[^%d]"),
		"bars.md":           "|a|b|\n|-|-|\n" + r("|`\\|`|b|\n", n/10),
		"short codes.md":    r("{{< a ", n),
		"anchors.md":        r("{#a", n),
		"wiki links.md":     r("[[a|", n),
		"components.mdx":    r("<A {", n),
		"expressions.mdx":   r("{a", n),
		"comments.md":       r("<!--\n", n),
		"tables of HTML.md": r("<table>\n\n", n/2),
		"divisions.md":      r("<div>x\n\n", n/2),
		"one word.md":       r("a", 4*n),
		"initials.md":       r("A.", 2*n) + r(")", 2*n),
		"initials.txt":      r("A.", 2*n) + r(")", 2*n),
		"paragraphs.txt":    r("a\n\n", n),
		"items.txt":         r("- a\n", n),
		"elements.html":     r("<div>", n),
		"formatting.html":   r("<a><b><p>", n/3),
		"spans.html":        "<table>" + r("<tr><td colspan=1000 rowspan=1000>a</td></tr>", n/50),
		"cells.html":        "<table><tr>" + r("<td>", n),
		"inline.html":       r("<span>", 400) + r("<b>x</b>", n/4) + "<div>",
		"open list.yaml.md": "---\ns: [\n" + r("- a\n", 16000) + "---\nText",
		"aliases.md":        "---\na: &a x\nb: [" + r("*a,", 2*n) + "]\n---\nText",
		"braces.md":         "---\na: " + r("{a: ", n) + "\n---\nText",
		"tables of TOML.md": "+++\n" + r("[a]\n", 15000) + "+++\nText",
		"JSON.md":           r(`{"a":`, n),
		"side.yaml":         "s: [\n" + r("- a\n", n/4),
		"side aliases.yaml": "a: &a x\nb: [" + r("*a,", 2*n) + "]\n",
		"side keys.yaml":    numbered(2*n/5, "k%d: x\n"),
		"sources.yaml":      numbered(2*n/5, "s%d: {publisher: P}\n"),
		".gitignore":        r("a**b/**/", n/20),
	}
}

// allocated returns how many bytes do allocates.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Twice as much of a hostile text costs about twice as much memory: it would be
// four times as much if each of its marks met all others.
func TestHostileFilesGrowInProportion(t *testing.T) {
	const (
		marks     = hostileMarks / 8
		maxGrowth = 3.0
		ignored   = 4 << 20 // bytes: below, what every load costs counts for much
	)
	once, twice := hostile(marks), hostile(2*marks)
	for name := range once {
		load := func(text string) func() {
			return func() {
				_, err := corpus.Load(folder(map[string]string{"a/" + name: text, "a/side.md": "Text.", "a/side aliases.md": "Text.", "a/side keys.md": "Text."}), "a")
				if err != nil && !strings.HasPrefix(err.Error(), "a/"+name+":") && !strings.Contains(err.Error(), "no articles here") {
					t.Error(err)
				}
			}
		}
		a, b := allocated(load(once[name])), allocated(load(twice[name]))
		if b > ignored && float64(b) > maxGrowth*float64(a) {
			t.Errorf("%s: %d KB took %d KB, %d KB took %d KB", name, len(once[name])>>10, a>>10, len(twice[name])>>10, b>>10)
		}
	}
}

// A hostile file costs what it weighs, and the others of its folder are read,
// unless it is refused.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures time and memory, which the race detector multiplies")
	}
	for name, text := range hostile(hostileMarks) {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a/" + name: text, "a/good.md": "Lunch is at noon.", "a/side.md": "Text.", "a/side aliases.md": "Text.", "a/side keys.md": "Text."}
			var c *corpus.Corpus
			var err error
			start := time.Now()
			used := allocated(func() { c, err = corpus.Load(folder(files), "a") })
			took := time.Since(start)
			if took > 5*time.Second {
				t.Errorf("%d KB took %v", len(text)>>10, took)
			}
			if used > 300<<20 {
				t.Errorf("%d KB took %d MiB", len(text)>>10, used>>20)
			}
			if err != nil {
				if !strings.HasPrefix(err.Error(), "a/"+name+":") {
					t.Error(err)
				}
				return
			}
			sound(t, c)
			if c.Articles[len(c.Articles)-1].ID == "" || !strings.Contains(strings.Join(texts(c), "\n"), "Lunch is at noon.") {
				t.Error("the other files are not read")
			}
		})
	}
}

// What is over a bound is left out and named.
func TestBounds(t *testing.T) {
	all := hostile(hostileMarks)
	for name, want := range map[string]string{
		"empty cells.md": "more than 100000 cells of tables",
		"quotations.md":  "more than 32 lists and quotations in each other",
		"deep list.md":   "more than 32 lists and quotations in each other",
		"brackets.md":    "too many marks in one paragraph",
		"links.md":       "too many marks in one paragraph",
		"paragraphs.txt": "more than 20000 paragraphs",
		"elements.html":  "HTML that cannot be read: open stack of elements exceeds 512 nodes",
		"aliases.md":     "the front matter is larger than 64 KiB",
		"side keys.yaml": "more than 2000 keys",
		"spans.html":     "more than 100000 cells of tables",
		"definitions.md": "more than 20000 paragraphs",
	} {
		t.Run(name, func(t *testing.T) {
			c := mustLoad(t, map[string]string{"a/" + name: all[name], "a/good.md": "Text.", "a/side keys.md": "Text."})
			wantLeftOut(t, c, "a/"+name+": "+want)
		})
	}
}
