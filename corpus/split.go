package corpus

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

const maxPassageChars = 3000 // of one passage of JSON Lines

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

// splitLong packs the sentences of text into pieces of at most maxPassageChars
// characters; a sentence that is longer still is cut between graphemes.
func splitLong(text string) []string {
	var out []string
	start, end, size := 0, 0, 0 // of the piece so far
	for _, s := range Sentences(text) {
		n := utf8.RuneCountInString(text[end:s[1]])
		if size > 0 && size+n > maxPassageChars {
			out = append(out, text[start:end])
			size = 0
		}
		if size == 0 {
			cuts := graphemeCuts(text[s[0]:s[1]])
			for i, at := range cuts[1:] {
				out = append(out, tidy(text[s[0]+cuts[i]:s[0]+at]))
			}
			start = s[0] + cuts[len(cuts)-1]
			n = utf8.RuneCountInString(text[start:s[1]])
		}
		end, size = s[1], size+n
	}
	return append(out, text[start:end])
}

// graphemeCuts returns 0 and the offsets that cut s into pieces of at most
// maxPassageChars characters, none of them within a grapheme (unless that is longer).
func graphemeCuts(s string) []int {
	cuts := []int{0}
	size := 0
	for it := graphemes.FromString(s); it.Next(); {
		n := utf8.RuneCountInString(it.Value())
		if size += n; size > maxPassageChars && it.Start() > 0 {
			cuts = append(cuts, it.Start())
			size = n
		}
	}
	return cuts
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
