package corpus

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// readPlainText returns the blocks of a text without markup: headings, lists and
// paragraphs as people write them in plain text. No character of it is a mark.
func readPlainText(text string, offset int) (page, error) {
	c := lineCollector{line: offset}
	for line := range strings.Lines(text) {
		c.add(strings.TrimSuffix(line, "\n"))
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
