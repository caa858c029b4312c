package corpus

import (
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark/ast"
)

// readPlainText returns the blocks of a text without markup: headings, lists and
// paragraphs as people write them in plain text. No character of it is a mark.
func readPlainText(text string, offset int) (page, error) {
	if _, err := checkLines([]byte(text)); err != nil {
		return page{}, err
	}
	c := lineCollector{line: offset}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	widths := make([]int, len(lines))
	for i, line := range lines {
		widths[i] = columns(line)
	}
	mark := "# " // of the first heading, which is the title
	for i, line := range lines {
		switch {
		case i+1 == len(lines):
		case isPlainHeading(lines, i):
			line = mark + strings.TrimSpace(line)
			mark = "## "
		case breaks(lines, widths, i):
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

// plainHeading matches a line that may be a heading: it may be numbered, and has neither an
// end of a sentence nor what a value stands behind.
var plainHeading = regexp.MustCompile(`^(?:\d{1,2}\. )?[\p{L}\[【][^.:;,?!。…]{0,40}$`)

// isPlainHeading reports whether line i stands alone and something is below it: behind a
// blank line or at the beginning, and before a blank line or, if it is numbered, a list.
func isPlainHeading(lines []string, i int) bool {
	if i > 0 && strings.TrimSpace(lines[i-1]) != "" || !plainHeading.MatchString(strings.TrimSpace(lines[i])) || EndsSentence(lines[i]) {
		return false
	}
	next := plainBullet(lines[i+1])
	if strings.TrimSpace(next) != "" {
		return isListItem(next) && isListItem(lines[i])
	}
	for _, below := range lines[i+1:] {
		if strings.TrimSpace(below) != "" {
			return !plainHeading.MatchString(strings.TrimSpace(below))
		}
	}
	return false
}

// minWrap is how many columns of a terminal a line has at least that is wrapped: lists of
// phone numbers and timetables have shorter ones.
const minWrap = 50

// hardBreak is how Markdown writes a line break that stays.
const hardBreak = "  "

// columns returns how many columns of a terminal a line takes.
func columns(line string) int {
	narrow := runewidth.Condition{StrictEmojiNeutral: true} // of ambiguous characters, whatever the locale
	return narrow.StringWidth(strings.TrimSpace(line))
}

// breaks reports whether line i ends where its author wanted it to: the first word of the
// next would have fitted behind it, as long as the lines of its paragraph are, and it
// neither ends a sentence nor goes on indented. widths are those of the lines.
func breaks(lines []string, widths []int, i int) bool {
	line, next := lines[i], lines[i+1]
	if indentOf(next) > indentOf(line) || strings.TrimSpace(line) == "" || strings.TrimSpace(next) == "" || EndsSentence(strings.TrimSpace(line)) {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	needed := widths[i] + 1 + columns(word)
	if needed <= minWrap {
		return true
	}
	for _, step := range []int{-1, 1} {
		for k, n := i, 0; k >= 0 && k < len(lines) && widths[k] > 0 && n < maxNear; k, n = k+step, n+1 {
			if widths[k] >= needed {
				return true
			}
		}
	}
	return false
}

// maxNear is how many lines before and behind a line say how long lines are there.
const maxNear = 20

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
