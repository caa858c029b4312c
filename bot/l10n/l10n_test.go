package l10n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z%])`)

// verbs returns the verbs of a phrase, each with the number of its argument.
func verbs(phrase string) []string {
	var out []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(phrase, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		out = append(out, strconv.Itoa(next)+m[2])
		next++
	}
	slices.Sort(out)
	return out
}

// compare checks that a table has the phrases of English, each with its verbs.
func compare[K ~string](t *testing.T, english, other map[K]string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(other)) {
		if _, ok := english[key]; !ok {
			t.Errorf("%q is not in English", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		en, other := english[key], other[key]
		switch {
		case strings.TrimSpace(en) == "" || strings.TrimSpace(other) == "":
			t.Errorf("%q is %q in English, %q in the other language", key, en, other)
		case !slices.Equal(verbs(en), verbs(other)):
			t.Errorf("%q has the arguments %q in English, %q in the other language", key, verbs(en), verbs(other))
		}
	}
}

func TestEveryLanguageHasEveryPhrase(t *testing.T) {
	compare(t, english, korean)
	compare(t, englishReport, koreanReport)
}

// Every key that the package declares has a phrase, and no two are alike.
func TestEveryKeyHasAPhrase(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		declared++
		key, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil || english[Key(key)] == "" {
			t.Errorf("%s has no phrase: %v", spec.Names[0], err)
		}
		return false
	})
	if declared != len(english) {
		t.Errorf("%d keys are declared, %d have a phrase", declared, len(english))
	}
}

func TestIn(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{MoreSources.In("ko", 3), "외 3곳"},
		{MoreSources.In("en", 3), "+3 more"},
		{MoreSources.In("fr", 3), "+3 more"},
		{ArticleIn("ko").In("en"), "Korean text"},
		{ArticleIn("en").In("ko"), "영어 글"},
		{Report("ko", "questions"), "질문"},
		{Report("en", "nothing of that name"), ""},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
