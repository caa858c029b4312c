package hangul

import "strings"

// letterNames are the Korean names of the letters a to z.
var letterNames = [26]string{
	"에이", "비", "시", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠",
	"엔", "오", "피", "큐", "알", "에스", "티", "유", "브이", "더블유", "엑스", "와이", "제트",
}

// A latin is a word of ASCII letters; at reads it in lower case.
type latin string

// at is the lower-case letter at i, or 0 outside the word.
func (w latin) at(i int) byte {
	if i < 0 || i >= len(w) {
		return 0
	}
	return w[i] | 0x20
}

// has reports whether the lower-case text is at i.
func (w latin) has(i int, text string) bool {
	for j := range len(text) {
		if w.at(i+j) != text[j] {
			return false
		}
	}
	return true
}

// ends reports whether the lower-case text is at i and ends the word.
func (w latin) ends(i int, text string) bool {
	return i+len(text) == len(w) && w.has(i, text)
}

// in reports whether the letter at i is one of set.
func (w latin) in(i int, set string) bool {
	c := w.at(i)
	return c != 0 && strings.IndexByte(set, c) >= 0
}

// vowel reports whether the letter at i is a vowel, y included.
func (w latin) vowel(i int) bool { return w.in(i, "aeiouy") }

// silentE reports whether i is an e that ends the word and is not heard.
func (w latin) silentE(i int) bool {
	return i >= 2 && w.ends(i, "e") && !w.vowel(i-1)
}

// spelled reports whether the word is read letter by letter: it has no vowel
// and is not capitalised like a name (Mc).
func (w latin) spelled() bool {
	for i := range len(w) {
		if w.vowel(i) || i > 0 && w[i]&0x20 != w[0]&0x20 {
			return false
		}
	}
	return true
}

// surnames are Korean family names written with an l or r that nobody says,
// and what is said.
var surnames = [...]struct{ written, said string }{
	{"lee", "이"}, {"rhee", "이"}, {"ree", "이"},
	{"lim", "임"}, {"rim", "임"},
	{"ryu", "유"}, {"ryoo", "유"}, {"lyu", "유"},
	{"roh", "노"},
}

// surname says w if it is one of [surnames], and reports whether it is.
func (k *skeleton) surname(w latin) bool {
	for _, name := range surnames {
		if w.ends(0, name.written) {
			k.hangul(name.said)
			return true
		}
	}
	return false
}

// hangul says the syllables of s.
func (k *skeleton) hangul(s string) {
	for _, r := range s {
		k.rune(r)
	}
}

// word says the word s; more tells that another follows.
func (k *skeleton) word(s string, more bool) {
	w := latin(s)
	first := k.last == 0
	if first && more && k.surname(w) {
		return
	}
	if w.spelled() {
		for i := range len(w) {
			k.hangul(letterNames[w.at(i)-'a'])
		}
		return
	}
	if first && w.at(0) == 'n' && !w.in(1, "aeiouyw") {
		k.vowel() // Nvidia, 엔비디아
	}
	for i := 0; i < len(w); {
		i += k.letter(w, i)
	}
}

// letter says what is written at i and returns how many letters that took.
func (k *skeleton) letter(w latin, i int) int {
	switch w.at(i) {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
		return k.latinVowel(w, i)
	case 'b', 'f', 'p', 'v':
		if !(w.ends(i, "b") && w.at(i-1) == 'm') { // climb
			k.add('p')
		}
	case 'c':
		return k.c(w, i)
	case 'd':
		k.add('t')
	case 'g':
		return k.g(w, i)
	case 'h':
		k.h()
	case 'j':
		k.add('c')
	case 'k', 'q':
		if !(i == 0 && w.at(1) == 'n') { // Knight
			k.add('k')
		}
	case 'l':
		if !(w.at(i-1) == 'a' && w.at(i+1) == 'k') { // Talk
			k.add('l')
		}
	case 'm':
		k.add('m')
	case 'n':
		return k.n(w, i)
	case 'r':
		k.r(w, i)
	case 's':
		return k.s(w, i)
	case 't':
		return k.t(w, i)
	case 'x':
		k.x(w, i)
	case 'z':
		k.z(w, i)
	}
	return 1
}
