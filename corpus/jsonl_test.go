package corpus_test

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"okbot/corpus"
)

func readJSONL(t *testing.T, lines string) *corpus.Corpus {
	t.Helper()
	c, err := corpus.ReadJSONL(strings.NewReader(lines), "f.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReadJSONL(t *testing.T) {
	c := readJSONL(t, "\ufeff"+`{"_id":"a","title":"제목","text":"본문이다.","date":"2025-09-10T09:00:00Z","url":"https://a.example","publisher":"KMJ","metadata":{"x":1}}`+"\r\n\r\n"+
		`{"_id":12345678901234567890,"title":null,"text":"Text.","lang":"fr"}`+"\n"+
		`{"_id":"t","title":"Only a title","text":" "}`+"\n"+
		`{"_id":"k","text":"OpenAI","lang":"ko"}`)
	var got []string
	for _, p := range c.Passages() {
		x := p.Sources[0]
		source := fmt.Sprintf("[%s %s %s %s %s %s %s]", x.ID, x.Publisher, x.Date, x.Lang, x.Title, x.URL, x.Path)
		got = append(got, fmt.Sprintf("%s %s %s %q %q %s %s line %d quoted %t", p.Article, p.ID, p.Lang, p.Title, p.Text, p.Date, source, p.Line, p.Quoted))
	}
	wantLeftOut(t, c, "f.jsonl:4: the row has no text")
	want := []string{
		`a a#1 ko "제목" "본문이다." 2025-09-10 [a KMJ 2025-09-10 ko 제목 https://a.example f.jsonl] line 1 quoted true`,
		`12345678901234567890 12345678901234567890#1 en "" "Text."  [12345678901234567890   en 12345678901234567890  f.jsonl] line 3 quoted true`,
		`k k#1 ko "" "OpenAI"  [k   ko k  f.jsonl] line 5 quoted true`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestReadJSONLProblems(t *testing.T) {
	lines := []string{
		`{"_id":"a","text":"Fine."}`,
		`{"_id":"b","text":"Not closed.`,
		`{"text":"No id."}`,
		`{"_id":"","text":"No id."}`,
		`{"_id":null,"text":"No id."}`,
		`{"_id":true,"text":"A wrong id."}`,
		`{"_id":"e","text":5}`,
		`["_id","f"]`,
		"{\"_id\":\"g\",\"text\":\"\xb0\xa1\"}",
		`{"_id":"h","text":"Fine."} and more`,
	}
	_, err := corpus.ReadJSONL(strings.NewReader(strings.Join(lines, "\n")), "f.jsonl")
	wantProblems(t, err,
		`f.jsonl:2: broken JSON: unexpected end of JSON input`,
		`f.jsonl:3: no _id`,
		`f.jsonl:4: no _id`,
		`f.jsonl:5: no _id`,
		`f.jsonl:6: _id is neither a string nor a number`,
		`f.jsonl:7: "text" is a JSON number, not a string`,
		`f.jsonl:8: a JSON array, not an object {"_id":…}`,
		`f.jsonl:9: not UTF-8 text, but probably CP949: convert it with iconv -f CP949 -t UTF-8 f.jsonl > NEW`,
		`f.jsonl:10: broken JSON: invalid character 'a' after top-level value`,
	)
	_, err = corpus.ReadJSONL(strings.NewReader("\n \n"), "f.jsonl")
	wantProblems(t, err, `f.jsonl: no articles here: an article is a line {"_id":"…","title":"…","text":"…"}`)

	_, err = corpus.ReadJSONL(strings.NewReader(strings.Repeat("x\n", 250)), "f.jsonl")
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 101 || lines[100] != "f.jsonl: 150 broken lines more" {
		t.Errorf("got %d lines, the last: %s", len(lines), lines[len(lines)-1])
	}
}

// A row without text, or with an _id that another has, is left out; a date that
// cannot be read is noted. The rest is read.
func TestReadJSONLLeavesOut(t *testing.T) {
	lines := strings.Join([]string{
		`{"_id":" a  b ","text":"Kept."}`,
		`{"_id":" a b ","text":"Another _id."}`,
		`{"_id":" a  b ","text":"The same _id."}`,
		`{"_id":"c","title":"Only a title","text":" "}`,
		`{"_id":"d","title":"","text":""}`,
		`{"_id":"e","text":"Undated.","date":"soon"}`,
		`{"_id":"f","text":"Dated.","date":"May 1, 2024"}`,
	}, "\n")
	c := readJSONL(t, lines)
	wantLeftOut(t, c, `f.jsonl:3: _id " a  b " is already on line 1`, "f.jsonl:4: the row has no text", "f.jsonl:5: the row has no text")
	var got []string
	for _, p := range c.Passages() {
		got = append(got, fmt.Sprintf("%q %s", p.ID, p.Date))
	}
	if want := []string{`" a  b #1" `, `" a b #1" `, `"e#1" `, `"f#1" 2024-05-01`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(c.Notes) != 1 || c.Notes[0].String() != `f.jsonl:6: date "soon" cannot be read: write YYYY-MM-DD` {
		t.Errorf("got notes %v", c.Notes)
	}
	whole, err := corpus.ReadWholeJSONL(strings.NewReader(lines), "f.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	wantLeftOut(t, whole, `f.jsonl:3: _id " a  b " is already on line 1`, "f.jsonl:5: the row has no text")
}

// A line of 50 MB is left out without being kept, and the rest is read.
func TestReadJSONLHugeLine(t *testing.T) {
	const size = 50 << 20
	in := io.MultiReader(
		strings.NewReader("{\"_id\":\"a\",\"text\":\"First.\"}\n{\"_id\":\"b\",\"text\":\""),
		io.LimitReader(letters{}, size),
		strings.NewReader("\"}\n{\"_id\":true,\"text\":\"Read too.\"}\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := corpus.ReadJSONL(in, "f.jsonl")
	runtime.ReadMemStats(&after)
	wantLeftOut(t, c, "f.jsonl:2: the line is longer than 2 MiB")
	wantProblems(t, err, `f.jsonl:3: _id is neither a string nor a number`)
	if used := after.TotalAlloc - before.TotalAlloc; used > 2*size { // the part that is kept at first grows by doubling
		t.Errorf("allocated %d MiB for a line of %d MiB", used>>20, size>>20)
	}
}

// letters is an endless text.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestSplit(t *testing.T) {
	sentence := func(n int) string { return strings.Repeat("가", n-2) + "다." } // n characters
	many := strings.TrimSpace(strings.Repeat(sentence(99)+" ", 40))           // 3999 characters
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"short", "One.\nTwo.", []string{"One.\nTwo."}},
		{"blank lines", "One.\n\nTwo.\n \t\n\n\nThree.\r\n\r\nFour.", []string{"One.", "Two.", "Three.", "Four."}},
		{"exactly 3,000", sentence(3000), []string{sentence(3000)}},
		{"long, with line breaks", sentence(2000) + "\n" + sentence(1500), []string{sentence(2000), sentence(1500)}},
		{"long, with a blank line", sentence(2000) + "\nX\n\n" + sentence(1500), []string{sentence(2000) + "\nX", sentence(1500)}},
		{"sentences", many, []string{many[:30*(99*3-2+1)-1], many[30*(99*3-2+1):]}},
		{"a sentence of 7,000", sentence(7000), []string{strings.Repeat("가", 3000), strings.Repeat("가", 3000), sentence(1000)}},
		{"after a short one", "First. " + sentence(3001) + " Last.", []string{"First.", strings.Repeat("가", 2999) + "다", ". Last."}},
		{"graphemes", strings.Repeat("👩‍💻", 1001), []string{strings.Repeat("👩‍💻", 1000), "👩‍💻"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			line := fmt.Sprintf(`{"_id":"a","text":%q}`, test.text)
			c := readJSONL(t, strings.ReplaceAll(line, `\u200d`, "\u200d"))
			if got := texts(c); !slices.Equal(got, test.want) {
				t.Errorf("got %d passages of %v characters\n%.200q\nwant %d of %v", len(got), lengths(got), got, len(test.want), lengths(test.want))
			}
			whole, err := corpus.ReadWholeJSONL(strings.NewReader(line), "f.jsonl")
			if err != nil || len(whole.Passages()) != 1 || whole.Passages()[0].ID != "a" {
				t.Errorf("whole: got %+v, %v", whole, err)
			}
		})
	}
}

func lengths(texts []string) []int {
	var out []int
	for _, s := range texts {
		out = append(out, utf8.RuneCountInString(s))
	}
	return out
}

func TestOpenWhole(t *testing.T) {
	name := write(t, t.TempDir(), "corpus.jsonl", `{"_id":"a","text":"One.\n\nTwo."}`)
	c, err := corpus.OpenWhole(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(c); !slices.Equal(got, []string{"One.\nTwo."}) || c.Articles[0].Path != name {
		t.Errorf("got %q", got)
	}
	if c, err = corpus.Open(name); err != nil || len(c.Passages()) != 2 {
		t.Errorf("got %v, %v", c, err)
	}
	if _, err = corpus.OpenWhole(filepath.Dir(name)); err == nil {
		t.Error("a folder was read as JSON Lines")
	}
}
