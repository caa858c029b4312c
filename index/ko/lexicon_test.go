package ko_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/google/go-cmp/cmp"

	"okbot/index/ko"
)

func TestCorrect(t *testing.T) {
	lex := ko.Train(slices.Values(append([]string{"도서관 도서관 도서전 도사관이"}, small...)), nil)
	for _, tt := range []struct{ word, want string }{
		{"도서곤", "도서관"},     // a vowel
		{"도서간", "도서관"},     // two jamo on one key sequence, the commoner word wins
		{"도서괌", "도서관"},     // a final consonant
		{"됴서관", "도서관"},     // in the first syllable
		{"알려젔다", "알려졌다"},   // a common misspelling
		{"도서관에소", "도서관에서"}, // in the particle
		{"샤서", "사서"},       // a noun of two syllables, one of which is in no word
		{"샤서의", "사서의"},
		{"자서", ""},    // both are in others
		{"도서관", ""},   // known
		{"도서관은", ""},  // known with a particle
		{"도서관마저", ""}, // not seen, but its stem is known
		{"책", ""},     // too short to tell
		{"쳑을", ""},    // too short to tell
		{"비행기가", ""},  // near to none
		{"", ""},
		{strings.Repeat("도서관", 40), ""},
	} {
		if got := lex.Correct(tt.word); got != tt.want {
			t.Errorf("Correct(%s) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// TestCorrectDerived checks that a noun made of another one is no typo of that with a
// particle, where the corpus has others that are made so.
func TestCorrectDerived(t *testing.T) {
	texts := []string{
		"점검을 마쳤다. 점검은 쉽다. 점검이 많다. 점검의 끝.",
		"대출일, 연체일과 복사일. 대출은 쉽다. 대출을 한다. 연체는 없다. 연체를 안다. 복사를 한다. 복사는 흑백이다.",
	}
	for word, want := range map[string]string{"점검일": "", "점검일은": "", "점검욜": "점검을"} {
		if got := ko.Train(slices.Values(texts), nil).Correct(word); got != want {
			t.Errorf("Correct(%s) = %q, want %q", word, got, want)
		}
	}
	if got := ko.Train(slices.Values(texts[:1]), nil).Correct("점검일"); got != "점검을" {
		t.Errorf("without such nouns Correct = %q", got)
	}
}

func TestKnows(t *testing.T) {
	lex := ko.Train(slices.Values(small), nil)
	for word, want := range map[string]bool{
		"도서관은": true, "도서관": true, "도서관조차": true, "알려지다": true,
		"비행기": false, "도서곤": false, "": false,
	} {
		if got := lex.Knows(word); got != want {
			t.Errorf("Knows(%q) = %t", word, got)
		}
	}
}

// TestEmptyLexicon checks that a corpus without Korean is no special case.
func TestEmptyLexicon(t *testing.T) {
	for _, texts := range [][]string{nil, {""}, {"only English here"}} {
		a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), nil)}
		if got, want := terms(a, "도서관에서는"), []string{"도서관"}; !slices.Equal(got, want) {
			t.Errorf("trained on %q: %q, want %q", texts, got, want)
		}
		if got := a.Lexicon.Correct("도서관"); got != "" {
			t.Errorf("trained on %q: Correct = %q", texts, got)
		}
	}
}

// TestConcurrentUse is for the race detector.
func TestConcurrentUse(t *testing.T) {
	a := trained()
	want := terms(a, strings.Join(small, " "))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := terms(a, strings.Join(small, " ")); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if got := a.Lexicon.Correct("알려젔다"); got != "알려졌다" {
				t.Errorf("Correct = %q", got)
			}
		})
	}
	wg.Wait()
}

func TestIsParticles(t *testing.T) {
	for s, want := range map[string]bool{
		"은": true, "에서": true, "에서는": true, "까지도": true, "으로부터의": true, "입니다": true,
		"": false, "도서관": false, "에서관": false, "에 서": false, "x": false,
	} {
		if got := ko.IsParticles(s); got != want {
			t.Errorf("IsParticles(%q) = %t", s, got)
		}
	}
}

