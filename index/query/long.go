package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of what is read of a message, in characters. A question is far below
// them; above is a text that somebody pasted, and asks about before or after it.
const (
	maxRead      = 600 // that are read at all: half of them from the start, half from the end
	maxCorrected = 400 // of a message that is corrected: a text has words enough without
	nearBytes    = 100
)

// shorten returns the start and the end of a message that is longer than maxRead,
// cut at blanks where these are near.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= maxRead {
		return text
	}
	start, end := runes(text, maxRead/2)
	if i := strings.LastIndexFunc(start, unicode.IsSpace); i > len(start)-nearBytes {
		start = start[:i]
	}
	_, end = runes(end, utf8.RuneCountInString(end)-maxRead/2)
	if i := strings.IndexFunc(end, unicode.IsSpace); i >= 0 && i < nearBytes {
		end = end[i:]
	}
	return start + "\n" + strings.TrimSpace(end)
}

// runes cuts text after n characters.
func runes(text string, n int) (before, after string) {
	for i := range text {
		if n == 0 {
			return text[:i], text[i:]
		}
		n--
	}
	return text, ""
}
