package corpus

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	inlineMarks  = "{[<=%^*" // that cleanInline looks at
	takenBreak   = "\x00"    // stands for a line break in what was taken out
	maxTicks     = 64        // backticks around a code span
	maxMarkBytes = 4000      // of a short code, a component or an expression
)

// cleanInline takes the marks that are not Markdown out of text, but not out of
// its code. A line break that goes with them is takenBreak.
func cleanInline(text string, isMDX bool) string {
	c := inlineCleaner{text: text, mdx: isMDX, unclosed: map[int]bool{}, closing: map[int]bool{}}
	for c.at < len(text) {
		if !c.mark() {
			c.out.write(text[c.at : c.at+1])
			c.at++
		}
	}
	return string(c.out.b)
}

type inlineCleaner struct {
	text     string
	mdx      bool
	at       int
	out      outBuffer
	unclosed map[int]bool // lengths of runs of backticks that no other run closes
	closing  map[int]bool // offsets of the marks that end strong text, and whether they are taken out
	ahead    int          // bytes that were looked at ahead
}

// mark deals with the mark at c.at, and reports false if there is none.
func (c *inlineCleaner) mark() bool {
	switch rest := c.text[c.at:]; rest[0] {
	case '\\':
		return c.keep(min(2, len(rest)))
	case '`':
		return c.keep(c.codeSpan(rest))
	case '{':
		return c.brace(rest)
	case '<':
		return c.drop(c.component(rest))
	case '[', '!':
		return c.wikiLink(rest)
	case '=':
		if m := highlighted.FindStringSubmatch(rest); m != nil && !c.afterWord() {
			return c.replace(len(m[0]), m[1])
		}
	case '%':
		if m := hidden.FindString(rest); m != "" {
			return c.drop(len(m))
		}
	case '^':
		if m := blockID.FindString(rest); m != "" && c.at > 0 && c.text[c.at-1] == ' ' {
			return c.drop(len(m))
		}
	case '*':
		return c.emphasis(rest)
	case ']':
		if m := spacedLink.FindStringSubmatch(rest); m != nil {
			return c.replace(len(m[0]), "](<"+strings.Trim(m[1], "<> ")+">)")
		}
	}
	return false
}

var (
	highlighted = regexp.MustCompile(`^==([^=\s](?:[^=\n]*[^=\s])?)==`)
	hidden      = regexp.MustCompile(`^%%[^%\n]+%%`)
	blockID     = regexp.MustCompile(`^\^[A-Za-z0-9-]{3,}[ \t]*(?:\n|$)`)
	wikiLink    = regexp.MustCompile(`^(!?)\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]`)
	strongText  = regexp.MustCompile(`^\*\*([^*\n` + "`" + `]+)\*\*`)
	spacedLink  = regexp.MustCompile(`^\]\(((?:https?://|\.{0,2}/|#|<)?[^()<>"'\n]* [^()<>"'\n]*)\)`)
)

// keep copies n bytes.
func (c *inlineCleaner) keep(n int) bool { return c.replace(n, c.text[c.at:c.at+n]) }

// replace puts text in place of n bytes.
func (c *inlineCleaner) replace(n int, text string) bool {
	c.out.write(text)
	c.at += n
	return true
}

// drop takes n bytes out, and the emphasis around them if nothing else is in it.
// It reports false if there is nothing to take out.
func (c *inlineCleaner) drop(n int) bool {
	if n == 0 {
		return false
	}
	taken := c.text[c.at : c.at+n]
	c.at += n
	rest := c.text[c.at:]
	for _, mark := range []string{"**", "__", "*", "_"} {
		if strings.HasPrefix(rest, mark) && c.out.endsWith(mark) {
			c.out.cut(len(mark))
			c.at += len(mark)
			break
		}
	}
	if strings.HasSuffix(taken, "\n") { // the end of the line stays
		c.at--
		taken = taken[:len(taken)-1]
	}
	c.out.write(strings.Repeat(takenBreak, strings.Count(taken, "\n")))
	return true
}

// afterWord reports whether a letter or a digit is before c.at.
func (c *inlineCleaner) afterWord() bool {
	last, _ := utf8.DecodeLastRuneInString(c.text[:c.at])
	return unicode.IsLetter(last) || unicode.IsDigit(last) || last == '='
}

