package hangul

import "unicode/utf8"

// The tables of the Revised Romanization (문화관광부 고시 제2000-8호).
var (
	romanLeads = [...]string{
		"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", // ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ
		"s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h", // ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ
	}
	romanVowels = [vowels]string{
		"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", // ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ
		"o", "wa", "wae", "oe", "yo", // ㅗ ㅘ ㅙ ㅚ ㅛ
		"u", "wo", "we", "wi", "yu", // ㅜ ㅝ ㅞ ㅟ ㅠ
		"eu", "ui", "i", // ㅡ ㅢ ㅣ
	}
)

// codas is how each tail sounds before a consonant or a pause: one of k, n, t,
// l, m, p, N (ㅇ), or 0 for no tail.
var codas = [tails]byte{
	0, 'k', 'k', 'k', // - ㄱ ㄲ ㄳ
	'n', 'n', 'n', 't', // ㄴ ㄵ ㄶ ㄷ
	'l', 'k', 'm', 'l', 'l', 'l', 'p', 'l', // ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ
	'm', 'p', 'p', // ㅁ ㅂ ㅄ
	't', 't', 'N', 't', 't', // ㅅ ㅆ ㅇ ㅈ ㅊ
	'k', 't', 'p', 't', // ㅋ ㅌ ㅍ ㅎ
}

// Lead and tail indices that the sound changes name.
const (
	leadG, leadN, leadD, leadR, leadM, leadNone, leadJ, leadH = 0, 2, 3, 5, 6, 11, 12, 18

	tailNJ, tailNH, tailD, tailLH, tailJ, tailX, tailH = 5, 6, 7, 15, 22, 25, 27

	vowelEu, vowelI = 18, 20
)

// Romanize writes the Hangul syllables of s in the Revised Romanization of
// the 국립국어원, lower case, without hyphens; everything else, stray jamo
// included, stays as it is.
//
// It follows the standard pronunciation where two syllables meet: a tail moves
// to an empty lead (설악 seorak), ㄷ and ㅌ turn before 이 (같이 gachi), ㄱ ㄷ ㅂ
// become nasal before ㄴ and ㅁ (백마 baengma), ㄴ and ㄹ make ll (신라 silla),
// ㄹ becomes n after other consonants (종로 jongno, 왕십리 wangsimni), and ㅎ
// strengthens ㄱ ㄷ ㅈ after it (좋고 joko). As for nouns, ㄱ ㄷ ㅂ before ㅎ keep
// it (묵호 mukho). What only the dictionary knows is not done: ㄴ put in (학여울
// is hagyeoul, not hangnyeoul) and 신문로 (sinmullo, not sinmunno). Names with a
// settled spelling (Lee, Samsung) are not looked up.
func Romanize(s string) string {
	var buf [128]byte
	out := buf[:0]
	before := tailNone // tail still to be written
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		lead, vowel, tail, ok := Split(r)
		if ok {
			coda, onset := border(before, lead, vowel)
			out = append(append(out, coda...), onset...)
			out = append(out, romanVowels[vowel]...)
			before = tail
		} else {
			out = append(out, romanCoda(codas[before])...)
			out = append(out, s[i:i+n]...)
			before = tailNone
		}
		i += n
	}
	out = append(out, romanCoda(codas[before])...)
	return string(out)
}

// romanCoda spells a sound of [codas].
func romanCoda(c byte) string {
	switch c {
	case 'k':
		return "k"
	case 'n':
		return "n"
	case 't':
		return "t"
	case 'l':
		return "l"
	case 'm':
		return "m"
	case 'p':
		return "p"
	case 'N':
		return "ng"
	}
	return ""
}

// border spells the consonants between two vowels: what closes the first
// syllable and what opens the second.
func border(tail, lead, vowel int) (coda, onset string) {
	switch {
	case tail == tailNone:
		return "", romanLeads[lead]
	case lead == leadNone:
		return liaison(tail, vowel)
	case tail == tailH || tail == tailNH || tail == tailLH:
		return afterH(tail, lead)
	case lead == leadH:
		return beforeH(tail, vowel)
	}
	return assimilate(codas[tail], lead)
}

// liaison moves tail, or the second letter of a compound one, to the empty
// lead after it. A moved ㅎ is silent; ㅇ stays.
func liaison(tail, vowel int) (coda, onset string) {
	if tail == tailNg {
		return "ng", ""
	}
	keys := keysOf(tailJamo[tail])
	moved := jamoOf(keys[len(keys)-1])
	if len(keys) == 2 {
		coda = romanCoda(codas[tailIndex(jamoOf(keys[0]))])
	}
	switch {
	case moved == 'ㅎ' && coda == "l":
		return "", "r" // 잃어
	case moved == 'ㅎ':
		return "", coda
	case moved == 'ㄷ' && vowel == vowelI:
		return coda, "j" // 해돋이
	case moved == 'ㅌ' && vowel == vowelI:
		return coda, "ch" // 같이
	}
	return coda, romanLeads[leadIndex(moved)]
}

// afterH spells lead after a tail that holds ㅎ: ㅎ, ㄶ or ㅀ.
func afterH(tail, lead int) (coda, onset string) {
	if tail != tailH {
		coda = romanCoda(codas[tail])
	}
	switch lead {
	case leadG:
		return coda, "k"
	case leadD:
		return coda, "t"
	case leadJ:
		return coda, "ch"
	}
	return assimilate(codas[tail], lead)
}

// beforeH spells tail before ㅎ: ㄷ and ㅌ turn before 히, ㅈ always, and the
// rest stand as they are.
func beforeH(tail, vowel int) (coda, onset string) {
	switch {
	case tail == tailJ, vowel == vowelI && (tail == tailD || tail == tailX):
		return "", "ch" // 맞히다, 굳히다
	case tail == tailNJ:
		return "n", "ch" // 앉히다
	}
	return romanCoda(codas[tail]), "h"
}

// assimilate spells a coda of [codas] and the lead after it once each has
// changed the other.
func assimilate(coda byte, lead int) (string, string) {
	onset := romanLeads[lead]
	if lead == leadR {
		switch coda {
		case 'n', 'l':
			return "l", "l" // 신라
		default:
			onset, lead = "n", leadN // 종로, and 왕십리 by what follows
		}
	}
	if lead != leadN && lead != leadM {
		return romanCoda(coda), onset
	}
	switch coda {
	case 'k':
		coda = 'N'
	case 't':
		coda = 'n'
	case 'p':
		coda = 'm'
	case 'l':
		if lead == leadN {
			return "l", "l" // 별내
		}
	}
	return romanCoda(coda), onset
}
