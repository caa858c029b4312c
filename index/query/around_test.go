package query_test

import (
	"regexp"
	"testing"

	"okbot/index/query"
)

// TestAround checks that a question is read the same whatever stands around it.
func TestAround(t *testing.T) {
	for question, arounds := range map[string][][2]string{
		"도서관 관장이 누구야?": {
			{"okbot ", ""}, {"@okbot, ", ""}, {"/okbot ", ""}, {"", " okbot?"}, {"봇아 ", ""}, {"음... ", ""}, {"혹시 ", ""}, {"질문: ", ""}, {"Re: ", ""},
			{"안녕하세요! ", ""}, {"저기요 질문 있는데요, ", ""}, {"[오전 10:42] 이서연: ", ""}, {"이서연 [오후 3:05] ", ""}, {"10:42 이서연: ", ""},
			{":끄덕끄덕: ", ""}, {"<#C012|책>에서 ", ""}, {"<@U012>님, ", ""}, {"회의 준비하다가 궁금한 게 생겼는데요, ", ""}, {"", "\n감사합니다. 박준호 올림"}, {"", "\n--\n박준호\n총무팀"},
			{"이서연 오전 10:42\n", ""}, {"죄송한데 질문 하나만 ", ""},
		},
		"who runs the library?": {
			{"okbot: ", ""}, {"Hey okbot! ", ""}, {"Quick question: ", ""}, {"um ", ""}, {"Just wondering, ", ""}, {"FYI ", ""}, {"Re: ", ""}, {"sorry to bother you, ", ""},
			{"do you know ", ""}, {"hi team, ", ""}, {"", " thanks!"}, {"", "\n\nBest regards,\nDana Lim"}, {"[10:42 AM] Dana Lim: ", ""}, {":wave: ", ""}, {"@okbot hi, quick one. ", ""},
		},
	} {
		want := query.Parse(query.Clean(question), query.Options{}).Text
		for _, around := range arounds {
			text := around[0] + question + around[1]
			if got := query.Parse(query.Clean(query.Body(text)), query.Options{}).Text; trimMark(got) != trimMark(want) {
				t.Errorf("%q is read as %q, want %q", text, got, want)
			}
		}
	}
	for _, text := range []string{"급여는 언제 나와?", "저자가 누구야?", "10:42에 열어?", "who is on the team", "okbot의 저자가 누구야?", "질문이 몇 개야?", "note the date"} {
		if got := query.Parse(text, query.Options{}).Text; got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

// trimMark returns text without a mark at its end, which a name behind it takes along.
func trimMark(text string) string { return regexp.MustCompile(`[?!. ]+$`).ReplaceAllString(text, "") }

func TestMiddleDots(t *testing.T) {
	for _, dot := range []string{"·", "ㆍ", "･", "・", "•", "‧", "∙", "⋅", "ᆞ"} {
		if got := query.Clean("도로" + dot + "지반"); got != "도로·지반" {
			t.Errorf("%q (%+q) is cleaned to %q", dot, dot, got)
		}
	}
}

func TestCutTags(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for text, want := range map[string]string{
		"<@1>님이 물었어": "  물었어", "<#2>에서 몇 명?": "  몇 명?", "<@1>사라는 누구야": " 사라는 누구야", "<@1> 관장": "  관장", "관장": "관장", "<@1>님께 질문": "  질문", "": "",
	} {
		if got := query.CutTags(text, tags); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
