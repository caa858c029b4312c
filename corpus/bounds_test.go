package corpus_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"okbot/corpus"
)

// hostile are texts of a few hundred kilobytes, by the name of their file, that
// cost much more than they weigh if each of their marks is looked for among all
// others, or if what they stand for is made.
func hostile() map[string]string {
	const n = 100_000
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

// A hostile file costs what it weighs, and the others of its folder are read,
// unless it is refused.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures time and memory, which the race detector multiplies")
	}
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a/" + name: text, "a/good.md": "Lunch is at noon.", "a/side.md": "Text.", "a/side aliases.md": "Text.", "a/side keys.md": "Text."}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			c, err := corpus.Load(folder(files), "a")
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if took > 5*time.Second {
				t.Errorf("%d KB took %v", len(text)>>10, took)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 300<<20 {
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
	all := hostile()
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
