package corpus_test

import (
	"testing"
	"testing/fstest"

	"okbot/corpus"
)

// TestOutdated checks which documents say that they hold no longer: not those that tell
// of something else that does not.
func TestOutdated(t *testing.T) {
	const body = "# Title\n\nA text.\n"
	for _, test := range []struct {
		file, text string
		want       bool
	}{
		{"a.md", body, false},
		{"archive/a.md", body, true},
		{"문서/폐지/a.md", body, true},
		{"old-town/a.md", body, false},
		{"연차_구버전.md", body, true},
		{"threshold.md", body, false},
		{"a.md", "# Leave (superseded)\n\nA text.\n", true},
		{"a.md", "# 출고 마감 (2025년판) — 폐지\n\n본문입니다.\n", true},
		{"a.md", "# Deprecated API guide\n\nA text.\n", false},
		{"a.md", "---\ndeprecated: true\n---\nA text.\n", true},
		{"a.md", "---\nstatus: Archived\n---\nA text.\n", true},
		{"a.md", "---\nstatus: stable\ndeprecated: false\n---\nA text.\n", false},
		{"a.md", "+++\nsuperseded_by = 'b.md'\n+++\nA text.\n", true},
		{"a.md", "# Title\n\n> ⚠️ 2025-10-01부터 쓰지 않습니다. v4를 보세요.\n", true},
		{"a.md", "# Title\n\nThis page is no longer kept up.\n", true},
		{"a.md", "# Title\n\nThe flag is deprecated: use another.\n", false},
		{"a.md", "# Title\n\n공정위는 그 제도를 폐지했다.\n", false},
		{"a.md", "# Title\n\n이 규정은 2026년 1월 1일 폐지되었습니다.\n", true},
		{"a.md", "# Title\n\n이 규정은 휴가를 정합니다.\n", false},
		{"폐기/시약.md", body, false},
		{"activities-5-year-old.md", "# Rules for guests under 6 years old\n\nA text.\n", false},
		{"a.md", "# How long e-mails are archived\n\nThe policy is archived for seven years.\n", false},
		{"a.md", "# 전속고발권 폐지\n\n본문입니다.\n", false},
		{"a.md", "# Title\n\n2026년 1월 1일부터 유효합니다.\n", false},
		{"a.md", "# Title\n\n2026-02-01까지만 유효. 지금은 OPS-103.\n", true},
		{"a.md", "# Title\n\n더 이상 사용하지 않는 노트북은 반납합니다.\n", false},
		{"a.md", "# Title\n\n이 문서는 예전 시스템에서 옮겼습니다.\n", false},
		{"a.md", "# Title\n\n이 규정은 폐지된 식대 규정을 대신합니다.\n", false},
		{"a.md", "# Title\n\nThe version is no longer than ten letters.\n", false},
		{"a.md", "---\nsuperseded_by: none\narchived: off\n---\nA text.\n", false},
		{"a.md", "---\nstatus: Superseded by ADR-12\n---\nA text.\n", true},
	} {
		c, err := corpus.Load(fstest.MapFS{"docs/" + test.file: {Data: []byte(test.text)}}, "docs")
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Passages()[0].Outdated; got != test.want {
			t.Errorf("%s: %q: outdated %t", test.file, test.text, got)
		}
	}
}

// TestRangeIsNotStruck checks that single tildes stay, as the dashes of ranges, and that
// what is struck out does not.
func TestRangeIsNotStruck(t *testing.T) {
	const text = "월~금 9~18시, 토 10~13시에 엽니다. 점심은 12~~13시. ~~일요일은 쉽니다.~~"
	c, err := corpus.Load(fstest.MapFS{"docs/a.md": {Data: []byte("# 시간\n\n" + text + "\n")}}, "docs")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Passages()[0].Text, "월~금 9~18시, 토 10~13시에 엽니다. 점심은 12~~13시."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
