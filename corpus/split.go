package corpus

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

const maxPassageChars = 3000 // of one passage of JSON Lines

var blankLines = regexp.MustCompile(`\n[ \t]*\n`)

// split cuts a text into passages: at blank lines, else (if it is too long) at
// line breaks. What is still too long is cut at the bounds of sentences.
func split(text string) []string {
	pieces := blankLines.Split(text, -1)
	if len(nonEmpty(pieces)) < 2 && utf8.RuneCountInString(text) > maxPassageChars {
		pieces = strings.Split(text, "\n")
	}
	var out []string
	for _, piece := range pieces {
		if piece = tidy(piece); utf8.RuneCountInString(piece) <= maxPassageChars {
			out = append(out, piece)
		} else {
			out = append(out, splitLong(piece)...)
		}
	}
	return nonEmpty(out)
}

// splitLong cuts text into pieces of at most maxPassageChars.
func splitLong(text string) []string { return cutText(text, maxPassageChars, false) }

// cutText cuts text into pieces of at most limit characters, unless it is empty:
// code at its lines, other text at its sentences, and what is longer still where
// it can be.
func cutText(text string, limit int, isCode bool) []string {
	switch {
	case text == "":
		return nil
	case utf8.RuneCountInString(text) <= limit:
		return []string{text}
	case isCode:
		return packPieces(text, lineBounds(text), limit)
	}
	return packPieces(text, Sentences(text), limit)
}

// lineBounds returns the byte ranges of the lines of text.
func lineBounds(text string) [][2]int {
	var out [][2]int
	at := 0
	for line := range strings.Lines(text) {
		if n := len(strings.TrimSuffix(line, "\n")); n > 0 {
			out = append(out, [2]int{at, at + n})
		}
		at += len(line)
	}
	return out
}

// packPieces joins the ranges of text to pieces of at most limit characters; a
// range that is longer is cut.
func packPieces(text string, ranges [][2]int, limit int) []string {
	var out []string
	start, end, size := 0, 0, 0 // of the piece so far
	for _, s := range ranges {
		n := utf8.RuneCountInString(text[end:s[1]])
		if size > 0 && size+n > limit {
			out = append(out, text[start:end])
			size = 0
		}
		if size == 0 {
			cuts := seamCuts(text[s[0]:s[1]], limit)
			for i, at := range cuts[1:] {
				out = append(out, tidy(text[s[0]+cuts[i]:s[0]+at]))
			}
			start, _ = trim(text, s[0]+cuts[len(cuts)-1], s[1])
			n = utf8.RuneCountInString(text[start:s[1]])
		}
		end, size = s[1], size+n
	}
	return nonEmpty(append(out, text[start:end]))
}

// seams are where a text without sentences is cut, the best first.
var seams = []string{"\n", ";；", ",，、·", " "}

// seamCuts returns 0 and the offsets that cut s into pieces of at most limit
// characters: after the last seam in the second half of a piece, else between
// graphemes (unless one is longer).
func seamCuts(s string, limit int) []int {
	cuts := []int{0}
	for at := 0; ; {
		end := graphemePrefix(s[at:], limit)
		if at+end == len(s) {
			return cuts
		}
		for _, marks := range seams {
			if i := strings.LastIndexAny(s[at+end/2:at+end], marks); i >= 0 {
				_, n := utf8.DecodeRuneInString(s[at+end/2+i:])
				end = end/2 + i + n
				break
			}
		}
		at += end
		cuts = append(cuts, at)
	}
}

// graphemePrefix returns the length of the longest prefix of s of whole graphemes
// with at most limit characters, or that of the first grapheme.
func graphemePrefix(s string, limit int) int {
	size := 0
	for it := graphemes.FromString(s); it.Next(); {
		if size += utf8.RuneCountInString(it.Value()); size > limit && it.Start() > 0 {
			return it.Start()
		}
	}
	return len(s)
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}
