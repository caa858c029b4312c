package corpus

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The bounds of one document. They are far above what people write; below them
// reading takes time and memory in proportion to the size of the file.
const (
	maxNesting     = 32         // list items and quotations in each other
	maxLines       = 60_000     // lines of a file
	maxMarks       = 200_000    // marks of Markdown
	maxTags        = 100_000    // tags of HTML
	maxAttributes  = 100_000    // of all elements of HTML
	maxItems       = 20_000     // items of lists, lines of quotations
	maxMarkSquares = 20_000_000 // sum of the squares of the numbers of marks in each text
	maxCells       = 100_000    // cells of all tables
	maxFrontBytes  = 64 << 10   // bytes of front matter
	maxParagraphs  = 10_000     // passages of a file
	maxEntries     = 10_000     // questions and keywords of a sidecar
	maxWords       = 200_000    // words of a file, of wordBytes at most
	maxDifferent   = 40_000     // different ones among them: what an index keeps is kept for each
	maxAccents     = 100        // combining marks after each other
	wordBytes      = 24
	maxFolders     = 64 // in each other
)

// The bounds of a file's size in bytes, by what is made of it.
const (
	maxPageBytes = 8 << 20   // a page of HTML, much of which is no text
	maxTextBytes = 2 << 20   // any other document
	maxDataBytes = 768 << 10 // YAML, names, patterns
	maxLineBytes = 2 << 20   // a line of JSON Lines
)

// maxBytes returns the bound of the size of the file name.
func maxBytes(name string) int {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return maxPageBytes
	case ".yaml", ".jsonl", ".gitignore":
		return maxDataBytes
	}
	return maxTextBytes
}

// size returns a number of bytes that is a bound in words.
func size(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}

// A boundError says which bound a file is over.
type boundError string

// Error says which bound it is.
func (e boundError) Error() string { return string(e) }

func overBound(n int, what string) error {
	return boundError(fmt.Sprintf("more than %d %s", n, what))
}

var (
	markdown = goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.TaskList, extension.DefinitionList),
		goldmark.WithParserOptions(
			parser.WithInlineParsers(util.Prioritized(strikethrough{extension.NewStrikethroughParser()}, 500)),
			parser.WithParagraphTransformers(util.Prioritized(cellCounter{}, 150))),
	).Parser()
	// blocksOnly finds the blocks of Markdown, but nothing in their text.
	blocksOnly = parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(cellCounter{}, 150), util.Prioritized(extension.NewTableParagraphTransformer(), 200))...))
	// plainBlocks finds the blocks that plain text has too.
	plainBlocks = parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100), util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300), util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600), util.Prioritized(parser.NewParagraphParser(), 1000)))
)

// strikethrough parses what stands between double tildes that are not within a word. GitHub
// takes single ones for the same, but in Korean they are the dash of a range (월~금 9~18시).
type strikethrough struct{ parser.InlineParser }

// Parse implements [parser.InlineParser].
func (s strikethrough) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	rest, double := bytes.CutPrefix(line, []byte("~~"))
	if next, _ := utf8.DecodeRune(rest); !double || isAlphanumeric(block.PrecendingCharacter()) && isAlphanumeric(next) {
		return nil
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// parseMarkdown returns the tree of Markdown, or an error if it is over a bound.
func parseMarkdown(src []byte) (ast.Node, error) {
	marks, err := checkLines(src)
	if err != nil {
		return nil, err
	}
	if marks*marks > maxMarkSquares {
		if err := checkMarks(src); err != nil {
			return nil, err
		}
	}
	return parseWith(markdown, src)
}

func parseWith(p parser.Parser, src []byte) (ast.Node, error) {
	pc := parser.NewContext()
	root := p.Parse(text.NewReader(src), parser.WithContext(pc))
	if cells, _ := pc.Get(cellsKey).(int); cells > maxCells {
		return nil, overBound(maxCells, "cells of tables")
	}
	return root, nil
}

// checkLines counts the lines, the paragraphs, the marks and the nesting of
// Markdown or plain text, and returns the number of marks within lines.
func checkLines(src []byte) (int, error) {
	lines, paragraphs, marks, containers, bars, blank := 0, 0, 0, 0, 0, true
	for line := range bytes.Lines(src) {
		depth := nesting(line)
		lines, marks, containers = lines+1, marks+countMarks(line), containers+depth
		bars += bytes.Count(line, []byte(`\|`))
		wasBlank := blank
		if blank = len(bytes.TrimSpace(line)) == 0; wasBlank && !blank {
			paragraphs++
		}
		switch {
		case lines > maxLines:
			return 0, overBound(maxLines, "lines")
		case depth > maxNesting:
			return 0, overBound(maxNesting, "lists and quotations in each other")
		case containers > maxItems:
			return 0, overBound(maxItems, "items of lists and lines of quotations")
		case marks+containers > maxMarks:
			return 0, overBound(maxMarks, "marks")
		case paragraphs > 2*maxParagraphs: // headings count
			return 0, overBound(maxParagraphs, "paragraphs")
		case bars*bars > maxMarkSquares:
			return 0, boundError("too many escaped bars in tables")
		}
	}
	return marks, nil
}

func countMarks(text []byte) int {
	n := 0
	for _, c := range text {
		switch c {
		case '[', ']', '*', '_', '~', '`', '<', '\\':
			n++
		}
	}
	return n
}

// nesting returns how many containers the line opens or goes on with, or how many
// its indentation allows for if it is an item of a list.
func nesting(line []byte) int {
	depth, column := 0, 0
	for i := 0; i < len(line); {
		n := containerMark(line[i:])
		switch c := line[i]; {
		case c == ' ':
			column, i = column+1, i+1
		case c == '\t':
			column, i = column+4, i+1
		case n == 0 || n > 1 && isRule(line):
			return depth
		default:
			depth = max(depth+1, column/4)
			column, i = column+n, i+n
		}
	}
	return depth
}

// containerMark returns the length of the mark of a quotation or of a list item
// that text starts with, or 0.
func containerMark(text []byte) int {
	if text[0] == '>' {
		return 1
	}
	n := 0
	for n < len(text) && n < 9 && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	if n < len(text) && (n > 0 && bytes.IndexByte([]byte(".)"), text[n]) >= 0 || n == 0 && bytes.IndexByte([]byte("-*+"), text[n]) >= 0) {
		if n++; n == len(text) || bytes.IndexByte([]byte(" \t\n"), text[n]) >= 0 {
			return n
		}
	}
	return 0
}

// isRule reports whether the line is a rule, such as "- - -".
func isRule(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && len(bytes.Trim(line, string(line[:1])+" \t")) == 0
}

// checkMarks sums up what the marks of each text cost: finding what belongs
// together takes the square of their number.
func checkMarks(src []byte) error {
	root, err := parseWith(blocksOnly, src)
	if err != nil {
		return err
	}
	sum := 0
	return ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline || n.IsRaw() {
			return ast.WalkContinue, nil
		}
		marks := 0
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			marks += countMarks(line.Value(src))
		}
		if sum += marks * marks; sum > maxMarkSquares {
			return ast.WalkStop, boundError("too many marks in one paragraph")
		}
		return ast.WalkContinue, nil
	})
}

