package hangul

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tail indices that [final] returns.
const (
	tailNone = 0
	tailK    = 1
	tailN    = 4
	tailL    = 8
	tailM    = 16
	tailP    = 17
	tailT    = 19 // ㅅ, as in 봇
	tailNg   = 21
)

// digitTails has the finals of the Sino-Korean digits 영 일 이 삼 사 오 육 칠
// 팔 구.
var digitTails = [10]int{tailNg, tailL, tailNone, tailM, tailNone, tailNone, tailK, tailL, tailL, tailNone}

// vowelSigns are signs whose Korean names (퍼센트, 도, 플러스, 달러) end in a vowel.
const vowelSigns = "%‰°℃℉+$€"

// maxGlossBytes is the length of the longest gloss that is recognised.
const maxGlossBytes = 256

// Particle returns s with the particle that fits it: withFinal if s, read aloud in
// Korean, ends in a consonant, else without, as in Particle("카카오", "은", "는").
// When withFinal starts with 으로, a final ㄹ takes without too (서울로).
//
//   - A syllable is read as it is, a consonant jamo by its name (기역).
//   - A digit is read in Sino-Korean, so 0, 1, 3, 6, 7 and 8 end in one; a
//     number ending in zeros is read 십, 백, 천, 만 or 억, which do too, or 조
//     (twelve to fifteen zeros), which does not.
//   - Capitals at the end (a lone letter, or two and more) are read letter by
//     letter: L, M, N and R (엘, 엠, 엔, 알) end in a consonant.
//   - Any other Latin word is guessed from its spelling: -l, -m, -n, -ng, with
//     or without a silent e, and -k, -p, -t or -c after a short vowel (챗, 봇,
//     앱, 톡). "Hub" and "web" count as ending in a vowel: right for 허브, wrong for 웹.
//   - Closing quotes, brackets, spaces and punctuation at the end are skipped,
//     and so is a gloss (up to 256 bytes) in round brackets right after a
//     word, which Korean does not read: 삼성(Samsung) is read as 삼성.
//
// Anything else, the empty string included, is taken to end in a vowel.
func Particle(s, withFinal, without string) string {
	tail := final(s)
	if tail == tailNone || tail == tailL && strings.HasPrefix(withFinal, "으로") {
		return s + without
	}
	return s + withFinal
}

// final returns the tail index that s ends in when it is read aloud.
func final(s string) int {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case IsSyllable(r):
			_, _, tail, _ := Split(r)
			return tail
		case IsJamo(r):
			return jamoTail(r)
		case '0' <= r && r <= '9':
			return numberTail(s)
		case r < utf8.RuneSelf && isLetter(byte(r)):
			return latinTail(s)
		case unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(vowelSigns, r):
			return tailNone
		case r == ')' || r == '）':
			s = beforeGloss(s, n)
		default:
			s = s[:len(s)-n]
		}
	}
	return tailNone
}

// jamoTail returns the final of the name of a jamo, 리을 or 쌍디귿.
func jamoTail(r rune) int {
	tail := tailIndex(r)
	if tail < 0 && r < firstVowel {
		return tailT
	}
	return max(tail, tailNone)
}

// beforeGloss returns s without the gloss at its end. s ends in a round bracket of n
// bytes. If no word is right before the gloss, only the bracket is removed.
func beforeGloss(s string, n int) string {
	skip := max(0, len(s)-maxGlossBytes)
	open := skip + strings.LastIndexAny(s[skip:], "(（")
	if open > skip {
		r, _ := utf8.DecodeLastRuneInString(s[:open])
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return s[:open]
		}
	}
	return s[:len(s)-n]
}

// numberTail returns the final of the number that s ends in.
func numberTail(s string) int {
	last := s[len(s)-1]
	if last != '0' {
		return digitTails[last-'0']
	}
	zeros, i := 0, len(s)-1
	for ; i >= 0 && (s[i] == '0' || s[i] == ','); i-- {
		if s[i] == '0' {
			zeros++
		}
	}
	whole := i >= 0 && '1' <= s[i] && s[i] <= '9'
	if whole && 12 <= zeros && zeros < 16 {
		return tailNone // 조
	}
	return digitTails[0]
}

// latinTail returns the final of the Latin word that s ends in.
func latinTail(s string) int {
	start, capitals := len(s), len(s)
	for start > 0 && isLetter(s[start-1]) {
		start--
	}
	for capitals > start && s[capitals-1] <= 'Z' {
		capitals--
	}
	run := len(s) - capitals
	if run > 1 || len(s)-start == 1 {
		return letterTail(s[len(s)-1] | 0x20)
	}
	return wordTail(latin(s[start:]))
}

// letterTail returns the final of the Korean name of a lower-case letter.
func letterTail(c byte) int {
	switch c {
	case 'l', 'r':
		return tailL
	case 'm':
		return tailM
	case 'n':
		return tailN
	}
	return tailNone
}

// wordTail guesses the final of an English word.
func wordTail(w latin) int {
	n := len(w)
	if w.ends(n-2, "ng") {
		return tailNg
	}
	if n > 2 && w.ends(n-1, "e") && w.in(n-2, "lmn") {
		n--
	}
	switch last := w.at(n - 1); last {
	case 'l', 'm', 'n':
		return letterTail(last)
	case 'k', 'c', 'p', 't':
		if w.shortVowel(n - 1) {
			return stopTail(last)
		}
	}
	return tailNone
}

// shortVowel reports whether the stop at i follows a vowel short enough for it
// to be a final in Korean: one vowel letter, also before -ck or a doubled stop,
// or oo and al before k (북, 톡).
func (w latin) shortVowel(i int) bool {
	stop := w.at(i)
	if stop == 'k' && (w.has(i-2, "oo") || w.has(i-2, "al")) {
		return true
	}
	if w.at(i-1) == stop || stop == 'k' && w.at(i-1) == 'c' {
		i--
	}
	return w.in(i-1, "aeiou") && !w.in(i-2, "aeiou")
}

func stopTail(c byte) int {
	switch c {
	case 'p':
		return tailP
	case 't':
		return tailT
	}
	return tailK
}
