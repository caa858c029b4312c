package hangul

// The English spelling rules of Skeleton, one letter each. A method says what
// is written at i and, where that may be more than one letter, returns how many
// it took.

func (k *skeleton) latinVowel(w latin, i int) int {
	silent := w.silentE(i) || i == 0 && w.has(0, "wr")
	if !silent {
		k.vowel()
	}
	return 1
}

func (k *skeleton) c(w latin, i int) int {
	switch {
	case w.has(i, "chr"), w.has(i, "chl"), i == 2 && w.has(0, "tech"):
		k.add('k')
		return 2
	case w.at(i+1) == 'h':
		k.add('c')
		return 2
	case w.in(i+1, "eiy"):
		k.add('s')
	default:
		k.add('k')
	}
	return 1
}

func (k *skeleton) g(w latin, i int) int {
	switch {
	case w.at(i+1) == 'h' && w.vowel(i-1): // Light
		return 2
	case w.at(i+1) == 'g':
		return 1 // the second one speaks
	case w.softG(i):
		k.add('c')
	default:
		k.add('k')
	}
	return 1
}

// softG reports whether the g at i is said as j: as in English before e, i and
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

// n says n and ng, whose g is heard only before a vowel, l and r.
func (k *skeleton) n(w latin, i int) int {
	k.add('n')
	if w.at(i+1) == 'g' && !w.in(i+2, "aeioulr") {
		return 2
	}
	return 1
}

// r says an r before a vowel, and no other: Star is 스타 and Store 스토어, but
// Singapore 싱가포르.
func (k *skeleton) r(w latin, i int) {
	next := i + 1
	if w.at(next) == 'h' {
		next++
	}
	silent := w.ends(i, "re") && w.vowel(i-1) && !w.has(i-2, "po")
	if w.vowel(next) && !silent {
		k.add('l')
	}
}

func (k *skeleton) s(w latin, i int) int {
	switch {
	case w.has(i, "sch"):
		k.add('s')
		return 3
	case w.has(i, "sion") && w.vowel(i-1): // Vision, 비전
		k.add('c')
	default:
		k.add('s')
	}
	return 1
}

func (k *skeleton) t(w latin, i int) int {
	switch {
	case w.ends(i, "th"): // Smith, 스미스
		k.add('s')
		return 2
	case i > 0 && w.ends(i, "ture"): // Future, 퓨처
		k.add('c')
		k.vowel()
		return 4
	case w.has(i, "tion") && w.at(i-1) == 's': // Question, 퀘스천
		k.add('c')
	case i > 0 && w.has(i, "tion"): // Action, 액션
		k.add('s')
	default:
		k.add('t')
	}
	return 1
}

func (k *skeleton) x(w latin, i int) {
	if i == 0 && w.vowel(1) { // Xiaomi
		k.add('s')
		return
	}
	if i == 0 { // Xbox, 엑스박스
		k.vowel()
	}
	k.add('k')
	k.add('s')
}

// z says a z: c before a heard vowel, else s. The first of two waits for the
// second.
func (k *skeleton) z(w latin, i int) {
	switch {
	case w.at(i+1) == 'z':
	case w.vowel(i+1) && !w.silentE(i+1):
		k.add('c')
	default:
		k.add('s')
	}
}
