package text

import (
	"fmt"
	"strings"
)

// link returns url to be read or, as a hyperlink (OSC 8), to be clicked. A
// hyperlink shows the address of the page alone and leads to the quoted words.
func (p *page) link(url string) string {
	if !p.style.Links || url == "" {
		return Printable(url)
	}
	page, _, _ := strings.Cut(url, "#:~:")
	return "\x1b]8;;" + escapeURL(url) + "\x1b\\" + Printable(page) + "\x1b]8;;\x1b\\"
}

// escapeURL percent-encodes what may not stand in a hyperlink's address: all
// but the visible ASCII characters.
func escapeURL(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
