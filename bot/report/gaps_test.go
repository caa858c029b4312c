package report_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"

	"okbot/bot/chat"
	"okbot/bot/report"
)

// alike are questions; those of a line are one question.
var alike = [][]string{
	{"GPT-6는 언제 나와?", "gpt6 언제 나와", "GPT 6 언제 나와요?", "gpt-6은 언제나와?"},
	{"GPT-5는 언제 나와?"},
	{"오픈AI 연봉 알려줘", "오픈 AI 연봉이 얼마야?", "오픈ai 연봉얼마", "오픈AI 욘봉은 얼마인가요"},
	{"네이버 대표가 누구야", "네이버 대표는 누구인가요?", "네이버 대표 이름 알려줘", "네이버 데표가 누구야"},
	{"카카오 대표가 누구야", "카카오 대표 누구임"},
	{"챗GPT 플러스 환불 어떻게 받아?", "챗gpt 플러스 환불은 어떻게 받나요", "챗GPT플러스환불"},
	{"오픈AI 채용 공고 어디서 봐?", "오픈AI 채용공고"},
	{"What is OpenAI's revenue in Korea?", "openai korea revenue", "How much revenue does OpenAI make in Korea?"},
	{"Who is the CEO of Naver?", "who's naver's ceo", "Naver CEO name"},
	{"How do I cancel ChatGPT Plus?", "cancel chatgpt plus", "how can i cancle chatgpt plus"},
	{"How do I cancel ChatGPT Go?"},
	{"삼성전자 오픈AI 투자 금액", "삼성전자가 오픈AI에 투자한 금액이 얼마야?"},
	{"SK하이닉스 오픈AI 투자 금액"},
	{"KT 오픈AI 제휴했어?"},
	{"LG 오픈AI 제휴했어?"},
	{"2026년 오픈AI 매출"},
	{"2025년 오픈AI 매출"},
	{"오늘 서울 날씨 어때?", "오늘 서울 날씨", "서울 날씨 오늘 어때요?"},
	{"アルトマンは何歳ですか", "アルトマンは何歳"},
	{"뭐야?", "뭐야"},
	{"누구세요?"},
}

func TestLikeQuestions(t *testing.T) {
	var all []string
	for _, line := range alike {
		all = append(all, line...)
	}
	want := slices.Clone(alike)
	for i := range want {
		want[i] = slices.Sorted(slices.Values(want[i]))
	}
	r := report.Build(unanswered(all...), noFeedback, report.Options{Now: made})
	var got [][]string
	for _, gap := range r.Gaps {
		if gap.Asked != gap.Forms || gap.Users != gap.Forms || len(gap.Others) != min(3, gap.Forms-1) {
			t.Errorf("%+v", gap)
		}
		got = append(got, slices.Sorted(slices.Values(append(gap.Others, gap.Question))))
	}
	slices.SortFunc(want, slices.Compare)
	slices.SortFunc(got, slices.Compare)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.GapGroups != len(want) {
		t.Errorf("%d groups, want %d", r.GapGroups, len(want))
	}
}

