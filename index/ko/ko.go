// Package ko analyses Korean text, and the English in it, for a Bleve index.
//
// Bleve's stock analyzers leave Hangul words whole, with their particles and
// endings. An [Analyzer] finds the stem of each word without a dictionary: its
// [Lexicon] is trained on the corpus itself ([Train]), and the stem of a word is the
// one that occurs with the most particles and endings, in the manner of L-R graphs
// (Kim, soynlp). Compounds are split where both parts are words elsewhere. Latin
// words are lower-cased and Porter-stemmed, digits lose their commas.
//
// Two repairs come before that: [Normalize] writes the spellings of chat as in
// print, [Analyzer.Segment] puts blanks between words that were run together. A
// third, [Lexicon.Correct], returns what a word is a typo of.
//
// All offsets are bytes into the text as given, which should be NFC. Grammar is in
// lists beside the code: particles, endings, common verbs, numerals, spellings.
//
// Known limits: homographs are one term (사과, apple or apology); of the irregular
// verbs it knows those of ㄹ, ㅂ and 르, and 놓다, not those of ㄷ (들어 of 듣다), ㅅ
// (지어 of 짓다) and ㅎ (하얘 of 하얗다).
package ko

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
)

// A Token is one term of a text and its place.
type Token struct {
	Term       string // the stem of a word, or a part of a compound
	Start, End int    // bytes of the text that it takes up
	Word       int    // ordinal of its word in the text, from 0; a word is of one script
	Part       bool   // it is a part of a compound
	Verb       bool   // an ending was stripped, not particles
}

// A script is the kind of letters that a run consists of.
type script byte

const (
	none script = iota
	hangulRun
	latin // Latin and other alphabets
	digit
	han     // ideographs and kana, indexed one by one
	numeral // no run's, but what Tokens takes a Korean numeral for
)

// many asks for a number. What is counted may stand behind it without a blank.
const many = "몇"

func scriptOf(r rune) script {
	switch {
	case hangul.IsSyllable(r):
		return hangulRun
	case r == 'ㆍ' || r == 'ᆞ': // letters that Korean keyboards type for a middle dot
		return none
	case r < utf8.RuneSelf:
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return latin
		case r >= '0' && r <= '9':
			return digit
		}
		return none
	case unicode.Is(unicode.Hangul, r):
		return hangulRun
	case unicode.Is(unicode.Han, r), unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
		return han
	case unicode.IsDigit(r):
		return digit
	case unicode.IsLetter(r):
		return latin
	}
	return none
}

// A run is the longest piece of text around a letter that is in one script.
type run struct {
	start, end int
	script     script
	glued      bool // it follows the run before without a gap
}

// nextRun returns the first run of text at or after byte pos, and false if there is
// none.
func nextRun(text string, pos int) (run, bool) {
	begin := pos
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		s := scriptOf(r)
		if s == none {
			pos += n
			continue
		}
		out := run{start: pos, script: s, glued: pos == begin && begin > 0}
		pos += n
		for s != han && pos < len(text) {
			r, n := utf8.DecodeRuneInString(text[pos:])
			if scriptOf(r) != s && !continues(text, pos, r, n, s) {
				break
			}
			pos += n
		}
		if out.end = pos; s == hangulRun && strings.HasPrefix(text[out.start:pos], many) && !strings.HasPrefix(text[out.start:], many+many) {
			out.end = out.start + len(many)
		}
		return out, true
	}
	return run{}, false
}

// continues reports whether the rune r at pos, which is n bytes long and not of script
// s, continues a run of s: a comma or point inside a number, or a combining mark
// inside a word.
func continues(text string, pos int, r rune, n int, s script) bool {
	switch {
	case s == digit && (r == ',' || r == '.'):
		next, _ := utf8.DecodeRuneInString(text[pos+n:])
		return scriptOf(next) == digit
	case s == latin:
		return unicode.Is(unicode.Mn, r)
	}
	return false
}
