package bot_test

import (
	"context"
	"fmt"
	"testing"

	"okbot/bot"
	"okbot/index"
)

func nothing(context.Context, index.Request) (index.Result, error) { return index.Result{}, nil }

func TestComplete(t *testing.T) {
	b := bot.New(searcher(nothing), bot.Options{
		Examples:  map[string][]string{"ko": {"예시?"}},
		Questions: map[string][]string{"ko": {"카카오와 무엇을 하나요?", "대표가 누구예요?", "챗GPT 포 카카오는 언제 나왔나요?"}, "en": {"Who heads it?"}},
	})
	for _, test := range []struct{ typed, lang, want string }{
		{"카캉", "ko", "[카카오와 무엇을 하나요? 챗GPT 포 카카오는 언제 나왔나요?]"}, // half a syllable
		{"언제 카카오", "ko", "[챗GPT 포 카카오는 언제 나왔나요?]"},
		{"WHO", "en", "[Who heads it?]"},
		{"", "ko", "[예시?]"},
		{"없는 말", "ko", "[]"},
	} {
		if got := fmt.Sprint(b.Complete(test.typed, test.lang, 25)); got != test.want {
			t.Errorf("Complete(%q): %s, want %s", test.typed, got, test.want)
		}
	}
}
