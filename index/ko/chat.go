package ko

import (
	_ "embed"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/wordlist"
)

// Plain returns text with spellings of Korean chat as in print: 햇어여 is 했어요,
// 머임 is 뭐임, 어케 is 어떻게.
func Plain(text string) string {
	if !strings.ContainsFunc(text, chatty) {
		return text
	}
	var b strings.Builder
	last := 0
	for r, ok := nextRun(text, 0); ok; r, ok = nextRun(text, r.end) {
		if r.script == hangulRun {
			b.WriteString(text[last:r.start])
			b.WriteString(plainWord(text[r.start:r.end]))
			last = r.end
		}
	}
	return b.String() + text[last:]
}

//go:embed chat.ko.txt
var chatList string

var (
	chatGroups = wordlist.Groups(chatList)

	// unshifted are syllables of the past or of 있다 and 겠다 as they are typed without
	// shift.
	unshifted = func() map[rune]rune {
		m := map[rune]rune{}
		for from, to := range spellings("syllable") {
			typed, _ := utf8.DecodeRuneInString(from)
			m[typed], _ = utf8.DecodeRuneInString(to)
		}
		return m
	}()
	chatWords = maps.Collect(spellings("word"))
	misspelt  = func() *strings.Replacer { // spellings that no right word has
		var pairs []string
		for from, to := range spellings("part") {
			pairs = append(pairs, from, to)
		}
		return strings.NewReplacer(pairs...)
	}()
	asking = chatGroups["asking"] // the ends of questions that 요 follows
)

// spellings yields the spellings of chat in a group of the list, each with the one
// in print.
func spellings(group string) iter.Seq2[string, string] {
	return func(yield func(from, to string) bool) {
		for _, pair := range chatGroups[group] {
			if from, to, _ := strings.Cut(pair, " = "); !yield(from, to) {
				return
			}
		}
	}
}

func chatty(r rune) bool {
	return unshifted[r] != 0 || strings.ContainsRune("여염욤용머모케얌됬슴드", r)
}

// The syllables that follow a past and 뭐, and those that 요 follows, typed 여 or, as
// no word of use does (유아용, 휴가용), 용.
const (
	afterPast  = "어나는던다지대음냐니습더길네"
	afterWhat  = "야임라래예에길가를하한할했더였냐죠"
	beforeYo   = "어아에예해나가죠세네지데래까게워와려져돼"
	beforeYong = "해에예죠네까돼세"
)

func plainWord(w string) string {
	if x, ok := chatWords[w]; ok {
		return x
	}
	w = misspelt.Replace(w)
	if rest, ok := strings.CutPrefix(w, "머"); ok && (rest == "" || strings.ContainsAny(rest[:len("가")], afterWhat)) {
		w = "뭐" + rest
	}
	runes := []rune(w)
	for i, r := range runes[:len(runes)-1] {
		if past := unshifted[r]; past != 0 && strings.ContainsRune(afterPast, runes[i+1]) && (i == 0 || runes[i-1] != '무') {
			runes[i] = past
		}
	}
	switch n := len(runes) - 1; {
	case n > 0 && endsInYo(runes):
		runes[n] = '요'
	case n > 0 && runes[n] == '얌':
		runes[n] = '야'
	}
	return string(runes)
}

// endsInYo reports whether the last syllable of a word stands for 요.
func endsInYo(word []rune) bool {
	n := len(word) - 1
	switch before := word[n-1]; {
	case n == 1 && before != '돼' && before != '해':
		return false
	case word[n] == '여':
		return strings.ContainsRune(beforeYo, before)
	case strings.ContainsRune("염욤용", word[n]):
		stem := string(word[:n])
		return strings.ContainsRune(beforeYong, before) || slices.ContainsFunc(asking, func(end string) bool { return strings.HasSuffix(stem, end) })
	}
	return false
}
