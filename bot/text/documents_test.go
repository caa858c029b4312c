package text_test

import (
	"bytes"
	"testing"

	"okbot/bot/text"
	"okbot/bot/text/texttest"
)

func TestDocuments(t *testing.T) {
	styles := map[string]text.Style{"pipe": {}, "terminal": {Bold: true, Links: true, Width: 40}}
	for name, a := range texttest.Answers() {
		for styleName, style := range styles {
			t.Run(name+"/"+styleName, func(t *testing.T) {
				var out bytes.Buffer
				if err := text.Answer(&out, a, style); err != nil {
					t.Fatal(err)
				}
				golden(t, "documents/"+name+"-"+styleName, out.Bytes())
			})
		}
	}
}

// TestSourcesOfDocuments checks that paths are shown, where there is a link too.
func TestSourcesOfDocuments(t *testing.T) {
	var out bytes.Buffer
	a := texttest.Answers()["mixed-en"]
	a.Snippets = append(a.Snippets, texttest.Answers()["row-en"].Snippets...)
	if err := text.Sources(&out, a, text.Style{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "documents/sources", out.Bytes())
}
