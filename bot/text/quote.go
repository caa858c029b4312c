package text

import (
	"strings"

	"okbot/bot"
)

const (
	bulletHang = 2 // columns of "- "
	maxDepth   = 4 // of an item as it is shown
	codeIndent = "    "
)

// quote writes a snippet with notes behind it. Running text and items are in
// quotation marks, an item a line. Code is indented, and else as it is. An ellipsis
// stands for the items that a list has beside the quoted ones.
func (p *page) quote(s bot.Snippet, notes string) {
	parts := s.Parts()
	last := len(parts) - 1
	for i, part := range parts {
		if part.Code {
			p.code(part.Text)
			continue
		}
		line := p.marked(part)
		if i == 0 || parts[i-1].Code {
			line = "“" + line
		}
		if i == last && !s.ListGoesOn || i < last && parts[i+1].Code {
			line += "”"
		}
		if i == last && !s.ListGoesOn {
			line = join(" ", line, notes)
		}
		if part.Item {
			p.addFolded(strings.Repeat("  ", 1+min(part.Depth, maxDepth))+"- "+line, bulletHang)
		} else {
			p.add(line)
		}
	}
	switch {
	case s.ListGoesOn && parts[last].Code:
		p.add("  " + join(" ", "…", notes))
	case s.ListGoesOn:
		p.add("  " + join(" ", "…”", notes))
	case parts[last].Code && notes != "":
		p.add("  " + notes)
	}
}

// marked is the text of a part with its matched words in bold.
func (p *page) marked(part bot.Part) string {
	if !p.style.Bold {
		return Printable(part.Text)
	}
	var b strings.Builder
	last := 0
	for _, h := range part.Highlights {
		b.WriteString(Printable(part.Text[last:h[0]]))
		b.WriteString("\x1b[1m" + Printable(part.Text[h[0]:h[1]]) + "\x1b[22m")
		last = h[1]
	}
	return b.String() + Printable(part.Text[last:])
}

// code writes lines of code, which are not folded.
func (p *page) code(text string) {
	for _, line := range strings.Split(PrintableCode(text), "\n") {
		if line != "" {
			line = codeIndent + line
		}
		p.b.WriteString(line + "\n")
	}
}