// codeSpan returns the length of the code span that rest begins with, or of its
// backticks if it is none.
func (c *inlineCleaner) codeSpan(rest string) int {
	n := len(rest) - len(strings.TrimLeft(rest, "`"))
	if n > maxTicks || c.unclosed[n] {
		return n
	}
	for at := n; at < len(rest); {
		i := strings.IndexByte(rest[at:], '`')
		if i < 0 {
			break
		}
		at += i
		run := len(rest[at:]) - len(strings.TrimLeft(rest[at:], "`"))
		if at += run; run == n {
			return at
		}
	}
	c.unclosed[n] = true
	return n
}

// wikiLink deals with [[page]], [[page|text]] and ![[file]]. What is a link to
// Markdown, as [[1]](page), is left to that.
func (c *inlineCleaner) wikiLink(rest string) bool {
	if !strings.HasPrefix(rest, "[[") && !strings.HasPrefix(rest, "![[") {
		return false
	}
	m := wikiLink.FindStringSubmatch(rest)
	switch {
	case m == nil:
		return false
	case m[1] != "":
		return c.drop(len(m[0]))
	case strings.HasPrefix(rest[len(m[0]):], "(") || strings.HasPrefix(rest[len(m[0]):], "["):
		return false
	case m[3] != "":
		return c.replace(len(m[0]), m[3])
	}
	name := strings.TrimLeft(m[2], "#")
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	return c.replace(len(m[0]), strings.ReplaceAll(name, "#", " "))
}

// emphasis takes out the marks of strong text that Markdown does not see as such:
// those between a letter and punctuation, as in **드레인(drain)**은.
func (c *inlineCleaner) emphasis(rest string) bool {
	if taken, is := c.closing[c.at]; is && taken {
		c.at += 2
		return true
	} else if is {
		return c.keep(2)
	}
	m := strongText.FindStringSubmatch(rest)
	if m == nil {
		return strings.HasPrefix(rest, "**") && c.keep(len(rest)-len(strings.TrimLeft(rest, "*")))
	}
	before, _ := utf8.DecodeLastRuneInString(c.text[:c.at])
	after, _ := utf8.DecodeRuneInString(rest[len(m[0]):])
	first, _ := utf8.DecodeRuneInString(m[1])
	last, _ := utf8.DecodeLastRuneInString(m[1])
	opens := !unicode.IsSpace(first) && !(unicode.IsPunct(first) && unicode.IsLetter(before))
	closes := !unicode.IsSpace(last) && !(unicode.IsPunct(last) && unicode.IsLetter(after))
	end := c.at + 2 + len(m[1])
	c.closing[end] = !opens || !closes
	if opens && closes {
		return c.keep(2)
	}
	c.at += 2
	return true
}

// component returns the length of the tag of a component that rest begins with,
// or 0: its name begins with a capital, and it may hold expressions.
func (c *inlineCleaner) component(rest string) int {
	name := strings.TrimPrefix(rest[1:min(len(rest), 64)], "/")
	if strings.HasPrefix(name, ">") && c.mdx { // a fragment
		return strings.IndexByte(rest, '>') + 1
	}
	if name == "" || name[0] < 'A' || name[0] > 'Z' || !c.spend(0) {
		return 0
	}
	depth, quote, near := 0, byte(0), rest[:min(len(rest), maxMarkBytes)]
	for i := range len(near) {
		switch ch := near[i]; {
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '"' || ch == '\'':
			quote = ch
		case ch == '{':
			depth++
		case ch == '}':
			depth--
		case ch == '>' && depth <= 0:
			c.spend(i)
			return i + 1
		}
	}
	c.spend(len(near))
	return 0
}

// outBuffer is text whose end can be taken back.
type outBuffer struct{ b []byte }

func (o *outBuffer) write(s string)            { o.b = append(o.b, s...) }
func (o *outBuffer) cut(n int)                 { o.b = o.b[:len(o.b)-n] }
func (o *outBuffer) endsWith(mark string) bool { return bytes.HasSuffix(o.b, []byte(mark)) }
