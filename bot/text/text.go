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

// Answer writes a for people to read, in one call of w.Write.
func Answer(w io.Writer, a bot.Answer, s Style) error {
	p := page{style: s, lang: a.Lang}
	none, lead := a.None(a.Lang)
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
	if a.Nearest != nil {
		p.snippet(*a.Nearest)
	}
	p.related(a.Related)
	p.snippets(a.Snippets)
	for i, note := range a.Notes(a.Lang) {
		if i == 0 && a.Answered {
			p.line("")
		}
		p.line(note)
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

// Sources writes every citation of a, each page once, with the paths of files.
func Sources(w io.Writer, a bot.Answer, s Style) error {
	p := page{style: s, lang: a.Lang}
	seen := map[string]bool{}
	quoted := a.Snippets
	if a.Nearest != nil {
		quoted = append(slices.Clone(quoted), *a.Nearest)
	}
	for _, sn := range quoted {
		for _, c := range sn.Citations {
			line := p.citation(c, true)
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

func (p *page) add(line string) { p.addFolded(line, 0) }

// addFolded is add whose further lines, where line is folded, are indented by hang
// columns more.
func (p *page) addFolded(line string, hang int) {
	if p.style.Width > 0 {
		line = fold(line, hang, p.style.Width)
	}
	p.b.WriteString(line + "\n")
}

// related names the documents near a question that nothing answers.
func (p *page) related(documents []bot.Related) {
	if len(documents) > 0 {
		p.line(l10n.Related.In(p.lang))
	}
	for _, r := range documents {
		p.addFolded("  - "+p.citation(r.Citation(), false), bulletHang)
	}
}

func (p *page) snippets(list []bot.Snippet) {
	for i, s := range list {
		if i > 0 {
			p.b.WriteByte('\n')
		}
		p.snippet(s)
	}
}

// snippet writes the quoted text, what is to know about it, and its best sources on
// one line.
func (p *page) snippet(s bot.Snippet) {
	b := s.Beside(p.lang)
	if len(b.Sources) > 0 && b.Sources[0].Publisher == "" && b.Date == "" { // of a document
		b.Date, b.Sources[0].Date = bot.ShowDate(p.lang, b.Sources[0].Date), ""
	}
	p.quote(s, join(" ", around("(", b.Date, ")"), around("[", b.Badge, "]"), around("[", b.Foreign, "]")))
	var sources []string
	for _, c := range b.Sources {
		if c.Publisher != "" && c.Path == "" {
			c.Title = "" // whose page it is says enough
		}
		sources = append(sources, p.citation(c, false))
	}
	if b.More > 0 {
		sources = append(sources, l10n.MoreSources.In(p.lang, b.More))
	}
	if line := join(" · ", sources...); line != "" {
		p.add("  " + line)
	}
}

// around returns text between two marks, "" if there is none.
func around(open, text, end string) string {
	if text == "" {
		return ""
	}
	return open + text + end
}

// citation is "publisher, date · heading · path · link", without what is unknown.
// The path stands where there is no link, or wherever it is known if withPath is set.
func (p *page) citation(c bot.Citation, withPath bool) string {
	head := join(", ", Printable(c.Publisher), bot.ShowDate(p.lang, c.Date))
	heading, file := Printable(c.Heading()), Printable(c.Path)
	if file == heading || c.URL != "" && !withPath {
		file = ""
	}
	return join(" · ", head, heading, file, p.link(c.URL))
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
		if r == '\n' || r == '\t' {
			return ' '
		}
		return printable(r)
	}, text)
}

// PrintableCode is [Printable] that keeps line breaks and tabs.
func PrintableCode(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return printable(r)
	}, text)
}

// printable returns r, or -1 if it is a control character or a direction mark.
func printable(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return -1
	case r == utf8.RuneError:
		return '\uFFFD'
	}
	return r
}
