package ko

import (
	_ "embed"
	"maps"

	"okbot/index/wordlist"
)

// The endings (어미) of Korean verbs, put together as grammar does: a stem, -시-
// of respect, -었- of the past or -겠-, and a final ending.
var (
	//go:embed endings.ko.txt
	endingList string

	endingGroups = wordlist.Groups(endingList)

	plain  = endingGroups["any"]                              // follow any stem
	loose  = endingGroups["after 으"]                          // take 으 after a consonant
	linked = endingGroups["after 아"]                          // follow 아 or 어
	pasts  = doubled(wordlist.SetOf(endingGroups["after ㅆ"])) // follow the ㅆ of -었-, and -겠-

	// fusedEndings follow a syllable that took ㄴ, ㄹ, ㅁ or ㅂ of an ending as its
	// final consonant: 간다, 만들까, 갑니다.
	fusedEndings = map[int]map[string]bool{
		tailN: wordlist.SetOf(endingGroups["after ㄴ"]),
		tailL: wordlist.SetOf(endingGroups["after ㄹ"]),
		tailM: wordlist.SetOf(endingGroups["after ㅁ"]),
		tailB: wordlist.SetOf(endingGroups["after ㅂ"]),
	}
	// suffixes make verbs and adjectives of nouns, beside 하다, 되다 and 시키다.
	suffixes = endingGroups["noun"]
)

//go:embed verbs.ko.txt
var verbList string

// commonVerbs are the stems of one syllable that much is said with.
var commonVerbs = wordlist.Set(verbList)

// endings are all that may follow a stem and leave its syllables whole; the
// forms of 하다, 되다 and 시키다 are among them.
var endings = allEndings()

func allEndings() map[string]bool {
	m := map[string]bool{}
	for _, e := range suffixes {
		m[e] = true
	}
	for _, e := range plain {
		m[e], m["시"+e], m["으시"+e] = true, true, true
	}
	for _, e := range loose {
		m[e], m["으"+e] = true, true
	}
	for _, e := range linked {
		m["아"+e], m["어"+e] = true, true
	}
	m["아"], m["어"] = true, true
	for e := range pasts {
		m["았"+e], m["었"+e], m["겠"+e], m["셨"+e], m["으셨"+e] = true, true, true, true, true
	}
	for _, e := range endingGroups["whole"] {
		m[e] = true
	}
	for _, v := range []lightVerb{{"하", "해", "했"}, {"하", "하여", "하였"}, {"되", "돼", "됐"}, {"되", "되어", "되었"}, {"시키", "시켜", "시켰"}} {
		v.conjugate(m)
	}
	return m
}

// doubled adds the forms with -었- once more: 막았었다.
func doubled(m map[string]bool) map[string]bool {
	for e := range maps.Clone(m) {
		m["었"+e] = true
	}
	return m
}

// lightVerb is a verb that makes verbs of nouns: its stem, and what becomes of
// it before -아 and -았-.
type lightVerb struct{ stem, linked, past string }

func (v lightVerb) conjugate(m map[string]bool) {
	for _, e := range plain {
		m[v.stem+e], m[v.stem+"시"+e] = true, true
	}
	for _, e := range loose {
		m[v.stem+e] = true
	}
	for _, e := range linked {
		m[v.linked+e] = true
	}
	m[v.linked] = true
	for e := range pasts {
		m[v.past+e], m[v.stem+"겠"+e], m[v.stem+"셨"+e] = true, true, true
	}
	last := []rune(v.stem)
	for tail, rests := range fusedEndings {
		fused := string(last[:len(last)-1]) + string(last[len(last)-1]+rune(tail))
		if tail != tailB {
			m[fused] = true
		}
		for e := range rests {
			m[fused+e] = true
		}
	}
	for _, e := range endingGroups["respect"] {
		m[v.stem+e] = true
	}
}

// copula are the forms of 이다 that follow nouns like particles.
func copula(m map[string]bool) {
	for _, e := range plain {
		m["이"+e] = true
	}
	for e := range pasts {
		m["이었"+e], m["였"+e], m["이셨"+e] = true, true, true
	}
	for tail, rests := range fusedEndings {
		for e := range rests {
			m[string('이'+rune(tail))+e] = true
		}
	}
}
