package names_test

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"okbot/corpus"
	"okbot/index/ko"
	"okbot/index/names"
)

// The dictionary is whole: each row has a form in each language, and all are NFC.
func TestBuiltin(t *testing.T) {
	list, err := names.Builtin()
	if err != nil || len(list) == 0 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	kinds := map[string]bool{"word": true, "term": true, "company": true, "person": true, "product": true, "place": true, "programme": true, "law": true, "event": true}
	for _, n := range list {
		if len(n.Ko) == 0 || len(n.En) == 0 || !kinds[n.Kind] {
			t.Errorf("got %+v", n)
		}
		for _, form := range append(append(n.Ko, n.En...), n.Also...) {
			if form == "" || !norm.NFC.IsNormalString(form) {
				t.Errorf("%q of %+v", form, n)
			}
		}
	}
}

// A name of one company is not for every corpus.
func TestBuiltinKnowsNoParticularCorpus(t *testing.T) {
	list, err := names.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		for _, form := range n.En {
			switch form {
			case "OpenAI Korea", "Kim Kyoung-hoon", "ChatGPT for Kakao", "Stargate Korea":
				t.Errorf("%s is in the dictionary", form)
			}
		}
	}
}

// A row of a corpus with the same first names adds forms to a thing of the
// dictionary, and is no thing of its own.
func TestRowsOfOneThing(t *testing.T) {
	d := names.New([]corpus.Name{
		{Ko: []string{"젠슨 황"}, En: []string{"Jensen Huang"}, Kind: "person"},
		{Ko: []string{"젠슨 황"}, En: []string{"Jensen Huang"}, Also: []string{"가죽재킷"}, Kind: "person"},
		{Ko: []string{"리사 수"}, En: []string{"Lisa Su"}, Kind: "person"},
	}, &ko.Analyzer{})
	terms := func(text string) []string {
		var out []string
		for _, token := range d.Annotate((&ko.Analyzer{}).Tokens(nil, text), 0, text) {
			if names.IsTerm(token.Term) {
				out = append(out, token.Term)
			}
		}
		return out
	}
	first := terms("젠슨 황")
	if len(first) != 1 || !slices.Equal(first, terms("가죽재킷")) || !slices.Equal(first, terms("Jensen Huang")) || slices.Equal(first, terms("Lisa Su")) {
		t.Errorf("got %q, %q, %q, %q", first, terms("가죽재킷"), terms("Jensen Huang"), terms("Lisa Su"))
	}
}
