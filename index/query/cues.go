package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
)

// cuePhrases are words that give away what a question is after: Korean ones wherever
// they stand, English words and phrases as whole words.
type cuePhrases struct {
	korean  []string
	english []string
}

// newCues returns the cues in a blank-separated Korean list, each without
// spaces, and in a list of English phrases in lower case.
func newCues(korean string, english ...string) cuePhrases {
	c := cuePhrases{korean: strings.Fields(korean)}
	for _, e := range english {
		c.english = append(c.english, " "+e+" ")
	}
	return c
}

// folded is a text made ready to look for cues in.
type folded struct {
	korean  string // without spaces
	english string // lower case, a blank between words
}

// fold prepares a text.
func fold(text string) folded {
	var ko, en strings.Builder
	en.WriteByte(' ')
	blank := true
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\''):
			en.WriteRune(unicode.ToLower(r))
			blank = false
		case r == '’':
			en.WriteByte('\'')
		case hangul.Is(r):
			ko.WriteRune(r)
			fallthrough
		default:
			if !blank {
				en.WriteByte(' ')
			}
			blank = true
		}
	}
	en.WriteByte(' ')
	return folded{ko.String(), en.String()}
}

// In reports whether any of the cues is in the text.
func (c *cuePhrases) In(text folded) bool { return c.Find(text) != "" }

// Find returns the first of the cues that is in the text, or "".
func (c *cuePhrases) Find(text folded) string {
	if text.korean != "" {
		for _, k := range c.korean {
			if strings.Contains(text.korean, k) {
				return k
			}
		}
	}
	if len(text.english) > 2 {
		for _, e := range c.english {
			if strings.Contains(text.english, e) {
				return strings.TrimSpace(e)
			}
		}
	}
	return ""
}
