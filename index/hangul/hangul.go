// Package hangul knows how Hangul is built, typed and transliterated.
//
// It works on precomposed syllables (Unicode NFC, U+AC00 to U+D7A3) and on
// compatibility jamo (U+3131 to U+318E). Conjoining jamo (NFD, U+1100 to
// U+11FF) count as other text, so normalise to NFC first. Every function is
// pure, accepts any string, valid UTF-8 or not, and keeps no state, so all of
// them may be called from several goroutines.
package hangul

// Syllables is the number of precomposed syllables, U+AC00 to U+D7A3.
const Syllables = 11172

const (
	firstSyllable = '가' // U+AC00
	lastSyllable  = '힣' // U+D7A3
	firstJamo     = 'ㄱ' // U+3131
	lastJamo      = 'ㆎ' // U+318E, the last of the obsolete letters
	firstVowel    = 'ㅏ' // U+314F; modern vowels follow in syllable order
	lastVowel     = 'ㅣ' // U+3163

	vowels = 21 // vowels in a syllable
	tails  = 28 // finals in a syllable, counting none
)

// IsSyllable reports whether r is a precomposed syllable, U+AC00 to U+D7A3.
func IsSyllable(r rune) bool { return firstSyllable <= r && r <= lastSyllable }

// IsJamo reports whether r is a compatibility jamo, U+3131 to U+318E. That
// range includes the filler U+3164 and the obsolete letters after it, which
// no key types.
func IsJamo(r rune) bool { return firstJamo <= r && r <= lastJamo }

// Is reports whether r is a precomposed syllable or a compatibility jamo.
func Is(r rune) bool { return IsSyllable(r) || IsJamo(r) }

// Split takes the syllable r apart by the arithmetic of The Unicode Standard,
// section 3.12: lead 0 to 18 (ㄱ to ㅎ), vowel 0 to 20 (ㅏ to ㅣ) and tail 0
// to 27 (0 is no final, 1 ㄱ to 27 ㅎ). For any other rune ok is false and the
// indices are 0.
func Split(r rune) (lead, vowel, tail int, ok bool) {
	if !IsSyllable(r) {
		return 0, 0, 0, false
	}
	n := int(r - firstSyllable)
	return n / (vowels * tails), n / tails % vowels, n % tails, true
}

// Join is the inverse of [Split]. An index out of range gives U+FFFD.
func Join(lead, vowel, tail int) rune {
	if lead < 0 || lead >= len(leads) || vowel < 0 || vowel >= vowels || tail < 0 || tail >= tails {
		return '\uFFFD'
	}
	return firstSyllable + rune((lead*vowels+vowel)*tails+tail)
}

// leads and tailJamo have the compatibility jamo of a lead and of a tail index.
// tailJamo[0], no final, is 0.
var (
	leads    = [...]rune{'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'}
	tailJamo = [tails]rune{
		0, 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ',
		'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
	}
)

// consonants has the lead index and the tail index of the compatibility consonants
// ㄱ (U+3131) to ㅎ (U+314E), in order; -1 if there is none.
var consonants = [...]struct{ lead, tail int8 }{
	{0, 1}, {1, 2}, {-1, 3}, // ㄱ ㄲ ㄳ
	{2, 4}, {-1, 5}, {-1, 6}, // ㄴ ㄵ ㄶ
	{3, 7}, {4, -1}, // ㄷ ㄸ
	{5, 8}, {-1, 9}, {-1, 10}, {-1, 11}, // ㄹ ㄺ ㄻ ㄼ
	{-1, 12}, {-1, 13}, {-1, 14}, {-1, 15}, // ㄽ ㄾ ㄿ ㅀ
	{6, 16},                    // ㅁ
	{7, 17}, {8, -1}, {-1, 18}, // ㅂ ㅃ ㅄ
	{9, 19}, {10, 20}, // ㅅ ㅆ
	{11, 21},                     // ㅇ
	{12, 22}, {13, -1}, {14, 23}, // ㅈ ㅉ ㅊ
	{15, 24}, {16, 25}, {17, 26}, {18, 27}, // ㅋ ㅌ ㅍ ㅎ
}

// isVowel reports whether r is a modern vowel jamo.
func isVowel(r rune) bool { return firstVowel <= r && r <= lastVowel }

// leadIndex returns the lead index of the consonant r, or -1.
func leadIndex(r rune) int {
	if r < firstJamo || r >= firstVowel {
		return -1
	}
	return int(consonants[r-firstJamo].lead)
}

// tailIndex returns the tail index of the consonant r, -1 if r cannot be a tail,
// and 0, no final, for the rune 0.
func tailIndex(r rune) int {
	if r == 0 {
		return 0
	}
	if r < firstJamo || r >= firstVowel {
		return -1
	}
	return int(consonants[r-firstJamo].tail)
}
