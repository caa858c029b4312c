package corpus

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Site generators and note apps add marks to Markdown that no parser of Markdown
// knows: short codes, admonitions, components, anchors, comments, wiki links.
// Before a page is parsed, they are rewritten as Markdown or taken out, but never
// in code. What they wrap stays, and so does the text that they name.

// A source is Markdown with the lines of the file that its lines come from, from 1;
// nil means that they are the same.
type source struct {
	text  string
	lines []int
}

// plainMarkdown returns body, which starts after line offset of its file, as
// plain Markdown, and what it leaves out. In MDX there are expressions too.
func plainMarkdown(body string, isMDX bool, offset int) (source, []dropped) {
	if strings.ContainsAny(body, ownMarks) {
		body = noMarks.Replace(body)
	}
	c := markupCleaner{mdx: isMDX, body: body, line: offset, blank: true, absent: map[string]bool{}}
	for line := range strings.Lines(body) {
		c.line++
		c.at += len(line)
		c.next(strings.TrimSuffix(line, "\n"))
	}
	c.flush()
	return source{c.out.String(), c.lines}, c.dropped
}

// markupCleaner goes through the lines of a document.
type markupCleaner struct {
	mdx  bool
	body string
	at   int // offset in body after the line
	line int // of the file

	out   strings.Builder
	lines []int
	prose []string // lines of text that are not cleaned yet: up to a blank line, code or a caption
	from  []int    // their lines in the file

	fence    string // that the block of code began with, "" outside of one
	skipTo   string // what ends the comment, "" outside of one
	region   region // of lines that are left alone
	indents  []int  // of the admonitions that the line is in
	inList   bool   // the line may go on an item of a list
	code     bool   // the line before was indented code
	blank    bool   // the line before was blank or there was none
	inModule bool   // in an import or export of MDX

	absent  map[string]bool // what the rest of body does not have
	dropped []dropped
}

// next takes in a line.
func (c *markupCleaner) next(line string) {
	if c.skipTo != "" {
		_, rest, found := strings.Cut(line, c.skipTo)
		if !found {
			return
		}
		if _, after, is := strings.Cut(rest, "}"); is && c.skipTo != "-->" && c.skipTo != "%%" { // of a short code
			rest = strings.TrimLeft(after, "}")
		}
		c.skipTo = ""
		if line = rest; strings.TrimSpace(line) == "" {
			return
		}
	}
	if c.region.name != "" {
		c.inRegion(line)
		return
	}
	line = c.dedent(line)
	if c.fence != "" {
		c.emit(line)
		if closesFence(line, c.fence) {
			c.fence = ""
		}
		return
	}
	if c.isIndentedCode(line) {
		c.flush()
		c.emit(line)
		return
	}
	defer func() { c.blank = strings.TrimSpace(line) == "" }()
	if fence := opensFence(line); fence != "" {
		c.flush()
		c.fence = fence
		c.emit(line)
		return
	}
	if strings.TrimSpace(line) == "" {
		c.inModule = false
		c.flush()
		c.emit("")
		return
	}
	if c.special(line) {
		return
	}
	c.prose, c.from = append(c.prose, c.comments(plainBullet(line))), append(c.from, c.line)
	if strings.Contains(line, "]:") && linkDefinition.MatchString(line) { // each a paragraph: several in one take the square of their number
		c.flush()
		c.emit("")
	}
}

// emit writes a line of Markdown that comes from the current line of the file.
func (c *markupCleaner) emit(line string) { c.write(line, c.line) }

func (c *markupCleaner) write(line string, from int) {
	c.out.WriteString(line)
	c.out.WriteByte('\n')
	c.lines = append(c.lines, from)
}

