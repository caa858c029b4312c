package query_test

import (
	"testing"

	"okbot/index/query"
)

func TestFuture(t *testing.T) {
	for text, want := range map[string]bool{
		"관장은 다음에 언제 와?": true, "앞으로 강연은 언제 열려?": true, "When will the director visit next time?": true,
		"관장은 언제 왔어?": false, "Who stands next to the director?": false, "그다음에 누가 왔어?": false,
	} {
		if got := query.Parse(text, query.Options{}).Time.Future; got != want {
			t.Errorf("%s: %t, want %t", text, got, want)
		}
	}
	for text, want := range map[string]bool{"방문이 연기됐다.": true, "The visit was put off.": true, "He visited in 2023.": false, "그는 2023년에 방문했다.": false} {
		if got := query.TellsPlan(text); got != want {
			t.Errorf("%s: tells of a plan: %t, want %t", text, got, want)
		}
	}
}

func TestInitialsAskNothing(t *testing.T) {
	for text, want := range map[string]query.Intent{"ㄷㅅㄱ AI ㄱㅈ": query.Nothing, "도서관 ㅇㄷ?": query.Question} {
		if got := query.Parse(text, query.Options{}).Intent; got != want {
			t.Errorf("%s: intent %d, want %d", text, got, want)
		}
	}
}
