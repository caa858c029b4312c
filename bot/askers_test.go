package bot_test

import (
	"context"
	"testing"

	"okbot/bot"
)

// TestColleaguesTalk asks the built-in corpus what people say in an office,
// beside questions in the same words that it does answer.
func TestColleaguesTalk(t *testing.T) {
	b := builtin(t)
	for _, tt := range []struct {
		text     string
		answered bool
	}{
		{"점심 뭐 먹을까?", false},
		{"배포 언제 해요?", false},
		{"내일 발표 자료 준비됐나요?", false},
		{"우리 회사 매출 얼마예요?", false},
		{"what time is the meeting?", false},
		{"when does our new office open?", false},
		{"카이스트도 GPT-9를 쓰나요?", false},
		{"플러스 요금제 한 달에 얼마야?", true},
		{"주간 이용자가 몇 명이에요?", true},
		{"우리나라에서 챗GPT 쓰는 사람이 몇 명이에요?", true},
		{"who is the general manager?", true},
		{"Where was the launch press conference held?", true},
	} {
		a, err := b.Answer(context.Background(), bot.Question{Text: tt.text})
		if err != nil || a.Answered != tt.answered {
			t.Errorf("%q: answered %v, %v", tt.text, a.Answered, err)
		}
	}
}
