package ko

import (
	"unicode/utf8"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

// syllableBytes is the length of a syllable in UTF-8.
const syllableBytes = len("가")

// A candidate is one way to read a word: its stem, and how much of the word that
// stem takes up.
type candidate struct {
	stem string
	size int  // bytes of the word; the stem may be spelled otherwise than they are
	verb bool // an ending was stripped, not particles
	sure bool // the ending is hardly ever anything else
}

// Bounds of the analysis of one word.
const (
	maxWordSyllables        = 24 // in front of which particles and endings are looked for
	maxSuffixSyllables      = 6  // particles or an ending that leave the stem as it is
	maxFusedSuffixSyllables = 5  // what follows a syllable that an ending fused with
	maxCandidates           = 32
)

// candidates appends every way to cut particles or an ending off the word w to dst,
// the whole word first.
func candidates(dst []candidate, w string) []candidate {
	dst = append(dst, candidate{stem: w, size: len(w)})
	var offsetBuf [maxWordSyllables]int
	var runeBuf [maxWordSyllables]rune
	offsets, runes := offsetBuf[:0], runeBuf[:0]
	for i, r := range w {
		if len(runes) == maxWordSyllables {
			return dst
		}
		offsets, runes = append(offsets, i), append(runes, r)
	}
	n := len(runes)
	for i := n - 1; i >= 1 && n-i <= maxSuffixSyllables && len(dst) < maxCandidates-2; i-- {
		dst = appendWhole(dst, w, offsets[i])
	}
	for i := n; i >= 1 && n-i <= maxFusedSuffixSyllables && len(dst) < maxCandidates-2; i-- {
		end := len(w)
		if i < n {
			end = offsets[i]
		}
		dst = appendFused(dst, runes[:i], w[end:], end)
	}
	return dst
}

// appendWhole appends the readings of w in which the stem ends at byte cut and keeps
// its syllables.
func appendWhole(dst []candidate, w string, cut int) []candidate {
	stem, suffix := w[:cut], w[cut:]
	noun, sure := IsParticles(suffix), len(suffix) > syllableBytes || (suffix == "아" || suffix == "어") && isClosed(stem)
	if noun {
		dst = append(dst, candidate{stem: stem, size: cut})
	}
	if endings[suffix] && (!noun || sure && commonVerbs[stem]) {
		dst = append(dst, candidate{stem, cut, true, sure})
	}
	switch suffix {
	case "는", "니", "는데", "나요":
		if l := restoreL(stem); l != "" && len(dst) < maxCandidates-2 {
			dst = append(dst, candidate{l, cut, true, true}) // 만드는: 만들다
		}
	}
	return dst
}

// isInflected reports whether a word is a form of a common verb that ends in a consonant, and
// no stem: 받아, 받는.
func isInflected(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	switch word[size:] {
	case "아", "어", "는", "고", "지", "다", "자":
		return commonVerbs[word[:size]] && isClosed(word[:size])
	}
	return false
}

// isClosed reports whether a word ends in a consonant, with which 아 and 어 do not fuse.
func isClosed(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	_, _, tail, ok := hangul.Split(last)
	return ok && tail != 0
}

// Indices of letters as [hangul.Split] returns them.
const (
	leadN, leadR, leadNone = 2, 5, 11 // ㄴ ㄹ ㅇ

	vowelA, vowelAe, vowelEo, vowelE, vowelYeo = 0, 1, 4, 5, 6    // ㅏ ㅐ ㅓ ㅔ ㅕ
	vowelO, vowelWa, vowelWae, vowelOe         = 8, 9, 10, 11     // ㅗ ㅘ ㅙ ㅚ
	vowelU, vowelWo, vowelEu, vowelI           = 13, 14, 18, 20   // ㅜ ㅝ ㅡ ㅣ
	tailN, tailL, tailM, tailB, tailSS         = 4, 8, 16, 17, 20 // ㄴ ㄹ ㅁ ㅂ ㅆ
)

// vowelExpansions gives the vowels that the last syllable of a stem may have had
// before 아 or 어 fused with it: 알려져 is 알려지어, 했 하였, 됐 되었, 왔 오았, 배웠
// 배우었, 썼 쓰었.
var vowelExpansions = map[int][]int{
	vowelA: {vowelA, vowelEu}, vowelAe: {vowelA, vowelAe}, vowelEo: {vowelEo, vowelEu}, vowelE: {vowelE},
	vowelYeo: {vowelI, vowelYeo}, vowelWa: {vowelO}, vowelWae: {vowelOe}, vowelWo: {vowelU},
}

// afterFused follow a syllable that 아 or 어 fused with. After ㅕ nothing needs to.
var afterFused = wordlist.SetOf(afterA)

// appendFused appends the stems that a word may have if an ending changed the last
// syllable of start. suffix is what follows start, size how many bytes start takes up.
func appendFused(dst []candidate, start []rune, suffix string, size int) []candidate {
	lead, vowel, tail, ok := hangul.Split(start[len(start)-1])
	if !ok {
		return dst
	}
	head := string(start[:len(start)-1])
	add := func(s string) {
		if len(dst) < maxCandidates && s != "" && (len(start) > 1 || commonVerbs[s]) {
			dst = append(dst, candidate{s, size, true, tail != 0 || s != string(start)})
		}
	}
	switch {
	case lead == leadNone && (vowel == vowelA || vowel == vowelEo): // 맺어, 깔았: endings of their own
	case tail == tailSS && pastEndings[suffix], tail == 0 && (afterFused[suffix] || suffix == "" && vowel == vowelYeo):
		if s := irregularStem(start, lead, vowel); s != "" {
			add(s)
			if lead == leadR {
				break
			}
		}
		for _, v := range vowelExpansions[vowel] {
			if v != vowel || suffix != "" {
				add(head + string(hangul.Join(lead, v, 0)))
			}
		}
	case suffix == "" && (tail == tailN || tail == tailL || tail == tailM), tailEndings[tail][suffix]:
		if lead == leadNone && vowel == vowelU {
			add(irregularStem(start, lead, vowelWo)) // 쉬운: 쉽다
		}
		s := head + string(hangul.Join(lead, vowel, 0))
		add(s)
		add(restoreL(s)) // 만든: 만들다
	}
	return dst
}

// irregularStem returns the stem of an irregular verb whose form begins with start,
// or "": 모르 and 오르 of 몰라 and 올랐, 돕 and 쉽 of 도와 and 쉬웠, 내놓 of 내놨. lead and
// vowel are those of the last syllable.
func irregularStem(start []rune, lead, vowel int) string {
	last := len(start) - 1
	if lead == leadN && vowel == vowelWa {
		return string(start[:last]) + "놓"
	}
	if last == 0 {
		return ""
	}
	leadBefore, vowelBefore, tailBefore, ok := hangul.Split(start[last-1])
	head := string(start[:last-1])
	switch {
	case !ok:
	case lead == leadR && (vowel == vowelA || vowel == vowelEo) && tailBefore == tailL:
		return head + string(hangul.Join(leadBefore, vowelBefore, 0)) + "르"
	case lead == leadNone && (vowel == vowelWa || vowel == vowelWo) && tailBefore == 0:
		return head + string(hangul.Join(leadBefore, vowelBefore, tailB))
	}
	return ""
}

// restoreL returns a stem that ends in a vowel with the ㄹ that endings drop: 만들 of
// 만드. It returns "" for any other stem.
func restoreL(stem string) string { return withTail(stem, tailL) }

// withTail returns stem, which ends in a vowel, with a final consonant, or "" for any
// other stem.
func withTail(stem string, tail int) string {
	last, size := utf8.DecodeLastRuneInString(stem)
	lead, vowel, none, ok := hangul.Split(last)
	if !ok || none != 0 {
		return ""
	}
	return stem[:len(stem)-size] + string(hangul.Join(lead, vowel, tail))
}
