package query

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"okbot/index/ko"
)

// stopWords are terms that tell what kind of question it is, or that it is one,
// but not what it is about. The Korean ones are given as the analyzer leaves
// them, the English ones as people write them.
var stopWords = stemmed(`
무엇 무어 무슨 뭐 뭘 뭔 뭐야 누구 누가 누굴 언제 어디 어딜 어떤 어떻 어떻게 어때 얼마 얼마나 어느 왜 몇 몇몇
것 거 게 수 때 등 및 그 저 이 좀 혹시 그럼 그래서 근데 그런데 그리고 대해 대한 대하 관해 관하 관한 중 해 하 되 있 없 이거 그거 저거 여기 거기
알려 알려줘 알려주 알려줄 말해 말해줘 말하 설명해 설명해줘 궁금 궁금하 궁금해 찾아 찾아줘 가르쳐 가르쳐줘 알고싶 싶 싶어 줘 줄래 주세요 주실 있나 있어 있나요 있는지 있는 했어 했나 했나요 했니 됐어 됐나 된거 한거 건가 건가요 거야 거예요 거지 거임 인가 이야 일까 였지 였나
우리 거예 거예요 거죠 거냐 거니 건데 걸로 걸 된 랑 라고 지금 현재 최근 최신 요즘 요새 이제 방금 아직 가장 제일 젤 정확 정확히 대략 약 총 쪽 이번 있던데 했지 됐지 그렇게 그게 이게 뭐죠 뭐지 뭐니 뭐냐 뭐임 뭐예요 뭐였더라 뭐더라 성함 이름 이름이 맞 맞아 맞나 맞나요 맞죠 진짜 정말 그냥 다 또 더 말고 하나 관련해서 관련된 있다던데 있다는데 했다던데 했다는데 한다던데 한다는데 라던데 라는데 다던데 뭐뭐 어디어디 누구누구 말 하기 가서 나서 한다 했대 거라 에서 해서 하는데 그러던데 전부 모두 뭔가 걔 걔네 얘네 그분 그쪽 나왔 나온 나와 됐 됐어 되나 되나요 돼 돼요 건지 는지 인지 작년 재작년 지난해 올해 금년 지난달 이번달 지난 당시 시점 기준 ㅋ ㅋㅋ ㅎㅎ ㅠㅠ 님 분 부탁 부탁해 부탁드려 여쭤 질문 답 건 지 며 래 를 는 은 을 에 데 요 와 쯤 듯 겸 네 고 던데 더라 된건 되는 된다 했으 있었 있더 있다 그렇 이렇 그리 그런 이라 아니 알고 주세 해요 중에 안에서 쪽으 몇명 명이 명을 년에 월에 월이 달에 일이 일을 날이 날은 날에 건이 건으 분이 위이 곳이 데가 개가 적이 말을 것이 것으 때가 때는 번이 팀이 군데 하던 꼭 좀더 혹은 등이 뭐래 나요 시키나요 줬나 얘기 알
 헐 님들 저기 저기요 그랬구나 와우 누구심 ㄹㅇ
 아는 아시 아세요 알아 보 봐 볼 보여 보여줘 정리 정리해 요약 요약해
name names exactly exact actually really ever now current currently latest newest recent recently yet still these days thing things stuff anyone someone anything something get got give gave us also too yes no ok hey hi im i'm what's who's where's when's how's are was were they them his her all any like made make makes making far want wants one yo ugh gonna gotta wanna last year month week ago lol btw pls whats whos
isnt wasnt werent arent doesnt dont didnt hasnt havent hadnt couldnt wouldnt shouldnt cant wont hes shes theyre plz pls thx thanks tho bro wtf asap omg idk
wasn't weren't isn't aren't doesn't don't didn't hasn't haven't hadn't couldn't wouldn't shouldn't can't wasn weren isn aren doesn don didn hasn haven hadn couldn wouldn shouldn
a an the of to in on at for and or by with from as is are was were be been being it it' s its this that these those there here
do doe did does done doing ha have had having can could will would shall should mai might must i me my we our you your he she they them their his her
who whom whose what which when where why how mani much pleas plea tell about know so then if not just ani some into
`)

// IsStopWord reports whether term, as the analyzer leaves it, is a stop word.
func IsStopWord(term string) bool { return stopWords[term] }

// StopWords yields every stop word.
func StopWords() iter.Seq[string] { return maps.Keys(stopWords) }

// stemmed is the set of the words in list and of their stems.
func stemmed(list string) map[string]bool {
	m := wordSet(list)
	var analyzer ko.Analyzer
	for w := range strings.FieldsSeq(list) {
		if w[0] < utf8.RuneSelf {
			for _, t := range analyzer.Tokens(nil, w) {
				m[t.Term] = true
			}
		}
	}
	return m
}

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// questionStems begin the Korean words that ask.
var questionStems = strings.Fields("무엇 무슨 누구 누가 누군 언제 언젠 어디 어딘 어떤 어떻게 얼마 얼만 어느 몇 왜 뭐 뭘 뭔")

// questionEnds follow a question word where no particle does: 누구래, 얼만데.
var questionEnds = wordSet("래 래요 대 데 데요 지 죠 길래 더라 더라고 든 든지 였더라 였대 였는데 인데 인데요 이래 람 던데")

// dropQuestionWords blanks the Korean question words of text, with their
// particles.
func dropQuestionWords(text string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(text) {
		if !IsQuestionWord(word) {
			b.WriteString(word)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func IsQuestionWord(word string) bool {
	word = strings.TrimRightFunc(word, unicode.IsPunct)
	for _, stem := range questionStems {
		if rest, ok := strings.CutPrefix(word, stem); ok && (rest == "" || questionEnds[rest] || ko.IsParticles(rest)) {
			return true
		}
	}
	return false
}

// bigrams returns the Hangul bigrams of text but its question words, sorted, each
// once.
func bigrams(text string) []uint32 {
	grams := ko.Bigrams(nil, dropQuestionWords(text))
	slices.Sort(grams)
	return slices.Compact(grams)
}
