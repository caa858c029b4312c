package bot_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
	"okbot/index/searchtest"
)

func TestAnswer(t *testing.T) {
	b := library(t)
	for _, tt := range []struct{ text, passage, says string }{
		{"한빛도서관 관장은 누구야?", "director.ko#2", "문도현"},
		{"한빛도서관은 몇 시까지 해요?", "hours.ko#2", "오후 10시"},
		{"달빛커피는 언제 문을 열었나요?", "cafe.ko#1", "3월 15일"},
		{"책은 몇 권까지 빌릴 수 있나요?", "loans.ko#1", "다섯 권"},
		{"who is the director of Hanbit Library?", "director.en#2", "Moon Do-hyun"},
		{"How late is Hanbit Library open?", "hours.en#2", "10 p.m."},
		{"Where do I get a membership card?", "loans.en#3", "community centre"},
		{"gksqlcehtjrhks rhkswkddms snrndi?", "director.ko#2", "문도현"},
	} {
		a := ask(t, b, bot.Question{Text: tt.text})
		if first(a) != tt.passage || !strings.Contains(a.Snippets[0].Text, tt.says) {
			t.Errorf("%s: confidence %.2f, quoted %q, want %s", tt.text, a.Confidence, passages(a), tt.passage)
		}
	}
}

func TestAnswerAbstains(t *testing.T) {
	b := library(t)
	for _, text := range []string{"프랑스의 수도는 어디야?", "who won the football final yesterday", "양자역학이 뭐야", "recipe for lentil soup"} {
		if a := ask(t, b, bot.Question{Text: text}); a.Answered {
			t.Errorf("%s: answered with %q, confidence %.2f", text, passages(a), a.Confidence)
		}
		if a := ask(t, b, bot.Question{Text: text, Always: true}); !a.Answered && len(a.Why.Result.Hits) > 0 {
			t.Errorf("%s: asked to answer always, it did not", text)
		}
	}
}

func TestAnswerCorrected(t *testing.T) {
	b := library(t)
	a := ask(t, b, bot.Question{Text: "gksqlcehtjrhks rhkswkd"})
	if a.Corrected != "한빛도서관 관장" || a.Lang != "ko" || a.Question != "gksqlcehtjrhks rhkswkd" {
		t.Errorf("corrected %q, language %s, question %q", a.Corrected, a.Lang, a.Question)
	}
	if a := ask(t, b, bot.Question{Text: "한빛도서관 관장"}); a.Corrected != "" {
		t.Errorf("corrected %q", a.Corrected)
	}
}

func TestAnswerLimit(t *testing.T) {
	b := library(t)
	most := 0
	for _, limit := range []int{1, 2, 3, 10} {
		a := ask(t, b, bot.Question{Text: "한빛도서관", Limit: limit, Always: true})
		if len(a.Snippets) < most || first(a) == "" {
			t.Errorf("limit %d: %d snippets, %d at a lower limit", limit, len(a.Snippets), most)
		}
		most = len(a.Snippets)
	}
	if most <= bot.DefaultLimit {
		t.Errorf("%d snippets at most: the test shows nothing", most)
	}
}

// TestAnswerLanguage checks in which language is answered: the asker's where
// the corpus has it, else the other one.
func TestAnswerLanguage(t *testing.T) {
	b := library(t)
	for _, tt := range []struct{ text, want, lang, snippet string }{
		{"한빛도서관 관장은 누구야?", "", "ko", "ko"},
		{"한빛도서관 관장은 누구야?", "en", "en", "en"},
		{"Who is the director of Hanbit Library?", "ko", "ko", "ko"},
		{"하늘사다리는 한 시간에 책 몇 권을 정리하나요?", "", "ko", "en"}, // there is no Korean article
		{"Hanbit Library 관장은 누구야?", "", "ko", "ko"},
		{"who is 문도현, the director?", "", "en", "en"},
	} {
		a := ask(t, b, bot.Question{Text: tt.text, Lang: tt.want})
		if !a.Answered || a.Lang != tt.lang || a.Snippets[0].Lang != tt.snippet {
			t.Errorf("%s (%s): in %s, quoted %q, confidence %.2f", tt.text, tt.want, a.Lang, passages(a), a.Confidence)
		}
	}
	if ko, en := bot.ForeignNote("ko"), bot.ForeignNote("en"); ko == "" || en == "" || ko == en {
		t.Errorf("a snippet in the other language is marked %q and %q", ko, en)
	}
}

