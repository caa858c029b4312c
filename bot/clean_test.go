package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"okbot/bot"
	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

func TestInputErrors(t *testing.T) {
	b := library(t)
	long := strings.Repeat("가", bot.MaxQuestion)
	for _, tt := range []struct {
		name string
		q    bot.Question
		want string // part of the message; "" for none
	}{
		{"empty", bot.Question{Lang: "ko"}, "질문"},
		{"empty, in English", bot.Question{Lang: "en"}, "question"},
		{"blank", bot.Question{Text: " \t\n\u3000", Lang: "ko"}, "질문"},
		{"zero-width characters alone", bot.Question{Text: "\u200b\u200d\ufeff", Lang: "ko"}, "질문"},
		{"2,001 characters", bot.Question{Text: long + "나"}, "2000"},
		{"2,001 letters", bot.Question{Text: strings.Repeat("a", 2001), Lang: "en"}, "2000"},
		{"2,000 characters", bot.Question{Text: long}, ""},
		{"limit -1", bot.Question{Text: "도서관", Limit: -1}, "-1"},
		{"limit 11", bot.Question{Text: "도서관", Limit: 11}, "11"},
		{"limit 10", bot.Question{Text: "도서관", Limit: 10}, ""},
		{"French", bot.Question{Text: "도서관", Lang: "fr"}, "fr"},
	} {
		a, err := b.Answer(context.Background(), tt.q)
		var input bot.InputError
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && !errors.As(err, &input):
			t.Errorf("%s: error %v, want an InputError", tt.name, err)
		case tt.want != "" && (!strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: error %q, want one line with %q", tt.name, err, tt.want)
		}
		if a.Snippets == nil || a.Suggestions == nil {
			t.Errorf("%s: an array is null", tt.name)
		}
	}
}

func TestClean(t *testing.T) {
	const clean = "한빛도서관 관장 Moon"
	for name, text := range map[string]string{
		"as it is":           clean,
		"NFD":                norm.NFD.String(clean),
		"NUL":                "한빛도서관\x00관장 Moon",
		"control characters": "\x1b한빛도서관\r\n\x07관장\tMoon\x7f",
		"zero width":         "한빛\u200b도서관 관\u2060장 \ufeffMoon",
		"direction marks":    "\u202e한빛도서관\u202c \u2067관장\u2069 \u200fMoon",
		"full width":         "한빛도서관　관장 Ｍｏｏｎ",
		"blanks":             "   한빛도서관 \u00a0\u2003 관장   Moon ",
		"soft hyphen":        "한빛도\u00ad서관 관장 Mo\u00adon",
		"Hangul filler":      "한빛도서관\u3164 관장 Moon",
		"variation selector": "한빛도서관\ufe0f 관장 Moon",
		"Cyrillic о":         "한빛도서관 관장 Mооn",
		"Greek Μ and ο":      "한빛도서관 관장 Μοon",
	} {
		if got := query.Clean(text); got != clean {
			t.Errorf("%s: Clean(%q) = %q", name, text, got)
		}
	}
	for text, want := range map[string]string{
		"":             "",
		"a\xffb":       "a b",
		"ㅋㅋㅋ":          "ㅋㅋㅋ", // not conjoining jamo
		"ㅋㅋ ﬁ":         "ㅋㅋ fi",
		"2²":           "22",
		"\u1100\u1161": "가",
		"Москва":       "Москва", // a word of its own alphabet
	} {
		if got := query.Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestCleaned checks that what is cleaned is answered as if it had been clean.
func TestCleaned(t *testing.T) {
	b := library(t)
	const clean = "한빛도서관 관장은 누구야?"
	want := ask(t, b, bot.Question{Text: clean})
	for _, text := range []string{
		norm.NFD.String(clean), "\x00" + clean, clean + "\xff\xfe", "\u202e" + clean, "한빛\u200b도서관 관장은 누구야?", "한빛도서관　관장은　누구야？",
	} {
		got := ask(t, b, bot.Question{Text: text})
		if diff := cmp.Diff(passages(want), passages(got)); diff != "" || !got.Answered || !utf8.ValidString(got.Question) {
			t.Errorf("%q (-clean +got):\n%s", text, diff)
		}
	}
}

// TestNoWords checks that what has no words is no error but no question either.
func TestNoWords(t *testing.T) {
	b := library(t)
	for _, text := range []string{"🙂", "🙂👍🏽🇰🇷", "?!…", "---", "。、", "❤️", "7", "x1", "a", "2025", "3.5 + 1"} {
		if a := ask(t, b, bot.Question{Text: text}); a.Answered || a.Confidence != 0 {
			t.Errorf("%s: %+v", text, a)
		}
	}
}

// golden answers come from a searcher that always finds the same.
func goldenBot() *bot.Bot {
	const text = "The lamp was lit in 1903. It still turns."
	p := corpus.Passage{
		ID: "lamp.en#1", Article: "lamp.en", Lang: "en", Text: text, Date: "1903-05",
		Questions: []string{"When was the lamp lit?", "등대는 언제 켜졌나요?"},
		Sources: []corpus.Source{
			{ID: "mail", Publisher: "Coast Mail", Date: "1903-05-02", Lang: "en", Title: "A <lamp> & more", URL: "https://coast.example/lamp?a=1&b=2"},
			{ID: "oral", Publisher: "The keeper"},
		},
	}
	return bot.New(searcher(func(_ context.Context, q index.Request) (index.Result, error) {
		res := index.Result{AllLanguages: true, Analysis: index.Analysis{TotalIDF: 10, KnownShare: 1}}
		if !strings.Contains(q.Query.Text, "nothing") {
			res.Hits = []index.Hit{{
				Passage: &p, Score: 7.5, Sentences: []index.Sentence{{Start: 0, End: 25, Coverage: 1, Mask: 1}, {Start: 26, End: 41}},
				Matches: []index.Match{{Start: 13, End: 16}, {Start: 4, End: 8}, {Start: 4, End: 8}, {Start: 16, End: 18}},
			}}
		}
		return res, nil
	}), bot.Options{Now: clock})
}

// TestJSON compares the JSON form of answers with golden files.
func TestJSON(t *testing.T) {
	for name, q := range map[string]bot.Question{
		"answered":  {Text: "when was the lamp lit", Always: true},
		"abstained": {Text: "is there nothing to find"},
		"greeting":  {Text: "hello"},
	} {
		a := ask(t, goldenBot(), q)
		a.Confidence = 0.5 // what the weights make of it is not the point here
		got, err := json.MarshalIndent(a, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + name + ".golden.json"
		if *update {
			if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if strings.Contains(string(got), "null") {
			t.Errorf("%s has a null:\n%s", name, got)
		}
	}
}
