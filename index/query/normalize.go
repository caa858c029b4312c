package query

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"okbot/index/hangul"
)

// hasWord matches a text that has a word to search for: more than numbers and
// single letters.
var hasWord = regexp.MustCompile(`\pL[\pL\pM]|[\p{Hangul}\p{Han}]`)

// Clean makes a chat user's text fit to search for: valid UTF-8, NFC with
// compatibility forms (full-width letters, ligatures) resolved, without control
// sequences, control characters, invisible and direction marks; words in look-alike
// letters are written in Latin ones; every kind of space is one blank.
func Clean(text string) string {
	text = escapes.ReplaceAllString(strings.ToValidUTF8(text, " "), "")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), r >= 0xFE00 && r <= 0xFE0F, r == 0x3164 || r == 0x115F || r == 0x1160:
			return -1
		case unicode.IsControl(r):
			return ' '
		case strings.ContainsRune(middleDots, r):
			return '·'
		}
		return r
	}, text)
	return latinize(strings.Join(strings.Fields(keepJamo(text)), " "))
}

// middleDots are the characters that people type for a middle dot (·), which parts
// words: those of Korean and Japanese keyboards, bullets and operators.
const middleDots = "ㆍᆞ･・•‧∙⋅"

// escapes are a terminal's control sequences (ECMA-48).
var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[ -/]*[@-~]`)

// keepJamo is NFKC, but for the compatibility jamo (ㅋ, ㅐ): NFKC would turn
// them into conjoining ones that nobody types.
func keepJamo(text string) string {
	if norm.NFKC.IsNormalString(text) {
		return text
	}
	var b strings.Builder
	last := 0
	for i, r := range text {
		if r >= 0x3131 && r <= 0x318E {
			b.WriteString(norm.NFKC.String(text[last:i]))
			b.WriteRune(r)
			last = i + utf8.RuneLen(r)
		}
	}
	return b.String() + norm.NFKC.String(text[last:])
}

// hasWords reports whether text has a word to search for.
func hasWords(text string) bool { return hasWord.MatchString(text) && !onlyInitials(text) }

// onlyInitials reports whether most letters of a text are initial consonants of Korean
// syllables (ㅋㄹㅇ), of which nobody can tell what they stand for.
func onlyInitials(text string) bool {
	initials, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if hangul.IsJamo(r) && r <= 'ㅎ' {
			initials++
		}
	}
	return 2*initials > letters
}
