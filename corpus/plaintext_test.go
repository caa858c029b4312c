package corpus_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"okbot/corpus"
)

// TestPlainLines checks that a line of plain text which its author ended early is a
// sentence of its own, and that one which was wrapped goes on.
func TestPlainLines(t *testing.T) {
	const text = "연락처 안내\n\n총무팀  내선 100\n보안실  내선 200\n\n이 안내는 통근버스와 식당을 이용하는 모든 직원에게 적용되며, 번호는 분기마다\n다시 정합니다. 바뀌면 일주일 전에 게시판에 알립니다.\n"
	c, err := corpus.Load(fstest.MapFS{"docs/a.txt": {Data: []byte(text)}}, "docs")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range c.Passages() {
		for _, s := range p.Sentences() {
			got = append(got, p.Text[s.Start:s.End])
		}
	}
	want := []string{"연락처 안내", "총무팀 내선 100", "보안실 내선 200", "이 안내는 통근버스와 식당을 이용하는 모든 직원에게 적용되며, 번호는 분기마다 다시 정합니다.", "바뀌면 일주일 전에 게시판에 알립니다."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
