package corpus

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads a page that starts after line offset of its file.
func readHTML(text string, offset int) (page, error) {
	p, err := htmlPage(text)
	if err == nil {
		findLines(p.blocks, text, offset)
	}
	return p, err
}

// htmlPage returns the blocks of a page and what its head says of it. The blocks
// have no lines.
func htmlPage(text string) (page, error) {
	if strings.Count(text, "<") > maxTags {
		return page{}, overBound(maxTags, "tags")
	}
	if strings.Count(text, "=") > maxAttributes {
		return page{}, overBound(maxAttributes, "attributes")
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return page{}, boundError("HTML that cannot be read: " + strings.TrimPrefix(err.Error(), "html: "))
	}
	r := htmlReader{}
	r.children(content(doc))
	r.flush()
	return page{blocks: r.blocks, head: pageHead(doc)}, r.err
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
	atom.Del, atom.S, atom.Strike, // what is struck out, nobody says any more
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

// findLines sets the lines of the blocks of a page, which starts after line
// offset of its file. The parser does not keep them: they are found by the text.
func findLines(blocks []block, page string, offset int) {
	at, line := 0, offset+1
	find := func(text string) int {
		text, _, _ = strings.Cut(text, "\n")
		for first := range strings.FieldsSeq(text) {
			near := page[at:min(len(page), at+maxLookBytes)]
			if i := strings.Index(near, first); i >= 0 {
				line += strings.Count(near[:i], "\n")
				at += i
			}
			break
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
