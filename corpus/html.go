package corpus

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlReader turns the tree of a page into blocks.
type htmlReader struct {
	markdown bool // the page is a part of a Markdown document
	blocks   []block
	text     htmlText // that no element of its own is around
	depth    int      // of the elements around
	cells    int
	err      error
}

const maxElements = 200 // in each other

// htmlPage returns the blocks of a page and what its head says of it. The blocks
// have no lines.
func htmlPage(text string) ([]block, frontMatter, error) {
	if strings.Count(text, "<") > maxMarks {
		return nil, frontMatter{}, overBound(maxMarks, "tags")
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, frontMatter{}, boundError("HTML that cannot be read: " + strings.TrimPrefix(err.Error(), "html: "))
	}
	r := htmlReader{}
	r.children(content(doc))
	r.flush()
	return r.blocks, pageHead(doc), r.err
}

// htmlBlocks returns the blocks of HTML in a Markdown document.
func htmlBlocks(text string) ([]block, error) {
	if strings.Count(text, "<") > maxMarks {
		return nil, overBound(maxMarks, "tags")
	}
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), root)
	if err != nil {
		return nil, boundError("HTML that cannot be read: " + strings.TrimPrefix(err.Error(), "html: "))
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	r := htmlReader{markdown: true}
	r.children(root)
	r.flush()
	return r.blocks, r.err
}

// pageHead returns what the head of a page says.
func pageHead(doc *html.Node) frontMatter {
	var f frontMatter
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			f.lang = attribute(n, "lang")
		case atom.Title:
			if f.title == "" && !isWithin(n, atom.Svg) {
				f.title = oneLine(rawText(n))
			}
		case atom.Link:
			if attribute(n, "rel") == "canonical" {
				f.link = attribute(n, "href")
			}
		case atom.Meta:
			switch firstOf(attribute(n, "name"), attribute(n, "property")) {
			case "date", "article:published_time":
				f.date = attribute(n, "content")
			}
		}
	}
	return f
}

// content returns the element of a page that holds its content: <main>, else the
// only <article>, else the page.
func content(doc *html.Node) *html.Node {
	var mains, articles []*html.Node
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Main || attribute(n, "role") == "main":
			mains = append(mains, n)
		case n.DataAtom == atom.Article:
			articles = append(articles, n)
		}
	}
	switch {
	case len(mains) > 0:
		return mains[0]
	case len(articles) == 1:
		return articles[0]
	}
	return doc
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// furniture are the elements that are no content of a page.
var furniture = []atom.Atom{
	atom.Script, atom.Style, atom.Nav, atom.Aside, atom.Footer, atom.Head, atom.Template, atom.Noscript, atom.Svg, atom.Iframe,
	atom.Form, atom.Select, atom.Button, atom.Textarea, atom.Object, atom.Canvas, atom.Video, atom.Audio, atom.Figcaption, atom.Menu, atom.Dialog,
}

func isFurniture(n *html.Node) bool {
	role := attribute(n, "role")
	return slices.Contains(furniture, n.DataAtom) || n.Data == "math" ||
		n.DataAtom == atom.Header && !isWithin(n, atom.Article, atom.Main) ||
		role == "navigation" || role == "banner" || role == "contentinfo" || role == "search" || role == "complementary" ||
		attribute(n, "aria-hidden") == "true" || hasAttribute(n, "hidden") || strings.Contains(strings.ReplaceAll(attribute(n, "style"), " ", ""), "display:none")
}

func hasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func isWithin(n *html.Node, names ...atom.Atom) bool {
	for p := range n.Ancestors() {
		if slices.Contains(names, p.DataAtom) {
			return true
		}
	}
	return false
}

func (r *htmlReader) children(n *html.Node) {
	if r.depth++; r.depth > maxElements {
		r.err = overBound(maxElements, "elements in each other")
	}
	defer func() { r.depth-- }()
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		r.node(c)
	}
}

