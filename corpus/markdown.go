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
)

// A paragraph is a block of running text, stripped of its marks.
type paragraph struct {
	text    string
	heading string   // the nearest heading above it
	sources []string // of its footnotes, each once
	line    int      // from 1
}

var (
	footnoteRef = regexp.MustCompile(`[ \t]*\[\^([^\]\s]+)\]`)
	footnoteDef = regexp.MustCompile(`(?m)^\[\^([^\]\s]+)\]:[ \t]*(.*)$`)
	bareURL     = regexp.MustCompile(`https?://[^\s<>)\]]+`)
	blankLines  = regexp.MustCompile(`\n[ \t]*\n`)
	markdown    = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
)

// parseMarkdown returns the paragraphs of body in order, and the sources that
// it defines itself ("[^id]: Publisher, title, address"). A list or a table
// counts as one paragraph, an item or row a line.
func parseMarkdown(body string) ([]paragraph, map[string]Source) {
	defined := map[string]Source{}
	body = footnoteDef.ReplaceAllStringFunc(body, func(def string) string {
		m := footnoteDef.FindStringSubmatch(def)
		url := bareURL.FindString(m[2])
		name := strings.Trim(strings.Replace(m[2], url, "", 1), " <>,.()")
		defined[m[1]] = Source{ID: m[1], Publisher: name, URL: url}
		return ""
	})
	src := []byte(body)
	var out []paragraph
	heading := ""
	for n := markdown.Parse(text.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		var b strings.Builder
		plain(&b, n, src)
		p := paragraph{heading: heading, line: 1 + strings.Count(body[:start(n)], "\n")}
		for _, m := range footnoteRef.FindAllStringSubmatch(b.String(), -1) {
			p.sources = appendNew(p.sources, m[1])
		}
		p.text = tidy(footnoteRef.ReplaceAllString(b.String(), ""))
		switch {
		case p.text == "":
		case n.Kind() == ast.KindHeading:
			heading = p.text
		default:
			out = append(out, p)
		}
	}
	return out, defined
}

// plain writes the text of n without its marks.
func plain(b *strings.Builder, n ast.Node, src []byte) {
	switch n := n.(type) {
	case *ast.Text:
		b.Write(n.Segment.Value(src))
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
	case *ast.RawHTML, *ast.HTMLBlock, *ast.ThematicBreak:
		return
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(src))
		}
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		plain(b, c, src)
		switch c.Kind() {
		case ast.KindListItem, exast.KindTableRow, exast.KindTableHeader, ast.KindParagraph:
			b.WriteByte('\n')
		case exast.KindTableCell:
			b.WriteByte(' ')
		}
	}
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

// tidy drops control characters and folds runs of blanks and of line breaks.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.FieldsFunc(line, isBlank), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}
