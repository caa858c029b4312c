package hangul

// The English spelling rules of [PhoneticKey], a method a letter. Each adds the
// sound that begins at i. Those of sounds that several letters may spell return how
// many do.

func (k *keyBuilder) addLatinVowel(w latin, i int) int {
	silent := w.silentE(i) || i == 0 && w.has(0, "wr")
	if !silent {
		k.addVowel()
	}
	return 1
}

func (k *keyBuilder) addC(w latin, i int) int {
	switch {
	case w.has(i, "chr"), w.has(i, "chl"), i == 2 && w.has(0, "tech"):
		k.addClass('k')
		return 2
	case w.at(i+1) == 'h':
		k.addClass('c')
		return 2
	case w.in(i+1, "eiy"):
		k.addClass('s')
	default:
		k.addClass('k')
	}
	return 1
}

func (k *keyBuilder) addG(w latin, i int) int {
	switch {
	case w.at(i+1) == 'h' && w.vowel(i-1): // Light
		return 2
	case w.at(i+1) == 'g':
		return 1 // the second one counts
	case w.softG(i):
		k.addClass('c')
	default:
		k.addClass('k')
	}
	return 1
}

// softG reports whether the g at i is pronounced as j: as in English before e, i and
// y, unless it looks like Korean (geum, geon, gyeong, gi- at the start).
func (w latin) softG(i int) bool {
	if w.at(i-1) == 'g' {
		return false
	}
	switch w.at(i + 1) {
	case 'e':
		return !w.has(i, "geu") && (!w.has(i, "geo") || w.in(i+3, "rfg"))
	case 'i':
		return i > 0 || w.has(i, "gia") || w.has(i, "gio")
	case 'y':
		return !w.vowel(i + 2)
	}
	return false
}

// addN adds n or ng. The g of ng counts only before a vowel, l or r.
func (k *keyBuilder) addN(w latin, i int) int {
	k.addClass('n')
	if w.at(i+1) == 'g' && !w.in(i+2, "aeioulr") {
		return 2
	}
	return 1
}

// addR adds an r before a vowel, and no other: Star is 스타 and Store 스토어, but
// Singapore is 싱가포르.
func (k *keyBuilder) addR(w latin, i int) {
	next := i + 1
	if w.at(next) == 'h' {
		next++
	}
	silent := w.ends(i, "re") && w.vowel(i-1) && !w.has(i-2, "po")
	if w.vowel(next) && !silent {
		k.addClass('l')
	}
}

func (k *keyBuilder) addS(w latin, i int) int {
	switch {
	case w.has(i, "sch"):
		k.addClass('s')
		return 3
	case w.has(i, "sion") && w.vowel(i-1): // Vision, 비전
		k.addClass('c')
	default:
		k.addClass('s')
	}
	return 1
}

func (k *keyBuilder) addT(w latin, i int) int {
	switch {
	case w.ends(i, "th"): // Smith, 스미스
		k.addClass('s')
		return 2
	case i > 0 && w.ends(i, "ture"): // Future, 퓨처
		k.addClass('c')
		k.addVowel()
		return 4
	case w.has(i, "tion") && w.at(i-1) == 's': // Question, 퀘스천
		k.addClass('c')
	case i > 0 && w.has(i, "tion"): // Action, 액션
		k.addClass('s')
	default:
		k.addClass('t')
	}
	return 1
}

func (k *keyBuilder) addX(w latin, i int) {
	if i == 0 && w.vowel(1) { // Xiaomi
		k.addClass('s')
		return
	}
	if i == 0 { // Xbox, 엑스박스
		k.addVowel()
	}
	k.addClass('k')
	k.addClass('s')
}

// addZ adds a z: c before a vowel that is not silent, else s. Of two, the second
// counts.
func (k *keyBuilder) addZ(w latin, i int) {
	switch {
	case w.at(i+1) == 'z':
	case w.vowel(i+1) && !w.silentE(i+1):
		k.addClass('c')
	default:
		k.addClass('s')
	}
}
