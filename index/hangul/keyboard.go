package hangul

import (
	"strings"
	"unicode/utf8"
)

// keyJamo has the jamo that the keys a to z type in 2-beolsik (KS X 5002) without shift.
var keyJamo = [26]rune{
	'ㅁ', 'ㅠ', 'ㅊ', 'ㅇ', 'ㄷ', 'ㄹ', 'ㅎ', 'ㅗ', 'ㅑ', 'ㅓ', 'ㅏ', 'ㅣ', 'ㅡ', // a to m
	'ㅜ', 'ㅐ', 'ㅔ', 'ㅂ', 'ㄱ', 'ㄴ', 'ㅅ', 'ㅕ', 'ㅍ', 'ㅈ', 'ㅌ', 'ㅛ', 'ㅋ', // n to z
}

// jamoKeys has the keys that type each modern compatibility jamo, ㄱ (U+3131) to ㅣ
// (U+3163). Upper case is shift.
var jamoKeys = [...]string{
	"r", "R", "rt", "s", "sw", "sg", "e", "E", // ㄱ ㄲ ㄳ ㄴ ㄵ ㄶ ㄷ ㄸ
	"f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", // ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ
	"a", "q", "Q", "qt", "t", "T", "d", "w", "W", // ㅁ ㅂ ㅃ ㅄ ㅅ ㅆ ㅇ ㅈ ㅉ
	"c", "z", "x", "v", "g", // ㅊ ㅋ ㅌ ㅍ ㅎ
	"k", "o", "i", "O", "j", "p", "u", "P", // ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ
	"h", "hk", "ho", "hl", "y", // ㅗ ㅘ ㅙ ㅚ ㅛ
	"n", "nj", "np", "nl", "b", // ㅜ ㅝ ㅞ ㅟ ㅠ
	"m", "ml", "l", // ㅡ ㅢ ㅣ
}

// compounds are the letters that take two keys.
var compounds = [...]struct{ first, second, whole rune }{
	{'ㅗ', 'ㅏ', 'ㅘ'}, {'ㅗ', 'ㅐ', 'ㅙ'}, {'ㅗ', 'ㅣ', 'ㅚ'},
	{'ㅜ', 'ㅓ', 'ㅝ'}, {'ㅜ', 'ㅔ', 'ㅞ'}, {'ㅜ', 'ㅣ', 'ㅟ'},
	{'ㅡ', 'ㅣ', 'ㅢ'},
	{'ㄱ', 'ㅅ', 'ㄳ'}, {'ㄴ', 'ㅈ', 'ㄵ'}, {'ㄴ', 'ㅎ', 'ㄶ'},
	{'ㄹ', 'ㄱ', 'ㄺ'}, {'ㄹ', 'ㅁ', 'ㄻ'}, {'ㄹ', 'ㅂ', 'ㄼ'}, {'ㄹ', 'ㅅ', 'ㄽ'},
	{'ㄹ', 'ㅌ', 'ㄾ'}, {'ㄹ', 'ㅍ', 'ㄿ'}, {'ㄹ', 'ㅎ', 'ㅀ'},
	{'ㅂ', 'ㅅ', 'ㅄ'},
}

// compound returns the letter that first and second make, or 0.
func compound(first, second rune) rune {
	for _, c := range compounds {
		if c.first == first && c.second == second {
			return c.whole
		}
	}
	return 0
}

// keysOf returns the keys that type the modern jamo r, or "" for any other rune.
func keysOf(r rune) string {
	if r < firstJamo || r > lastVowel {
		return ""
	}
	return jamoKeys[r-firstJamo]
}

