package discord

import (
	"regexp"
	"strings"

	"okbot/bot"
	"okbot/bot/text"
)

const (
	fence    = "```"
	maxDepth = 4 // of an item as it is shown
	// goesOn stands on a line of its own for what is left out.
	goesOn = "…"
)

// quoted returns a snippet as Markdown, cut to a size: running text and items in
// quotation marks with the matches in bold, an item a line, and code in fences. What
// does not fit is cut, at an item or a line of code where there are several. An
// ellipsis stands for it, and for the items that a list has beside the quoted ones.
func quoted(s bot.Snippet, limit int) string {
	q := quoteWriter{room: limit}
	parts := s.Parts()
	if len(parts) > 1 || s.ListGoesOn || parts[0].Code {
		q.room -= size("\n" + goesOn)
	}
	whole := true
	for i, part := range parts {
		if part.Code {
			whole = q.addCode(part.Text)
		} else {
			whole = q.addText(part, i > 0 && parts[i-1].Item)
		}
		if !whole {
			break
		}
	}
	if (s.ListGoesOn || !whole) && !q.cut {
		q.b.WriteString(q.lineStart() + goesOn)
	}
	q.endQuote()
	return q.b.String()
}

// A quoteWriter is a snippet under way.
type quoteWriter struct {
	b    strings.Builder
	room int  // for what is added
	open bool // inside quotation marks
	cut  bool // ends in an ellipsis
}

// addText adds running text or an item and reports whether all of it fits. An item
// after another is left out if it does not.
func (q *quoteWriter) addText(part bot.Part, afterItem bool) bool {
	start := q.lineStart()
	if part.Item {
		start += strings.Repeat("  ", min(part.Depth, maxDepth)) + "- "
	}
	end := 0 // size of the closing quotation mark
	if !q.open {
		start += "“"
		end = size("”")
	}
	out, whole := bold(part.Text, part.Highlights, q.room-size(start)-end-size(ellipsis))
	switch {
	case out == "" && (part.Item || q.b.Len() > 0), !whole && afterItem:
		return whole
	case !whole:
		out, q.cut = out+ellipsis, true
	}
	q.open = true
	q.write(start+out, end)
	return whole
}

// addCode adds the lines of code that fit, at least a part of the first, and reports
// whether they are all.
func (q *quoteWriter) addCode(code string) bool {
	code = inertCode(code)
	if strings.TrimSpace(code) == "" {
		return true
	}
	q.endQuote()
	start, end := q.lineStart()+fence+"\n", "\n"+fence
	room := q.room - size(start+end)
	if room < size(ellipsis)+1 {
		return false
	}
	shown := code
	for size(shown) > room {
		last := strings.LastIndexByte(shown, '\n')
		if last <= 0 {
			shown, q.cut = cut(shown, room), true
			break
		}
		shown = shown[:last]
	}
	q.write(start+shown+end, 0)
	return shown == code
}

func (q *quoteWriter) write(s string, more int) {
	q.b.WriteString(s)
	q.room -= size(s) + more
}

// lineStart returns what a new line starts with.
func (q *quoteWriter) lineStart() string {
	if q.b.Len() == 0 {
		return ""
	}
	return "\n"
}

// endQuote closes the quotation marks. Their size is reserved.
func (q *quoteWriter) endQuote() {
	if q.open {
		q.b.WriteString("”")
		q.open = false
	}
}

// fences are marks that would end a fence.
var fences = regexp.MustCompile("`{3,}")

// inertCode returns code for a fence: without control characters and with a character
// of no width between the marks that would end it.
func inertCode(code string) string {
	return fences.ReplaceAllStringFunc(text.PrintableCode(code), func(marks string) string {
		return strings.TrimSuffix(strings.ReplaceAll(marks, "`", "`\u200b"), "\u200b")
	})
}

// cutMarkdown is [cut] of what [quoted] returned: a fence that is cut is closed.
func cutMarkdown(markdown string, limit int) string {
	out := cut(markdown, limit)
	if strings.Count(out, fence)%2 == 0 {
		return out
	}
	if out = cut(markdown, limit-size("\n"+fence)); strings.Count(out, fence)%2 == 0 {
		return out
	}
	return out + "\n" + fence
}
