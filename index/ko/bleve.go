package ko

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Name is what Bleve's registry calls the analyzer that knows no words.
const Name = "okbot_ko"

func init() {
	err := registry.RegisterAnalyzer(Name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return &Analyzer{}, nil
	})
	if err != nil {
		panic(err) // the name is taken: a mistake of the program
	}
}

// Analyze implements Bleve's analysis.Analyzer.
func (a *Analyzer) Analyze(text []byte) analysis.TokenStream {
	s := string(text)
	tokens := a.Tokens(nil, s)
	stream := make(analysis.TokenStream, len(tokens))
	for i, t := range tokens {
		stream[i] = &analysis.Token{
			Term: []byte(t.Term), Start: t.Start, End: t.End,
			Position: t.Word + 1, Type: analysis.AlphaNumeric,
		}
	}
	return stream
}
