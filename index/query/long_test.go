package query_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"okbot/index/ko"
	"okbot/index/query"
)

// shouting is a vocabulary that corrects every text to capitals.
type shouting struct{}

func (shouting) Correct(text string) (string, bool) {
	upper := strings.ToUpper(text)
	return upper, upper != text
}
func (shouting) Segment(text string) string { return text }
func (shouting) Terms(string) []ko.Token    { return nil }

// A text that somebody pasted is read at its start and its end, where the question
// is, and not corrected.
func TestParseLongMessage(t *testing.T) {
	read := func(text string) query.Query {
		return query.Parse(text, query.Options{Vocabulary: shouting{}, AsOf: time.Now()})
	}
	for _, word := range []string{"가나다 ", "word ", "가나다"} {
		text := "who is it " + strings.Repeat(word, 600) + " 대표가 누구야?"
		q := read(text)
		if n := utf8.RuneCountInString(q.Text); n > 601 || n < 500 {
			t.Errorf("%d characters are read", n)
		}
		if !strings.HasPrefix(q.Text, "who is it") || !strings.HasSuffix(q.Text, "대표가 누구야?") {
			t.Errorf("read: %s", q.Text)
		}
		if q.Corrected || strings.Contains(q.Text, "WHO") {
			t.Errorf("corrected: %s", q.Text)
		}
	}
	if q := read("who is it"); !q.Corrected || q.Text != "WHO IS IT" {
		t.Errorf("a short one: %+v", q)
	}
}
