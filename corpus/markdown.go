package corpus

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	exast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"
)

// A paragraph is a block of running text without its markup.
type paragraph struct {
	text    string
	heading string   // the nearest heading above it
	sources []string // of its footnotes, each once
	line    int      // from 1
}

var (
	footnoteRef = regexp.MustCompile(`[ \t]*\[\^([^\]\s]+)\]`)
	footnoteDef = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)$`)
	bareURL     = regexp.MustCompile(`<?https?://[^\s<>)\]]+>?`)
	blankLines  = regexp.MustCompile(`\n[ \t]*\n`)
	markdown    = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
)

// parseMarkdown returns the paragraphs of body in order, and the sources that
// it defines itself ("[^id]: Publisher, title, address"). A list or a table is
// one paragraph, each item or row a line of it.
func parseMarkdown(body string) ([]paragraph, map[string]Source) {
	defined := map[string]Source{}
	if !strings.Contains(body, "]:") {
		return paragraphs(body), defined
	}
	body = footnoteDef.ReplaceAllStringFunc(body, func(def string) string {
		m := footnoteDef.FindStringSubmatch(def)
		url := bareURL.FindString(m[2]) // maybe in angle brackets
		name := strings.Trim(oneLine(strings.Replace(m[2], url, "", 1)), " <>,.()")
		defined[m[1]] = Source{ID: m[1], Publisher: name, URL: strings.Trim(url, "<>.,")}
		return strings.Repeat("\n", strings.Count(def, "\n")) // so that lines keep their numbers
	})
	return paragraphs(body), defined
}

// paragraphs returns the paragraphs of body, which defines no footnotes.
func paragraphs(body string) []paragraph {
	src := []byte(body)
	var out []paragraph
	heading, line, counted := "", 1, 0
	for n := markdown.Parse(text.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		var b strings.Builder
		writeText(&b, n, src)
		if at := start(n); at > counted {
			line, counted = line+strings.Count(body[counted:at], "\n"), at
		}
		p := paragraph{heading: heading, line: line, text: b.String()}
		if !isCode(n) {
			for _, m := range footnoteRef.FindAllStringSubmatch(p.text, -1) {
				p.sources = appendNew(p.sources, m[1])
			}
			p.text = footnoteRef.ReplaceAllString(p.text, "")
		}
		p.text = tidy(p.text)
		switch {
		case p.text == "":
		case n.Kind() == ast.KindHeading:
			heading = oneLine(p.text)
		default:
			out = append(out, p)
		}
	}
	return out
}

// writeText writes the text of n without its markup.
func writeText(b *strings.Builder, n ast.Node, src []byte) {
	switch n := n.(type) {
	case *ast.Text:
		b.Write(unescape(n, src))
		if n.HardLineBreak() {
			b.WriteByte('\n')
		} else if n.SoftLineBreak() {
			b.WriteByte(' ')
		}
		return
	case *ast.String:
		b.Write(n.Value)
		return
	case *ast.AutoLink:
		b.Write(n.URL(src))
		return
	case *ast.RawHTML:
		if tag := strings.ToLower(string(n.Segments.Value(src))); strings.HasPrefix(tag, "<br") {
			b.WriteByte('\n')
		}
		return
	case *ast.HTMLBlock, *ast.ThematicBreak:
		return
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(src))
		}
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		writeText(b, c, src)
		switch {
		case c.Kind() == exast.KindTableCell:
			b.WriteByte(' ')
		case c.Type() == ast.TypeBlock:
			b.WriteByte('\n')
		}
	}
}

// unescape returns the text of n with its backslashes and entities resolved.
func unescape(n *ast.Text, src []byte) []byte {
	raw := n.Segment.Value(src)
	if n.IsRaw() || (n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan) {
		return raw
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
}

func isCode(n ast.Node) bool {
	return n.Kind() == ast.KindFencedCodeBlock || n.Kind() == ast.KindCodeBlock
}

// start returns the byte offset of the first line of n.
func start(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeInline {
			if t, ok := n.(*ast.Text); ok {
				return t.Segment.Start
			}
			continue
		}
		if n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// tidy drops control characters, folds runs of blanks and of line breaks, and
// returns NFC.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\n' || !unicode.IsControl(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s)
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(strings.Join(strings.FieldsFunc(line, isBlank), " ")); line != "" {
			lines = append(lines, line)
		}
	}
	return norm.NFC.String(strings.Join(lines, "\n"))
}

// oneLine is tidy for a text without line breaks, such as a title.
func oneLine(s string) string { return strings.ReplaceAll(tidy(s), "\n", " ") }

func isBlank(r rune) bool { return r == ' ' || r == '\n' }

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}
