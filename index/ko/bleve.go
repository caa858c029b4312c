package ko

import (
	bleve "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Name is the name of the analyzer without a lexicon in Bleve's registry.
const Name = "okbot_ko"

func init() {
	err := registry.RegisterAnalyzer(Name, func(map[string]any, *registry.Cache) (bleve.Analyzer, error) {
		return &Analyzer{}, nil
	})
	if err != nil {
		panic(err) // the name is taken: a mistake of the program
	}
}

// Analyze implements Bleve's analysis.Analyzer. Positions count words from 1.
func (a *Analyzer) Analyze(text []byte) bleve.TokenStream {
	s := string(text)
	tokens := a.Tokens(nil, s)
	stream := make(bleve.TokenStream, len(tokens))
	for i, t := range tokens {
		stream[i] = &bleve.Token{
			Term: []byte(t.Term), Start: t.Start, End: t.End,
			Position: t.Word + 1, Type: bleve.AlphaNumeric,
		}
	}
	return stream
}
