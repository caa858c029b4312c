package ko_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"okbot/index/ko"
)

// checkTokens checks what holds of the tokens of any text.
func checkTokens(t *testing.T, text string, tokens []ko.Token) {
	t.Helper()
	word := 0
	for _, k := range tokens {
		switch {
		case k.Start < 0 || k.Start >= k.End || k.End > len(text):
			t.Fatalf("%q: token %+v is not inside the text", text, k)
		case k.Term == "":
			t.Fatalf("%q: token %+v is empty", text, k)
		case k.Word < word:
			t.Fatalf("%q: token %+v comes after word %d", text, k, word)
		case utf8.ValidString(text) && !utf8.ValidString(k.Term):
			t.Fatalf("%q: the term of %+v is not UTF-8", text, k)
		case utf8.ValidString(text) && !utf8.ValidString(text[k.Start:k.End]):
			t.Fatalf("%q: token %+v cuts a character", text, k)
		}
		word = k.Word
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"", "도서관에서는 책을 빌린다", "도서관에서책을빌린다", "SK하이닉스의 GPT-5", "2,031만 명", "1,,2..3,", "알려졌다/알려진",
		"de\xffbad한\xea국", "\xf0\x9f", "한글", "ㅋㅋㅋㅏㅏ", "漢字かな", "ＯＰＥＮ２", "cafe\u0301\u0301", "\u0301", "İI", "٣٤", "ﬁ²½",
		strings.Repeat("가", 500), "가\x00나", "\U000e0041한", "ẞß", "도서관\u200b에서",
		"월~금, 화·목 일라이라고는", "4/6(월)~4/12 2026. 4. 6.", "6-8 April, Sept. 6th", "E2·H-01 3만 5천 50%",
	} {
		f.Add(s)
	}
	lexicon := trained()
	var plain ko.Analyzer
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range []*ko.Analyzer{&plain, lexicon} {
			tokens := a.Tokens(nil, text)
			checkTokens(t, text, tokens)
			if again := a.Tokens(nil, text); !slices.Equal(tokens, again) {
				t.Fatalf("%q: first %+v, then %+v", text, tokens, again)
			}
		}
		if spaced := lexicon.Segment(text); strings.ReplaceAll(spaced, " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("Segment(%q) = %q", text, spaced)
		}
		if plain := ko.Normalize(text); ko.Normalize(plain) != plain {
			t.Errorf("Normalize(%q) = %q, then %q", text, plain, ko.Normalize(plain))
		}
		lexicon.Lexicon.Correct(text)
		lexicon.Lexicon.Knows(text)
		ko.Bigrams(nil, text)
	})
}

// FuzzLearn checks that any text can be trained on and then be analysed.
func FuzzLearn(f *testing.F) {
	f.Add("도서관에서는 책을 빌린다", "도서관책")
	f.Add("가\xff나", "가나다라마바사")
	f.Add(strings.Repeat("가나다", 30), strings.Repeat("가나", 30))
	f.Fuzz(func(t *testing.T, corpus, text string) {
		a := &ko.Analyzer{Lexicon: ko.Train(slices.Values([]string{corpus}), nil)}
		checkTokens(t, corpus, a.Tokens(nil, corpus))
		checkTokens(t, text, a.Tokens(nil, text))
	})
}

func ExampleAnalyzer() {
	texts := []string{"도서관은 월요일에 쉰다.", "도서관에서 만난다.", "도서관의 마당."}
	a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), nil)}
	text := "Hanbit도서관까지는 2,031걸음"
	for _, t := range a.Tokens(nil, text) {
		fmt.Printf("%s [%d,%d) %s\n", t.Term, t.Start, t.End, text[t.Start:t.End])
	}
	// Output:
	// hanbit [0,6) Hanbit
	// 도서관 [6,15) 도서관
	// 2031 [25,30) 2,031
	// 걸음 [30,36) 걸음
}

const (
	benchQuestion = "한빛도서관은 월요일에도 문을 여나요? 그리고 Moonbeam 카페는 저녁 몇 시까지 하는지 알려 주세요"
	benchPassage  = `한빛도서관은 2025년 5월 2일부터 운영 시간을 오전 8시부터 오후 10시까지로 늘렸다. 늘어난 시간에는 자원봉사자 열두 명이 열람실을 지킨다. ` +
		`관장 문도현은 저녁에 책을 읽으려는 직장인이 많아 내린 결정이라고 말했다. 1층의 Moonbeam Coffee도 같은 날부터 밤 9시 30분까지 손님을 받는다. ` +
		`다만 월요일과 설날 연휴에는 이전처럼 문을 닫으며, 반납함은 쉬는 날에도 쓸 수 있다. 회원은 책을 다섯 권까지 14일 동안 빌릴 수 있고, ` +
		`반납이 늦으면 하루에 한 권당 100원의 연체료를 낸다. 지난해 이 도서관을 찾은 사람은 2,031만 명이 아니라 20만 3,100명이었다고 소식지가 바로잡았다. ` +
		`지하 주차장에는 자동차 마흔 대를 세울 수 있으며 두 시간까지는 주차비가 없다. 자전거는 정문 왼쪽의 거치대에 세우면 된다.`
)

func BenchmarkTokens(b *testing.B) {
	a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(append([]string{benchPassage}, small...)), nil)}
	for _, bb := range []struct{ name, text string }{{"question", benchQuestion}, {"passage", benchPassage}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			var tokens []ko.Token
			for b.Loop() {
				tokens = a.Tokens(tokens[:0], bb.text)
			}
		})
	}
}

func BenchmarkBigrams(b *testing.B) {
	b.ReportAllocs()
	var grams []uint32
	for b.Loop() {
		grams = ko.Bigrams(grams[:0], benchPassage)
	}
}

func BenchmarkTrain(b *testing.B) {
	b.ReportAllocs()
	texts := append([]string{benchPassage, benchQuestion}, small...)
	for b.Loop() {
		ko.Train(slices.Values(texts), nil)
	}
}
