package corpus

import (
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

// htmlBlocks returns the blocks of HTML in a Markdown document.
func htmlBlocks(text string) ([]block, error) {
	if strings.Count(text, "<") > maxTags {
		return nil, overBound(maxTags, "tags")
	}
	if strings.Count(text, "=") > maxAttributes {
		return nil, overBound(maxAttributes, "attributes")
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
	if len(r.blocks) > 2*maxParagraphs { // headings count
		r.err = overBound(maxParagraphs, "paragraphs")
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
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		switch {
		case len(out) > maxItems:
			r.err = overBound(maxItems, "items of lists")
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
