// Package text reads questions and writes answers as lines of plain text, for
// terminals and pipes.
//
// Whatever it writes is free of control characters, so that neither a question
// nor a passage can send a terminal escape codes.
package text

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/bot"
	"okbot/bot/l10n"
)

// A Style says what the output can show; the zero Style is that of a pipe.
type Style struct {
	Bold  bool // matched words in bold
	Links bool // sources as hyperlinks (OSC 8)
	Width int  // columns to break lines at; 0: none
}

// maxCitations is how many citations stand below a snippet.
const maxCitations = 3

// Answer writes a for people to read, in one call of w.Write.
func Answer(w io.Writer, a bot.Answer, s Style) error {
	p := page{style: s, lang: a.Lang}
	none, lead := bot.None(a.Lang)
	if a.Corrected != "" {
		p.line(bot.CorrectionNote(a.Lang, a.Corrected))
	}
	switch {
	case a.Message != "":
		p.line(a.Message)
		lead = ""
	case !a.Answered:
		p.line(none)
	}
	p.snippets(a.Snippets)
	if a.Until != "" {
		if a.Answered {
			p.line("")
		}
		p.line(bot.UntilNote(a.Lang, a.Until))
	}
	if len(a.Suggestions) > 0 && lead != "" {
		p.line(lead)
	}
	for _, q := range a.Suggestions {
		p.line("  - " + q)
	}
	return p.writeTo(w)
}

// Snippets writes some snippets of an answer in the language lang.
func Snippets(w io.Writer, lang string, list []bot.Snippet, s Style) error {
	p := page{style: s, lang: lang}
	p.snippets(list)
	return p.writeTo(w)
}

// Sources writes every citation of a, each page once.
func Sources(w io.Writer, a bot.Answer, s Style) error {
	p := page{style: s, lang: a.Lang}
	seen := map[string]bool{}
	for _, sn := range a.Snippets {
		for _, c := range sn.Citations {
			line := p.citation(c)
			if !seen[line] {
				seen[line] = true
				p.add(fmt.Sprintf("%d. %s", len(seen), line))
			}
		}
	}
	if len(seen) == 0 {
		p.line(l10n.NoSources.In(p.lang))
	}
	return p.writeTo(w)
}

// Note writes lines that are no answer, in one call of w.Write.
func Note(w io.Writer, s Style, lines ...string) error {
	p := page{style: s}
	for _, line := range lines {
		p.line(line)
	}
	return p.writeTo(w)
}

// page is a text under way.
type page struct {
	b     strings.Builder
	style Style
	lang  string
}

func (p *page) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, p.b.String())
	return err
}

// line adds a line of text without marks, add one that may have some.
func (p *page) line(text string) { p.add(Printable(text)) }

func (p *page) add(line string) {
	if p.style.Width > 0 {
		line = fold(line, p.style.Width)
	}
	p.b.WriteString(line + "\n")
}

func (p *page) snippets(list []bot.Snippet) {
	for i, s := range list {
		if i > 0 {
			p.b.WriteByte('\n')
		}
		p.snippet(s)
	}
}

// snippet writes the quoted text, what is to know about it, and its citations.
func (p *page) snippet(s bot.Snippet) {
	line := "“" + p.marked(s) + "”"
	if s.Date != "" {
		line += " (" + bot.ShowDate(p.lang, s.Date) + ")"
	}
	if s.Lang != p.lang {
		line += " [" + bot.ForeignNote(p.lang) + "]"
	}
	p.add(line)
	for _, c := range s.Citations[:min(maxCitations, len(s.Citations))] {
		p.add("  " + p.citation(c))
	}
	if more := len(s.Citations) - maxCitations; more > 0 {
		p.add("  " + l10n.MoreSources.In(p.lang, more))
	}
}

// marked is the snippet's text with its matched words in bold.
func (p *page) marked(s bot.Snippet) string {
	if !p.style.Bold {
		return Printable(s.Text)
	}
	var b strings.Builder
	last := 0
	for _, h := range s.Highlights {
		b.WriteString(Printable(s.Text[last:h[0]]))
		b.WriteString("\x1b[1m" + Printable(s.Text[h[0]:h[1]]) + "\x1b[22m")
		last = h[1]
	}
	return b.String() + Printable(s.Text[last:])
}

// citation is "publisher, date · title · link", without what is unknown.
func (p *page) citation(c bot.Citation) string {
	head := join(", ", Printable(c.Publisher), bot.ShowDate(p.lang, c.Date))
	return join(" · ", head, Printable(c.Title), p.link(c.URL))
}

// join joins the parts that are not empty.
func join(separator string, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, separator)
}

// Printable returns text without control characters, direction marks and what
// is no UTF-8; line breaks and tabs become blanks.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		case r == utf8.RuneError:
			return '\uFFFD'
		}
		return r
	}, text)
}
