package lint_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"regexp"
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
		if p.Kind != lint.KindLongSentence {
			t.Errorf("%s (%s)", p, p.Kind)
		}
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
		{"no translation", ko, nil, []string{"replaced_by articles/seoul-office-plan.yaml@replaced_by: \"country-head#1\"", "translation articles/country-head.en.md:1"}},
		{"translation without a paragraph", en, cut("OpenAI Korea was launched on 10 September", "\n"),
			[]string{"sidecar articles/country-head.en.md:1", "translation articles/country-head.en.md:1"}},
		{"sidecar of another length", yaml, cut("  - date: \"2025-09-10\"\n", ""),
			[]string{"sidecar articles/country-head.en.md:1", "sidecar articles/country-head.ko.md:1"}},
		{"sidecar without articles", "articles/nothing.yaml", put("topic: t\n"), []string{"sidecar articles/nothing.yaml:1"}},
		{"number differs", en, swap("more than 10 years", "more than 11 years"), []string{"figures articles/country-head.en.md:12"}},
		{"month differs", ko, swap("2025년 9월 12일 나왔다", "2025년 10월 12일 나왔다"), []string{"figures articles/country-head.en.md:14"}},
		{"unknown source", ko, swap("[^thw-2025-09-19]", "[^nobody]"), []string{"source articles/country-head.ko.md:12"}},
		{"unused source", "sources.yaml", swap("ajunews-2023-04-14:", "unused:\n  publisher: P\najunews-2023-04-14:"), []string{"source sources.yaml@unused:"}},
		{"no source", ko, swap(" [^fnnews-2025-09-17][^thw-2025-09-19]", ""), []string{"source articles/country-head.ko.md:12"}},
		{"a worse source first", ko, swap("[^fnnews-2025-09-17][^thw-2025-09-19]", "[^thw-2025-09-19][^fnnews-2025-09-17]"), []string{"order articles/country-head.ko.md:12"}},
		{"an address for phones", "sources.yaml", swap("https://www.etnews.com/20230930000025", "https://m.etnews.com/20230930000025"), []string{"address sources.yaml@etnews-2023-09-30:"}},
		{"no date", "articles/new.ko.md", put("새 문단이다. [^kmj-2025-09-10]\n"),
			[]string{"date articles/new.ko.md:1", "expected_questions articles/new.ko.md:1", "translation articles/new.ko.md:1"}},
		{"no grade", yaml, cut("    grade: press\n", "    status"), []string{"grade articles/country-head.yaml:3"}},
		{"too many characters", ko, swap("알렸다. [^fnnews", "알렸다. "+strings.Repeat("길게 ", 200)+"알렸다. [^fnnews"), []string{"length articles/country-head.ko.md:12"}},
		{"too many sentences", ko, swap("알렸다. [^fnnews", "알렸다. 하나다. 둘이다. 셋이다. 넷이다. [^fnnews"), []string{"length articles/country-head.ko.md:12"}},
		{"a first sentence too long", ko, swap("김경훈 당시 구글코리아", strings.Repeat("길게 ", 30)+"김경훈 당시 구글코리아"), []string{"sentence articles/country-head.ko.md:12"}},
		{"a statement of absence", en, swap("OpenAI said it would announce one soon.", "No report names the reason."), []string{"absence articles/country-head.en.md:16"}},
		{"Korean opening", ko, swap("오픈AI 코리아는 2025년 9월 10일", "한편 오픈AI 코리아는 2025년 9월 10일"), []string{"opening articles/country-head.ko.md:16"}},
		{"English opening", en, swap("Google Korea head Kim Kyoung-hoon said", "He said"), []string{"opening articles/country-head.en.md:12"}},
		{"the same", en, swap("OpenAI Korea was launched", "The same OpenAI Korea was launched"), []string{"opening articles/country-head.en.md:16"}},
		{"unknown successor", yaml, swap(`replaced_by: "#1"`, `replaced_by: "#9"`), []string{`replaced_by articles/country-head.yaml@replaced_by: "#9"`}},
		{"its own successor", yaml, swap(`replaced_by: "#1"`, `replaced_by: "#6"`), []string{`replaced_by articles/country-head.yaml@replaced_by: "#6"`}},
		{"earlier successor", yaml, swap("facts: [jay-on-kim]", "facts: [jay-on-kim]\n    replaced_by: \"#5\""), []string{`replaced_by articles/country-head.yaml@replaced_by: "#5"`}},
		{"no questions", yaml, lastQuestions(``), []string{`expected_questions articles/country-head.yaml@- date: "2025-09-10"`}},
		{"questions in Korean alone", yaml, lastQuestions(`\p{Hangul}`), []string{"expected_questions"}},
		{"questions in English alone", yaml, lastQuestions(`^[^\p{Hangul}]*$`), []string{"expected_questions"}},
		{"the same question twice", yaml, swap("openai korea country manager name", "OpenAI Korea head, vacant, September 2025?"), []string{"expected_questions"}},
		{"expected and unanswered", yaml, func(s string) string { return s + "  - openai korea country manager name?\n" }, []string{"expected_questions articles/country-head.yaml@openai korea country manager name"}},
		{"another language", ko, swap("김경훈 당시 구글코리아 사장은 2025년 9월 17일 10년 넘게 일한 구글을 떠난다고 소셜미디어에 알렸다.", "Kim Kyoung-hoon left Google after 10 years."), []string{"figures articles/country-head.en.md:12", "language articles/country-head.ko.md:12"}},
		{"not NFC", ko, func(s string) string { return norm.NFD.String(s) }, []string{"nfc articles/country-head.ko.md:2"}},
		{"straight quotes", en, swap("OpenAI’s international", "OpenAI's international"), []string{"quotes articles/country-head.en.md:8"}},
		{"straight quotes in a title", ko, swap("title: 오픈AI 코리아", `title: "'오픈AI' 코리아`+`"`+" #"), []string{"quotes articles/country-head.ko.md:1"}},
		{"capitals", en, swap("OpenAI’s international", "Openai’s international"), []string{"names articles/country-head.en.md:8"}},
		{"blank", "articles/korea-criticism.en.md", swap("ChatGPT", "Chat GPT"), []string{"names"}},
		{"hyphen", en, swap("Google Korea head Kim Kyoung-hoon", "Google Korea head Kim Kyounghoon"), []string{"names articles/country-head.en.md:12"}},
		{"a vowel off", "articles/visits-2026.ko.md", swap("올트먼 오픈AI CEO의 삼성전자 수원사업장", "올트만 오픈AI CEO의 삼성전자 수원사업장"), []string{"names articles/visits-2026.ko.md:12"}},
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
				if p.Kind == lint.KindLongSentence {
					continue
				}
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
				if at, text, ok := strings.Cut(w, "@"); ok {
					_, place, _ := strings.Cut(at, " ")
					data := string(files[place].Data)
					want[i] = fmt.Sprintf("%s:%d", at, 1+strings.Count(data[:strings.Index(data, text)], "\n"))
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

// lastQuestions keeps of the last paragraph's expected questions those that match keep,
// and none of them if that is "".
func lastQuestions(keep string) func(string) string {
	return func(s string) string {
		const key = "    expected_questions:\n"
		from := strings.LastIndex(s, key) + len(key)
		to := from + strings.Index(s[from:], "    keywords")
		var kept strings.Builder
		for line := range strings.Lines(s[from:to]) {
			if keep != "" && regexp.MustCompile(keep).MatchString(strings.TrimSpace(line)) {
				kept.WriteString(line)
			}
		}
		return s[:from] + kept.String() + s[to:]
	}
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
		{"2025년 10월 1일에 왔다.", "It came on 1 October 2025.", true},
		{"2025년 10월 1일에 왔다.", "It came on 2 October 2025.", false},
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

// graded is a corpus of one passage in each language, the Korean one being text.
func graded(t *testing.T, text string, sidecar string) *corpus.Corpus {
	t.Helper()
	return mustLoad(t, map[string]string{
		"a/x.ko.md": text, "a/x.en.md": "It is so. [^gana]", "a/x.yaml": sidecar,
		"a/sources.yaml": "gana: {publisher: 가나일보, publisher_en: The Gana Daily, url: 'https://gana.example/1'}\n" +
			"dara: {publisher: 다라신문, grade: press}\nmaba: {publisher: 마바, grade: aggregator}\n",
	})
}

// What makes a passage unfit to be quoted is found.
func TestCheckQuotable(t *testing.T) {
	for _, test := range []struct {
		kind, text string
		found      bool
	}{
		{"sentence", "오픈AI는 " + strings.Repeat("서울 ", 40) + "왔다.", true},
		{"sentence", "오픈AI는 " + strings.Repeat("서울 ", 25) + "왔다.", false},
		{"long_sentence", "오픈AI는 " + strings.Repeat("서울 ", 25) + "왔다.", true},
		{"long_sentence", "오픈AI가 왔다. 오픈AI는 " + strings.Repeat("서울 ", 25) + "왔다.", false},
		{"repetition", "2025년 9월 10일 왔다. 2025년 9월 10일이었다.", true},
		{"repetition", "2025년 9월 10일 왔다. 2025년 9월 12일 갔다.", false},
		{"absence", "이를 확인한 보도는 찾지 못했다.", true},
		{"absence", "2026년 6월까지의 자료에는 그런 말이 없다.", true},
		{"absence", "오픈AI는 장소를 밝히지 않았다.", false},
		{"brackets", "지사장(한국 대표)이 왔다.", true},
		{"brackets", "과학기술정보통신부(과기정통부)가 왔다.", false},
		{"brackets", "업무협약(MOU)을 맺었다.", false},
		{"attribution", "다라신문에 따르면 왔다. [^gana]", true},
		{"attribution", "다라신문은 왔다고 보도했다. [^gana]", true},
		{"attribution", "다라신문에 따르면 왔다. [^dara]", false},
		{"attribution", "다라신문은 소송을 냈다. [^gana]", false},
		{"order", "왔다. [^maba][^dara]", true},
		{"order", "왔다. [^dara][^maba]", false},
	} {
		c := graded(t, test.text, "")
		if found := problemsOf(c, test.kind); (len(found) > 0) != test.found {
			t.Errorf("%s: %s: got %q", test.kind, test.text, found)
		}
	}
}

// Where one paragraph has a grade, each has one, and says until when that is so.
func TestCheckGrades(t *testing.T) {
	for sidecar, want := range map[string][]string{
		"paragraphs:\n  - date: 2025\n":                    nil,
		"paragraphs:\n  - grade: press\n":                  {"a/x.yaml:2"},
		"paragraphs:\n  - grade: press\n    as_of: 2025\n": nil,
	} {
		if got := problemsOf(graded(t, "왔다. [^gana]", sidecar), "grade"); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", sidecar, got, want)
		}
	}
}

// Addresses of copies for phones and of single visits are no addresses of pages.
func TestCheckAddresses(t *testing.T) {
	for address, wrong := range map[string]bool{
		"https://gana.example/news/1?id=2":         false,
		"https://example.com/champions/1":          false,
		"https://m.gana.example/1":                 true,
		"https://www1.gana.example/1":              true,
		"https://gana.example/amp/1":               true,
		"https://gana.example/articleViewAmp.html": true,
		"https://gana.example/1?outputType=amp":    true,
		"https://gana.example/1?utm_source=x":      true,
	} {
		for mirror, want := range map[string]bool{"": wrong, ", mirror: true": false} {
			c := mustLoad(t, map[string]string{"a/x.md": "It is so. [^gana]", "a/sources.yaml": "gana: {publisher: Gana, url: '" + address + "'" + mirror + "}\n"})
			if found := problemsOf(c, "address"); (len(found) > 0) != want {
				t.Errorf("%s%s: got %q", address, mirror, found)
			}
		}
	}
}
