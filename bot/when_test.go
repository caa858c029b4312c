package bot_test

import (
	"slices"
	"testing"
	"time"

	"okbot/bot"
	"okbot/corpus"
)

func on(s string) time.Time {
	d, err := time.ParseInLocation(time.DateOnly, s, bot.Seoul)
	if err != nil {
		panic(err) // a mistake in the test
	}
	return d
}

// TestReplaced checks that a fact that a later one replaced is told only if the
// question asks about its time.
func TestReplaced(t *testing.T) {
	b := library(t)
	const old, new = "director.ko#1", "director.ko#2"
	for _, tt := range []struct {
		text, asOf  string
		first, none string // passage of snippet 1; passage that must not be quoted
	}{
		{"한빛도서관 관장은 누구야?", "", new, old},
		{"지금 한빛도서관 관장은 누구야?", "", new, old},
		{"2024년 한빛도서관 관장은 누구였어?", "", old, ""},
		{"2024년 3월에는 한빛도서관 관장이 누구였어?", "", old, ""},
		{"작년 한빛도서관 관장은 누구였어?", "", old, ""}, // the clock says 2025
		{"올해 취임한 한빛도서관 관장은 누구야?", "", new, ""},
		{"한빛도서관 관장은 누구야?", "2024-06-01", old, new},
		{"한빛도서관 관장은 누구야?", "2025-04-10", old, new},
		{"한빛도서관 관장은 누구야?", "2025-04-11", new, old},
		{"who is the director of Hanbit Library now?", "", "director.en#2", "director.en#1"},
		{"who was the director of Hanbit Library in 2024?", "", "director.en#1", ""},
		{"who was the director of Hanbit Library as of March 2024?", "", "director.en#1", ""},
		{"who was the director of Hanbit Library last year?", "", "director.en#1", ""},
		{"How late is Hanbit Library open?", "", "hours.en#2", "hours.en#1"},
		{"How late is Hanbit Library open?", "2024-12-31", "hours.en#1", "hours.en#2"},
	} {
		q := bot.Question{Text: tt.text, Always: true} // how sure it is, is not the point here
		if tt.asOf != "" {
			q.AsOf = on(tt.asOf)
		}
		a := ask(t, b, q)
		if first(a) != tt.first || tt.none != "" && slices.Contains(passages(a), tt.none) {
			t.Errorf("%s (as of %s): quoted %q (%.2f), want %s first and no %q", tt.text, tt.asOf, passages(a), a.Confidence, tt.first, tt.none)
		}
	}
}

// TestReplacedDated checks that a fact of another time comes with its date.
func TestReplacedDated(t *testing.T) {
	a := ask(t, library(t), bot.Question{Text: "2024년 한빛도서관 관장은 누구였어?"})
	if len(a.Snippets) == 0 || a.Snippets[0].Date != "2024-01-15" {
		t.Errorf("%+v", a.Snippets)
	}
}

// TestUnseen checks that nothing later than the day asked for is told.
func TestUnseen(t *testing.T) {
	b := builtin(t)
	for _, text := range []string{"오픈AI 코리아 대표는 누구야?", "who is the head of OpenAI Korea", "한국의 챗GPT 이용자는 몇 명이야?", "latest news about Stargate Korea", "2026년 6월 올트먼 방한"} {
		for _, asOf := range []string{"2023-12-31", "2025-03-31", "2025-09-10", "2025-12-31"} {
			a := ask(t, b, bot.Question{Text: text, AsOf: on(asOf), Always: true, Limit: bot.MaxLimit})
			for _, s := range a.Snippets {
				if s.Date != "" && s.Date.First().After(on(asOf).Add(9*time.Hour)) {
					t.Errorf("%s as of %s: %s is of %s", text, asOf, s.Passage, s.Date)
				}
			}
		}
	}
}

// TestToday checks that what is dated today is seen from midnight in Seoul on.
func TestToday(t *testing.T) {
	ix := libraryIndex()
	for now, want := range map[string]string{"2025-04-10T23:59:59+09:00": "director.ko#1", "2025-04-11T00:00:00+09:00": "director.ko#2"} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		b := bot.New(ix, bot.Options{Now: func() time.Time { return at.UTC() }})
		if a := ask(t, b, bot.Question{Text: "한빛도서관 관장은 누구야?", Always: true}); first(a) != want {
			t.Errorf("at %s: quoted %q, want %s", now, passages(a), want)
		}
	}
}

