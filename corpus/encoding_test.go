package corpus_test

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"okbot/corpus"
)

// A text that is not UTF-8 is refused with the encoding it probably has and the
// command that converts it.
func TestEncodings(t *testing.T) {
	const korean1 = "# 안내\n\n점심은 정오에 먹는다.\n"
	const french = "# Menu\n\nLe déjeuner est servi à midi.\n"
	for name, test := range map[string]struct {
		text    string
		of      encoding.Encoding
		problem string
	}{
		"EUC-KR":              {korean1, korean.EUCKR, "a/x.md:1: not UTF-8 text, but probably CP949: convert it with iconv -f CP949 -t UTF-8 a/x.md > NEW"},
		"Windows-1252":        {french, charmap.Windows1252, "a/x.md:3: not UTF-8 text, but probably WINDOWS-1252: convert it with iconv -f WINDOWS-1252 -t UTF-8 a/x.md > NEW"},
		"UTF-16 with a mark":  {"the gate", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "a/x.md:1: not UTF-8 text, but probably UTF-16: convert it with iconv -f UTF-16 -t UTF-8 a/x.md > NEW"},
		"UTF-16 without":      {"the gate", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "a/x.md:1: not UTF-8 text, but probably UTF-16LE: convert it with iconv -f UTF-16LE -t UTF-8 a/x.md > NEW"},
		"UTF-16, big endian":  {"the gate", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "a/x.md:1: not UTF-8 text, but probably UTF-16BE: convert it with iconv -f UTF-16BE -t UTF-8 a/x.md > NEW"},
		"something else":      {"\xff\x00\x01\x02\xfe", encoding.Nop, "a/x.md:1: not UTF-8 text"},
		"UTF-8 with one zero": {"the \x00gate", encoding.Nop, ""},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := test.of.NewEncoder().String(test.text)
			if err != nil {
				t.Fatal(err)
			}
			_, err = corpus.Load(folder(map[string]string{"a/x.md": data, "a/y.md": "Text."}), "a")
			if test.problem != "" {
				wantProblems(t, err, test.problem)
			} else if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A page is read in the encoding that it declares.
func TestEncodingOfPages(t *testing.T) {
	page := func(charset, text string) string {
		return "<html><head><meta charset=\"" + charset + "\"><title>T</title></head><body><p>" + text + "</p></body></html>"
	}
	for name, test := range map[string]struct {
		page, text string
		of         encoding.Encoding
	}{
		"EUC-KR":       {page("euc-kr", "점심은 정오에 먹는다."), "점심은 정오에 먹는다.", korean.EUCKR},
		"Windows-1252": {page("iso-8859-1", "à midi"), "à midi", charmap.Windows1252},
		"UTF-8":        {page("utf-8", "점심"), "점심", encoding.Nop},
		"undeclared":   {"<p>점심</p>", "점심", encoding.Nop},
		"UTF-16":       {page("utf-16", "점심"), "점심", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := test.of.NewEncoder().String(test.page)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(mustLoad(t, map[string]string{"a/x.html": data})); len(got) != 1 || got[0] != test.text {
				t.Errorf("got %q", got)
			}
		})
	}
	_, err := corpus.Load(folder(map[string]string{"a/x y.html": "<p>\xb0\xa1\xb3\xaa</p>"}), "a")
	wantProblems(t, err, "a/x y.html:1: not UTF-8 text, but probably CP949: convert it with iconv -f CP949 -t UTF-8 'a/x y.html' > NEW")
}
