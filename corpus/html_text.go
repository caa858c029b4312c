package corpus

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inlineElements are those that are part of a line.
var inlineElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true, atom.Code: true,
	atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true, atom.Input: true, atom.Ins: true,
	atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.Rp: true, atom.Rt: true, atom.Ruby: true, atom.S: true, atom.Samp: true,
	atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true,
	atom.U: true, atom.Var: true, atom.Wbr: true, atom.Picture: true, atom.Source: true,
}

// isInline reports whether n is part of a line: it is no block, and holds none.
func isInline(n *html.Node) bool {
	if !inlineElements[n.DataAtom] && (n.DataAtom != 0 || n.FirstChild == nil) {
		return false
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !inlineElements[c.DataAtom] && c.DataAtom != atom.Br && c.DataAtom != atom.Svg && !isWithin(c, atom.Svg) {
			return false
		}
	}
	return true
}

// htmlText gathers the text of inline elements.
type htmlText struct {
	out strings.Builder
	runs
}

// add appends the text of a text node, in which a line break is a blank.
func (t *htmlText) add(text string) {
	for _, r := range text {
		if r == '\n' {
			r = ' '
		}
		t.out.WriteRune(r)
	}
	t.see(text)
}

func (t *htmlText) lineBreak() { t.out.WriteByte('\n') }

func (t *htmlText) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			t.add(c.Data)
		case c.Type == html.ElementNode && !isFurniture(c):
			t.element(c)
		}
	}
}

func (t *htmlText) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Br:
		t.lineBreak()
	case atom.Img, atom.Input, atom.Rt, atom.Rp:
	case atom.A:
		if href := attribute(n, "href"); href != "" {
			t.link(href, func() { t.children(n) })
			return
		}
		t.children(n)
	case atom.B, atom.Strong:
		t.bold.around(func() { t.children(n) })
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		t.code.around(func() { t.children(n) })
	default:
		if !inlineElements[n.DataAtom] && n.DataAtom != 0 {
			t.add(" ")
			defer t.add(" ")
		}
		t.children(n)
	}
}

func (t *htmlText) marked() marked { return t.mark(marked{text: tidy(t.out.String())}) }

// rawText returns the text of <pre>, line breaks and all.
func rawText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return b.String()
}
