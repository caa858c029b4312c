package wordlist_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"okbot/index/wordlist"
)

func Example() {
	const list = `# Seasons. Licence: Apache-2.0.
봄 여름
가을
겨울
`
	fmt.Println(wordlist.Words(list))
	fmt.Println(wordlist.Set(list)["여름"], wordlist.Set(list)["Seasons."])
	// Output:
	// [봄 여름 가을 겨울]
	// true false
}

func TestWords(t *testing.T) {
	for list, want := range map[string][]string{
		"":                nil,
		"# head\n":        nil,
		"a\r\nb\tc":       {"a", "b", "c"},
		"a\n# note\nc#\n": {"a", "c#"},
	} {
		if got := wordlist.Words(list); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", list, got, want)
		}
	}
}

func ExampleGroups() {
	const list = `# Times of day. Licence: Apache-2.0.
morning: at dawn, in the morning,
	before noon
night: at night, "pm "
`
	groups := wordlist.Groups(list)
	fmt.Printf("%q\n%q\n", groups["morning"], groups["night"])
	// Output:
	// ["at dawn" "in the morning" "before noon"]
	// ["at night" "pm "]
}

func TestBody(t *testing.T) {
	for list, want := range map[string]string{
		"":              "",
		"# head":        "",
		"# a\n# b\nx\n": "x\n",
		"x\n# y\n":      "x\n# y\n",
	} {
		if got := wordlist.Body(list); got != want {
			t.Errorf("Body(%q) = %q, want %q", list, got, want)
		}
	}
}

// TestHeads checks that each list says what it has, why, from where and under which
// licence.
func TestHeads(t *testing.T) {
	lists := 0
	for _, pattern := range []string{"../*/*.??.txt", "../../corpus/*.??.txt", "../../corpus/lint/*.??.txt"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			lists++
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			head := strings.TrimSuffix(string(text), wordlist.Body(string(text)))
			for _, want := range []string{"# Origin: ", "Licence: ", "# Reason: "} {
				if !strings.Contains(head, want) {
					t.Errorf("%s: no %q in its head", path, want)
				}
			}
		}
	}
	if lists < 20 {
		t.Errorf("%d lists", lists)
	}
}
