package query_test

import (
	"testing"

	"okbot/index/query"
)

func TestQuestionLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"도서관은 언제 열어?":                "ko",
		"Hanbit Library 언제 열어":       "ko",
		"GPT-5 가격":                   "ko",
		"OpenAI Korea CEO는 누구?":      "ko",
		"ㅇㅇ":                         "ko",
		"When does the library open": "en",
		"library opening hours":      "en",
		"who is 윤서아?":                "en",
		"What does 달빛커피 sell":        "en",
		"is 도서관 open today":          "en",
		"":                           "en",
		"2025?":                      "en",
		"🙂":                          "en",
		"The New York Times 기사는 언제 나왔어요?": "ko",
	} {
		if got := query.Language(text); got != want {
			t.Errorf("QuestionLanguage(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestKindOf(t *testing.T) {
	for text, want := range map[string]query.Kind{
		"관장은 누구야?":                        query.Who,
		"누가 강연했어":                         query.Who,
		"who gave the talk":               query.Who,
		"Whose idea was it?":              query.Who,
		"언제 문을 열었나요?":                     query.When,
		"며칠에 쉬어?":                         query.When,
		"몇 월에 열렸어?":                       query.When,
		"when did it open":                query.When,
		"What year was that":              query.When,
		"which day is the library closed": query.When,
		"책을 몇 권 빌려?":                      query.HowMany,
		"연체료가 얼마예요":                       query.HowMany,
		"how many books":                  query.HowMany,
		"How much is the fine?":           query.HowMany,
		"어디서 만들어요":                        query.Where,
		"Where is the café?":              query.Where,
		"which city is it in":             query.Where,
		"왜 늦게까지 열어?":                      query.Why,
		"문을 닫은 이유":                        query.Why,
		"why is it closed":                query.Why,
		"쑥라테가 뭐야":                         query.Overview,
		"Tell me about the robot":         query.Overview,
		"somewhere over the whole":        query.Other, // no whole words
		"the showhow":                     query.Overview,
		"":                                query.Other,
		// The question word in front asks, a later one opens a clause.
		"Who led it when the office opened?":            query.Who,
		"What is the price when the book is late?":      query.HowMany,
		"What happens to a loan when the card expires?": query.Other,
		"How many people came when it opened?":          query.People,
		"In which city was it when it closed?":          query.Where,
		"When it opened, who gave the talk?":            query.Who,
		"Do you know when it opens":                     query.When,
		"When was it founded, and by whom?":             query.When,
		"What is the name of the person who runs it?":   query.Who,
		"What was the year when it opened?":             query.When,
		"What is the name of the director?":             query.Who,
		"what is the product's name":                    query.Overview,
		"원장님 성함 알려주세요":                                  query.Who,
		"우리 팀 이름이 뭐야?":                                  query.Overview,
		"Who sets the price?":                           query.Who,
	} {
		if got, _, _ := query.KindOf(text); got != want {
			t.Errorf("KindOf(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestOwnWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                           0,
		"who is it?":                 0,
		"관장은 누구야":                    1,
		"한빛도서관 관장":                   2,
		"when did Moonbeam open":     2,
		"  달빛커피,  쑥라테  ":             2,
		"what is the mugwort latte?": 2,
	} {
		if got := query.OwnWords(text); got != want {
			t.Errorf("OwnWords(%q) = %d, want %d", text, got, want)
		}
	}
}
