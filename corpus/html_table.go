package corpus

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table appends the rows of a table, or the content of one that only places it.
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
