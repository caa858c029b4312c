package text_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
	"okbot/bot/text"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

var head = bot.Snippet{
	Text:       "오픈AI는 2025년 9월 29일 오픈AI 코리아의 초대 총괄 대표에 김경훈 전 구글코리아 사장을 선임했다고 발표했다.",
	Highlights: [][2]int{{0, 8}, {60, 73}},
	Lang:       "ko",
	Date:       "2025-09-29",
	Citations: []bot.Citation{
		{Publisher: "가나일보", Date: "2025-09-29", Title: "오픈AI 코리아, 총괄 대표 선임", URL: "https://example.com/a?b=1#:~:text=%EC%98%A4"},
		{Publisher: "다라신문", Date: "2025-09"},
		{Publisher: "Example", URL: "https://example.com/한글 주소"},
		{Publisher: "마바경제"},
		{Publisher: "사아뉴스"},
	},
}

var answers = map[string]bot.Answer{
	"korean": {
		Lang: "ko", Answered: true, Corrected: "오픈AI 대표", Until: "2026-06-30",
		Snippets: []bot.Snippet{head, {Text: "The head is Kim.", Lang: "en", Citations: []bot.Citation{{Publisher: "Example", Date: "2025"}}}},
	},
	"english":   {Lang: "en", Answered: true, Corrected: "openai head", Until: "2026-06", Snippets: []bot.Snippet{head}},
	"abstained": {Lang: "ko", Suggestions: []string{"오픈AI 코리아는 언제 출범했나요?", "대표는 누구인가요?"}},
	"nothing":   {Lang: "en"},
	"message":   {Lang: "en", Message: "Hello.", Suggestions: []string{"Who heads OpenAI Korea?"}},
	"hostile": {
		Lang: "en", Answered: true, Corrected: "\x1b[31mred\x07",
		Snippets: []bot.Snippet{{
			Text: "a\x1b]0;title\x07b\u009b31m\u202ec\nd\xff", Highlights: [][2]int{{0, 2}}, Lang: "en", Date: "2025-01-02",
			Citations: []bot.Citation{{Publisher: "\x1b[2J", Title: "t\x1b\\", URL: "https://example.com/\x1b\\\x07"}},
		}},
	},
}

func TestAnswer(t *testing.T) {
	styles := map[string]text.Style{
		"pipe":     {},
		"terminal": {Bold: true, Links: true, Width: 60},
	}
	for name, a := range answers {
		for styleName, style := range styles {
			t.Run(name+"/"+styleName, func(t *testing.T) {
				var out bytes.Buffer
				if err := text.Answer(&out, a, style); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"-"+styleName, out.Bytes())
			})
		}
	}
}

func TestSources(t *testing.T) {
	var out bytes.Buffer
	a := answers["korean"]
	a.Snippets = append(a.Snippets, head)
	if err := text.Sources(&out, a, text.Style{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "sources", out.Bytes())
}

func TestLines(t *testing.T) {
	exact, over := strings.Repeat("a", text.MaxLine), strings.Repeat("b", text.MaxLine+1)
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"a\n", []string{"a"}},
		{"\n\r\na\r\nb\rc", []string{"", "", "a", "b\rc"}},
		{exact + "\nx\n", []string{exact, "x"}},
		{exact + "\r\nx", []string{exact, "x"}},
		{over + "\nx\n", []string{"too long", "x"}},
		{exact + over + "\r\n" + over, []string{"too long", "too long"}},
	} {
		for _, r := range []io.Reader{strings.NewReader(test.in), iotest.HalfReader(strings.NewReader(test.in))} {
			var got []string
			for line, err := range text.Lines(r) {
				if errors.Is(err, text.ErrLongLine) {
					line = "too long"
				} else if err != nil {
					t.Fatal(err)
				}
				got = append(got, line)
			}
			if !cmp.Equal(got, test.want) {
				t.Errorf("%.20q: %d lines, want %d", test.in, len(got), len(test.want))
			}
		}
	}
}

func TestLinesFails(t *testing.T) {
	broken := errors.New("broken")
	var got []string
	var last error
	for line, err := range text.Lines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken))) {
		got, last = append(got, line), err
	}
	if !cmp.Equal(got, []string{"a", ""}) || !errors.Is(last, broken) {
		t.Errorf("got %q and %v", got, last)
	}
}
