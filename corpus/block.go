package corpus

import (
	"fmt"
	"slices"
)

// A BlockKind is what a passage, or a part of one, is in its document.
type BlockKind uint8

// The kinds of passages are Paragraph, List, Row and Code; those of the parts of
// a passage are Paragraph, LeadIn, Item, Row and Code.
const (
	Paragraph BlockKind = iota // running text
	List                       // items, a line each, after the paragraph that introduces them
	Row                        // of a table: "Head: cell · Head: cell"
	Code                       // lines of code, exactly as they are
	LeadIn                     // the sentence or the caption that introduces a list, a paragraph or code
	Item                       // of a list
)

var blockKinds = []string{"paragraph", "list", "row", "code", "lead-in", "item"}

// String returns the kind's name in lower case.
func (k BlockKind) String() string {
	if int(k) < len(blockKinds) {
		return blockKinds[k]
	}
	return fmt.Sprintf("BlockKind(%d)", k)
}

// A Span is a part of a passage's text that is not running text.
type Span struct {
	Start, End int       // bytes of Text
	Kind       BlockKind // LeadIn, Item or Code
	// Depth is how many items an item is in, at most 32. The item that it is in is
	// the last one before it with a smaller depth.
	Depth int `json:",omitempty"`
}

// A Sentence is a sentence of a passage, or a part of one that is not cut: a row
// of a table, a block of code.
type Sentence struct {
	Start, End int       // bytes of Text, without the white space around them
	Kind       BlockKind // of the block: Paragraph, LeadIn, Item, Row or Code
	Block      int       // number of the block in the passage, from 0
}

// Sentences returns the sentences of p in their order. Two of them may be quoted
// as one piece if they are neighbours in the same block, or if all between them
// is running text and lead-ins.
func (p *Passage) Sentences() []Sentence {
	if p.Kind == Row {
		return []Sentence{{0, len(p.Text), Row, 0}}
	}
	var out []Sentence
	block, at := 0, 0
	add := func(start, end int, kind BlockKind) {
		if kind == Code {
			out = append(out, Sentence{start, end, kind, block})
			block++
			return
		}
		before := len(out)
		for _, s := range Sentences(p.Text[start:end]) {
			out = append(out, Sentence{start + s[0], start + s[1], kind, block})
		}
		if len(out) > before {
			block++
		}
	}
	for _, s := range p.Spans {
		if at < s.Start {
			add(at, s.Start, Paragraph)
		}
		add(s.Start, s.End, s.Kind)
		at = s.End
	}
	if at < len(p.Text) {
		add(at, len(p.Text), Paragraph)
	}
	return out
}

// A block is a piece of a document, the same whatever markup it was written in.
type block struct {
	kind    blockType
	level   int        // of a heading: 1 to 6
	text    marked     // of a heading, a caption, a paragraph or code
	items   []item     // of a list, outer ones before those in them
	head    []string   // of a table; "" for a column without a heading
	rows    []tableRow // of a table
	line    int        // from 1
	adjoins bool       // no blank line is between a list and the paragraph above it
}

// A page is what is read of a document.
type page struct {
	blocks  []block
	head    frontMatter // what the head of a page of HTML says
	dropped []dropped
}

// dropped is a part of a document that is no text of it.
type dropped struct {
	line int // from 1
	what string
}

type blockType uint8

const (
	heading   blockType = iota
	caption             // of what follows: the title of a note, a paragraph in bold
	paragraph           // running text
	list
	table
	codeBlock
	scope // where a part of the page begins, or ends if its text starts with "/"
)

// marked is plain text with the sources of its footnotes, each once, and with
// what its markup says of the whole of it.
type marked struct {
	text    string
	sources []string
	strong  bool // all of it is in bold
	slanted bool // all of it is in italics
	code    bool // all of it is code within a line
	links   int  // of which it consists, apart from punctuation; 0 if there is more
	local   bool // all its links lead to the same page
}

// An item is a part of a list: an item's text, or code in an item.
type item struct {
	marked
	depth  int  // how many items it is in
	isCode bool // a block of code
}

type tableRow struct {
	cells   []string
	sources []string
	line    int
}

// unique returns list without repetitions.
func unique(list []string) []string {
	if len(list) < 2 {
		return list
	}
	seen := make(map[string]bool, len(list))
	return slices.DeleteFunc(list, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
}
