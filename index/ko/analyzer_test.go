package ko_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/index/ko"
)

// small is a corpus in which each word stands with several endings.
var small = []string{
	"데이터를 모은다. 데이터는 많다. 센터가 크다. 센터에 간다. 데이터의 값과 센터의 위치.",
	"그 사실이 널리 알려졌다. 알려진 대로다. 이미 알려져 있다. 알려지지 않은 일.",
	"빵을 만들었다. 만든 빵을 먹는다. 만드는 법을 배운다. 만들고 나서 만들면 된다.",
	"도서관은 월요일에 쉰다. 도서관에서 책을 빌린다. 도서관의 마당. 책은 무겁다. 책이 많다. 책의 값.",
	"사서가 자리를 옮겼다. 사서는 친절하다. 사서의 하루.",
}

func trained() *ko.Analyzer { return &ko.Analyzer{Lexicon: ko.Train(slices.Values(small), nil)} }

// show writes the whole-word tokens of text as term=surface.
func show(a *ko.Analyzer, text string) []string {
	var out []string
	for _, t := range a.Tokens(nil, text) {
		if !t.Part {
			out = append(out, t.Term+"="+text[t.Start:t.End])
		}
	}
	return out
}

// terms returns the terms of text, parts of compounds included.
func terms(a *ko.Analyzer, text string) []string {
	var out []string
	for _, t := range a.Tokens(nil, text) {
		out = append(out, t.Term)
	}
	return out
}

