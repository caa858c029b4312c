package slack

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/text"
)

const (
	bullet   = "• "
	maxDepth = 4 // of an item as it is shown
)

// A quoteWriter is a snippet under way.
type quoteWriter struct {
	elements []slack.RichTextElement
	line     []slack.RichTextSectionElement // of the quote under way
	plain    string                         // the text at the end of line that is not added yet
	text     int                            // characters left
	bold     int                            // matches in bold left
	cut      bool                           // whether the text ends in an ellipsis
}

// quoted returns the snippet as quotes, an item a line, and as code. What exceeds max
// is cut, at an item or a line of code where there are several. An ellipsis stands for
// it, and for the items that a list has beside the quoted ones.
func quoted(s bot.Snippet, max size) []slack.RichTextElement {
	q := quoteWriter{text: max.text, bold: max.bold}
	parts := s.Parts()
	whole := true
	for i, part := range parts {
		if whole = q.add(part, i > 0 && parts[i-1].Item); !whole {
			break
		}
	}
	if (s.ListGoesOn || !whole) && !q.cut {
		q.newLine()
		q.plain += "…"
	}
	if q.endQuote(); len(q.elements) == 0 {
		q.plain = "…"
		q.endQuote()
	}
	return q.elements
}

// add adds a part and reports whether there is room for more. An item after another
// is left out if it does not fit.
func (q *quoteWriter) add(part bot.Part, afterItem bool) bool {
	switch n := utf8.RuneCountInString(part.Text); {
	case q.text <= 0, part.Item && afterItem && n > q.text:
		return false
	case part.Code:
		return q.addCode(part.Text)
	}
	q.newLine()
	if part.Item {
		q.plain += strings.Repeat("    ", min(part.Depth, maxDepth)) + bullet
	}
	last := 0
	for _, h := range part.Highlights[:min(q.bold, len(part.Highlights))] {
		q.addText(part.Text[last:h[0]], nil)
		q.addText(part.Text[h[0]:h[1]], bold)
		q.bold--
		last = h[1]
	}
	q.addText(part.Text[last:], nil)
	return true
}

// addText adds as much of a piece of text as there is room for.
func (q *quoteWriter) addText(piece string, style *slack.RichTextSectionTextStyle) {
	piece = text.Printable(piece)
	if piece == "" || q.text <= 0 {
		return
	}
	shown := cut(piece, q.text)
	q.text -= utf8.RuneCountInString(piece)
	q.cut = shown != piece
	if style == nil {
		q.plain += shown
		return
	}
	q.flush()
	q.line = append(q.line, styled(shown, style))
}

// addCode adds the lines of code that there is room for, at least a part of the first,
// and reports whether they are all.
func (q *quoteWriter) addCode(code string) bool {
	code = text.PrintableCode(code)
	if strings.TrimSpace(code) == "" {
		return true
	}
	q.endQuote()
	shown := code
	for utf8.RuneCountInString(shown) > q.text {
		end := strings.LastIndexByte(shown, '\n')
		if end <= 0 {
			shown, q.cut = cut(shown, q.text), true
			break
		}
		shown = shown[:end]
	}
	q.text -= utf8.RuneCountInString(shown)
	q.elements = append(q.elements, &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{styled(shown, nil)}})
	return shown == code
}

// newLine starts a line of the quote, unless it is the first.
func (q *quoteWriter) newLine() {
	if q.plain != "" || len(q.line) > 0 {
		q.plain += "\n"
	}
}

func (q *quoteWriter) flush() {
	if q.plain != "" {
		q.line = append(q.line, styled(q.plain, nil))
		q.plain = ""
	}
}

func (q *quoteWriter) endQuote() {
	if q.flush(); len(q.line) > 0 {
		q.elements = append(q.elements, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: q.line})
		q.line = nil
	}
}

// plainQuote returns the snippet in quotation marks as plain text.
func plainQuote(s bot.Snippet) string {
	var b strings.Builder
	for i, part := range s.Parts() {
		if i > 0 {
			b.WriteByte('\n')
		}
		if part.Item {
			b.WriteString(strings.Repeat("  ", min(part.Depth, maxDepth)) + bullet)
		}
		b.WriteString(part.Text)
	}
	if s.ListGoesOn {
		b.WriteString("\n…")
	}
	return "“" + b.String() + "”"
}
