package query

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// cuePhrases are words and phrases that give away what a question is after. Korean ones
// count anywhere in the text, English ones as whole words.
type cuePhrases struct {
	korean  []string // anywhere, even across blanks
	initial []string // Korean ones that count at the beginning of a word alone
	english []string
}

var (
	//go:embed cues.ko.txt
	cueListKo string
	//go:embed cues.en.txt
	cueListEn string

	cuesKo = wordlist.Groups(cueListKo)
	cuesEn = wordlist.Groups(cueListEn)
)

// cuesNamed returns the cues of a group of the lists.
func cuesNamed(group string) cuePhrases { return newCues(cuesKo[group], cuesEn[group]) }

// askedBy returns the cues of a group of the lists and the question words of the group
// of that name.
func askedBy(group string) cuePhrases {
	return newCues(
		slices.Concat(questionWordsKo[group], cuesKo[group]),
		slices.Concat(questionWordsEn[group], cuesEn[group]))
}

// newCues returns the cues of a list of Korean words without blanks, which begin with ^
// if they count only at the beginning of a word, and of a list of English phrases in
// lower case.
func newCues(korean, english []string) cuePhrases {
	c := cuePhrases{}
	for _, k := range korean {
		if word, initial := strings.CutPrefix(k, "^"); initial {
			c.initial = append(c.initial, " "+word)
		} else {
			c.korean = append(c.korean, k)
		}
	}
	for _, e := range english {
		c.english = append(c.english, " "+e+" ")
	}
	return c
}

// folded is a text normalised to look for cues in.
type folded struct {
	korean  string // without blanks
	spaced  string // Korean, a blank before each word
	english string // lower case, a blank between words
}

// fold normalises a text.
func fold(text string) folded {
	var ko, spaced, en strings.Builder
	en.WriteByte(' ')
	blank, korean := true, false // what the last rune was
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\''):
			en.WriteRune(unicode.ToLower(r))
			blank = false
		case r == '’':
			en.WriteByte('\'')
		case hangul.Is(r):
			if !korean {
				spaced.WriteByte(' ')
			}
			ko.WriteRune(r)
			spaced.WriteRune(r)
			fallthrough
		default:
			if !blank {
				en.WriteByte(' ')
			}
			blank = true
		}
		korean = hangul.Is(r)
	}
	en.WriteByte(' ')
	return folded{ko.String(), spaced.String(), en.String()}
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
		for _, k := range c.initial {
			if strings.Contains(text.spaced, k) {
				return strings.TrimSpace(k)
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
