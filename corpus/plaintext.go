package corpus

import (
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark/ast"
)

// readPlainText returns the blocks of a text without markup: headings, lists and
// paragraphs as people write them in plain text. No character of it is a mark.
func readPlainText(text string, offset int) (page, error) {
	c := lineCollector{line: offset}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	wrapped := wrapWidth(lines)
	for i, line := range lines {
		if i+1 < len(lines) && breaks(line, lines[i+1], wrapped) {
			line += hardBreak
		}
		c.add(line)
	}
	src := []byte(c.out.String())
	if _, err := checkLines(src); err != nil {
		return page{}, err
	}
	root, err := parseWith(plainBlocks, src)
	if err != nil {
		return page{}, err
	}
	markRaw(root)
	r := markdownReader{src: src, lines: c.lines, line: 1}
	r.children(root)
	return page{blocks: r.blocks}, r.err
}

// minWrap is how many columns of a terminal a line has at least that is wrapped: lists of
// phone numbers and timetables have shorter ones.
const minWrap = 50

// hardBreak is how Markdown writes a line break that stays.
const hardBreak = "  "

// wrapWidth returns at how many columns the lines of a plain text are wrapped, if they are.
func wrapWidth(lines []string) int {
	width := minWrap
	for _, line := range lines {
		width = max(width, runewidth.StringWidth(strings.TrimSpace(line)))
	}
	return width
}

// breaks reports whether line ends where its author wanted it to: the first word of the
// next would have fitted behind it, and it neither ends a sentence nor goes on indented.
func breaks(line, next string, width int) bool {
	if indentOf(next) > indentOf(line) {
		return false
	}
	line, next = strings.TrimSpace(line), strings.TrimSpace(next)
	if line == "" || next == "" || EndsSentence(line) {
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	return runewidth.StringWidth(line)+1+runewidth.StringWidth(word) <= width
}

// markRaw says of all text that backslashes and entities in it are characters.
func markRaw(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, is := n.(*ast.Text); is && entering {
			t.SetRaw(true)
		}
		return ast.WalkContinue, nil
	})
}

// lineCollector takes off the indentation of text that belongs to no list.
type lineCollector struct {
	out    strings.Builder
	lines  []int
	line   int
	inList bool
	blank  bool
}

func (c *lineCollector) add(line string) {
	c.line++
	line = plainBullet(line)
	blank := strings.TrimSpace(line) == ""
	if !blank {
		c.inList = isListItem(line) || c.inList && (indentOf(line) > 1 || !c.blank)
		if !c.inList {
			line = strings.TrimLeft(line, " \t")
		}
	}
	c.blank = blank
	c.out.WriteString(noMarks.Replace(line))
	c.out.WriteByte('\n')
	c.lines = append(c.lines, c.line)
}
