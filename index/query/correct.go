package query

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/ko"
	"okbot/index/spell"
)

// maxCorrections bounds how often a text is corrected: words typed on the other
// keyboard may have a typo besides.
const maxCorrections = 3

// correct returns a message without what stands around its question, as it is to be
// searched for, and whether more than blanks and chat spellings was corrected.
func correct(text string, v Vocabulary) (corrected string, changed bool) {
	if intentOf(text) != Question {
		return text, false
	}
	if meant := smallTalkKeys(text); meant != "" {
		return meant, true
	}
	text = ko.Normalize(trimAround(text))
	if v == nil || utf8.RuneCountInString(text) > maxCorrected {
		return text, false
	}
	for range maxCorrections {
		fixed, ok := v.Correct(text)
		if !ok {
			break
		}
		text, changed = ko.Normalize(fixed), true
	}
	if spaced := v.Segment(text); changed || spaced != text {
		text = trimAround(spaced)
	}
	return text, changed
}

// smallTalkKeys returns small talk that was typed on the other keyboard layout as
// it was meant (dkssud is 안녕), or "" if text is none.
func smallTalkKeys(text string) string {
	korean := strings.ContainsFunc(text, hangul.IsSyllable) && !strings.ContainsFunc(text, hangul.IsJamo)
	if korean || len(text) >= maxSmallTalkBytes {
		return ""
	}
	words := strings.Fields(text)
	for i, w := range words {
		typed := spell.OtherLayout(w)
		if typed == "" && strings.ContainsFunc(w, unicode.IsLetter) {
			return ""
		}
		words[i] = cmp.Or(typed, w)
	}
	if typed := strings.Join(words, " "); intentOf(typed).IsSmallTalk() {
		return typed
	}
	return ""
}