// cellCounter counts the cells of a paragraph that is a table before they are
// made: a row has as many as the first one, be it empty.
type cellCounter struct{}

var cellsKey = parser.NewContextKey()

// Transform drops the paragraphs after those that are over the bound.
func (cellCounter) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	cells, _ := pc.Get(cellsKey).(int)
	for i := range node.Lines().Len() {
		line := node.Lines().At(i)
		value := line.Value(reader.Source())
		if len(bytes.Trim(value, " \t\n|:-")) > 0 || bytes.IndexByte(value, '-') < 0 {
			continue
		}
		cells += (bytes.Count(value, []byte("|")) + 1) * (node.Lines().Len() - i)
		break
	}
	pc.Set(cellsKey, cells)
	if cells > maxCells {
		node.SetLines(text.NewSegments())
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// wordCounter counts the words of a document, and the different ones. A long word
// counts as several.
type wordCounter struct {
	words, items int
	different    map[uint64]struct{}
	seed         maphash.Seed
}

func newWordCounter() *wordCounter {
	return &wordCounter{different: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
}

// add counts the words of a passage's text. The error is that a bound is passed.
func (c *wordCounter) add(text string, items int) error {
	if c.items += items; c.items > maxItems {
		return overBound(maxItems, "items of lists")
	}
	if hasManyAccents(text) {
		return overBound(maxAccents, "accents on one letter")
	}
	notInWord := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
	for word := range strings.FieldsFuncSeq(text, notInWord) {
		c.words += changes(word)
		for ; word != ""; word = word[min(len(word), wordBytes):] {
			c.words++
			c.different[maphash.String(c.seed, word[:min(len(word), wordBytes)])] = struct{}{}
		}
		switch {
		case c.words > maxWords:
			return overBound(maxWords, "words")
		case len(c.different) > maxDifferent:
			return overBound(maxDifferent, "different words")
		}
	}
	return nil
}

// changes returns how often a word goes on as another one: at a change between letters
// and digits, and after a letter that stands for a whole word, such as ㍿ or ﷺ.
func changes(word string) (n int) {
	digit := false
	for i, r := range word {
		is := unicode.IsDigit(r)
		if i > 0 && is != digit || r >= 0x3200 && r < 0x3400 || r >= 0xfb50 && r < 0xfe00 {
			n++
		}
		digit = is
	}
	return n
}

// hasManyAccents reports whether more than maxAccents combining marks follow each
// other.
func hasManyAccents(text string) bool {
	n := 0
	for _, r := range text {
		if n++; r < 0x300 || !unicode.IsMark(r) {
			n = 0
		}
		if n > maxAccents {
			return true
		}
	}
	return false
}

// checkDrafts returns an error if the passages of a document are over a bound.
func checkDrafts(found []draft) error {
	if len(found) > maxParagraphs {
		return overBound(maxParagraphs, "paragraphs")
	}
	c := newWordCounter()
	for _, d := range found {
		if err := c.add(string(d.text), len(d.spans)); err != nil {
			return err
		}
	}
	return nil
}
