package corpus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPassageSentences(t *testing.T) {
	c := mustLoad(t, map[string]string{"a/x.md": "# T\n\nOne. Two is below:\n\n- a. Then b.\n  - c\n- d\n\nThree. Four.\n\n```\nx. y.\n\nz\n```\n\n| A | B |\n|---|---|\n| No. 1. Yes. | b |\n"})
	var got []string
	for _, p := range c.Passages() {
		for _, s := range p.Sentences() {
			got = append(got, fmt.Sprintf("%s %s %d %q", p.Kind, s.Kind, s.Block, p.Text[s.Start:s.End]))
		}
	}
	want := []string{
		`list paragraph 0 "One."`, `list lead-in 1 "Two is below:"`, `list item 2 "a."`, `list item 2 "Then b."`, `list item 3 "c"`, `list item 4 "d"`,
		`paragraph paragraph 0 "Three."`, `paragraph paragraph 0 "Four."`, `paragraph code 1 "x. y.\n\nz"`,
		`row row 0 "A: No. 1. Yes. · B: b"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// A sentence that says how many things there are introduces a list of as many.
func TestAnnouncedLists(t *testing.T) {
	const list = "\n\n- 하나\n  - 하나의 하나\n- 둘\n- 셋\n"
	for text, want := range map[string]int{
		"절차는 세 단계로 나뉜다.": 1, "신청에는 3가지가 든다.": 1, "It comes in three sizes.": 1, "We keep 3 copies.": 1,
		"세금은 따로 낸다.": 2, "절차는 네 단계로 나뉜다.": 2, "It comes in 30 sizes.": 2, "모두 가지고 온다.": 2, "There were three. Now there is more.": 2,
	} {
		if got := len(mustLoad(t, map[string]string{"a/x.md": "# T\n\n" + text + list}).Passages()); got != want {
			t.Errorf("%s: %d passages with the list, want %d", text, got, want)
		}
	}
}

// What is too long for one passage is cut at items, sentences or lines, and each
// part knows what it belongs to.
func TestLongPassages(t *testing.T) {
	words := strings.Repeat("word ", 120) + "end." // 604 characters
	var list, code strings.Builder
	for i := range 4 {
		fmt.Fprintf(&list, "- Item %d. %s\n  - Inner %d. %s\n", i, words, i, words)
	}
	for i := range 200 {
		fmt.Fprintf(&code, "line %d of the code\n", i)
	}
	c := mustLoad(t, map[string]string{"a/x.md": "# T\n\n## S\n\nThese are all:\n\n" + list.String() + "\n" + strings.Repeat(words+" ", 8) + "\n\n```\n" + code.String() + "```\n"})
	var got []string
	for _, p := range c.Passages() {
		n := utf8.RuneCountInString(p.Text)
		got = append(got, fmt.Sprintf("%s %s, %.10q", p.Kind, strings.Join(p.Section, " › "), p.Text))
		if n > 1500+300 || n < 100 {
			t.Errorf("a passage of %d characters", n)
		}
	}
	want := []string{
		`list S, "These are "`, `list S › These are all:, "Item 1. wo"`, `list S › These are all:, "Item 2. wo"`, `list S › These are all:, "Item 3. wo"`,
		`paragraph S, "word word "`, `paragraph S, "word word "`, `paragraph S, "word word "`, `paragraph S, "word word "`,
		`code S, "line 0 of "`, `code S, "line 75 of"`, `code S, "line 147 o"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// Text without the ends of sentences is cut at the best seam.
func TestSeams(t *testing.T) {
	for _, seam := range []string{"\n", "; ", ", ", "， ", " "} {
		text := strings.Repeat("x", 1000) + " " + strings.Repeat("y", 400) + seam + strings.Repeat("z", 300)
		c := readJSONL(t, fmt.Sprintf(`{"_id":"a","text":%q}`, strings.Repeat(text+seam, 3)))
		for _, p := range c.Passages() {
			if first := p.Text[0]; first != 'x' && first != 'z' && (first != 'y' || seam != " ") {
				t.Errorf("at %q: a passage starts with %.10q", seam, p.Text)
			}
		}
	}
}