func TestSuggestions(t *testing.T) {
	b := library(t)
	for text, want := range map[string]string{
		"한빛도서관 건물 높이가 몇 미터야?": "ko", "which airline flies from the library to Paris tomorrow?": "en",
	} {
		a := ask(t, b, bot.Question{Text: text})
		if a.Answered || len(a.Suggestions) == 0 {
			t.Errorf("%s: answered %t (%.2f), suggested %q", text, a.Answered, a.Confidence, a.Suggestions)
		}
		for _, s := range a.Suggestions {
			if lang := query.Language(s); lang != want {
				t.Errorf("%s: suggested %q, which is %s", text, s, lang)
			}
		}
	}
}

// TestSuggestible checks that the bot answers what it suggests: nearly all
// questions that the built-in corpus says it answers.
func TestSuggestible(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks a thousand questions one after another, in which no two goroutines meet")
	}
	ix := searchtest.Builtin()
	b := bot.New(ix, bot.Options{Newest: ix.Newest()})
	asks, abstained := 0, 0
	for i := range ix.Len() {
		p := ix.Passage(i)
		for _, text := range p.Questions {
			if p.ReplacedBy != "" || query.Language(text) != p.Lang {
				continue
			}
			asks++
			if a := ask(t, b, bot.Question{Text: text}); !a.Answered {
				abstained++
				t.Logf("%s: abstained (%.2f) on %s", p.ID, a.Confidence, text)
			}
		}
	}
	if abstained*100 > asks {
		t.Errorf("abstained on %d of %d questions that it suggests", abstained, asks)
	}
}

// TestSmallTalk checks that small talk is answered by a line of its own, and that only
// who greets the bot or asks for help is told what it does.
func TestSmallTalk(t *testing.T) {
	b := library(t)
	for lang, said := range map[string][2][]string{
		"ko": {{"안녕", "안녕하세요!", "넌 뭘 할 수 있어?", "뭐 물어볼 수 있어?", "무엇을 물어볼 수 있나요", "도움말", "okbot이 뭐야?", "알려줘", "이거 답해줘"}, {"고마워 ㅎㅎ", "고마워, 좋은 하루 보내", "그거 아닌데", "넵 알겠습니다", "ㅋㅋㅋ 대박", "날씨 어때?"}},
		"en": {{"hi", "Hello there!", "what can you do?", "what can you answer?", "which questions can I ask?", "help", "what is okbot?", "can you answer this?"}, {"THANKS", "thx, that helps a lot", "lol", "who asked you", "good night!", "tell me a joke"}},
	} {
		for i, texts := range said {
			for _, text := range texts {
				a := ask(t, b, bot.Question{Text: text})
				if suggests := len(a.Suggestions) > 0; a.Message == "" || a.Answered || a.Lang != lang || suggests != (i == 0) {
					t.Errorf("%s: %q in %s, answered %t, suggests %q", text, a.Message, a.Lang, a.Answered, a.Suggestions)
				}
			}
		}
	}
	for _, text := range []string{"안녕 도서관 관장은 누구야?", "who are you going to lend books to", "hi, how late is Hanbit Library open?"} {
		if a := ask(t, b, bot.Question{Text: text}); a.Message != "" {
			t.Errorf("%s: %s", text, a.Message)
		}
	}
}

// searcher is a Searcher that finds what it is told to.
type searcher func(context.Context, index.Request) (index.Result, error)

func (s searcher) Search(ctx context.Context, q index.Request) (index.Result, error) {
	return s(ctx, q)
}

func (searcher) Vocabulary() query.Vocabulary { return nil }

func TestSearcherFails(t *testing.T) {
	broken := errors.New("broken")
	b := bot.New(searcher(func(context.Context, index.Request) (index.Result, error) { return index.Result{}, broken }), bot.Options{})
	_, err := b.Answer(context.Background(), bot.Question{Text: "도서관"})
	var input bot.InputError
	if !errors.Is(err, broken) || errors.As(err, &input) {
		t.Errorf("error %v", err)
	}
}

