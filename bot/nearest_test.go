package bot_test

import (
	"testing"

	"okbot/bot"
	"okbot/bot/confidence"
	"okbot/corpus"
)

// TestNearest checks when the closest passage is shown as such: in place of an
// answer, to a question about something, and never as an answer.
func TestNearest(t *testing.T) {
	unsure := *confidence.Builtin()
	unsure.Raw.Answer, unsure.Raw.Nearest = 1, 0
	far := unsure
	far.Raw.Nearest = 1
	c := &corpus.Corpus{Articles: []corpus.Article{{ID: "house", Lang: "ko", Title: "사옥", Passages: []corpus.Passage{
		{ID: "house#1", Article: "house", Lang: "ko", Title: "사옥", Text: "회의실은 3층에 두 곳 있다."},
		{ID: "house#2", Article: "house", Lang: "ko", Title: "사옥", Text: "주차장은 지하 1층에 있다."},
	}}}}
	ix := indexed(t, c, nil)
	for _, test := range []struct {
		name    string
		model   *confidence.Model
		asked   bot.Question
		nearest string
	}{
		{"unsure", &unsure, bot.Question{Text: "회의실은 어디에 있어?"}, "house#1"},
		{"always", &unsure, bot.Question{Text: "회의실은 어디에 있어?", Always: true}, ""},
		{"far", &far, bot.Question{Text: "회의실은 어디에 있어?"}, ""},
		{"small talk", &unsure, bot.Question{Text: "고마워!"}, ""},
		{"no words", &unsure, bot.Question{Text: "🎉"}, ""},
		{"about nothing", &unsure, bot.Question{Text: "그거 알려줘"}, ""},
	} {
		a := ask(t, bot.New(ix, bot.Options{Confidence: test.model}), test.asked)
		got := ""
		if a.Nearest != nil {
			checkSnippet(t, test.asked, *a.Nearest)
			got = a.Nearest.Passage
		}
		if got != test.nearest || a.Answered != test.asked.Always {
			t.Errorf("%s: nearest %q, want %q; answered %t", test.name, got, test.nearest, a.Answered)
		}
		if a.FitsOverheard() && !a.Answered {
			t.Errorf("%s: said to people who did not ask", test.name)
		}
	}
}
