package query

import (
	"slices"
	"testing"
)

// TestFocus checks which words tell what a question wants to know.
func TestFocus(t *testing.T) {
	for text, want := range map[string][]string{
		"which law firm is defending the library?":   {"law", "firm"},
		"What was the capacity of the reading room?": {"capacity"},
		"what's its phone number":                    {"phone", "number"},
		"How many pages does the plan have?":         {"pages"},
		"who chairs the board?":                      {"chairs"},
		"how did it start":                           nil,
		"library opening hours":                      nil,
		"관장 연봉이 얼마예요?":                               {"연봉이"},
		"이용 기간은 몇 년이에요?":                             {"기간은"},
		"공사는 어느 회사가 맡았어?":                            {"회사가"},
		"소송은 누가 이겼어요?":                               {"소송은", "이겼어요"},
		"주차장은 어디서 예약해?":                              {"주차장은", "예약해"},
		"판결이 어디인지 아시는 분?":                            {"판결이"},
		"도서관 회원증":                                    nil,
		"뭐야":                                         nil,
		"":                                           nil,
	} {
		var got []string
		words := pieces(text)
		for _, at := range focus(text) {
			i := slices.IndexFunc(words, func(w piece) bool { return w.start == at })
			got = append(got, words[i].text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("focus(%q) = %q, want %q", text, got, want)
		}
	}
}