// node reads a node that may hold blocks.
func (r *htmlReader) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.text.add(n.Data)
		return
	case n.Type == html.DocumentNode:
		r.children(n)
		return
	case n.Type != html.ElementNode || isFurniture(n):
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.flush()
		t := r.inline(n)
		t.text = strings.ReplaceAll(t.text, "\n", " ")
		r.add(block{kind: heading, level: int(n.Data[1] - '0'), text: t})
	case atom.Ul, atom.Ol, atom.Dl:
		r.flush()
		if items := r.items(nil, n, 0); !r.isMenu(items) {
			r.add(block{kind: list, items: items})
		}
	case atom.Table:
		r.flush()
		r.table(n)
	case atom.Pre:
		r.flush()
		r.add(block{kind: codeBlock, text: marked{text: tidyCode(rawText(n))}})
	case atom.Summary:
		r.flush()
		if t := r.inline(n); t.text != "" {
			r.add(block{kind: caption, text: t})
		}
	case atom.Br:
		r.text.lineBreak()
	case atom.Hr:
		r.flush()
	default:
		if isInline(n) {
			r.text.element(n)
			return
		}
		r.flush()
		r.children(n)
		r.flush()
	}
}

func (r *htmlReader) add(b block) {
	if b.kind == list && len(b.items) == 0 || b.kind == table && len(b.rows) == 0 || b.kind == codeBlock && b.text.text == "" {
		return
	}
	r.blocks = append(r.blocks, b)
}

// flush ends the paragraph of the text so far.
func (r *htmlReader) flush() {
	if t := r.marked(r.text); t.text != "" {
		kind := paragraph
		if t.code {
			kind = codeBlock
		}
		r.add(block{kind: kind, text: t})
	}
	r.text = htmlText{}
}

// inline returns the text of n.
func (r *htmlReader) inline(n *html.Node) marked {
	var t htmlText
	t.children(n)
	return r.marked(t)
}

// marked returns t as plain text. In a Markdown document it may have the marks of
// Markdown.
func (r *htmlReader) marked(t htmlText) marked {
	m := t.marked()
	if r.markdown && strings.ContainsAny(m.text, "*_`[") && countMarks([]byte(m.text)) < maxHTMLMarks {
		if blocks, err := markdownBlocks(source{text: strings.ReplaceAll(m.text, "\n", "<br>")}); err == nil && len(blocks) == 1 && blocks[0].kind == paragraph {
			m.text, m.sources = blocks[0].text.text, blocks[0].text.sources
		}
	}
	return m
}

// maxHTMLMarks is how many marks of Markdown a piece of HTML may have.
const maxHTMLMarks = 200

// isMenu reports whether a list on a page has nothing but links, and nothing
// introduces it.
func (r *htmlReader) isMenu(items []item) bool {
	if r.markdown || slices.ContainsFunc(items, func(it item) bool { return it.links == 0 }) {
		return false
	}
	n := len(r.blocks)
	return n == 0 || r.blocks[n-1].kind != paragraph
}

// items appends the items of a list and of those in it. A definition is an item
// with its term: "Term: definition".
func (r *htmlReader) items(out []item, n *html.Node, depth int) []item {
	term := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode || isFurniture(c):
		case c.DataAtom == atom.Dt:
			term = r.inline(c).text
		case c.DataAtom == atom.Ul || c.DataAtom == atom.Ol: // out of place, but common
			out = r.items(out, c, depth+1)
		case n.DataAtom == atom.Dl && c.DataAtom == atom.Div:
			out = r.items(out, wrap(n, c), depth)
		default:
			first := len(out)
			out = r.inItem(out, c, depth)
			if term != "" && len(out) > first {
				out[first].text = term + ": " + out[first].text
			}
		}
	}
	return out
}

// wrap returns c as if it were n.
func wrap(n, c *html.Node) *html.Node {
	like := *c
	like.DataAtom, like.Data = n.DataAtom, n.Data
	return &like
}

// inItem appends what an item holds.
func (r *htmlReader) inItem(out []item, n *html.Node, depth int) []item {
	inner := htmlReader{markdown: r.markdown, depth: r.depth, cells: r.cells}
	inner.children(n)
	inner.flush()
	r.cells, r.err = inner.cells, inner.err
	first := len(out)
	for _, b := range inner.blocks {
		out = appendBlock(out, b, depth, first)
	}
	return out
}