// TestUntil checks that the newest date is told where "now" is asked, and only
// there.
func TestUntil(t *testing.T) {
	b := library(t)
	for text, want := range map[string]corpus.Date{
		"지금 한빛도서관 관장은 누구야?":                              "2025-05-02",
		"who is the current director of Hanbit Library?": "2025-05-02",
		"요즘 한빛도서관은 몇 시까지 해요?":                            "2025-05-02",
		"한빛도서관 관장은 누구야?":                                 "",
		"2024년 한빛도서관 관장은 누구였어?":                          "",
		"who was the first director of the library?":     "",
	} {
		if a := ask(t, b, bot.Question{Text: text}); a.Until != want {
			t.Errorf("%s: until %q, want %q", text, a.Until, want)
		}
	}
}

// TestPeriod asks what happened in a month: all of it, the oldest first.
func TestPeriod(t *testing.T) {
	b := library(t)
	for _, text := range []string{
		"2025년 3월에 무슨 일이 있었어?", "2025년 3월 뉴스", "what happened in March 2025?", "news from March 2025",
		"2025년 3월에 한빛도서관에서 무슨 일이 있었어?", "what happened at Hanbit Library in March 2025?", // what all is about
	} {
		a := ask(t, b, bot.Question{Text: text, Limit: bot.MaxLimit, Always: true})
		var dates []corpus.Date
		for _, s := range a.Snippets {
			dates = append(dates, s.Date)
		}
		if len(dates) != 4 || !slices.IsSorted(dates) || dates[0] != "2025-03-08" || dates[3] != "2025-03-22" {
			t.Errorf("%s: quoted %q of %q (%.2f), want all four of March, oldest first", text, passages(a), dates, a.Confidence)
		}
	}
	for _, text := range []string{"지난달에 무슨 일이 있었어?", "what happened last month?"} { // May 2025
		a := ask(t, b, bot.Question{Text: text, Limit: bot.MaxLimit, Always: true})
		for _, s := range a.Snippets {
			if s.Date != "2025-05-02" {
				t.Errorf("%s: quoted %s of %s", text, s.Passage, s.Date)
			}
		}
		if len(a.Snippets) == 0 {
			t.Errorf("%s: nothing", text)
		}
	}
}

func TestShowDate(t *testing.T) {
	for _, tt := range []struct {
		date   corpus.Date
		ko, en string
	}{
		{"2025-09-10", "2025년 9월 10일", "10 September 2025"},
		{"2025-09", "2025년 9월", "September 2025"},
		{"2025", "2025년", "2025"},
		{"", "", ""},
		{"soon", "soon", "soon"},
	} {
		if ko, en := bot.ShowDate("ko", tt.date), bot.ShowDate("en", tt.date); ko != tt.ko || en != tt.en {
			t.Errorf("%s is shown as %q and %q", tt.date, ko, en)
		}
	}
}

// TestOtherYear checks that a question of a year, a later month or a model that
// the best passage says nothing of is refused, and others are not.
func TestOtherYear(t *testing.T) {
	b := builtin(t)
	for text, want := range map[string]bool{
		"2025년 8월 한국 챗GPT 이용자는 몇 명이야?":                               true,
		"2016년 한국 챗GPT 이용자는 몇 명이야?":                                  false,
		"2027년 8월 한국 챗GPT 이용자는 몇 명이야?":                               false,
		"How many people in Korea used ChatGPT in August 2025?":      true,
		"How many people in Korea used ChatGPT in 2019?":             false,
		"How many people in Korea used ChatGPT in August 2026?":      false,
		"When did OpenAI Korea appoint Kim Kyoung-hoon?":             true,
		"When does GPT-9 come out in Korea?":                         false,
		"카톡 챗GPT는 GPT-5.5야?":                                         false,
		"HBM4E도 오픈AI에 납품해?":                                          false,
		"다음 달에 올트먼 한국 온대?":                                           false,
		"2029년까지 D램 물량이 얼마래?":                                        true,
		"안녕하세요 오픈AI 한국 대표 누구예요?":                                     true,
		"삼성은 왜 챗GPT를 막았었나요?":                                         true,
		"Where did Korea rank for paid ChatGPT subscribers in 2016?": false,
		"2030세대가 챗GPT를 제일 많이 써?":                                     true,
		"오픈AI 코리아 대표는 2025년 9월에 누가 됐어?":                              true,
		"오픈AI 코리아 대표는 2019년에 누구였어?":                                  false,
	} {
		if a := ask(t, b, bot.Question{Text: text}); a.Answered != want {
			t.Errorf("%s: answered %t (%.2f) from %q", text, a.Answered, a.Confidence, passages(a))
		}
	}
}
