package ko

import (
	"slices"
	"strings"
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

// unshifted are syllables of the past or of 있다 and 겠다 as they are typed without
// shift.
var unshifted = map[rune]rune{'햇': '했', '엇': '었', '앗': '았', '됏': '됐', '왓': '왔', '봣': '봤', '줫': '줬', '졋': '졌', '렷': '렸', '켯': '켰', '잇': '있', '겟': '겠', '딧': '딨'}

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

var chatWords = map[string]string{"어케": "어떻게", "왜케": "왜 이렇게", "모야": "뭐야", "모에요": "뭐예요", "모예요": "뭐예요", "모지": "뭐지"}

// misspelt are spellings that no right word has.
var misspelt = strings.NewReplacer("됬", "됐", "슴니", "습니", "슴미", "습니", "드러가", "들어가", "드러갔", "들어갔", "드러온", "들어온", "드러왔", "들어왔")

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

// asking are the ends of questions that 요 follows.
var asking = strings.Fields("있나 없나 하나 되나 됐나 했나 었나 았나 줬나 인가 은가 는가")

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
