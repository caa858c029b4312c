// Package ko analyses Korean text, and the English in it, for a Bleve index.
//
// Bleve's stock analyzers leave Hangul words whole, with their particles and
// endings. This one finds the stem of each word without a dictionary: it learns
// from the corpus itself which stems occur with many endings ([Learn]), in the
// manner of L-R graphs (Kim, soynlp), and takes compounds apart where both parts
// stand alone elsewhere. Latin words are lower-cased and Porter-stemmed, digits
// lose their commas. All offsets are bytes into the text as given, which should
// be NFC.
package ko

import (
	"unicode"
	"unicode/utf8"
)

// A Token is one term of a text and where it stands.
type Token struct {
	Term       string
	Start, End int  // bytes
	Word       int  // ordinal of the word (of one script) it belongs to, from 0
	Part       bool // a part of a compound
	Verb       bool // what was stripped is a verb's ending
}

// script is the kind of letters that a run consists of.
type script byte

const (
	none script = iota
	hangulRun
	latin // Latin and other alphabets
	digit
	han // ideographs and kana, indexed one by one
)

func scriptOf(r rune) script {
	switch {
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangulRun
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

// run is a maximal stretch of one script.
type run struct {
	start, end int
	script     script
	glued      bool // nothing stands between it and the run before
}

// nextRun returns the first run of text at or after byte pos.
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
			if scriptOf(r) != s && !joins(text, pos, r, n, s) {
				break
			}
			pos += n
		}
		out.end = pos
		return out, true
	}
	return run{}, false
}

// joins reports whether the rune r at pos holds a run together: the comma and
// point inside a number, combining marks inside a word.
func joins(text string, pos int, r rune, n int, s script) bool {
	switch {
	case s == digit && (r == ',' || r == '.'):
		next, _ := utf8.DecodeRuneInString(text[pos+n:])
		return scriptOf(next) == digit
	case s == latin:
		return unicode.Is(unicode.Mn, r)
	}
	return false
}
