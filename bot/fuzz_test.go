package bot_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// hostile are questions that nobody asks in earnest.
var hostile = []string{
	"", "\x00", "\xff\xfe\xfd", strings.Repeat("ㅋ", 2000), strings.Repeat("ㅋ", 2001), strings.Repeat("가", 1999), strings.Repeat("a", 2000),
	"<!channel> <@U123> @everyone @here", "*굵게* `code` ~취소~ ||숨김||", "[링크](javascript:alert(1))", "\x1b[31m빨강\x1b[0m",
	"{\"q\":\"도서관\"}", "'; DROP TABLE passages; --", "../../etc/passwd", "${OKBOT_DATA} $(id) `id`", "+openai -korea \"unclosed", "text:* OR /.*/",
	"\u202e누구야\u202c", "오픈\u200bAI", "ＯｐｅｎＡＩ　대표", "ʘpenAΙ", "오픈AI", "a\u0301\u0301\u0301\u0301", "👨‍👩‍👧‍👦 한국", "9999년 99월 99일", "2025-99-99", "0000-00",
	"2월 30일에 무슨 일이 있었어?", "what happened on 31 February 2025", strings.Repeat("그 사람은 ", 300), strings.Repeat("2025년 ", 250), strings.Repeat("?", 2000),
	"누구" + strings.Repeat("이나", 900) + "쀍", // all but the end is particles
}

func TestHostile(t *testing.T) {
	b := builtin(t)
	for _, text := range hostile {
		answerHostile(t, b, text)
	}
}

// answerHostile checks that text is answered as any question, or refused.
func answerHostile(t *testing.T, b *bot.Bot, text string) {
	for _, q := range []bot.Question{{Text: text, Conversation: "c"}, {Text: text, Conversation: "c", Lang: "en", Limit: 10, Always: true}} {
		a, err := b.Answer(context.Background(), q)
		var input bot.InputError
		if errors.As(err, &input) {
			continue
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		checkAnswer(t, q, a)
		if !utf8.ValidString(a.Question) || !utf8.ValidString(a.Corrected) {
			t.Errorf("%q: question %q, corrected %q", text, a.Question, a.Corrected)
		}
	}
}

func FuzzAnswer(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Add("오픈AI 코리아 대표는 누구야?")
	f.Add("what happened in March 2025?")
	b := builtin(f)
	f.Fuzz(func(t *testing.T, text string) { answerHostile(t, b, text) })
}

func FuzzClean(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := query.Clean(text)
		if !utf8.ValidString(once) || strings.ContainsFunc(once, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("Clean(%q) = %q", text, once)
		}
		if twice := query.Clean(once); twice != once {
			t.Errorf("Clean(%q) = %q, and of that %q", text, once, twice)
		}
	})
}

// benchQuestions are ten questions to the built-in corpus.
var benchQuestions = []string{
	"오픈AI 코리아 대표는 누구야?", "한국의 챗GPT 유료 구독자는 몇 위인가요?", "카카오톡에서 챗GPT는 언제부터 쓸 수 있었나요?", "삼성전자가 챗GPT를 금지한 이유는?", "포항 데이터센터 사업비는 얼마야?",
	"Who is the head of OpenAI Korea?", "How much does ChatGPT Plus cost in Korea?", "dhvmsAI zhfldkeovysms snrndi", "김치찌개 끓이는 법", "what is the capital of Portugal?",
}

func BenchmarkAnswer(b *testing.B) {
	okbot := builtin(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := okbot.Answer(context.Background(), bot.Question{Text: benchQuestions[i%len(benchQuestions)]}); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleBot_Answer() {
	c, err := corpus.Load(os.DirFS("../index/testdata"), "library")
	if err != nil {
		fmt.Println(err)
		return
	}
	ix, err := index.New(c, index.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ix.Close()
	b := bot.New(ix, bot.Options{Newest: ix.Newest()})
	a, err := b.Answer(context.Background(), bot.Question{Text: "Who is the director of Hanbit Library?", Limit: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range a.Snippets {
		fmt.Printf("%s (%s, %s)\n", s.Text, s.Citations[0].Publisher, s.Date)
	}
	// Output:
	// Moon Do-hyun, a librarian by trade, followed Yoon Seo-a as director of Hanbit Library on 11 April 2025. (Friends of the Library, 2025-04-11)
}
