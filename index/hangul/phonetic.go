package hangul

import (
	"strings"
	"unicode/utf8"
)

// PhoneticKey returns the consonant classes of s, which a name in Hangul and the
// same name in Latin letters share: those of 스타게이트 and Stargate are "stkt".
// Equal keys are a hint, not a proof. Confirm them with the text around the names.
//
// The idea is Soundex (Russell and Odell, 1918) as KODEX (Kang, Lee and Choi,
// KAIST; US patent 7,010,487) brought it to Korean transliterations: keep the
// consonants, one letter per class of those that are confused, and drop the
// vowels, since that is where transliterations differ (and where ㅡ and ㅣ are
// put in). Here a small set of English spelling rules is added, so that one
// key serves both scripts. No code is shared with either.
//
//	k  ㄱ ㄲ ㅋ, g k q, hard c     t  ㄷ ㄸ ㅌ and final ㅅ, d t th
//	p  ㅂ ㅃ ㅍ, b p f v           s  ㅅ ㅆ 즈, s sh, soft c, final z and th
//	c  ㅈ ㅉ ㅊ, j ch z, soft g    l  ㄹ, l and r before a vowel
//	m  ㅁ, m                       n  ㄴ and final ㅇ, n ng
//
// 츠 is ts and x is ks. A first vowel (y and w included) leaves an a and a first
// h an h; others are dropped. A class that is repeated without a vowel between, or
// with only the ㅡ of a consonant, is written once, and t before c is dropped (엣지,
// Edge). Latin words without a vowel are spelled out (KT, 케이티). A name that starts
// with Lee, Lim, Ryu or Roh is read as 이, 임, 유 or 노 if another word follows. A
// capital inside a word starts a new one. Digits stay. All other text is skipped,
// Latin letters beyond ASCII included, and the key of such text alone is "".
//
// Known not to meet: 신라/Silla and 종로/Jongno (sounds that change where two
// syllables meet), 노르웨이/Norway, 파이어폭스/Firefox (silent e inside a word),
// 파이썬/Python (th inside a word), 싱어/Singer, 비자/Visa, 게릿/Gerrit,
// 정인/Jeongin, 판교/Pangyo, 이재명/Jae-myung Lee (family name last), 샘/Sam
// Altman (part of a name) and translations (인공지능/AI). Short keys
// collide: 소라 and 서울 are both "sl". The tests hold 103 names that the rules
// were not tuned on; 90 of them meet.
func PhoneticKey(s string) string {
	var k keyBuilder
	k.out.Grow(len(s))
	for i := 0; i < len(s); {
		if isLetter(s[i]) {
			n := wordLen(s[i:])
			k.addWord(s[i:i+n], i+n < len(s) && strings.ContainsFunc(s[i+n:], isLatin))
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		k.addRune(r)
		i += n
	}
	k.put(0)
	return k.out.String()
}

// wordLen returns the length of the Latin word that s starts with. A capital after
// a small letter starts a new word.
func wordLen(s string) int {
	n := 1
	for n < len(s) && isLetter(s[n]) && !(s[n] <= 'Z' && s[n-1] >= 'a') {
		n++
	}
	return n
}

func isLatin(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

// A keyBuilder builds a phonetic key, one letter after the other.
type keyBuilder struct {
	out    strings.Builder
	last   byte // the last class, which is not in out yet; 0 at the start
	joined bool // no vowel came after last
}

// put writes the last class, and keeps c as the last.
func (k *keyBuilder) put(c byte) {
	if k.last != 0 {
		k.out.WriteByte(k.last)
	}
	k.last = c
}

// addClass adds a consonant of the class.
func (k *keyBuilder) addClass(class byte) {
	switch {
	case k.joined && k.last == class:
	case k.joined && k.last == 't' && class == 'c':
		k.last = 'c'
	default:
		k.put(class)
		k.joined = true
	}
}

// addVowel adds a vowel, which is written only at the start.
func (k *keyBuilder) addVowel() {
	if k.last == 0 {
		k.put('a')
	}
	k.joined = false
}

// addH adds an h, which is written only at the start.
func (k *keyBuilder) addH() {
	if k.last == 0 {
		k.put('h')
	}
}

// leadClasses has the class of each lead, 0 for ㅇ.
var leadClasses = [...]byte{
	'k', 'k', 'n', 't', 't', 'l', 'm', 'p', 'p', // ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ
	's', 's', 0, 'c', 'c', 'c', 'k', 't', 'p', 'h', // ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ
}

// codas has the sound of each tail before a consonant or a pause: one of k, n, t,
// l, m, p, N (ㅇ), or 0 for no tail.
var codas = [tails]byte{
	0, 'k', 'k', 'k', // - ㄱ ㄲ ㄳ
	'n', 'n', 'n', 't', // ㄴ ㄵ ㄶ ㄷ
	'l', 'k', 'm', 'l', 'l', 'l', 'p', 'l', // ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ
	'm', 'p', 'p', // ㅁ ㅂ ㅄ
	't', 't', 'N', 't', 't', // ㅅ ㅆ ㅇ ㅈ ㅊ
	'k', 't', 'p', 't', // ㅋ ㅌ ㅍ ㅎ
}

// The lead ㅇ, the tail ㅎ and the vowel ㅡ.
const leadNone, tailH, vowelEu = 11, 27, 18

// addRune adds a syllable or a digit. It skips any other rune.
func (k *keyBuilder) addRune(r rune) {
	if '0' <= r && r <= '9' {
		k.put(byte(r))
		k.joined = false
		return
	}
	lead, vowel, tail, ok := Split(r)
	if !ok {
		return
	}
	k.addLead(r, leadClasses[lead])
	if vowel != vowelEu || lead == leadNone {
		k.addVowel()
	}
	switch c := codas[tail]; {
	case tail == tailNone || tail == tailH:
	case c == 'N':
		k.addClass('n')
	default:
		k.addClass(c)
	}
}

// addLead adds the lead of the syllable r, which is of the class, 0 if it has none.
func (k *keyBuilder) addLead(r rune, class byte) {
	switch {
	case r == '즈':
		k.addClass('s')
	case r == '츠':
		k.addClass('t')
		k.addClass('s')
	case class == 'h':
		k.addH()
	case class != 0:
		k.addClass(class)
	}
}
