package query

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/wordlist"
)

// A piece is a word of a text in lower case, without punctuation.
type piece struct {
	text  string
	start int // byte of the text
}

func pieces(text string) []piece {
	var out []piece
	start := -1
	for i, r := range text + " " {
		gap := unicode.IsSpace(r) || unicode.IsPunct(r) && r != '-' && r != '\'' && r != '’'
		switch {
		case !gap && start < 0:
			start = i
		case gap && start >= 0:
			out = append(out, piece{strings.ToLower(text[start:min(i, len(text))]), start})
			start = -1
		}
	}
	return out
}

// focus returns where the words begin that tell what a question wants to know:
// the noun beside its question word (which law firm, 요금이 얼마), or what is done
// (who chairs, 누가 이겼어). It has none where no question word is.
func focus(text string) []int {
	words := pieces(text)
	for i, w := range words {
		if w.text[0] < utf8.RuneSelf {
			if wantWords[w.text] {
				return englishFocus(words, i)
			}
			continue
		}
		if adnominal(w.text) {
			return koreanNext(words, i)
		}
		if strings.HasPrefix(w.text, "몇") || IsQuestionWord(w.text) || IsQuestionAdverb(w.text) {
			return koreanFocus(words, i)
		}
	}
	return nil
}

//go:embed focus.en.txt
var focusEn string

// focusWords are the groups of the list.
var (
	focusWords = wordlist.Groups(focusEn)

	wantWords = wordlist.SetOf(questionWordsEn["who"], questionWordsEn["what"], questionWordsEn["which"], questionWordsEn["how"])
	beWords   = wordlist.SetOf(focusWords["between"])
	endWords  = wordlist.SetOf(allQuestionWordsEn, focusWords["end"])
	manner    = wordlist.SetOf(focusWords["manner"])
)

func englishFocus(words []piece, i int) []int {
	if words[i].text == "how" {
		if i+1 == len(words) || !manner[words[i+1].text] {
			return nil
		}
		i++
	}
	i++
	for i < len(words) && beWords[words[i].text] {
		i++
	}
	var out []int
	for ; i < len(words) && !endWords[words[i].text]; i++ {
		if beWords[words[i].text] {
			if len(out) > 0 {
				break
			}
			continue
		}
		out = append(out, words[i].start)
	}
	return out
}

// adnominal reports whether a Korean question word precedes its noun.
func adnominal(w string) bool {
	return slices.Contains(questionWordsKo["which"], w)
}

func koreanNext(words []piece, i int) []int {
	if i+1 < len(words) {
		return []int{words[i+1].start}
	}
	return nil
}

// koreanFocus returns where the noun before the question word begins, which it asks
// about, and after an adverb (누가, 언제) the verb at the end.
func koreanFocus(words []piece, i int) []int {
	var out []int
	for k := i - 1; k >= 0 && out == nil; k-- {
		if !IsStopWord(words[k].text) {
			out = []int{words[k].start}
		}
	}
	if i+1 < len(words) && IsQuestionAdverb(words[i].text) {
		out = append(out, words[len(words)-1].start)
	}
	return out
}
