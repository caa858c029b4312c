package text

import (
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
)

// escapes are the sequences that this package writes, which take no columns.
var escapes = regexp.MustCompile(`\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\`)

// columns returns how many columns s takes where Hangul takes two.
func columns(s string) int {
	narrow := runewidth.Condition{StrictEmojiNeutral: true} // of ambiguous characters, whatever the locale
	return narrow.StringWidth(escapes.ReplaceAllString(s, ""))
}

// fold breaks line between words so that each piece fits in width columns. The
// further pieces are indented as the first, and by hang columns more. A word that is
// longer stays whole.
func fold(line string, hang, width int) string {
	text := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(text)]
	var b strings.Builder
	b.WriteString(indent)
	at := len(indent)
	indent += strings.Repeat(" ", hang)
	for i, word := range strings.Split(text, " ") {
		n := columns(word)
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}
