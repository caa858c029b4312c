package words_test

import (
	"slices"
	"testing"

	"okbot/index/words"
)

func TestLookup(t *testing.T) {
	table := words.Default()
	for i := range table.Len() {
		word := table.Word(words.ID(i))
		if id, ok := table.Lookup(word); !ok || id != words.ID(i) {
			t.Fatalf("Lookup(%q), the word of %d, is %d, %v", word, i, id, ok)
		}
	}
	for _, word := range []string{"", "\x00", "zzzzzz", "힣힣", "Seoul", "서울 ", "\xff", string(make([]byte, 100))} {
		if id, ok := table.Lookup(word); ok {
			t.Errorf("Lookup(%q) is %q", word, table.Word(id))
		}
	}
}

func TestIsKorean(t *testing.T) {
	table := words.Default()
	for word, want := range map[string]bool{"서울": true, "가": true, "seoul": false, "compani": false} {
		id, ok := table.Lookup(word)
		if !ok || table.IsKorean(id) != want {
			t.Errorf("%s is known: %v, Korean: %v, want %v", word, ok, table.IsKorean(id), want)
		}
	}
}

func TestCut(t *testing.T) {
	table := words.Default()
	for _, tt := range []struct {
		term string
		want []string
	}{
		{"연구소", []string{"연구소"}},
		{"빠르", []string{"빠르"}},               // an adjective's stem
		{"연구소에서는", []string{"연구소"}},          // with particles
		{"핵전쟁으로", []string{"전쟁"}},            // a syllable too many
		{"변호사연구소", []string{"변호사", "연구소"}},   // a compound
		{"compani", []string{"compani"}},     // as the index has it
		{"Companies", []string{"compani"}},   // as it is written
		{"COMPANY", []string{"compani"}},     //
		{"", nil},                            //
		{"뷁", nil},                           // one syllable
		{"zqxzqx", nil},                      //
		{"2026", nil},                        //
		{"\xff\xfe", nil},                    // no text
		{"가\xff나", nil},                      //
		{string(make([]byte, 1<<16)), nil},   // long
		{stringOf("변호사", 100), nil},          //
		{stringOf("university", 1<<10), nil}, //
		{stringOf("뷁", 24), nil},             //
		{"뷁변호사뷁", []string{"변호사"}},           //
		{"변호사뷁뷁연구소", []string{"변호사", "연구소"}}, //
	} {
		var got []string
		for _, id := range table.Cut(nil, tt.term) {
			got = append(got, table.Word(id))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Cut(%.40q) is %q, want %q", tt.term, got, tt.want)
		}
	}
}

func stringOf(s string, n int) string {
	var b []byte
	for range n {
		b = append(b, s...)
	}
	return string(b)
}

func TestCosine(t *testing.T) {
	table := words.Default()
	cosine := func(a, b string) float32 {
		x, _ := table.Lookup(a)
		y, ok := table.Lookup(b)
		if !ok {
			t.Fatalf("%s is not in the table", b)
		}
		if table.Cosine(x, y) != table.Cosine(y, x) {
			t.Errorf("%s and %s: not symmetric", a, b)
		}
		return table.Cosine(x, y)
	}
	for _, same := range [][2]string{{"변호사", "lawyer"}, {"의사", "doctor"}, {"투자", "invest"}, {"대학교", "univers"}, {"빠르", "fast"}, {"서울", "seoul"}} {
		if c := cosine(same[0], same[1]); c < .6 || c > 1 {
			t.Errorf("%v have cosine %.2f", same, c)
		}
	}
	for _, other := range [][2]string{{"변호사", "banana"}, {"의사", "invest"}, {"투자", "seoul"}, {"빠르", "univers"}} {
		if c := cosine(other[0], other[1]); c > .35 || c < -1 {
			t.Errorf("%v have cosine %.2f", other, c)
		}
	}
	if c := cosine("의사", "의사"); c < .97 {
		t.Errorf("a word and itself have cosine %v", c)
	}
}

func TestNone(t *testing.T) {
	for _, table := range []*words.Table{words.None(), {}} {
		if _, ok := table.Lookup("서울"); ok || table.Len() != 0 {
			t.Errorf("a table without words knows one of %d", table.Len())
		}
		if ids := table.Cut(nil, "서울에서"); len(ids) > 0 {
			t.Errorf("it cut a word into %v", ids)
		}
		if near := table.Restrict([]string{"서울", "seoul"}).Nearest(nil, "서울", 5, -2); len(near) > 0 {
			t.Errorf("it has neighbours: %v", near)
		}
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	table := words.Default()
	ids := make([]words.ID, 0, 16)
	if n := testing.AllocsPerRun(100, func() { table.Lookup("변호사"); ids = table.Cut(ids[:0], "변호사연구소에서") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
