package ko

import (
	_ "embed"
	"unicode/utf8"

	"okbot/index/wordlist"
)

//go:embed particles.ko.txt
var particleList string

// particles follow nouns (조사, and the copula 이다 in its common forms); they
// chain, as in 서울-에서-는.
var particles = func() map[string]bool {
	m := wordlist.Set(particleList)
	copula(m)
	return m
}()

const (
	base   = 0xAC00
	vowels = 21
	tails  = 28
)

// tail numbers (KS X 1001 order) that endings leave on a stem's last syllable
const (
	tailN  = 4  // ㄴ
	tailL  = 8  // ㄹ
	tailM  = 16 // ㅁ
	tailB  = 17 // ㅂ
	tailSS = 20 // ㅆ
)

// opened gives the vowels that a stem may have had before -아/어- fused with it:
// 알려져 = 알려지어, 했 = 하였, 됐 = 되었, 왔 = 오았, 배웠 = 배우었, 썼 = 쓰었.
var opened = map[int][]int{0: {0, 18}, 1: {0, 1}, 4: {4, 18}, 5: {5}, 6: {20, 6}, 9: {8}, 10: {11}, 14: {13}}

// links follow a syllable that -아/어- fused with; after ㅕ nothing
// needs to.
var links = wordlist.SetOf(linked)

// bare appends the stems that the word w may have whose last syllable, that of
// stem, an ending changed; rest is what follows it.
func bare(dst []candidate, stem []rune, rest string, size int) []candidate {
	last := stem[len(stem)-1]
	if last < base || last > 0xD7A3 {
		return dst
	}
	i := int(last - base)
	lead, vowel, tail := i/tails/vowels, i/tails%vowels, i%tails
	head := string(stem[:len(stem)-1])
	add := func(s string) {
		if len(dst) < maxCandidates && s != "" && (len(stem) > 1 || commonVerbs[s]) {
			dst = append(dst, candidate{s, size, true, tail != 0 || s != string(stem)})
		}
	}
	syllable := func(vowel int) string { return string(rune(base + (lead*vowels+vowel)*tails)) }
	switch {
	case lead == leadNone && (vowel == 0 || vowel == 4): // 맺어, 깔았: endings of their own
	case tail == tailSS && pasts[rest], tail == 0 && (links[rest] || rest == "" && vowel == 6):
		if s := irregular(stem, lead, vowel); s != "" {
			add(s)
			if lead == leadR {
				break
			}
		}
		for _, v := range opened[vowel] {
			if v != vowel || rest != "" {
				add(head + syllable(v))
			}
		}
	case rest == "" && (tail == tailN || tail == tailL || tail == tailM), fusedEndings[tail][rest]:
		if lead == leadNone && vowel == 13 {
			add(irregular(stem, lead, 14)) // 쉬운: 쉽다
		}
		s := head + syllable(vowel)
		add(s)
		add(restoreL(s)) // 만든: 만들다
	}
	return dst
}

const (
	leadN    = 2
	leadR    = 5
	leadNone = 11
)

// irregular gives the stem of 몰라 and 올랐 (모르, 오르), 도와 and 쉬웠 (돕, 쉽), 내놨
// (내놓), or "".
func irregular(stem []rune, lead, vowel int) string {
	if lead == leadN && vowel == 9 {
		return string(stem[:len(stem)-1]) + "놓"
	}
	if len(stem) < 2 {
		return ""
	}
	before := stem[len(stem)-2]
	if before < base || before > 0xD7A3 {
		return ""
	}
	tail := (before - base) % tails
	head := string(stem[:len(stem)-2])
	switch {
	case lead == leadR && (vowel == 0 || vowel == 4) && tail == tailL:
		return head + string(before-tailL) + "르"
	case lead == leadNone && (vowel == 9 || vowel == 14) && tail == 0:
		return head + string(before+tailB)
	}
	return ""
}

// restoreL gives a stem that ends in a vowel the ㄹ that endings drop: 만드 =
// 만들. It returns "" for other stems.
func restoreL(stem string) string {
	last, n := utf8.DecodeLastRuneInString(stem)
	if last < base || last > 0xD7A3 || int(last-base)%tails != 0 {
		return ""
	}
	return stem[:len(stem)-n] + string(last+tailL)
}