func TestSearcherFindsNothing(t *testing.T) {
	b := bot.New(searcher(func(context.Context, index.Request) (index.Result, error) {
		return index.Result{}, nil
	}), bot.Options{})
	a := ask(t, b, bot.Question{Text: "도서관", Always: true})
	if a.Answered || a.Confidence != 0 || a.Best() != "" {
		t.Errorf("%+v", a)
	}
}

// TestContext checks that the caller's context reaches the search.
func TestContext(t *testing.T) {
	b := bot.New(searcher(func(ctx context.Context, _ index.Request) (index.Result, error) {
		return index.Result{}, ctx.Err()
	}), bot.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Answer(ctx, bot.Question{Text: "도서관"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestLinks checks that a link opens at the quoted words where the source
// itself is quoted, and only there.
func TestLinks(t *testing.T) {
	const own, quoted = `{"_id":"own","text":"The lighthouse keeper paints the tower every May.","publisher":"Coast Mail"`, `,"url":"https://coast.example/keeper`
	for _, tt := range []struct{ line, want string }{
		{own + `}`, ""},
		{own + quoted + `"}`, "https://coast.example/keeper#:~:text=The%20lighthouse%20keeper%20paints%20the%20tower%20every%20May."},
		{own + quoted + `#top"}`, "https://coast.example/keeper#top"},
		{strings.Replace(own, "every May", "in well-known, bright and cheap red every May", 1) + quoted + `"}`,
			"https://coast.example/keeper#:~:text=The%20lighthouse%20keeper%20paints,red%20every%20May."},
	} {
		c, err := corpus.ReadJSONL(strings.NewReader(tt.line), "coast.jsonl")
		a := ask(t, bot.New(indexed(t, c, err), bot.Options{}), bot.Question{Text: "lighthouse keeper", Always: true})
		got := a.Snippets[0].Citations[0].URL
		head, tail, _ := strings.Cut(tt.want, ",red")
		if !strings.HasPrefix(got, head) || !strings.HasSuffix(got, tail) || tt.want == "" && got != "" {
			t.Errorf("%s: link %q, want %q", tt.line, got, tt.want)
		}
	}
	for _, c := range ask(t, library(t), bot.Question{Text: "운영 시간", Always: true}).Snippets[0].Citations {
		if strings.Contains(c.URL, "#:~:") {
			t.Errorf("a passage in our own words links to %s", c.URL)
		}
	}
}

// TestConcurrently is for the race detector; conversations run side by side.
func TestConcurrently(t *testing.T) {
	b := library(t)
	var wg sync.WaitGroup
	for _, conversation := range []string{"", "a", "b", "c", "a", "b", ""} {
		wg.Go(func() {
			for _, text := range []string{"한빛도서관 관장은 누구야?", "그 사람은 언제 취임했어?", "dkssud", "who runs Moonbeam Coffee", "책은 몇 권까지 빌릴 수 있나요?"} {
				a, err := b.Answer(context.Background(), bot.Question{Text: text, Conversation: conversation})
				if err != nil {
					t.Error(err)
				}
				checkAnswer(t, bot.Question{Text: text}, a)
			}
		})
	}
	wg.Wait()
}

// TestOtherSearcher checks that a bot answers with a searcher that shares no code
// with package index.
func TestOtherSearcher(t *testing.T) {
	const line = `{"_id":"keeper","title":"The lighthouse","text":"The lighthouse was lit in 1903. The keeper paints its tower every May, and the harbour master pays for the paint. It still turns.","publisher":"Coast Mail","url":"https://coast.example/keeper"}` + "\n" +
		`{"_id":"ferry","title":"The ferry","text":"The ferry sails every hour.","publisher":"Harbour Gazette"}`
	c, err := corpus.ReadJSONL(strings.NewReader(line), "coast.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	a := ask(t, bot.New(searchtest.NewLinear(c), bot.Options{}), bot.Question{Text: "who pays for the paint of the lighthouse tower", Limit: 1})
	if !a.Answered || !strings.Contains(a.Snippets[0].Text, "harbour master pays for the paint") || len(a.Snippets[0].Citations) != 1 || a.Snippets[0].Citations[0].Publisher != "Coast Mail" {
		t.Errorf("%+v", a)
	}
}