func TestTokensByRule(t *testing.T) {
	var a ko.Analyzer // knows no words
	for _, tt := range []struct {
		text string
		want []ko.Token
	}{
		{"", nil},
		{" .,!? \t\n…", nil},
		{"도서관", []ko.Token{{Term: "도서관", Start: 0, End: 9}}},
		{"도서관에서는", []ko.Token{{Term: "도서관", Start: 0, End: 9}}},
		{"Kubernetes에서", []ko.Token{{Term: "kubernet", Start: 0, End: 10}}},
		{"오픈AI는", []ko.Token{{Term: "오픈", Start: 0, End: 6}, {Term: "ai", Start: 6, End: 8, Word: 1}}},
		{"SK하이닉스의", []ko.Token{{Term: "sk", Start: 0, End: 2}, {Term: "하이닉스", Start: 2, End: 14, Word: 1}}},
		{"GPT-5", []ko.Token{{Term: "gpt5", Start: 0, End: 5}, {Term: "gpt", Start: 0, End: 3, Part: true}, {Term: "5", Start: 4, End: 5, Part: true}}},
		{"iPhone15를", []ko.Token{{Term: "iphon", Start: 0, End: 6}, {Term: "15", Start: 6, End: 8, Word: 1}}},
		{"ＯＰＥＮ ２０２５", []ko.Token{{Term: "open", Start: 0, End: 12}, {Term: "2025", Start: 13, End: 25, Word: 1}}},
		{"漢字 도서관", []ko.Token{{Term: "漢", Start: 0, End: 3}, {Term: "字", Start: 3, End: 6, Word: 1}, {Term: "도서관", Start: 7, End: 16, Word: 2}}},
		{"3.14, 1,000.", []ko.Token{{Term: "3.14", Start: 0, End: 4}, {Term: "1000", Start: 6, End: 11, Word: 1}}},
		{"(책)", []ko.Token{{Term: "책", Start: 1, End: 4}}},
	} {
		if diff := cmp.Diff(tt.want, a.Tokens(nil, tt.text)); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestTokensSurface(t *testing.T) {
	a := trained()
	for _, tt := range []struct {
		text string
		want []string // term=surface of the whole-word tokens
	}{
		{"도서관은 도서관에서 도서관의", []string{"도서관=도서관", "도서관=도서관", "도서관=도서관"}},
		{"2,031만 명", []string{"20310000=2,031만", "명=명"}},
		{"Running RUNS run", []string{"run=Running", "run=RUNS", "run=run"}},
		{"libraries library", []string{"librari=libraries", "librari=library"}},
		{"알려졌다. 알려진", []string{"알려지=알려졌", "알려지=알려진"}},
		{"OpenAI가 데이터를", []string{"openai=OpenAI", "데이터=데이터"}},
	} {
		if diff := cmp.Diff(tt.want, show(a, tt.text)); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestTokensMeet checks that the forms of a word come to one term.
func TestTokensMeet(t *testing.T) {
	a := trained()
	for _, forms := range [][]string{
		{"도서관", "도서관은", "도서관에서는", "도서관까지도", "도서관입니다"},
		{"데이터를", "데이터는", "데이터였다", "데이터"},
		{"알려졌다", "알려진", "알려져", "알려지고", "알려졌습니다"},
		{"만들었다", "만들고", "만들면"},
		{"만들었다", "만든", "만드는"}, // the stem's ㄹ is lost before ㄴ
		{"빌린다", "빌렸어요", "빌려요", "빌렸던", "빌리시나요", "빌렸다던데"},
		{"옮겼다", "옮기셨나요", "옮겨서", "옮긴대요"},
		{"배운다", "배웠더라고요", "배울까요"},
		{"open", "Opened", "opening", "ＯＰＥＮＳ"},
		{"2031", "2,031", "２０３１"},
	} {
		want := terms(a, forms[0])
		for _, form := range forms[1:] {
			if !slices.ContainsFunc(terms(a, form), func(s string) bool { return slices.Contains(want, s) }) {
				t.Errorf("%s has the terms %q, %s has %q: none is shared", forms[0], want, form, terms(a, form))
			}
		}
	}
}

// TestTokensCompounds checks that what stands together or apart is found by its
// parts.
func TestTokensCompounds(t *testing.T) {
	seen := append([]string{"데이터센터를 데이터센터의 데이터센터는"}, small...)
	a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(seen), nil)}
	for _, tt := range []struct {
		text string
		want []string // terms that must be there
	}{
		{"데이터센터", []string{"데이터센터", "데이터", "센터"}},
		{"데이터센터에서는", []string{"데이터센터", "데이터", "센터"}},
		{"데이터도서관", []string{"데이터", "도서관"}},
		{"도서관에서책을빌린다", []string{"도서관"}},
		{"데이터는도서관에서사서가", []string{"데이터", "도서관", "사서"}},
	} {
		got := a.Tokens(nil, tt.text)
		for _, want := range tt.want {
			i := slices.IndexFunc(got, func(k ko.Token) bool { return k.Term == want })
			if i < 0 {
				t.Errorf("Tokens(%q) = %+v, no %s", tt.text, got, want)
			} else if surface := tt.text[got[i].Start:got[i].End]; surface != want {
				t.Errorf("Tokens(%q): %s stands at %q", tt.text, want, surface)
			}
		}
	}
}

func TestNormalize(t *testing.T) {
	for text, want := range map[string]string{
		"언제 햇어여?":        "언제 했어요?",
		"대표가 바뀌엇대":       "대표가 바뀌었대",
		"있나욤 되나염 얼마인가용":  "있나요 되나요 얼마인가요",
		"돼여":             "돼요",
		"머야 머라고 머임":      "뭐야 뭐라고 뭐임",
		"어케 왜케":          "어떻게 왜 이렇게",
		"누구얌":            "누구야",
		"무엇인가요 무엇이 무엇은":  "무엇인가요 무엇이 무엇은",
		"참여 기여 급여 대여 하여": "참여 기여 급여 대여 하여",
		"내용 비용 사용 이용 고용 유아용 한국어용 휴가용 미래용": "내용 비용 사용 이용 고용 유아용 한국어용 휴가용 미래용",
		"머리 머스크 머신 머니":                    "머리 머스크 머신 머니",
		"햇살 갓난 웃어":                        "햇살 갓난 웃어",
		"GPT머임":                           "GPT뭐임",
		"":                                "",
	} {
		if got := ko.Normalize(text); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSegment(t *testing.T) {
	a := trained()
	for text, want := range map[string]string{
		"도서관에서책을빌린다":       "도서관에서 책을 빌린다",
		"도서관에서책을빌린다?":      "도서관에서 책을 빌린다?",
		"Hanbit에서책을빌린다":    "Hanbit에서 책을 빌린다",
		"Hanbit도서관에서책을빌린다": "Hanbit 도서관에서 책을 빌린다",
		"2031도서관에서책을빌린다":   "2031도서관에서 책을 빌린다",
		"도서관에서 책을 빌린다":     "도서관에서 책을 빌린다",
		"도서관에서는":           "도서관에서는",
		"비행기표예매하는곳":        "비행기표예매하는곳",
		"그림엽서":             "그림엽서", // a syllable alone is in any word
		"":                 "",
		"where is it":      "where is it",
	} {
		if got := a.Segment(text); got != want {
			t.Errorf("Segment(%q) = %q, want %q", text, got, want)
		}
	}
	if got := new(ko.Analyzer).Segment("도서관에서책을빌린다"); got != "도서관에서책을빌린다" {
		t.Errorf("Segment without a lexicon = %q", got)
	}
}

func TestTokensAppend(t *testing.T) {
	a := trained()
	first := ko.Token{Term: "x"}
	got := a.Tokens([]ko.Token{first}, "도서관은")
	if len(got) != 2 || got[0] != first {
		t.Errorf("Tokens appended %+v", got)
	}
}

// TestTokensLong checks that a run as long as a question is not refused.
func TestTokensLong(t *testing.T) {
	a := trained()
	for _, s := range []string{
		strings.Repeat("ㅋ", 2000), strings.Repeat("도서관에서", 400), strings.Repeat("x", 2000), strings.Repeat("9,", 1000),
		"A" + strings.Repeat("이나", 1000) + "쀍", // all but the end of it is particles, in 2^1000 ways
	} {
		checkTokens(t, s, a.Tokens(nil, s))
	}
}

// TestTrainTwice checks that the same corpus always gives the same tokens,
// whatever the order of its texts.
func TestTrainTwice(t *testing.T) {
	text := strings.Join(small, " ") + " 도서관데이터센터에서사서가만들었다 데이터도서관 빌려준 만드셨던"
	want := trained().Tokens(nil, text)
	for range 20 {
		turned := slices.Clone(small)
		slices.Reverse(turned)
		for _, texts := range [][]string{small, turned} {
			a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), nil)}
			if diff := cmp.Diff(want, a.Tokens(nil, text)); diff != "" {
				t.Fatalf("trained again (-want +got):\n%s", diff)
			}
		}
	}
}

// TestTokensVerbs checks the stems of verbs that no corpus has to have, by
// grammar alone: contracted, irregular, polite.
func TestTokensVerbs(t *testing.T) {
	a := &ko.Analyzer{Lexicon: ko.Train(slices.Values([]string{"쓰다 하다 되다 오르다 내놓다. 쓴다 한다 된다 오른다 내놓는다."}), nil)}
	for form, want := range map[string]string{
		"써요": "쓰", "썼어요": "쓰", "쓰시나요": "쓰", "하셨나요": "하", "했던": "하", "한다던데": "하", "하려는데": "하", "됐더라": "되", "된대요": "되",
		"올랐어": "오르", "올라서": "오르", "내놨어": "내놓",
	} {
		got := a.Tokens(nil, form)
		if len(got) != 1 || got[0].Term != want || !got[0].Verb {
			t.Errorf("%s: %+v, want the verb %s", form, got, want)
		}
	}
	for _, noun := range []string{"보고서", "사고", "선거", "가지"} {
		if got := a.Tokens(nil, noun); len(got) != 1 || got[0].Term != noun {
			t.Errorf("%s: %+v, want it whole", noun, got)
		}
	}
}

// TestTokensCounters checks that what is counted is one term with any particle, behind
// figures, numerals and 몇: a corpus need not show it without.
func TestTokensCounters(t *testing.T) {
	a := trained()
	for text, want := range map[string]string{
		"몇 층이야": "층", "몇층에": "층", "12층입니다": "층", "3층이고": "층",
		"두 판까지만": "판", "열 통이나": "통", "80쪽이라": "쪽", "몇 쪽인가요": "쪽",
		"3만을": "만", "7천만이나": "천만",
		"몇 시까지": "시", "몇 도부터": "도", "30 퍼센트나": "%", "12.5%": "%", "seven percent": "%",
	} {
		got := a.Tokens(nil, text)
		if len(got) == 0 || got[len(got)-1].Term != want {
			t.Errorf("Tokens(%q) = %+v, want %s at its end", text, got, want)
		}
	}
	nouns := []string{"나라", "쪽지"}
	a.Lexicon = ko.Train(slices.Values(small), func(stem string) bool { return slices.Contains(nouns, stem) })
	for text, want := range map[string]string{"두 나라": "나라", "몇 나라에서": "나라", "12쪽지나": "쪽지", "세 사서가": "사서"} {
		if got := a.Tokens(nil, text); got[len(got)-1].Term != want {
			t.Errorf("Tokens(%q) = %+v, want %s at its end", text, got, want)
		}
	}
	for text, want := range map[string]int{"5월은": 2, "3에서는": 1, "2가": 1, "몇몇 도서관은": 2} {
		if got := a.Tokens(nil, text); len(got) != want {
			t.Errorf("Tokens(%q) = %+v, want %d", text, got, want)
		}
	}
}

// TestTokensCodes checks that letters with figures behind them are one term, with a hyphen
// or without, and that a measure is none.
func TestTokensCodes(t *testing.T) {
	for text, want := range map[string]string{
		"E2는": "e2 e 2", "H-01 칸": "h01 h 01 칸", "N3a": "n3a n 3 a", "gpt4": "gpt4 gpt 4", "GPT-4": "gpt4 gpt 4",
		"500kg": "500 kg", "E2만": "e2 e 2 만", "v 2": "v 2", "A-B": "a b", "iPhone15": "iphon 15", "E-2-3": "e2 e 2 3",
	} {
		if got := strings.Join(terms(new(ko.Analyzer), text), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestTokensDates checks that a day of a month is one term in whatever way it is written,
// and a range all of its days.
func TestTokensDates(t *testing.T) {
	a := trained()
	for _, form := range []string{
		"4월 6일", "4월6일에", "4/6", "2026-04-06", "2026. 4. 6.", "2026.4.6", "2026/04/06", "6 April", "April 6, 2026", "Apr 6", "Apr. 6th", "6th April",
		"4월 5~7일", "4월 5일부터 7일까지", "4/5 - 4/7", "4/5-7", "5–8 April", "April 5-8, 2026", "2026.4.5.~4.8.", "12월 31일~4월 6일",
	} {
		if got := terms(a, form); !slices.Contains(got, "@0406") {
			t.Errorf("%s has the terms %q", form, got)
		}
	}
	for _, other := range []string{
		"2/30", "1/2 cups", "3/4분기", "4/6인실", "재적 위원 1/2 이상", "v4/6", "010-4/6", "2022.4.6f1", "1588-04-06", "4/6/8", "24/7", "1/100", "8:30", "4월에 6명",
		"3월 2-6회", "4월 3~6명", "192.4.6.1", "May I",
	} {
		if got := terms(a, other); slices.ContainsFunc(got, ko.IsDay) {
			t.Errorf("%s has the terms %q", other, got)
		}
	}
	for text, want := range map[string]int{
		"5월 1일부터 10% 할인": 1, "5월 1일부터 10,000원": 1, "4월 6일 - 20명": 1, "4월 6일부터 18시까지": 1, "7월 10일부터 14일간": 1, "March 3 to 5 pm": 1,
		"2025-12-20 ~ 2027-12-25": 2, "1/1~12/31": 2, "6/1 - 30분": 1,
	} {
		days := 0
		for _, term := range terms(a, text) {
			if ko.IsDay(term) {
				days++
			}
		}
		if days != want {
			t.Errorf("%s names %d days, want %d", text, days, want)
		}
	}
	for text, want := range map[string]string{
		"3/30~4/1": "@0330 @0331 @0401 3 30 4 1", "9월 1~3일": "@0901 @0902 @0903 9 월 1 3 일", "12월 31일부터 1월 1일": "@1231 @0101 12 월 31 일 1 월 1 일",
		"4/6(월)~4/7(화)": "@0406 @0407 4 6 월요일 4 7 화요일",
	} {
		if got := strings.Join(terms(a, text), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestTokensWeekdays checks that days of the week written for short have the terms of
// whole ones, a range all of its days, and that other words of one syllable do not.
func TestTokensWeekdays(t *testing.T) {
	a := trained()
	for text, want := range map[string]string{
		"화·목만": "화요일 목요일", "월~수": "월요일 화요일 수요일", "토~월": "토요일 일요일 월요일", "5/1(금)": "@0501 5 1 금요일", "토 13시": "토요일 13 시",
		"일·공휴일": "일요일 공휴일", "Mon-Wed": "mondai tuesdai wednesdai", "Tue/Thurs": "tuesdai thursdai",
		"년/월/일": "년 월 일", "일·월 단위": "일 월 단위", "일 8시간": "일 8 시간", "요금(월)": "요금 월", "he sat 2:30": "he sat 2 30", "요일: 금 · 당직": "요일 금요일 당직",
		"월요일부터 수요일까지 쉰다": "월요일 화요일 수요일 쉰다", "3월·5일": "3 월 5 일", "금 시세": "금 시세", "the sun": "the sun", "화·Wed": "화 wed",
	} {
		if got := strings.Join(terms(a, text), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestTokensAmounts checks that an amount is one term, in whatever way it is written, and
// has what it is written with as its parts.
func TestTokensAmounts(t *testing.T) {
	var a ko.Analyzer
	for _, forms := range [][]string{
		{"42000", "42,000", "4만 2천", "4만2천", "4.2만", "42천", "42 thousand"},
		{"500000000000", "5천억", "5000억"},
		{"1500000000000", "1조 5천억", "1조5000억"},
		{"3500", "3천5백"},
		{"1500000", "150만", "1.5 million", "1.5 Million", "1백만 50만"},
		{"2003000000", "20억 300만", "2.003 billion", "20억300만"},
	} {
		for _, form := range forms {
			if got := terms(&a, form); got[0] != forms[0] {
				t.Errorf("%s has the terms %q, want %s first", form, got, forms[0])
			}
		}
	}
	want := []ko.Token{
		{Term: "72000", Start: 0, End: 9}, {Term: "7", Start: 0, End: 1, Part: true}, {Term: "만", Start: 1, End: 4, Part: true},
		{Term: "2", Start: 5, End: 6, Part: true}, {Term: "천", Start: 6, End: 9, Part: true},
	}
	if diff := cmp.Diff(append(want, ko.Token{Term: "원", Start: 10, End: 13, Word: 4}), a.Tokens(nil, "7만 2천 원")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for text, want := range map[string]string{"5만 6만": "50000 5 만 60000 6 만", "3, 만": "3 만", "9.9.9만": "9.9.9 만", "inf million": "inf million", strings.Repeat("9", 30) + "만": strings.Repeat("9", 30) + " 만"} {
		if got := strings.Join(terms(&a, text), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
