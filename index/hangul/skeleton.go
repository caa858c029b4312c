package hangul

import (
	"strings"
	"unicode/utf8"
)

// Skeleton is the consonant skeleton of s, by which a name in Hangul and the
// same name in Latin letters meet: both 스타게이트 and Stargate are "stkt".
// Equal skeletons are a hint, no proof; confirm them with the text around.
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
// 츠 is ts and x is ks. A first vowel (y and w included) leaves an a and a
// first h an h; others vanish. A class said twice with no vowel or only the ㅡ
// of a consonant between is written once, and t before c is lost (엣지, Edge).
// Latin words of no vowel are spelled out (KT, 케이티), a name that starts with
// Lee, Lim, Ryu or Roh is taken as 이, 임, 유 or 노 when another word follows,
// and a capital inside a word starts a new one. Digits stay; all else, Latin
// letters beyond ASCII included, is skipped, and "" means that nothing was
// left.
//
// Known not to meet: 신라/Silla and 종로/Jongno (sounds that change where two
// syllables meet), 노르웨이/Norway, 파이어폭스/Firefox (silent e inside a word),
// 파이썬/Python (th inside a word), 싱어/Singer, 비자/Visa, 게릿/Gerrit,
// 정인/Jeongin, 판교/Pangyo, 이재명/Jae-myung Lee (family name last), 샘/Sam
// Altman (part of a name) and translations (인공지능/AI). Short skeletons
// collide: 소라 and 서울 are both "sl". The tests hold 103 names that the rules
// were not tuned on; 90 of them meet.
func Skeleton(s string) string {
	var k skeleton
	k.out.Grow(len(s))
	for i := 0; i < len(s); {
		if isLetter(s[i]) {
			n := wordLen(s[i:])
			k.word(s[i:i+n], i+n < len(s) && strings.ContainsFunc(s[i+n:], isLatin))
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		k.rune(r)
		i += n
	}
	k.put(0)
	return k.out.String()
}

// wordLen is the length of the Latin word that s starts with. A capital after
// a small letter starts a new word.
func wordLen(s string) int {
	n := 1
	for n < len(s) && isLetter(s[n]) && !(s[n] <= 'Z' && s[n-1] >= 'a') {
		n++
	}
	return n
}

func isLatin(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

// A skeleton is the skeleton in the making.
type skeleton struct {
	out    strings.Builder
	last   byte // the last class, which is not in out yet; 0 at the start
	joined bool // no vowel has been said since last
}

// put finishes the last class and makes c the last.
func (k *skeleton) put(c byte) {
	if k.last != 0 {
		k.out.WriteByte(k.last)
	}
	k.last = c
}

// add says a consonant class.
func (k *skeleton) add(class byte) {
	switch {
	case k.joined && k.last == class:
	case k.joined && k.last == 't' && class == 'c':
		k.last = 'c'
	default:
		k.put(class)
		k.joined = true
	}
}

// vowel says a vowel, which shows only at the start.
func (k *skeleton) vowel() {
	if k.last == 0 {
		k.put('a')
	}
	k.joined = false
}

// h says an h, which shows only at the start.
func (k *skeleton) h() {
	if k.last == 0 {
		k.put('h')
	}
}

// leadClasses are the classes of the leads; 0 for ㅇ.
var leadClasses = [...]byte{
	'k', 'k', 'n', 't', 't', 'l', 'm', 'p', 'p', // ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ
	's', 's', 0, 'c', 'c', 'c', 'k', 't', 'p', 'h', // ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ
}

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

// The lead ㅇ, the tail ㅎ and the vowel ㅡ.
const leadNone, tailH, vowelEu = 11, 27, 18

// rune says a syllable or a digit and skips any other rune.
func (k *skeleton) rune(r rune) {
	if '0' <= r && r <= '9' {
		k.put(byte(r))
		k.joined = false
		return
	}
	lead, vowel, tail, ok := Split(r)
	if !ok {
		return
	}
	k.lead(r, leadClasses[lead])
	if vowel != vowelEu || lead == leadNone {
		k.vowel()
	}
	switch c := codas[tail]; {
	case tail == tailNone || tail == tailH:
	case c == 'N':
		k.add('n')
	default:
		k.add(c)
	}
}

func (k *skeleton) lead(r rune, class byte) {
	switch {
	case r == '즈':
		k.add('s')
	case r == '츠':
		k.add('t')
		k.add('s')
	case class == 'h':
		k.h()
	case class != 0:
		k.add(class)
	}
}
