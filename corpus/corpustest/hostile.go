// Package corpustest makes hostile corpora, for the tests of all that read one.
package corpustest

import (
	"fmt"
	"strings"
)

// Hostile returns texts of about n marks, by the name of their file, that cost much
// more than they weigh if each of their marks is looked for among all others, or
// if what they stand for is made.
func Hostile(n int) map[string]string {
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
		"closed codes.md":   r("{{% a %}}{{< b >}}", n/2),
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
		"side again.yaml":   r("a: b\n", 1900),
		"sources.yaml":      numbered(2*n/5, "s%d: {publisher: P}\n"),
		".gitignore":        r("a**b/**/", n/20),
	}
}
