package lint_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
	"okbot/corpus/lint"
	"okbot/index/names"
)

// problemsOf returns the places where c has problems of a kind.
func problemsOf(c *corpus.Corpus, kind string) []string {
	var out []string
	for _, p := range lint.Check(c) {
		if p.Kind == kind {
			out = append(out, fmt.Sprintf("%s:%d", p.Path, p.Line))
		}
	}
	return out
}

func TestBuiltinIsFreeOfProblems(t *testing.T) {
	c, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range lint.Check(c, dictionary(t)...) {
		t.Errorf("%s (%s)", p, p.Kind)
	}
}

// dictionary is the names that serve every corpus.
func dictionary(t *testing.T) []corpus.Name {
	t.Helper()
	list, err := names.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// builtinFiles is a copy of the built-in corpus that a test may spoil.
func builtinFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files, dir := fstest.MapFS{}, os.DirFS("..")
	add := func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	}
	for _, name := range []string{"articles", "sources.yaml", "names.jsonl"} {
		if err := fs.WalkDir(dir, name, add); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// mustLoad loads the files, by name, as the folder "a".
func mustLoad(t *testing.T, files map[string]string) *corpus.Corpus {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := corpus.Load(fsys, "a")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Each fault, put into the built-in corpus, is found: that one alone, where it is.
func TestCheckFindsAFault(t *testing.T) {
	if testing.Short() {
		t.Skip("it checks the built-in corpus dozens of times, on one goroutine")
	}
	const ko, en, yaml = "articles/country-head.ko.md", "articles/country-head.en.md", "articles/country-head.yaml"
	for _, test := range []struct {
		name string
		file string
		edit func(string) string
		want []string // "kind path:line"
	}{
		{"no translation", ko, nil, []string{"translation articles/country-head.en.md:1"}},
		{"translation without a paragraph", en, cut("Oliver Jay, OpenAI’s international head", "\n"),
			[]string{"sidecar articles/country-head.en.md:1", "translation articles/country-head.en.md:1"}},
		{"sidecar of another length", yaml, cut("  - date: \"2025-09-29\"\n    facts: [jay-on-kim]", ""),
			[]string{"sidecar articles/country-head.en.md:1", "sidecar articles/country-head.ko.md:1"}},
		{"sidecar without articles", "articles/nothing.yaml", put("topic: t\n"), []string{"sidecar articles/nothing.yaml:1"}},
		{"number differs", en, swap("more than 10 years", "more than 11 years"), []string{"figures articles/country-head.en.md:10"}},
		{"month differs", ko, swap("2025년 9월 12일 김경훈 구글코리아", "2025년 10월 12일 김경훈 구글코리아"), []string{"figures articles/country-head.en.md:8"}},
		{"unknown source", ko, swap("[^thw-2025-09-19]", "[^thw-2025-09-19][^nobody]"), []string{"source articles/country-head.ko.md:10"}},
		{"unused source", "sources.yaml", swap("ajunews-2023-04-14:", "unused:\n  publisher: P\najunews-2023-04-14:"), []string{"source sources.yaml@unused:"}},
		{"no source", ko, swap(" [^fnnews-2025-09-17][^thw-2025-09-19]", ""), []string{"source articles/country-head.ko.md:10"}},
		{"no date", "articles/new.ko.md", put("새 문단이다. [^kmj-2025-09-10]\n"),
			[]string{"date articles/new.ko.md:1", "expected_questions articles/new.ko.md:1", "translation articles/new.ko.md:1"}},
		{"too many characters", ko, swap("밝혔다. [^fnnews", strings.Repeat("길게 ", 200)+"밝혔다. [^fnnews"), []string{"length articles/country-head.ko.md:10"}},
		{"too many sentences", ko, swap("밝혔다. [^fnnews", "밝혔다. 하나다. 둘이다. 셋이다. 넷이다. [^fnnews"), []string{"length articles/country-head.ko.md:10"}},
		{"Korean opening", ko, swap("김경훈 구글코리아 사장은 2025년 9월 17일", "한편 김경훈 구글코리아 사장은 2025년 9월 17일"), []string{"opening articles/country-head.ko.md:10"}},
		{"English opening", en, swap("Kim Kyoung-hoon, head of Google Korea, said he", "He said he"), []string{"opening articles/country-head.en.md:10"}},
		{"the same", en, swap("Kim Kyoung-hoon, head of", "The same head of"), []string{"opening articles/country-head.en.md:10"}},
		{"unknown successor", yaml, swap("country-head#4", "country-head#9"), []string{"replaced_by articles/country-head.yaml:5"}},
		{"its own successor", yaml, swap("country-head#4", "#1"), []string{"replaced_by articles/country-head.yaml:5"}},
		{"earlier successor", yaml, swap("facts: [jay-on-kim]", "facts: [jay-on-kim]\n    replaced_by: \"#3\""), []string{`replaced_by articles/country-head.yaml@replaced_by: "#3"`}},
		{"no questions", yaml, cut("    expected_questions:\n      - 김경훈 구글코리아 사장은 언제", "  - date"), []string{`expected_questions articles/country-head.yaml@- date: "2025-09-17"`}},
		{"questions in Korean alone", yaml, cut("      - What did Oliver Jay", ""), []string{"expected_questions articles/country-head.yaml@      - 올리버 제이"}},
		{"questions in English alone", yaml, cut("      - 올리버 제이는", "      - What did"), []string{"expected_questions articles/country-head.yaml@      - What did Oliver"}},
		{"the same question twice", yaml, swap("openai korea country manager name", "OpenAI Korea head, vacant, September 2025?"), []string{"expected_questions articles/country-head.yaml@OpenAI Korea head, vacant"}},
		{"expected and unanswered", yaml, func(s string) string { return s + "  - openai korea country manager name?\n" }, []string{"expected_questions articles/country-head.yaml@openai korea country manager name"}},
		{"another language", ko, swap("김경훈 구글코리아 사장은 2025년 9월 17일 소셜미디어에서 10년 넘게 몸담은 구글을 그만둔다고 밝혔다.", "Kim Kyoung-hoon left Google on 17 September 2025 after 10 years."), []string{"language articles/country-head.ko.md:10"}},
		{"not NFC", ko, func(s string) string { return norm.NFD.String(s) }, []string{"nfc articles/country-head.ko.md:2"}},
		{"straight quotes", en, swap("OpenAI’s announcement was delayed", "OpenAI's announcement was delayed"), []string{"quotes articles/country-head.en.md:8"}},
		{"straight quotes in a title", ko, swap("title: 오픈AI 코리아", `title: "'오픈AI' 코리아`+`"`+" #"), []string{"quotes articles/country-head.ko.md:1"}},
		{"capitals", en, swap("OpenAI’s international head", "Openai’s international head"), []string{"names articles/country-head.en.md:14"}},
		{"blank", "articles/korea-criticism.en.md", swap("ChatGPT", "Chat GPT"), []string{"names"}},
		{"hyphen", en, swap("Kim Kyoung-hoon, head of", "Kim Kyounghoon, head of"), []string{"names articles/country-head.en.md:10"}},
		{"a vowel off", "articles/visits-2026.ko.md", swap("올트먼 CEO의 2026년 6월 네이버", "올트만 CEO의 2026년 6월 네이버"), []string{"names articles/visits-2026.ko.md:14"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := builtinFiles(t)
			if test.edit == nil {
				delete(files, test.file)
			} else {
				var before []byte
				if f := files[test.file]; f != nil {
					before = f.Data
				}
				after := []byte(test.edit(string(before)))
				if bytes.Equal(before, after) {
					t.Fatalf("%s is unchanged", test.file)
				}
				files[test.file] = &fstest.MapFile{Data: after}
			}
			c, err := corpus.Load(files, "articles")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range lint.Check(c, dictionary(t)...) {
				if p.Kind == "source" && strings.HasSuffix(p.Text, "is cited nowhere") && !strings.HasPrefix(test.name, "unused") {
					continue // a paragraph is gone, and its sources with it
				}
				at := fmt.Sprintf("%s %s:%d", p.Kind, p.Path, p.Line)
				if len(test.want) == 1 && test.want[0] == p.Kind {
					at = p.Kind // wherever it is
				}
				got = append(got, at)
				t.Logf("%s (%s)", p, p.Kind)
			}
			want := slices.Clone(test.want)
			for i, w := range want { // "kind path@text" means the line where text stands
				if place, text, ok := strings.Cut(w, "@"); ok {
					data := string(files[test.file].Data)
					want[i] = fmt.Sprintf("%s:%d", place, 1+strings.Count(data[:strings.Index(data, text)], "\n"))
				}
			}
			if got := slices.Sorted(slices.Values(got)); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

// swap replaces the first old.
func swap(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

// put makes a file anew.
func put(text string) func(string) string { return func(string) string { return text } }

// cut drops everything from the first from up to the next to, or to the end.
func cut(from, to string) func(string) string {
	return func(s string) string {
		i := strings.Index(s, from)
		if i < 0 {
			return s
		}
		if j := strings.Index(s[i:], to); to != "" && j >= 0 {
			return s[:i] + s[i+j:]
		}
		return s[:i]
	}
}

// What others wrote is not judged as prose, and what it lacks is reported once a file.
func TestCheckJSONL(t *testing.T) {
	c, err := corpus.ReadJSONL(strings.NewReader(
		`{"_id":"a","text":"It's \"Openai\". `+strings.Repeat("Long. ", 200)+`","date":"2025","publisher":"P"}`+"\n"+
			`{"_id":"b","text":"B."}`+"\n"+`{"_id":"c","text":"C.","url":"https://c.example"}`), "f.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range lint.Check(c, dictionary(t)...) {
		got = append(got, p.Kind+" "+p.String())
	}
	want := []string{
		"date f.jsonl:2: 2 articles with no date, the first one here",
		"source f.jsonl:2: 1 article with neither publisher nor url, the first one here",
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Translations agree however each language writes the number.
func TestFigures(t *testing.T) {
	for _, test := range []struct {
		ko, en string
		same   bool
	}{
		{"이용자는 2031만 명이다.", "It has 20.31 million users.", true},
		{"투자액은 1조 2000억 원이다.", "The sum is 1.2 trillion won.", true},
		{"5억 2500만 원을 냈다.", "It paid 525 million won.", true},
		{"터는 4만 3000㎡다.", "The site has 43,000 square metres.", true},
		{"90만 장이다.", "It is 900,000 wafers.", true},
		{"１２명이 왔다.", "12 people came.", true},
		{"2025년 10월에 왔다.", "It came in October 2025.", true},
		{"2025년 5월에 왔다.", "It may come in May 2025.", true},
		{"세 곳이다.", "There were 3 places.", true},
		{"5.4%와 35.4%다.", "5.4% and 35.4%.", true},
		{"2025년 11월에 왔다.", "It came in October 2025.", false},
		{"이용자는 2031만 명이다.", "It has 2.031 million users.", false},
		{"12곳이다.", "There were 12 places in 2025.", false},
	} {
		c := mustLoad(t, map[string]string{"a/x.ko.md": test.ko, "a/x.en.md": test.en})
		if found := problemsOf(c, "figures"); (len(found) == 0) != test.same {
			t.Errorf("%s / %s: got %q", test.ko, test.en, found)
		}
	}
}

func TestSpelling(t *testing.T) {
	const names = `{"ko":["오픈AI","오픈 AI"],"en":["OpenAI","Open AI"],"kind":"company"}
{"ko":["챗GPT"],"en":["ChatGPT"],"kind":"product"}
{"ko":["샘 올트먼","올트먼","샘 알트만"],"en":["Sam Altman"],"kind":"person"}
{"ko":["크리스 리헤인"],"en":["Chris Lehane"],"kind":"person"}
{"ko":["김경훈"],"en":["Kim Kyoung-hoon"],"kind":"person"}
{"ko":["그룹 채팅"],"en":["group chat"],"kind":"product"}`
	for text, wrong := range map[string]bool{
		"OpenAI and Open AI are listed, as is ChatGPT’s name.": false,
		"See openai.com, @openai and api.openai.com/x.":        false,
		"An open AI model, a Group chat, and reopenair.":       false,
		"오픈AI의 챗GPT는 샘 올트먼과 알트만이 안다.":                          false,
		"크리에이티브와 김경한, 올트먼이라고도 한다.":                             false,
		"Openai came.":    true,
		"OPENAI came.":    true,
		"Chat GPT came.":  true,
		"the Chatgpt app": true,
		"Kim Kyung-hoon is unlisted but no variant in letters": false,
		"Kim Kyoung Hoon came.":                                true,
		"sam altman came.":                                     true,
		"오픈ai가 왔다.":                                            true,
		"챗gpt를 쓴다.":                                            true,
		"올트만은 말했다.":                                            true,
		"샘올트먼은 말했다.":                                           true,
		"크리스 러헤인이 말했다.":                                        true,
	} {
		c := mustLoad(t, map[string]string{"a/x.md": text, "names.jsonl": names})
		if found := problemsOf(c, "names"); (len(found) > 0) != wrong {
			t.Errorf("%s: got %q", text, found)
		}
	}
}
