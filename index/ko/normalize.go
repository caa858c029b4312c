package ko

import (
	_ "embed"
	"iter"
	"maps"
	"slices"
	"strings"

	"okbot/index/hangul"
	"okbot/index/wordlist"
)

//go:embed spellings.ko.txt
var spellingList string

// The groups of the list.
var (
	spellings = wordlist.Groups(spellingList)

	wordSpellings     = maps.Collect(spellingPairs("word"))
	partSpellings     = newReplacer(spellingPairs("part"))
	withoutShift      = wordlist.SetOf(spellings["without shift"])
	afterWithoutShift = wordlist.SetOf(spellings["after without shift"])
	afterWhat         = wordlist.SetOf(spellings["after 뭐"])
	beforeYeo         = wordlist.SetOf(spellings["before 여"])
	beforeYong        = wordlist.SetOf(spellings["before 용"])
	questionsWithYong = spellings["question before 용"]
)

// spellingPairs yields the spellings of chat in a group of the list, each with the
// one in print.
func spellingPairs(group string) iter.Seq2[string, string] {
	return func(yield func(chat, print string) bool) {
		for _, pair := range spellings[group] {
			if chat, print, _ := strings.Cut(pair, " = "); !yield(chat, print) {
				return
			}
		}
	}
}

func newReplacer(pairs iter.Seq2[string, string]) *strings.Replacer {
	var list []string
	for from, to := range pairs {
		list = append(list, from, to)
	}
	return strings.NewReplacer(list...)
}

// Normalize returns text with the spellings of Korean chat as in print: 햇어여 is
// 했어요, 머임 is 뭐임, 어케 is 어떻게. Other text stays as it is.
func Normalize(text string) string {
	var b strings.Builder
	last := 0
	for r, ok := nextRun(text, 0); ok; r, ok = nextRun(text, r.end) {
		if r.script != hangulRun {
			continue
		}
		w := text[r.start:r.end]
		if normal := normalizeWord(w); normal != w {
			b.WriteString(text[last:r.start])
			b.WriteString(normal)
			last = r.end
		}
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

func normalizeWord(w string) string {
	if x, ok := wordSpellings[w]; ok {
		return x
	}
	w = partSpellings.Replace(w)
	if rest, ok := strings.CutPrefix(w, "머"); ok && (rest == "" || afterWhat[rest[:syllableBytes]]) {
		w = "뭐" + rest
	}
	runes := []rune(w)
	last := len(runes) - 1
	for i, r := range runes[:last] {
		if withoutShift[string(r)] && afterWithoutShift[string(runes[i+1])] && (i == 0 || runes[i-1] != '무') { // 무엇이
			lead, vowel, _, _ := hangul.Split(r)
			runes[i] = hangul.Join(lead, vowel, tailSS)
		}
	}
	switch {
	case last > 0 && isMisspelledYo(runes):
		runes[last] = '요'
	case last > 0 && runes[last] == '얌':
		runes[last] = '야'
	}
	return string(runes)
}

// isMisspelledYo reports whether the last syllable of a word stands for 요.
func isMisspelledYo(word []rune) bool {
	last := len(word) - 1
	before := string(word[last-1])
	if last == 1 && before != "돼" && before != "해" {
		return false
	}
	switch word[last] {
	case '여':
		return beforeYeo[before]
	case '염', '욤', '용':
		stem := string(word[:last])
		return beforeYong[before] || slices.ContainsFunc(questionsWithYong, func(end string) bool { return strings.HasSuffix(stem, end) })
	}
	return false
}