// TestGap looks at how a group is summed up.
func TestGap(t *testing.T) {
	records := []chat.Record{
		{User: "a", Question: "챗GPT  환불", Lang: "en", Platform: "discord"},
		{User: "a", Question: "챗GPT 환불은 어떻게?", Lang: "ko"},
		{User: "b", Question: "챗GPT 환불은 어떻게?", Lang: "ko"},
		{User: "b", Question: "cotgpt ghksqnf", Query: "챗gpt 환불", Lang: "ko"}, // typed in the wrong layout
		{User: "c", Question: "그럼 네이버는?", Query: "카카오톡에서 챗GPT 돼? 그럼 네이버는?", Lang: "ko"},
		{User: "c", Question: "?!", Lang: "ko"},
	}
	questions := func(yield func(string, chat.Record) bool) {
		for i, r := range records {
			r.At = made.AddDate(0, 0, -i)
			if !yield("", r) {
				return
			}
		}
	}
	want := []report.Gap{
		{Question: "챗GPT 환불은 어떻게?", Others: []string{"챗GPT 환불", "cotgpt ghksqnf"}, Forms: 3, Asked: 4, Users: 2, Langs: []string{"ko", "en"}, Last: "2026-11-23"},
		{Question: "그럼 네이버는?", After: "카카오톡에서 챗GPT 돼?", Others: []string{}, Forms: 1, Asked: 1, Users: 1, Langs: []string{"ko"}, Last: "2026-11-19"},
	}
	r := report.Build(questions, noFeedback, report.Options{Now: made})
	if diff := cmp.Diff(want, r.Gaps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// hostile is text that must do no harm.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`</title></style><style>*{display:none}</style>`,
	`{{.Policy}} javascript:alert(1) <a href="javascript:alert(1)">`,
	"\u202eevil \u2066RTL\u2069 \u200fשלום مرحبا",
	"nul\x00 bell\x07 \x1b[31mred \xff\xfe broken",
	"z" + strings.Repeat("\u0301", 3000) + "algo",
	strings.Repeat("가나다라마바사 ", 300),
	strings.Repeat("W", 1900),
	strings.Repeat("👨‍👩‍👧‍👦🇰🇷", 400),
}

// hostileRecords are questions in which everything is hostile.
func hostileRecords(yield func(string, chat.Record) bool) {
	for i, text := range hostile {
		answered := chat.Record{At: made, Platform: text, Lang: text, User: text, Question: text, Answered: true, Passages: []string{text}}
		open := chat.Record{At: made, Platform: "slack", Lang: text, User: text, Question: text, Query: text + " " + text}
		if !yield(hostile[i], answered) || !yield("", open) {
			return
		}
	}
}

func hostileFeedback(yield func(chat.Feedback) bool) {
	for _, text := range hostile {
		if !yield(chat.Feedback{Question: text, User: text}) {
			return
		}
	}
}

func TestHostile(t *testing.T) {
	r := report.Build(hostileRecords, hostileFeedback, report.Options{Now: made})
	for _, gap := range r.Gaps {
		checkText(t, gap.Question, 160)
		checkText(t, gap.After, 160)
	}
	for _, p := range r.Worst {
		checkText(t, p.ID, 60)
		checkText(t, p.Example, 160)
	}
	text := page(t, r, "ko")
	for _, bad := range []string{"<script", "<img", "<a ", "</style><style>", "javascript:alert(1)\""} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
		t.Errorf("the page has %q", text[i:min(i+20, len(text))])
	}
	if !utf8.ValidString(text) || len(text) > 100_000 {
		t.Errorf("%d bytes, valid UTF-8: %t", len(text), utf8.ValidString(text))
	}
}

// checkText reports text of more than n characters, or cut within one.
func checkText(t *testing.T, text string, n int) {
	t.Helper()
	g, count := graphemes.FromString(text), 0
	for g.Next() {
		count++
	}
	if count > n || len(text) > 8*n+len("…") || !utf8.ValidString(text) {
		t.Errorf("%d characters, %d bytes: %q", count, len(text), text)
	}
	if strings.Count(text, "👨") > 0 && !strings.HasPrefix(strings.TrimRight(text, "…"), "👨👩👧👦🇰🇷") {
		t.Errorf("cut within a character: %q", text)
	}
}

func FuzzQuestion(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, text)
	}
	f.Add("오픈AI 대표가 누구야?", "그럼 오픈AI 대표가 누구야?")
	f.Fuzz(func(t *testing.T, question, asked string) {
		questions := func(yield func(string, chat.Record) bool) {
			_ = yield("", chat.Record{At: made, Question: question, Query: asked}) &&
				yield("", chat.Record{At: made, Question: asked, Query: question})
		}
		r := report.Build(questions, noFeedback, report.Options{Now: made})
		for _, gap := range r.Gaps {
			checkText(t, gap.Question, 160)
		}
		if text := page(t, r, "en"); !utf8.ValidString(text) || strings.Contains(text, "<script") {
			t.Errorf("page of %q, %q", question, asked)
		}
	})
}
