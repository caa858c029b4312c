package query_test

import (
	"testing"

	"okbot/index/query"
)

// A time or a number in words is one only as a word of its own.
func TestSentenceKindsInWords(t *testing.T) {
	for text, want := range map[string]query.Kind{
		"The kitchen is cleaned EVERY DAY.": query.When,
		"It is everyday work.":              0,
		"It is every  day.":                 0,
		"Closed on Mondays, and at noon":    query.When,
		"She is an afternoon person.":       0,
		"오전에 연다.":                           query.When,
		"직원 두 명이 맡는다.":                      query.HowMany,
		"직원(두명)이 맡는다.":                      query.HowMany,
		"모두 명단에 있다.":                        0,
		"Two of them, or ten":               query.HowMany,
		"It is often attended.":             0,
		"3시에 연다.":                           query.When | query.HowMany,
		"A.A.A.":                            0,
		"It was published in 1520.":         query.When | query.HowMany,
		"It lived in the 13th century":      query.When | query.HowMany,
		"13세기까지 쓰였다.":                       query.When | query.HowMany,
		"조건이 맞으면 환불한다.":                     0,
		"만일 늦으면 구조 개선을 한다.":                 0,
		"백여 명이 모였다.":                        query.HowMany,
		"수십 명이 모였다.":                        query.HowMany,
		"참가비는 이만 원이다.":                      query.HowMany,
		"대출은 3일 걸린다.":                       query.When | query.HowMany,
		"8월 3일에 연다.":                        query.When,
		"두 시간 전까지 취소한다.":                    query.When | query.HowMany,
		"상담은 30분 전화로 한다.":                   query.HowMany,
		"It was popular in the 2010s":       query.When | query.HowMany,
		"The 1520 copies were sold.":        query.HowMany,
		"식사는 4시간 뒤에 한다.":                    query.When | query.HowMany,
		"Revert it after 30 minutes.":       query.When | query.HowMany,
	} {
		if got := query.SentenceKinds(text, nil) &^ query.People; got != want {
			t.Errorf("%s: kinds %b, want %b", text, got, want)
		}
	}
}
