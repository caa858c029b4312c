package corpus

import (
	"regexp"
	"strings"
)

var (
	colons      = regexp.MustCompile(`^\s*:::+\s*(?:\{([^}]*)\}|([\w-]+))?\s*(?:\[([^\]]*)\])?\s*(.*?)\s*$`)
	admonition  = regexp.MustCompile(`^(\s*)(!!!|\?\?\?|===)[!+]?\s+(?:[a-z][\w-]*\s*){0,3}(?:"([^"]*)")?\s*$`)
	alert       = regexp.MustCompile(`^(\s*(?:>\s*)+)\[![\w-]+\][+-]?\s*(.*)$`)
	module      = regexp.MustCompile(`^(?:import\s.*from\s*['"].*['"]|import\s*['"].*['"]);?\s*$`)
	moduleStart = regexp.MustCompile(`^(?:import\s+[\w{*]|export\s+(?:const|let|default|function|async|\{))`)
	toc         = regexp.MustCompile(`(?i)^\s*(?:\[\[_?toc_?\]\]|\[toc\]|\{:\s*toc[^}]*\})\s*$`)
	attributes  = regexp.MustCompile(`^\s*\{:[^}]*\}\s*$`)
	blockCode   = regexp.MustCompile(`^\s*(?:\{%-?\s*highlight\b[^%]*%\}|\{\{[<%]\s*highlight\b[^}]*[>%]\}\})\s*$`)
	blockNote   = regexp.MustCompile(`^\s*(?:\{%-?\s*comment\s*-?%\}|\{\{[<%]\s*comment\s*[>%]\}\})`)
)

const codeFence = "````````````" // longer than those that people write

// special takes in a line that is more than text, and reports whether it was one.
func (c *markupCleaner) special(line string) bool {
	trimmed := strings.TrimSpace(line)
	switch trimmed[0] {
	case 'i', 'e':
		return c.module(line)
	case ':':
		return c.colons(line)
	case '!', '?', '=':
		return c.admonition(line)
	case '>':
		return c.alert(line)
	case '[', '{':
		return c.braces(line, trimmed)
	case '%':
		if trimmed == "%%" && c.has("%%") {
			c.skipTo = "%%"
			return true
		}
	case '<':
		return c.tags(line)
	}
	return c.inModule
}

// colons takes in a line of a container of Docusaurus, VitePress or Pandoc.
func (c *markupCleaner) colons(line string) bool {
	m := colons.FindStringSubmatch(line)
	switch {
	case m == nil:
		return false
	case m[1]+m[2]+m[3]+m[4] == "":
		c.scope("/:::")
	default:
		c.scope(":::")
		c.caption("", firstOf(parameter(m[1], "title"), m[3], m[4]))
	}
	return true
}

// admonition takes in the first line of an admonition of MkDocs, whose lines are
// indented.
func (c *markupCleaner) admonition(line string) bool {
	m := admonition.FindStringSubmatch(line)
	if m == nil || m[2] == "===" && m[3] == "" {
		return false
	}
	c.caption("", m[3])
	c.indents = append(c.indents, indentOf(line)+c.outerIndent()+4)
	return true
}

// alert takes in the first line of an alert of GitHub or a callout of Obsidian.
func (c *markupCleaner) alert(line string) bool {
	m := alert.FindStringSubmatch(line)
	if m != nil {
		c.caption(m[1], m[2])
	}
	return m != nil
}

// braces takes in a line that is a tag of Liquid, a short code, a table of contents
// or attributes.
func (c *markupCleaner) braces(line, trimmed string) bool {
	switch {
	case toc.MatchString(trimmed):
		if n := len(c.prose); n > 0 && isListItem(c.prose[n-1]) { // it stands for the table of contents
			c.prose, c.from = c.prose[:n-1], c.from[:n-1]
		}
		c.emit("")
	case attributes.MatchString(trimmed):
	case blockCode.MatchString(trimmed) && c.has("highlight"):
		c.flush()
		c.emit(codeFence)
		c.region = region{name: "highlight", verbatim: true}
	case blockNote.MatchString(trimmed) && c.has("comment"):
		if c.skipTo = "endcomment"; !c.has(c.skipTo) {
			c.skipTo = "/comment"
		}
	default:
		return c.shortCode(line)
	}
	return true
}

// outerIndent is the indentation that the admonitions around the line have taken
// off it.
func (c *markupCleaner) outerIndent() int {
	if n := len(c.indents); n > 0 {
		return c.indents[n-1]
	}
	return 0
}

// caption writes text as a block of its own that introduces the next one. quote
// is what begins the line, if it is in a quotation.
func (c *markupCleaner) caption(quote, text string) {
	c.flush()
	c.emit(strings.TrimRight(quote, " "))
	if text = strings.TrimSpace(text); text != "" {
		c.emit(quote + captionMark + cleanInline(text, c.mdx))
		c.emit(strings.TrimRight(quote, " "))
	}
}

// scope writes where what is called name begins or, as "/name", ends. Headings in
// it do not hold for what comes after.
func (c *markupCleaner) scope(name string) {
	c.flush()
	c.emit("")
	c.emit(scopeMark + name)
	c.emit("")
}

// module takes in a line of an import or export.
func (c *markupCleaner) module(line string) bool {
	starts := module.MatchString(line) || c.mdx && c.blank && moduleStart.MatchString(line)
	if starts {
		c.inModule = c.mdx
	}
	return starts || c.inModule
}

// comments cuts the HTML comments out of a line.
func (c *markupCleaner) comments(line string) string {
	for {
		i := strings.Index(line, "<!--")
		if i < 0 || strings.Count(line[:i], "`")%2 == 1 {
			return line
		}
		before, rest := line[:i], line[i+4:]
		if _, after, closed := strings.Cut(rest, "-->"); closed {
			line = before + after
			continue
		}
		if c.has("-->") {
			c.skipTo = "-->"
		}
		return before
	}
}
