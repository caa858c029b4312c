package query_test

import (
	"testing"

	"okbot/index/query"
)

// TestCount checks which texts have a number of what is asked the number of.
func TestCount(t *testing.T) {
	for _, test := range []struct {
		question, text string
		missing        bool
	}{
		{"본관은 몇 층이야?", "본관은 12층 건물이다.", false},
		{"본관은 몇 층이야?", "본관은 1998년에 12억 원을 들여 지었다.", true},
		{"총 몇명이 왔나요?", "학생 2000여 명이 왔다.", false},
		{"총 몇명이 왔나요?", "다섯 사람이 왔다.", false},
		{"총 몇명이 왔나요?", "3번 열린 행사에 많이 왔다.", true},
		{"몇 살이야?", "올해 마흔다섯이 된 그는 45세다.", false},
		{"사람이 몇이나 돼?", "많다.", false}, // nothing counts
		{"how many judges are there?", "The court has eleven sitting judges.", false},
		{"how many judges are there?", "The judges meet in room 12.", true},
		{"How many million-won fines?", "It paid one fine of 3 million won.", false},
		{"몇 번 열렸어?", "3회 열렸다.", false},
		{"몇 분 걸려?", "20분 걸린다.", false},
		{"몇 명이 일해?", "또한 사람들은 대만 사람과 일한다.", true},
		{"몇 명이 일해?", "마흔두 사람, 수천 명이 일한다.", false},
		{"how many people work there?", "It has 300 employees.", false},
		{"how many judges are there?", "In 2025 the judges met.", true},
		{"몇 시에 열어?", "매일 연다.", true},
		{"몇 시간 걸려?", "9시에 연다.", true},
		{"몇 시에 열어?", "매일 오전 9시에 연다.", false},
		{"몇 시에 열어?", "9월 3일에 연다.", true},
		{"what time does it open?", "It opens at 9 am.", false},
		{"what time does it open?", "It opened on 3 September 2025.", true},
		{"how many", "none", false},
		{"how much is it?", "free", false},
	} {
		q := query.Parse(test.question, query.Options{})
		if got := q.Count.MissingIn(test.text); got != test.missing {
			t.Errorf("%s: missing in %q: %v", test.question, test.text, got)
		}
	}
}

// TestTellsPlace checks which texts say where something is.
func TestTellsPlace(t *testing.T) {
	for text, want := range map[string]bool{
		"사무실은 판교역 근처에 있다.":                    true,
		"본선은 부산에서 열린다.":                       true,
		"본사는 대전에 있다.":                         true,
		"회의실은 3층이다.":                          true,
		"점심은 세 시간 전에 정책에 따라 정한다.":             false,
		"사무실은 8월에 닫는다.":                       false,
		"신청은 오전에만 받는다.":                       false,
		"The office is at Pi Factory Studio.": true,
		"Lunch is behind the library.":        true,
		"The office is closed in August.":     false,
		"It opens on Mondays.":                false,
		"":                                    false,
	} {
		if got := query.TellsPlace(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
