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

// size returns the length of text as Discord's limits count it: in UTF-16 code units.
func size(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// singleLine returns text on one line, without invisible characters and marks of
// direction, but with joiners, which emoji and some scripts need.
func singleLine(text string) string {
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

// ellipsis ends a text that was cut.
const ellipsis = " …"

// cut returns the graphemes of text that fit in a size, with an ellipsis if they are
// not all.
func cut(text string, limit int) string { return cutAs(text, limit, raw) }

// escaped returns text without Markdown, cut to a size.
func escaped(text string, limit int) string { return cutAs(singleLine(text), limit, escape) }

// A writing writes the part of text from start to end.
type writing func(text string, start, end int) string

func raw(text string, start, end int) string { return text[start:end] }

func cutAs(text string, limit int, write writing) string {
	if out, whole := fit(text, limit, write); whole {
		return out
	}
	out, _ := fit(text, limit-size(ellipsis), write)
	return strings.TrimRight(out, " ") + ellipsis
}

// fit writes the graphemes of text that fit in a size, and reports whether they are
// all.
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

// escape puts a backslash before each character of a part of text that is special in
// Discord's Markdown.
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

// special reports whether the byte at i is special in Discord's Markdown: emphasis,
// code, spoilers, links and mentions anywhere; emoji (:name:), addresses and
// invitations (a.gg/b) by their context; headings, lists and quotes at the start.
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

// bold returns text with its highlighted byte ranges in bold, escaped, as much of it
// as fits in a size, and reports whether that is all.
func bold(text string, highlights [][2]int, limit int) (string, bool) {
	const marks = "**"
	var b strings.Builder
	// part writes the text between two highlights and reports whether all of it fits.
	part := func(stretch, mark string) bool {
		out, whole := fit(singleLine(stretch), limit-2*size(mark), escape)
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
			return strings.TrimRight(b.String(), " "), false
		}
		last = h[1]
	}
	return b.String(), true
}

// boundary reports whether a character of text starts, or text ends, at byte i.
func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// maxURL bounds the length of a link in an embed.
const maxURL = 2048

// webLink returns an address to link to, "" if it is no web page or its host is not in
// ASCII, which Discord refuses. If it is too long, its fragment is dropped.
func webLink(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || hasNonASCII(u.Host) {
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

// hasNonASCII reports whether text has letters beyond ASCII.
func hasNonASCII(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// nonASCIIHost reports whether an address is of a web page whose host is not in ASCII.
func nonASCIIHost(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && hasNonASCII(u.Host)
}

// inert percent-encodes what could end a link in Markdown.
var inert = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "`", "%60", "|", "%7C", "\\", "%5C", "*", "%2A")
