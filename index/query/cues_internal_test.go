package query

import "testing"

func TestCues(t *testing.T) {
	cues := newCues([]string{"몇시", "언제"}, []string{"how many", "when"})
	for text, want := range map[string]string{
		"지금 몇 시야?":          "몇시", // spaces do not count in Korean
		"언제부터":              "언제",
		"HOW MANY, then?":   "how many",
		"how  many":         "how many",
		"when":              "when",
		"whenever, howmany": "", // whole words in English
		"":                  "",
		"도서관":               "",
		"so—when?":          "when",
		"시간이 몇인지, 시계":       "",
	} {
		folded := fold(text)
		if got := cues.Find(folded); got != want || cues.In(folded) != (want != "") {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}