func TestBigrams(t *testing.T) {
	pair := func(s string) uint32 { // what the documentation says of a pair
		r := []rune(s)
		return uint32(r[0]-'가')*11172 + uint32(r[1]-'가')
	}
	for _, tt := range []struct {
		text string
		want []uint32
	}{
		{"", nil},
		{"책", nil},
		{"도서관", []uint32{pair("도서"), pair("서관")}},
		{"도 서.관", []uint32{pair("도서"), pair("서관")}}, // across spaces and marks
		{"책AI관", nil}, // not across other letters
		{"책1관", nil},
		{"가가가", []uint32{0, 0}},
		{"힣힣", []uint32{11171*11172 + 11171}},
	} {
		got := ko.Bigrams(nil, tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Bigrams(%q) (-want +got):\n%s", tt.text, diff)
		}
		for _, g := range got {
			if g >= 1<<27 {
				t.Errorf("Bigrams(%q) has %d, which is not below 2^27", tt.text, g)
			}
		}
	}
	if got := ko.Bigrams([]uint32{7}, "도서"); len(got) != 2 || got[0] != 7 {
		t.Errorf("Bigrams appended %v", got)
	}
}

// TestBleve checks that Bleve finds the analyzer by its name, and by it what
// the particles hide from Bleve's own ones.
func TestBleve(t *testing.T) {
	if ko.Name != "okbot_ko" {
		t.Errorf("the registry's name is %q: indexes on disk hold it", ko.Name)
	}
	if _, err := registry.NewCache().AnalyzerNamed(ko.Name); err != nil {
		t.Fatal(err)
	}
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = ko.Name
	if err := m.Validate(); err != nil {
		t.Fatal(err)
	}
	ix, err := bleve.NewMemOnly(m)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for id, text := range map[string]string{"a": "도서관에서는 책을 빌린다", "b": "Kubernetes의 상태", "c": "값은 2,031원"} {
		if err := ix.Index(id, map[string]string{"text": text}); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string]string{"도서관이": "a", "kubernetes를": "b", "2031": "c"} {
		res, err := ix.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(query)))
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Hits) != 1 || res.Hits[0].ID != want {
			t.Errorf("%s found %v, want %s", query, res.Hits, want)
		}
	}
}

// TestAnalyze checks Bleve's tokens: bytes, and positions that count words from 1.
func TestAnalyze(t *testing.T) {
	text := "SK하이닉스의 2,031 libraries"
	var got []string
	position := 0
	for _, k := range new(ko.Analyzer).Analyze([]byte(text)) {
		got = append(got, string(k.Term)+"="+text[k.Start:k.End])
		if position++; k.Position != position {
			t.Errorf("%s stands at position %d, want %d", k.Term, k.Position, position)
		}
	}
	want := []string{"sk=SK", "하이닉스=하이닉스", "2031=2,031", "librari=libraries"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestKnownStems checks that a small corpus, which shows a stem once, reads a word by
// the stems that are known from elsewhere.
func TestKnownStems(t *testing.T) {
	texts := []string{"연차는 다음 해로 이월할 수 있다.", "경조금은 본인에게 지급한다."}
	known := func(stem string) bool { return stem == "이월" || stem == "지급" }
	for _, test := range []struct {
		known func(string) bool
		want  bool
	}{{known, true}, {nil, false}} {
		a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), test.known)}
		var stems []string
		for _, token := range a.Tokens(nil, "연차 이월할 때") {
			stems = append(stems, token.Term)
		}
		if slices.Contains(stems, "이월") != test.want {
			t.Errorf("known %t: %q", test.known != nil, stems)
		}
	}
}

// TestKnownVerbs checks that a small corpus reads the forms of a common verb as forms, even
// those that are known as words: 판다 at the end of sentences is no animal.
func TestKnownVerbs(t *testing.T) {
	texts := []string{"충전기는 1층에서 판다.", "수리는 강남점에서 받는다."}
	known := func(word string) bool {
		return slices.Contains([]string{"판다", "팔", "팔아", "받", "받는", "받아"}, word)
	}
	a := &ko.Analyzer{Lexicon: ko.Train(slices.Values(texts), known)}
	for form, want := range map[string]string{"판다": "팔", "팔아요": "팔", "받는다": "받", "받아": "받"} {
		if got := a.Tokens(nil, form); len(got) != 1 || got[0].Term != want || !got[0].Verb {
			t.Errorf("%s: %+v, want the verb %s", form, got, want)
		}
	}
	firms := &ko.Analyzer{Lexicon: ko.Train(slices.Values([]string{"삼성전자 실적이 개선되었다."}), known)}
	if got := firms.Tokens(nil, "삼성전자"); len(got) == 0 || got[0].Term != "삼성전자" {
		t.Errorf("자 is no ending: %+v", got)
	}
	zoo := &ko.Analyzer{Lexicon: ko.Train(slices.Values([]string{"판다", "판다 두 마리가 산다.", "판다 우리는 서쪽에 있다."}), known)}
	if got := zoo.Tokens(nil, "판다"); len(got) != 1 || got[0].Term != "판다" {
		t.Errorf("the animal: %+v", got)
	}
}