// flush cleans and writes the lines of text that wait.
func (c *markupCleaner) flush() {
	if len(c.prose) == 0 {
		return
	}
	text := strings.Join(c.prose, "\n")
	if strings.ContainsAny(text, inlineMarks) {
		text = cleanInline(text, c.mdx)
	}
	i := 0
	for _, line := range strings.Split(text, "\n") {
		c.write(strings.ReplaceAll(line, takenBreak, " "), c.from[i])
		i += 1 + strings.Count(line, takenBreak)
	}
	c.prose, c.from = c.prose[:0], c.from[:0]
}

// has reports whether the rest of the body has s.
func (c *markupCleaner) has(s string) bool {
	if !c.absent[s] {
		c.absent[s] = !strings.Contains(c.body[c.at:], s)
	}
	return !c.absent[s]
}

var (
	fenceLine      = regexp.MustCompile("^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(```+|~~~+)([^\n]*)$")
	linkDefinition = regexp.MustCompile(`^ {0,3}\[[^\]^][^\]]*\]:\s*\S+`)
	listMark       = regexp.MustCompile(`^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)`)
)

// isListItem reports whether line begins an item of a list.
func isListItem(line string) bool {
	text := strings.TrimLeft(line, " \t>")
	return text != "" && strings.IndexByte("-*+0123456789", text[0]) >= 0 && listMark.MatchString(line)
}

// opensFence returns the fence that begins a block of code in line, or "".
func opensFence(line string) string {
	if !strings.Contains(line, "```") && !strings.Contains(line, "~~~") {
		return ""
	}
	m := fenceLine.FindStringSubmatch(line)
	if m == nil || m[1][0] == '`' && strings.Contains(m[2], "`") {
		return ""
	}
	return m[1]
}

// closesFence reports whether line ends the block of code that fence began.
func closesFence(line, fence string) bool {
	line = strings.TrimLeft(strings.TrimSpace(line), "> \t")
	return strings.HasPrefix(line, fence) && strings.Trim(line, fence[:1]) == ""
}

// bullets are the bullets of office software and of Korean letters.
const bullets = "•◦▪●○‣∙·"

// plainBullet returns line with a bullet of Markdown in place of another.
func plainBullet(line string) string {
	text := strings.TrimLeft(line, " \t")
	r, n := utf8.DecodeRuneInString(text)
	if n < 2 || !strings.ContainsRune(bullets, r) || len(text) == n || text[n] != ' ' && text[n] != '\t' {
		return line
	}
	return line[:len(line)-len(text)] + "-" + text[n:]
}

// indentOf returns the columns of white space before the text of a line.
func indentOf(line string) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// isIndentedCode reports whether line belongs to a block of code that is marked
// by its indentation. MDX has none.
func (c *markupCleaner) isIndentedCode(line string) bool {
	switch indent := indentOf(line); {
	case strings.TrimSpace(line) == "":
		return false
	case indent < 4:
		c.inList = isListItem(line) || c.inList && (indent > 1 || !c.blank)
		c.code = false
	case c.mdx:
		return false
	default:
		c.code = !c.inList && (c.blank || c.code)
	}
	return c.code
}

// dedent takes the indentation of admonitions off their lines.
func (c *markupCleaner) dedent(line string) string {
	if strings.TrimSpace(line) == "" {
		return line
	}
	indent := indentOf(line)
	for n := len(c.indents); n > 0 && indent < c.indents[n-1]; n-- {
		c.indents = c.indents[:n-1]
		c.fence = ""
		c.flush()
		c.emit("")
	}
	if n := len(c.indents); n > 0 {
		return cutIndent(line, c.indents[n-1])
	}
	if c.mdx && indent >= 4 && !c.inList && c.fence == "" {
		return strings.TrimLeft(line, " \t")
	}
	return line
}

// cutIndent cuts n columns of white space off the start of line.
func cutIndent(line string, n int) string {
	for column := 0; column < n && line != "" && (line[0] == ' ' || line[0] == '\t'); line = line[1:] {
		if column++; line[0] == '\t' {
			column += 3
		}
	}
	return line
}
