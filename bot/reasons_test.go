package bot_test

import (
	"strings"
	"testing"

	"okbot/bot"
	"okbot/corpus"
)

// TestReasons checks that the largest reasons for an answer, and against one, are
// told in words, in both languages.
func TestReasons(t *testing.T) {
	article := func(id, lang, title string, texts ...string) corpus.Article {
		a := corpus.Article{ID: id, Lang: lang, Title: title}
		for i, text := range texts {
			a.Passages = append(a.Passages, corpus.Passage{ID: id + "#" + string(rune('1'+i)), Article: id, Lang: lang, Title: title, Text: text})
		}
		return a
	}
	ix := indexed(t, &corpus.Corpus{Articles: []corpus.Article{
		article("house", "ko", "사옥", "회의실은 3층에 두 곳 있다.", "주차장은 지하 1층에 있다.", "구내식당은 점심에 연다."),
		article("office", "en", "The office", "The meeting rooms are on the third floor.", "Parking is in the basement.", "Visitors sign in at the desk."),
	}}, nil)
	b := bot.New(ix, bot.Options{})
	for _, test := range []struct{ question, want string }{
		{"주차장에 전기차 충전기는 몇 대야?", "전기차"},
		{"2019년 주차장은 어디였어?", "2019년"},
		{"How many visitors did Greenfield send?", "Greenfield"},
		{"회의실은 몇 층에 있어?", "문단"},
	} {
		a := ask(t, b, bot.Question{Text: test.question})
		got := strings.Join(a.Reasons(a.Lang), "\n")
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: answered %t because of %q, want %s", test.question, a.Answered, got, test.want)
		}
	}
	if a := ask(t, b, bot.Question{Text: "고마워!"}); a.Reasons("ko") != nil {
		t.Error(a.Reasons("ko"))
	}
}
