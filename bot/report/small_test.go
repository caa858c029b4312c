package report_test

import (
	"iter"
	"slices"
	"strings"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
)

// made is when the reports of the tests are made.
var made = time.Date(2026, 11, 23, 14, 5, 0, 0, bot.Seoul)

// asked is a question of the small set, some days and hours before it ends.
type asked struct {
	days, hours int
	platform    string
	user        string
	text        string
	after       string
	confidence  float64
	us          int64
	passages    string
}

var smallSet = []asked{
	{6, 3, "slack", "u1", "오픈AI 코리아 대표가 누구야?", "", 0.97, 640, "country-head.ko#2 country-head.ko#4"},
	{6, 2, "slack", "u2", "챗GPT 플러스 환불은 어떻게 받아?", "", 0.12, 910, ""},
	{5, 9, "discord", "u3", "Who leads OpenAI Korea?", "", 0.93, 580, "country-head.en#2"},
	{5, 8, "discord", "u3", "How do I cancel ChatGPT Plus?", "", 0.21, 1240, ""},
	{4, 7, "slack", "u4", "챗gpt 플러스 환불 어떻게 받나요", "", 0.14, 880, ""},
	{4, 7, "slack", "u1", "챗GPT플러스 환불", "", 0.08, 700, ""},
	{4, 1, "slack", "u5", "카카오톡에서 챗GPT를 쓸 수 있어?", "", 0.88, 1510, "chatgpt-for-kakao.ko#3"},
	{2, 5, "slack", "u5", "그럼 네이버에서는?", "카카오톡에서 챗GPT를 쓸 수 있어?", 0.31, 1730, ""},
	{2, 4, "discord", "u6", "cancel chatgpt plus", "", 0.18, 830, ""},
	{1, 6, "slack", "u2", "스타게이트 코리아는 언제 착공해?", "", 0.74, 2260, "stargate-korea-plan.ko#1 pohang-data-centre.ko#2"},
	{0, 4, "slack", "u7", "오픈AI 서울 사무실 위치 알려줘", "", 0.66, 5400, "seoul-office-plan.ko#1"},
	{0, 2, "slack", "u7", "👍👍", "", 0, 0, ""},
}

// small yields the small set.
func small(yield func(string, chat.Record) bool) {
	for i, a := range smallSet {
		r := chat.Record{
			At:       made.Add(-time.Duration(a.days*24+a.hours) * time.Hour).UTC(),
			Platform: a.platform, User: a.user, Question: a.text, Query: a.text, Lang: "ko",
			Answered: a.passages != "", Confidence: a.confidence, AnswerUS: a.us, Passages: strings.Fields(a.passages),
		}
		if a.platform == "discord" {
			r.Lang = "en"
		}
		if a.after != "" {
			r.Query = a.after + " " + a.text
		}
		if !yield(string(rune('a'+i)), r) {
			return
		}
	}
}

var smallFeedback = slices.Values([]chat.Feedback{
	{Question: "a", User: "u1", Good: false}, // who then thinks better of it
	{Question: "a", User: "u1", Good: true},
	{Question: "a", User: "u2", Good: true},
	{Question: "c", User: "u3", Good: true},
	{Question: "g", User: "u5", Good: true},
	{Question: "j", User: "u2", Good: false},
	{Question: "j", User: "u4", Good: false},
	{Question: "k", User: "u7", Good: false},
	{Question: "long ago", User: "u8", Good: false},
})

func none(func(string, chat.Record) bool) {}
func noFeedback(func(chat.Feedback) bool) {}

// stretched is the same questions over so many times the time.
func stretched(questions iter.Seq2[string, chat.Record], times int) iter.Seq2[string, chat.Record] {
	return func(yield func(string, chat.Record) bool) {
		for id, r := range questions {
			r.At = made.Add(-time.Duration(times) * made.Sub(r.At))
			if !yield(id, r) {
				return
			}
		}
	}
}

// unanswered is a question without an answer for each text.
func unanswered(texts ...string) iter.Seq2[string, chat.Record] {
	return func(yield func(string, chat.Record) bool) {
		for _, text := range texts {
			if !yield(text, chat.Record{At: made, Platform: "slack", Lang: "ko", User: "u" + text, Question: text, Query: text}) {
				return
			}
		}
	}
}
