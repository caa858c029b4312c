package query_test

import (
	"slices"
	"testing"

	"okbot/index/query"
)

// TestAsked checks which parts of a sentence are what is asked for.
func TestAsked(t *testing.T) {
	for _, test := range []struct {
		text string
		kind query.Kind
		want []string
	}{
		{"오픈AI가 2025년 9월 29일 GPT-5와 2240만 명, 약 5500억 원을 말했다.", query.When, []string{"2025년 9월 29일"}},
		{"오픈AI가 2025년 9월 29일 GPT-5와 2240만 명, 약 5500억 원을 말했다.", query.HowMany, []string{"2240만 명", "5500억 원"}},
		{"It opened on 10 September 2025 at 9 a.m. with 20.31 million users, up 9.86% in the 12th month.", query.When, []string{"10 September 2025", "9 a.m."}},
		{"It had 20.31 million users and 550 billion won, 40 MW, up 9.86%.", query.HowMany, []string{"20.31 million users", "550 billion won", "40 MW", "9.86%"}},
		{"평일 9시 30분에 열고 1,429만 9545명이 왔다.", query.People, []string{"1,429만 9545명"}},
		{"평일 9시 30분에 연다.", query.When, []string{"9시 30분"}},
		{"20시즌 동안 15년, 하루 3시간씩 2000명이 왔다.", query.When, nil},
		{"20시즌 동안 15년, 하루 3시간씩 2000명이 왔다.", query.HowMany, []string{"20", "15년", "3시간", "2000명"}},
		{"In 2000 there were 2000 employees, 3 wonderful rooms, 10 GBP and US$500 million.", query.When, []string{"2000"}},
		{"In 2000 there were 2000 employees, 3 wonderful rooms, 10 GBP and US$500 million.", query.HowMany, []string{"2000 employees", "3", "10", "US$500 million"}},
		{"약 1000명이 왔다.", query.Why, nil},
	} {
		var got []string
		for _, part := range query.Asked(test.text, test.kind) {
			got = append(got, test.text[part[0]:part[1]])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}
