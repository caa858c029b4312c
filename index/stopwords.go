package index

import (
	"strings"
	"unicode"

	"okbot/index/ko"
)

// stopWords are terms that tell what kind of question it is, or that it is one,
// but not what it is about. They are given as the analyzer leaves them.
var stopWords = wordSet(`
무엇 무어 무슨 뭐 뭘 뭔 뭐야 누구 누가 누굴 언제 어디 어딜 어떤 어떻 어떻게 어때 얼마 얼마나 어느 왜 몇 몇몇
것 거 게 수 때 등 및 그 저 이 좀 혹시 그럼 그래서 근데 그런데 그리고 대해 대한 대하 관해 관하 관한 중 해 하 되 있 없 이거 그거 저거 여기 거기
알려 알려줘 알려주 알려줄 말해 말해줘 말하 설명해 설명해줘 궁금 궁금하 궁금해 찾아 찾아줘 가르쳐 가르쳐줘 알고싶 싶 싶어 줘 줄래 주세요 주실 있나 있어 있나요 있는지 있는 했어 했나 했나요 했니 됐어 됐나 된거 한거 건가 건가요 거야 거예요 거지 거임 인가 이야 일까 였지 였나
a an the of to in on at for and or by with from as is are was were be been being it it' s its this that these those there here
do doe did does done doing ha have had having can could will would shall should mai might must i me my we our you your he she they them their his her
who whom whose what which when where why how mani much pleas plea tell about know so then if not just ani some into
`)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// questionStems begin the Korean words that ask.
var questionStems = strings.Fields("무엇 무슨 누구 누가 언제 어디 어떤 어떻게 얼마 어느 몇 왜 뭐 뭘")

// dropQuestionWords blanks the Korean question words of text, with their
// particles.
func dropQuestionWords(text string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(text, unicode.IsSpace) {
		if !isQuestionWord(word) {
			b.WriteString(word)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isQuestionWord(word string) bool {
	word = strings.TrimRightFunc(word, unicode.IsPunct)
	for _, stem := range questionStems {
		if rest, ok := strings.CutPrefix(word, stem); ok && (rest == "" || ko.IsParticles(rest)) {
			return true
		}
	}
	return false
}
