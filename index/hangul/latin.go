package hangul

import "strings"

// letterNames are the Korean names of the letters a to z.
var letterNames = [26]string{
	"에이", "비", "시", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠",
	"엔", "오", "피", "큐", "알", "에스", "티", "유", "브이", "더블유", "엑스", "와이", "제트",
}

// A latin is a word of ASCII letters, whose case does not matter to its methods.
type latin string

// at returns the letter at i in lower case, or 0 outside the word.
func (w latin) at(i int) byte {
	if i < 0 || i >= len(w) {
		return 0
	}
	return w[i] | 0x20
}

// has reports whether text, in lower case, is at i.
func (w latin) has(i int, text string) bool {
	for j := range len(text) {
		if w.at(i+j) != text[j] {
			return false
		}
	}
	return true
}

// ends reports whether text, in lower case, is at i and ends the word.
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

// silentE reports whether the letter at i is a silent e at the end of the word.
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

// surnames are Korean family names that are written with a silent l or r, and how
// they are spoken.
var surnames = [...]struct{ written, said string }{
	{"lee", "이"}, {"rhee", "이"}, {"ree", "이"},
	{"lim", "임"}, {"rim", "임"},
	{"ryu", "유"}, {"ryoo", "유"}, {"lyu", "유"},
	{"roh", "노"},
}

// addSurname adds w if it is one of [surnames], and reports whether it is.
func (k *keyBuilder) addSurname(w latin) bool {
	for _, name := range surnames {
		if w.ends(0, name.written) {
			k.addHangul(name.said)
			return true
		}
	}
	return false
}

// addHangul adds the syllables of s.
func (k *keyBuilder) addHangul(s string) {
	for _, r := range s {
		k.addRune(r)
	}
}

// addWord adds the word s. more reports whether another word follows.
func (k *keyBuilder) addWord(s string, more bool) {
	w := latin(s)
	first := k.last == 0
	if first && more && k.addSurname(w) {
		return
	}
	if w.spelled() {
		for i := range len(w) {
			k.addHangul(letterNames[w.at(i)-'a'])
		}
		return
	}
	if first && w.at(0) == 'n' && !w.in(1, "aeiouyw") {
		k.addVowel() // Nvidia, 엔비디아
	}
	for i := 0; i < len(w); {
		i += k.addLetter(w, i)
	}
}

// addLetter adds the sound that begins at i, and returns how many letters spell it.
func (k *keyBuilder) addLetter(w latin, i int) int {
	switch w.at(i) {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
		return k.addLatinVowel(w, i)
	case 'b', 'f', 'p', 'v':
		if !(w.ends(i, "b") && w.at(i-1) == 'm') { // climb
			k.addClass('p')
		}
	case 'c':
		return k.addC(w, i)
	case 'd':
		k.addClass('t')
	case 'g':
		return k.addG(w, i)
	case 'h':
		k.addH()
	case 'j':
		k.addClass('c')
	case 'k', 'q':
		if !(i == 0 && w.at(1) == 'n') { // Knight
			k.addClass('k')
		}
	case 'l':
		if !(w.at(i-1) == 'a' && w.at(i+1) == 'k') { // Talk
			k.addClass('l')
		}
	case 'm':
		k.addClass('m')
	case 'n':
		return k.addN(w, i)
	case 'r':
		k.addR(w, i)
	case 's':
		return k.addS(w, i)
	case 't':
		return k.addT(w, i)
	case 'x':
		k.addX(w, i)
	case 'z':
		k.addZ(w, i)
	}
	return 1
}
