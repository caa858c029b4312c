package corpus

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	exast "github.com/yuin/goldmark/extension/ast"
)

var (
	footnoteRef = regexp.MustCompile(`[ \t]*\[\^([^\]\s]+)\]`)
	footnoteDef = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)$`)
	bareURL     = regexp.MustCompile(`<?https?://[^\s<>)\]]+>?`)
)

// footnotes returns body without the definitions of its footnotes, and the
// sources that they define ("[^id]: Publisher, title, address").
func footnotes(body string) (string, map[string]Source) {
	defined := map[string]Source{}
	if !strings.Contains(body, "]:") {
		return body, defined
	}
	body = footnoteDef.ReplaceAllStringFunc(body, func(def string) string {
		m := footnoteDef.FindStringSubmatch(def)
		url := bareURL.FindString(m[2]) // maybe in angle brackets
		name := strings.Trim(oneLine(strings.Replace(m[2], url, "", 1)), " <>,.()")
		defined[m[1]] = Source{ID: m[1], Publisher: name, URL: strings.Trim(url, "<>.,")}
		return strings.Repeat("\n", strings.Count(def, "\n")) // so that lines keep their numbers
	})
	return body, defined
}

// markdownBlocks returns the blocks of Markdown in order.
func markdownBlocks(src source) ([]block, error) {
	text := []byte(src.text)
	root, err := parseMarkdown(text)
	if err != nil {
		return nil, err
	}
	r := markdownReader{src: text, lines: src.lines, line: 1, blocks: make([]block, 0, root.ChildCount())}
	r.children(root)
	return r.blocks, r.err
}

// markdownReader turns the tree of a Markdown document into blocks.
type markdownReader struct {
	src     []byte
	lines   []int // see source
	blocks  []block
	line    int // of the bytes counted so far
	counted int
	picture bool // the last paragraph was nothing else
	err     error
}

// children appends the blocks of the children of n.
func (r *markdownReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !r.full(); c = c.NextSibling() {
		r.block(c)
	}
}

func (r *markdownReader) block(n ast.Node) {
	line := r.lineOf(n)
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n, line)
	case *ast.Paragraph, *ast.TextBlock:
		r.paragraph(r.text(n), line)
	case *ast.List:
		r.add(block{kind: list, items: r.items(nil, n, 0), line: line, adjoins: !n.HasBlankPreviousLines()})
	case *exast.DefinitionList:
		r.add(block{kind: list, items: r.definitions(n), line: line})
	case *exast.Table:
		r.table(n, line)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		r.add(block{kind: codeBlock, text: marked{text: r.code(n)}, line: line})
	case *ast.HTMLBlock:
		found, err := htmlBlocks(r.html(n))
		for i := range found {
			found[i].line = line
			for j := range found[i].rows {
				found[i].rows[j].line = line
			}
		}
		r.blocks, r.err = append(r.blocks, found...), err
	case *ast.ThematicBreak:
	default: // a quotation
		r.children(n)
	}
}

// onlyAddress matches an address without a word about it.
var onlyAddress = regexp.MustCompile(`^[<_* ]*https?://\S+[>_* ]*$`)

// paragraph appends a paragraph. A picture is none, nor is its caption.
func (r *markdownReader) paragraph(t marked, line int) {
	afterPicture := r.picture
	r.picture = t.text == ""
	b := block{kind: paragraph, text: t, line: line}
	if name, is := strings.CutPrefix(t.text, scopeMark); is {
		b.kind, b.text.text = scope, name
	} else if title, is := strings.CutPrefix(t.text, captionMark); is {
		b.kind, b.text.text = caption, title
	}
	switch {
	case t.text == "", afterPicture && (t.slanted || onlyAddress.MatchString(t.text)):
	case t.code && b.kind == paragraph:
		b.kind = codeBlock
		r.add(b)
	default:
		r.add(b)
	}
}

func (r *markdownReader) add(b block) { r.blocks = append(r.blocks, b) }

// full reports whether there are too many blocks, and notes that.
func (r *markdownReader) full() bool {
	if len(r.blocks) > 2*maxParagraphs {
		r.err = overBound(maxParagraphs, "paragraphs")
	}
	return r.err != nil
}

// maxHeadingChars is the length of a line above "---" that is a heading; longer
// ones are paragraphs above a rule.
const maxHeadingChars = 120

// heading appends a heading. A paragraph whose author meant the line below it as
// a rule is none.
func (r *markdownReader) heading(n *ast.Heading, line int) {
	t := r.text(n)
	underlined := n.Lines().Len() > 0 && !bytes.HasPrefix(bytes.TrimLeft(lineAround(r.src, n.Lines().At(0).Start), " \t>"), []byte("#"))
	if underlined && (n.Lines().Len() > 1 || len([]rune(t.text)) > maxHeadingChars || EndsSentence(t.text)) {
		r.add(block{kind: paragraph, text: t, line: line})
		return
	}
	t.text = strings.ReplaceAll(t.text, "\n", " ")
	r.add(block{kind: heading, level: n.Level, text: t, line: line})
}

// lineAround returns the line of src that holds offset at.
func lineAround(src []byte, at int) []byte {
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	if end := bytes.IndexByte(src[at:], '\n'); end >= 0 {
		return src[start : at+end]
	}
	return src[start:]
}

func (r *markdownReader) table(n ast.Node, line int) {
	b := block{kind: table, line: line}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		out := tableRow{line: r.lineOf(row)}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			t := r.text(cell)
			out.cells = append(out.cells, strings.ReplaceAll(t.text, "\n", " "))
			out.sources = append(out.sources, t.sources...)
		}
		if row.Kind() == exast.KindTableHeader {
			b.head = out.cells
		} else {
			b.rows = append(b.rows, out)
		}
	}
	r.add(b)
}

// code returns the lines of a block of code, without the last line break.
func (r *markdownReader) code(n ast.Node) string {
	return tidyCode(string(n.Lines().Value(r.src)))
}

// html returns the source of an HTML block.
func (r *markdownReader) html(n *ast.HTMLBlock) string {
	html := string(n.Lines().Value(r.src))
	if n.HasClosure() {
		html += string(n.ClosureLine.Value(r.src))
	}
	return html
}

// lineOf returns the line of the file at which n starts. The blocks are asked for
// in their order, so that each byte is looked at once.
func (r *markdownReader) lineOf(n ast.Node) int {
	if at := start(n); at > r.counted {
		r.line, r.counted = r.line+bytes.Count(r.src[r.counted:at], []byte("\n")), at
	}
	if r.line <= len(r.lines) {
		return r.lines[r.line-1]
	}
	return r.line
}

// start returns the byte offset of the first line of n, or 0.
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