func (r *htmlReader) table(n *html.Node) {
	if isLayout(n) {
		r.children(n)
		r.flush()
		return
	}
	b := block{kind: table}
	var down []span // cells of rows above that go on
	for tr := range n.Descendants() {
		if tr.DataAtom == atom.Caption {
			if t := r.inline(tr); t.text != "" {
				r.add(block{kind: caption, text: t})
			}
		}
		if tr.DataAtom != atom.Tr || r.err != nil {
			continue
		}
		var row []string
		row, down = r.row(tr, down)
		isHead := tr.Parent.DataAtom == atom.Thead || !hasCell(tr, atom.Td)
		switch {
		case isHead && len(b.rows) == 0:
			b.head = joinHeads(b.head, row)
		case isHead: // a row of headings among the others
		default:
			b.rows = append(b.rows, tableRow{cells: row})
		}
	}
	r.add(b)
}

// joinHeads puts a second row of headings below the first.
func joinHeads(head, row []string) []string {
	for i, cell := range row {
		switch {
		case i >= len(head):
			head = append(head, cell)
		case cell != "" && cell != head[i]:
			head[i] = strings.TrimSpace(head[i] + " " + cell)
		}
	}
	return head
}

// isLayout reports whether a table only places other elements.
func isLayout(n *html.Node) bool {
	if role := attribute(n, "role"); role == "presentation" || role == "none" {
		return true
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

func hasCell(tr *html.Node, name atom.Atom) bool {
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == name {
			return true
		}
	}
	return false
}

// A span is a cell that goes on in the rows below.
type span struct {
	column, rows int
	text         string
}

const maxSpan = 1000 // rows or columns of one cell

// row returns the cells of a row, among them those that go on from above, and
// what goes on below.
func (r *htmlReader) row(tr *html.Node, down []span) (cells []string, next []span) {
	above := func() {
		for len(down) > 0 && down[0].column == len(cells) {
			s := down[0]
			cells, down = append(cells, s.text), down[1:]
			if s.rows--; s.rows > 0 {
				next = append(next, s)
			}
		}
	}
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		above()
		text := strings.ReplaceAll(r.cell(c), "\n", " ")
		for range number(attribute(c, "colspan")) {
			if rows := number(attribute(c, "rowspan")); rows > 1 {
				next = append(next, span{len(cells), rows - 1, text})
			}
			if cells = append(cells, text); len(cells) > maxCells {
				break
			}
			if tr.Parent.DataAtom != atom.Thead && c.DataAtom == atom.Td {
				text = "" // a value over several columns is told once
			}
		}
	}
	above()
	if r.cells += len(cells) + len(next) + 1; r.cells > maxCells {
		r.err = overBound(maxCells, "cells of tables")
	}
	return cells, next
}

// cell returns the text of a cell, its blocks joined by line breaks.
func (r *htmlReader) cell(n *html.Node) string {
	inner := htmlReader{markdown: r.markdown, depth: r.depth, cells: r.cells}
	inner.children(n)
	inner.flush()
	var out []string
	for _, b := range inner.blocks {
		out = append(out, b.text.text)
		for _, it := range b.items {
			out = append(out, it.text)
		}
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n")
}

// number returns how many rows or columns an attribute names, at least 1.
func number(value string) int {
	n := 1
	if _, err := fmt.Sscan(value, &n); err != nil || n < 1 {
		return 1
	}
	return min(n, maxSpan)
}

// findLines sets the lines of the blocks of a page, which starts after line
// offset of its file. The parser does not keep them: they are found by the text.
func findLines(blocks []block, page string, offset int) {
	at, line := 0, offset+1
	find := func(text string) int {
		text, _, _ = strings.Cut(text, "\n")
		if words := strings.Fields(text); len(words) > 0 {
			near := page[at:min(len(page), at+maxLookBytes)]
			if i := strings.Index(near, words[0]); i >= 0 {
				line += strings.Count(near[:i], "\n")
				at += i
			}
		}
		return line
	}
	if i := strings.Index(page, "<body"); i >= 0 {
		line, at = line+strings.Count(page[:i], "\n"), i
	}
	for i := range blocks {
		b := &blocks[i]
		switch {
		case len(b.items) > 0:
			b.line = find(b.items[0].text)
		case len(b.rows) > 0:
			for j := range b.rows {
				b.rows[j].line = find(strings.Join(b.rows[j].cells, " "))
			}
		default:
			b.line = find(b.text.text)
		}
	}
}

// maxLookBytes is how far ahead a text is looked for.
const maxLookBytes = 16 << 10
