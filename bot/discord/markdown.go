package discord

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// size is the length of text as Discord counts at most: in UTF-16 code units.
func size(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// plain returns text on one line, without what is invisible or changes the
// direction of writing (joiners excepted, which emoji and some scripts need).
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c', r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
}

// ellipsis tells that a text goes on.
const ellipsis = " …"

// cut returns the graphemes of text that fit in a size, with an ellipsis if that
// is not all of it.
func cut(text string, limit int) string { return cutAs(text, limit, raw) }

// escaped returns plain text that Discord's Markdown shows as it is, cut to a size.
func escaped(text string, limit int) string { return cutAs(plain(text), limit, escape) }

// A writing is how the piece of text from start to end is written.
type writing func(text string, start, end int) string

func raw(text string, start, end int) string { return text[start:end] }

func cutAs(text string, limit int, write writing) string {
	if out, whole := fit(text, limit, write); whole {
		return out
	}
	out, _ := fit(text, limit-size(ellipsis), write)
	return strings.TrimRight(out, " ") + ellipsis
}

// fit writes the graphemes of text that fit in a size, and reports whether those
// are all.
func fit(text string, limit int, write writing) (string, bool) {
	if all := write(text, 0, len(text)); size(all) <= limit {
		return all, true
	}
	var b strings.Builder
	for g := graphemes.FromString(text); g.Next(); {
		part := write(text, g.End()-len(g.Value()), g.End())
		if limit -= size(part); limit < 0 {
			return b.String(), false
		}
		b.WriteString(part)
	}
	return b.String(), true
}

// escape puts a backslash before each character of a piece of text that Discord's
// Markdown would read as more than that.
func escape(text string, start, end int) string {
	var b strings.Builder
	for i, r := range text[start:end] {
		if special(text, start+i) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// special reports whether the byte at i means something in Discord's Markdown:
// emphasis, code, spoilers, links and mentions anywhere; emoji (:name:), addresses
// and invitations (a.gg/b) by what is around; headings, lists and quotes at the
// start.
func special(text string, i int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && text[i] < utf8.RuneSelf && unicode.IsLetter(rune(text[i]))
	}
	switch text[i] {
	case '\\', '*', '_', '~', '|', '`', '[', ']', '<', '>', '@':
		return true
	case ':':
		return letter(i+1) || strings.HasPrefix(text[i+1:], "/") || strings.HasPrefix(text[i+1:], "+") || strings.HasPrefix(text[i+1:], "-")
	case '/':
		return letter(i - 1)
	case '#', '-':
		return i == 0
	case '.':
		return i > 0 && strings.Trim(text[:i], "0123456789") == ""
	}
	return false
}

// quoted returns text with its highlighted byte ranges in bold, in quotation
// marks, escaped and cut to a size.
func quoted(text string, highlights [][2]int, limit int) string {
	const marks = "**"
	limit -= size("“”" + ellipsis)
	var b strings.Builder
	// part writes a stretch of text between marks and reports whether all of it fit.
	part := func(stretch, mark string) bool {
		out, whole := fit(plain(stretch), limit-2*size(mark), escape)
		if out == "" || strings.TrimSpace(out) != out {
			mark = "" // Discord leaves marks standing beside blanks
		}
		b.WriteString(mark + out + mark)
		limit -= size(mark + out + mark)
		return whole
	}
	last := 0
	for _, h := range append(slices.Clone(highlights), [2]int{len(text), len(text)}) {
		if h[0] < last || h[1] > len(text) || h[0] > h[1] || !boundary(text, h[0]) || !boundary(text, h[1]) {
			continue
		}
		if !part(text[last:h[0]], "") || !part(text[h[0]:h[1]], marks) {
			return "“" + strings.TrimRight(b.String(), " ") + ellipsis + "”"
		}
		last = h[1]
	}
	return "“" + b.String() + "”"
}

// boundary reports whether a character of text starts, or text ends, at the byte i.
func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// maxURL is how long Discord lets a link in an embed be.
const maxURL = 2048

// webLink returns an address that may be linked to, or "": only web pages are, and
// no hosts that are not written in ASCII, which Discord refuses. One that is too
// long loses what points at the quoted words.
func webLink(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || foreign(u.Host) {
		return ""
	}
	full := inert.Replace(u.String())
	if len(full) > maxURL {
		page, _, _ := strings.Cut(full, "#")
		full = page
	}
	if len(full) > maxURL || strings.ContainsFunc(full, func(r rune) bool { return r <= ' ' || r >= utf8.RuneSelf }) {
		return ""
	}
	return full
}

// foreign reports whether text has letters beyond ASCII.
func foreign(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// foreignHost reports whether an address is of a web page whose host is not
// written in ASCII.
func foreignHost(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && foreign(u.Host)
}

// inert encodes what could end a link in Markdown.
var inert = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "`", "%60", "|", "%7C", "\\", "%5C", "*", "%2A")
