package corpus

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	exast "github.com/yuin/goldmark/extension/ast"
)

// items appends the items of the list n, which is in depth other items, and
// those in them.
func (r *markdownReader) items(out []item, n ast.Node, depth int) []item {
	for li := n.FirstChild(); li != nil; li = li.NextSibling() {
		first := len(out)
		for c := li.FirstChild(); c != nil; c = c.NextSibling() {
			out = r.inItem(out, c, depth, first)
		}
	}
	return out
}

// inItem appends what the child n of an item gives, which begins with out[first].
// Text after the first paragraph of an item belongs to that.
func (r *markdownReader) inItem(out []item, n ast.Node, depth, first int) []item {
	switch n := n.(type) {
	case *ast.List:
		return r.items(out, n, depth+1)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		if text := r.code(n); text != "" {
			out = append(out, item{marked{text: text}, depth + 1, true})
		}
		return out
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			out = r.inItem(out, c, depth, first)
		}
		return out
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		t := r.text(n)
		t.text = strings.TrimPrefix(t.text, captionMark)
		return appendText(out, t, depth, first)
	}
	inner := markdownReader{src: r.src, lines: r.lines, line: r.line, counted: r.counted} // a table, HTML
	inner.block(n)
	r.err = inner.err
	for _, b := range inner.blocks {
		out = appendBlock(out, b, depth, first)
	}
	return out
}

// appendBlock appends a block that is in an item, which begins with out[first].
func appendBlock(out []item, b block, depth, first int) []item {
	switch b.kind {
	case list:
		for _, it := range b.items {
			it.depth = min(it.depth+depth+1, maxNesting)
			out = append(out, it)
		}
	case table:
		for _, row := range b.rows {
			out = append(out, item{marked{text: rowText(b.head, row.cells), sources: row.sources}, depth + 1, false})
		}
	case codeBlock:
		out = append(out, item{b.text, depth + 1, true})
	default:
		out = appendText(out, b.text, depth, first)
	}
	return out
}

// appendText appends a paragraph of an item: the first one is the item, others
// go on the last item of the same depth if nothing came between.
func appendText(out []item, t marked, depth, first int) []item {
	if t.text == "" {
		return out
	}
	if n := len(out) - 1; n >= first && !out[n].isCode && out[n].depth == depth {
		out[n].text += "\n" + t.text
		out[n].sources = append(out[n].sources, t.sources...)
		out[n].links = 0
		return out
	}
	return append(out, item{t, depth, false})
}

// definitions returns the items of a definition list: "Term: definition".
func (r *markdownReader) definitions(n ast.Node) []item {
	var out []item
	term := ""
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == exast.KindDefinitionTerm {
			term = r.text(c).text
			continue
		}
		first := len(out)
		for d := c.FirstChild(); d != nil; d = d.NextSibling() {
			out = r.inItem(out, d, 0, first)
		}
		if term != "" && len(out) > first {
			out[first].text = term + ": " + out[first].text
		}
	}
	return out
}
