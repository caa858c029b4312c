package ko

import (
	_ "embed"
	"maps"

	"okbot/index/wordlist"
)

//go:embed endings.ko.txt
var endingList string

// The endings (어미) of Korean verbs by what they follow. Put together they are what
// may follow a stem: -시- of respect, -었- of the past or -겠-, and a final ending.
var (
	endingGroups = wordlist.Groups(endingList)

	afterStem    = endingGroups["any stem"]
	afterEu      = endingGroups["으"] // or a stem that ends in a vowel
	afterA       = endingGroups["아 or 어"]
	respectful   = endingGroups["respect"]
	nounSuffixes = endingGroups["noun"]

	// pastEndings follow the ㅆ of -었-, and -겠-.
	pastEndings = withPluperfect(wordlist.SetOf(endingGroups["ㅆ"]))

	// tailEndings follow a syllable that took ㄴ, ㄹ, ㅁ or ㅂ of an ending as its
	// final consonant: 간다, 만들까, 갑니다. They are by its index.
	tailEndings = map[int]map[string]bool{
		tailN: wordlist.SetOf(endingGroups["ㄴ"]),
		tailL: wordlist.SetOf(endingGroups["ㄹ"]),
		tailM: wordlist.SetOf(endingGroups["ㅁ"]),
		tailB: wordlist.SetOf(endingGroups["ㅂ"]),
	}
)

//go:embed verbs.ko.txt
var verbList string

// commonVerbs are the stems of one syllable that a word is taken to have.
var commonVerbs = wordlist.Set(verbList)

// endings are all that may follow a stem and leave its syllables as they are, and
// the forms of 하다, 되다 and 시키다, which make verbs of nouns.
var endings = allEndings()

func allEndings() map[string]bool {
	set := wordlist.SetOf(nounSuffixes, endingGroups["whole"], respectful)
	for _, e := range afterStem {
		set[e], set["시"+e], set["으시"+e] = true, true, true
	}
	for _, e := range afterEu {
		set[e], set["으"+e] = true, true
	}
	for _, e := range afterA {
		set["아"+e], set["어"+e] = true, true
	}
	set["아"], set["어"] = true, true
	for e := range pastEndings {
		set["았"+e], set["었"+e], set["겠"+e], set["셨"+e], set["으셨"+e] = true, true, true, true, true
	}
	for _, v := range []lightVerb{{"하", "해", "했"}, {"하", "하여", "하였"}, {"되", "돼", "됐"}, {"되", "되어", "되었"}, {"시키", "시켜", "시켰"}} {
		v.addForms(set)
	}
	return set
}

// withPluperfect returns endings with their forms that have -었- once more: 막았었다.
func withPluperfect(endings map[string]bool) map[string]bool {
	for e := range maps.Clone(endings) {
		endings["었"+e] = true
	}
	return endings
}

// A lightVerb makes verbs of nouns.
type lightVerb struct {
	stem  string
	fused string // what becomes of it before 아 or 어
	past  string // and before -았- or -었-
}

// addForms adds the forms of the verb to set.
func (v lightVerb) addForms(set map[string]bool) {
	for _, e := range afterStem {
		set[v.stem+e], set[v.stem+"시"+e] = true, true
	}
	for _, e := range afterEu {
		set[v.stem+e] = true
	}
	for _, e := range afterA {
		set[v.fused+e] = true
	}
	set[v.fused] = true
	for e := range pastEndings {
		set[v.past+e], set[v.stem+"겠"+e], set[v.stem+"셨"+e] = true, true, true
	}
	for tail, rest := range tailEndings {
		form := withTail(v.stem, tail)
		if tail != tailB {
			set[form] = true
		}
		for e := range rest {
			set[form+e] = true
		}
	}
	for _, e := range respectful {
		set[v.stem+e] = true
	}
}

// addCopula adds the forms of 이다, which follow nouns as particles do, to set.
func addCopula(set map[string]bool) {
	for _, e := range afterStem {
		set["이"+e] = true
	}
	for e := range pastEndings {
		set["이었"+e], set["였"+e], set["이셨"+e] = true, true, true
	}
	for tail, rest := range tailEndings {
		for e := range rest {
			set[withTail("이", tail)+e] = true
		}
	}
}
