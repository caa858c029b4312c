package bot_test

import (
	"slices"
	"strings"
	"testing"

	"okbot/bot"
)

// TestTwoQuestions checks that a message with several questions gets a snippet
// for each, in the order asked, before any second one.
func TestTwoQuestions(t *testing.T) {
	b := library(t)
	for _, tt := range []struct {
		text string
		want []string // passages of the first snippets
	}{
		{"한빛도서관 관장은 누구야? 그리고 책은 몇 권까지 빌릴 수 있나요?", []string{"director.ko#2", "loans.ko#1"}},
		{"한빛도서관 관장은 누구고 달빛커피는 언제 문을 열었나요?", []string{"director.ko#2", "cafe.ko#1"}},
		{"Who is the director of Hanbit Library? How late is Hanbit Library open?", []string{"director.en#2", "hours.en#2"}},
		{"who is the director of Hanbit Library and where do I get a membership card?", []string{"director.en#2", "loans.en#3"}},
	} {
		a := ask(t, b, bot.Question{Text: tt.text})
		if got := passages(a); len(got) < 2 || !slices.Equal(got[:2], tt.want) || a.Question != tt.text {
			t.Errorf("%s: quoted %q, want first %q", tt.text, got, tt.want)
		}
	}
}

// TestOneQuestion checks that what only looks like several questions is
// answered like one.
func TestOneQuestion(t *testing.T) {
	b := library(t)
	for text, same := range map[string]string{
		"안녕하세요? 한빛도서관 관장은 누구야?":                    "한빛도서관 관장은 누구야?",
		"한빛도서관 관장은 누구야? 누구?":                       "한빛도서관 관장은 누구야?",
		"책은 몇 권까지 빌릴 수 있나요? 한 번에":                  "책은 몇 권까지 빌릴 수 있나요?",
		"한빛도서관 관장은 누구야? 한빛도서관 관장이 누구라고?":           "한빛도서관 관장은 누구야?",
		"When and where did Moonbeam Coffee open?": "Where did Moonbeam Coffee open?",
	} {
		a, want := ask(t, b, bot.Question{Text: text}), ask(t, b, bot.Question{Text: same})
		if first(a) != first(want) || a.Question != text {
			t.Errorf("%s: quoted %q, want %q", text, passages(a), passages(want))
		}
	}
}

// TestSecondQuestionContinuesFirst checks that a later question of a message
// borrows from the one before it.
func TestSecondQuestionContinuesFirst(t *testing.T) {
	a := ask(t, builtin(t), bot.Question{Text: "서울대는 오픈AI랑 뭐 하기로 했어? 그 협약은 언제 맺었어?"})
	if len(a.Snippets) < 2 || !strings.Contains(a.Snippets[0].Text+a.Snippets[1].Text, "9월 11일") {
		t.Errorf("quoted %q", passages(a))
	}
}
