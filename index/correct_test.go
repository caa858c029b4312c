package index_test

import (
	"strings"
	"testing"

	"okbot/index/query"
	"okbot/index/searchtest"
)

func TestCorrect(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, tt := range []struct{ text, want string }{
		{"gksqlcehtjrhks", "한빛도서관"},
		{"gksqlcehtjrhks rhkswkd", "한빛도서관 관장"},
		{"gksqlcehtjrhks rhkswkd snrndi?", "한빛도서관 관장 누구야?"},
		{"ekfqlczjvl", "달빛커피"},
		{"ㅡㅕㅎ재ㄱㅅ ㅣㅁㅅㅅㄷ", "mugwort latte"},
		{"ㅗㅐㅈ ㅡ무ㅛ ㅠㅐㅐㅏㄴ", "how many books"},
		{"tumblr discount", "tumbler discount"},
		{"the asstronomer", "the astronomer"},
		{"memebrship card", "membership card"},
		{"무성영화 상영홰", "무성영화 상영회"},
		{"천문학쟈", "천문학자"},
		{"membershipcard", "membership card"},
		{"wheredoigetamembershipcard", "where do i get a membership card"},
	} {
		if got, changed := ix.Correct(tt.text); !changed || got != tt.want {
			t.Errorf("Correct(%q) = %q, %t, want %q", tt.text, got, changed, tt.want)
		}
	}
}

// TestCorrectAroundCapitals checks that an abbreviation typed in capitals stays
// what it is in a question typed on the other layout.
func TestCorrectAroundCapitals(t *testing.T) {
	ix := searchtest.Builtin()
	for text, want := range map[string]string{
		"cotGPTfmf dho Tmsms rjdi?":     "챗GPT를 왜 쓰는 거야?",
		"dhvmsAI zhfldk eovyrk snrndi?": "오픈AI 코리아 대표가 누구야?",
		"dhvmsAI 코리아 대표가 누구야?":          "오픈AI 코리아 대표가 누구야?",
		"zkzkdh 제휴 언제 했어?":              "카카오 제휴 언제 했어?",
	} {
		if got, changed := ix.Correct(text); !changed || got != want {
			t.Errorf("Correct(%q) = %q, %t, want %q", text, got, changed, want)
		}
	}
}

// TestCorrectShort checks typos in short words, which only a frequent word, or a
// syllable that is nowhere in the corpus, distinguishes from words that it lacks.
func TestCorrectShort(t *testing.T) {
	ix := searchtest.Builtin()
	for text, want := range map[string]string{
		"koea office head":             "korea office head",
		"Whereabouts in Pohaang?":      "Whereabouts in Pohang?",
		"OenAI office":                 "Openai office",
		"waht is openai korea":         "what is openai korea",
		"오픈AI 코리아 직웡은 몇 명?":            "오픈AI 코리아 직원은 몇 명?",
		"퐁보 총괄이 누구야?":                  "홍보 총괄이 누구야?",
		"whoheadsopenaikorea":          "who heads openai korea",
		"what can it contractually do": "",
		"the law on breaching it":      "",
		"정신아 대표 작년 보수가 얼마예요?":          "",
		"오픈AI 코리아에 육아휴직 제도가 있어?":       "",
		"대통령 옆에 재벌 회장님들도 있었음?":         "",
		"who threw cold water on it":   "",
		"so gemini doesnt scare them":  "",
	} {
		got, changed := ix.Correct(text)
		if changed != (want != "") || changed && got != want {
			t.Errorf("Correct(%q) = %q, %t, want %q", text, got, changed, want)
		}
	}
}

// TestCorrectNot checks that questions without a mistake are left alone, also
// where the corpus does not know all their words.
func TestCorrectNot(t *testing.T) {
	ix := searchtest.Builtin()
	for _, text := range []string{
		"", " ", "?", "ㅋㅋㅋ", "ㅠㅠ 모르겠어", "ㅇㅇ", "1234", "🙂",
		"오픈AI 코리아 대표가 누구야?",
		"한국 이용자는 몇 명인가요",
		"카카오톡에서 챗GPT 쓰는 법",
		"삼성SDS는 챗GPT 엔터프라이즈를 파나요?",
		"GPT-5 가격이 궁금해요",
		"Claude Code 많이 쓰는 나라",
		"Stargate 프로젝트가 뭐예요",
		"OpenAI Korea 사무실은 어디에 있나요",
		"SK hynix가 공급하는 HBM 물량",
		"김치찌개 끓이는 법 알려 주세요",
		"부산에서 제주까지 배로 얼마나 걸려요?",
		"프리미어리그 우승팀은 어디야",
		"오늘 저녁에 비가 올까요",
		"who runs OpenAI Korea?",
		"How many people in South Korea use ChatGPT every week?",
		"Did Kakao and OpenAI announce a joint product?",
		"what does ChatGPT Plus cost in won",
		"when was the Seoul office opened",
		"is Jason Kwon the chief strategy officer",
		"Tell me about Stargate Korea.",
		"What is the capital of Portugal?",
		"how do I bake sourdough bread",
		"who won the football match last night",
		"Explain quantum entanglement to a child",
		"is there a beach near the hotel",
		"which teacher taught you to paint",
		"a recipe for lentil soup with garlic",
		"does my cat need a winter coat",
		"KAIST, POSTECH and UNIST rankings",
		"antidisestablishmentarianism",
		"https://example.com/a-page?x=1",
		"print(sorted(words, key=len))",
	} {
		if got, changed := ix.Correct(text); changed || got != text {
			t.Errorf("Correct(%q) = %q", text, got)
		}
	}
}

// TestCorrectAsks checks the same on all the questions that the corpus says it
// answers.
func TestCorrectAsks(t *testing.T) {
	ix := searchtest.Builtin()
	for i := range ix.Len() {
		for _, ask := range ix.Passage(i).Questions {
			if got, changed := ix.Correct(ask); changed {
				t.Errorf("%s: Correct(%q) = %q", ix.Passage(i).ID, ask, got)
			}
		}
	}
}

// TestCorrectTwice checks that what was corrected needs no repair.
func TestCorrectTwice(t *testing.T) {
	ix := newIndex(t, library(t))
	for _, text := range []string{"gksqlcehtjrhks rhkswkd", "tumblr", "천문학쟈", "wheredoigetamembershipcard"} {
		once, _ := ix.Correct(text)
		if twice, changed := ix.Correct(once); changed {
			t.Errorf("%q became %q, then %q", text, once, twice)
		}
	}
}

func FuzzCorrect(f *testing.F) {
	for _, s := range []string{"gksqlcehtjrhks", "ㅗㅐㅈ", "wheredoigetamembershipcard", "상영홰?", "a\xffb", "", strings.Repeat("rk", 500), "도서관\x00곤"} {
		f.Add(s)
	}
	ix := newIndex(f, library(f))
	f.Fuzz(func(t *testing.T, text string) {
		got, changed := ix.Correct(text)
		if changed == (got == text) {
			t.Errorf("Correct(%q) = %q, %t", text, got, changed)
		}
		query.Language(text)
		query.KindOf(text)
		query.OwnWords(text)
	})
}