// jamoOf returns the jamo that the ASCII letter c types. A shifted key that has no
// letter of its own types its unshifted one.
func jamoOf(c byte) rune {
	switch c {
	case 'R':
		return 'ㄲ'
	case 'E':
		return 'ㄸ'
	case 'Q':
		return 'ㅃ'
	case 'T':
		return 'ㅆ'
	case 'W':
		return 'ㅉ'
	case 'O':
		return 'ㅒ'
	case 'P':
		return 'ㅖ'
	}
	return keyJamo[c|0x20-'a']
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Keys returns the QWERTY keys that type the Hangul of s in 2-beolsik (KS X
// 5002), shifted keys in upper case: 챗 is "cot". Syllables and modern
// compatibility jamo are replaced; everything else, ASCII letters included,
// stays as it is.
func Keys(s string) string {
	var buf [128]byte
	out := buf[:0]
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if lead, vowel, tail, ok := Split(r); ok {
			out = append(out, keysOf(leads[lead])...)
			out = append(out, keysOf(firstVowel+rune(vowel))...)
			out = append(out, keysOf(tailJamo[tail])...)
		} else if k := keysOf(r); k != "" {
			out = append(out, k...)
		} else {
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// FromKeys reads the ASCII letters of s as keys of the 2-beolsik layout (KS X
// 5002) and returns the Hangul they type; other text stays as it is and ends
// a syllable. A capital whose shifted key has no letter of its own, such as A,
// counts as lower case. Stray vowels join as they do inside a syllable; stray
// consonants stay apart (rt is ㄱㅅ).
//
// clean reports that s has at least one letter and that each ended up in a
// complete syllable. It is the hint that the text was typed with the keyboard
// in the wrong mode; an English word is rarely clean, but short ones can be
// (so is "go", 해), so confirm against a vocabulary.
//
// FromKeys(Keys(x)) is x for every x without ASCII letters and without jamo
// outside syllables.
func FromKeys(s string) (text string, clean bool) {
	var c composer
	c.out.Grow(len(s) + len(s)/2) // two keys and more make a syllable of three bytes
	letters := false
	for i := 0; i < len(s); i++ {
		if !isLetter(s[i]) {
			c.flush()
			c.out.WriteByte(s[i])
			continue
		}
		letters = true
		c.feed(jamoOf(s[i]))
	}
	c.flush()
	return c.out.String(), letters && !c.stray
}

// A composer is the 2-beolsik automaton: the syllable in the making as jamo,
// 0 where a part is missing, and the text finished so far.
type composer struct {
	out                       strings.Builder
	lead, vowel, tail, second rune // second: the second half of a compound tail
	stray                     bool // a jamo was left outside a syllable
}

func (c *composer) feed(r rune) {
	if isVowel(r) {
		c.feedVowel(r)
	} else {
		c.feedConsonant(r)
	}
}

func (c *composer) feedConsonant(r rune) {
	switch {
	case c.lead != 0 && c.vowel != 0 && c.tail == 0 && tailIndex(r) > 0:
		c.tail = r
	case c.tail != 0 && c.second == 0 && compound(c.tail, r) != 0:
		c.second = r
	default:
		c.flush()
		c.lead = r
	}
}

func (c *composer) feedVowel(r rune) {
	switch {
	case c.second != 0:
		c.carry(&c.second, r)
	case c.tail != 0:
		c.carry(&c.tail, r)
	case c.vowel == 0:
		c.vowel = r
	default:
		if whole := compound(c.vowel, r); whole != 0 {
			c.vowel = whole
			return
		}
		c.flush()
		c.vowel = r
	}
}

// carry moves the last consonant of the syllable over to start the next one.
func (c *composer) carry(last *rune, vowel rune) {
	lead := *last
	*last = 0
	c.flush()
	c.lead, c.vowel = lead, vowel
}

// flush finishes the syllable in the making.
func (c *composer) flush() {
	switch {
	case c.lead != 0 && c.vowel != 0:
		tail := c.tail
		if c.second != 0 {
			tail = compound(c.tail, c.second)
		}
		c.out.WriteRune(Join(leadIndex(c.lead), int(c.vowel-firstVowel), tailIndex(tail)))
	case c.lead != 0:
		c.out.WriteRune(c.lead)
		c.stray = true
	case c.vowel != 0:
		c.out.WriteRune(c.vowel)
		c.stray = true
	}
	c.lead, c.vowel, c.tail, c.second = 0, 0, 0, 0
}
