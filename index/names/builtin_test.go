package names_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

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
