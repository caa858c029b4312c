package corpus_test

import (
	"slices"
	"testing"
)

// What a .gitignore names is passed over without a word.
func TestIgnore(t *testing.T) {
	for _, test := range []struct {
		pattern string
		read    []string // of a.md, b/a.md, b/c/a.md, b/c/x.md
	}{
		{"", []string{"a", "b/a", "b/c/a", "b/c/x"}},
		{"# a.md", []string{"a", "b/a", "b/c/a", "b/c/x"}},
		{"a.md", []string{"b/c/x"}},
		{"/a.md", []string{"b/a", "b/c/a", "b/c/x"}},
		{"b/a.md", []string{"a", "b/c/a", "b/c/x"}},
		{"b/", []string{"a"}},
		{"c", []string{"a", "b/a"}},
		{"b/*/x.md", []string{"a", "b/a", "b/c/a"}},
		{"**/c/**", []string{"a", "b/a"}},
		{"[ab].md\n!b/c/a.md", []string{"b/c/a", "b/c/x"}},
		{"?.md\n!x.md", []string{"b/c/x"}},
		{"*.md\n!/a.md", []string{"a"}},
		{`\a.md`, []string{"b/c/x"}},
		{"a.md  \n[", []string{"b/c/x"}},
	} {
		t.Run(test.pattern, func(t *testing.T) {
			files := map[string]string{"d/.gitignore": test.pattern}
			for _, name := range []string{"a", "b/a", "b/c/a", "b/c/x"} {
				files["d/"+name+".md"] = "Text."
			}
			c := mustLoadFrom(t, files, "d")
			if got := ids(c); !slices.Equal(got, test.read) {
				t.Errorf("got %q, want %q", got, test.read)
			}
			wantLeftOut(t, c)
		})
	}
}
