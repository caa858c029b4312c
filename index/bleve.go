package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	blevemapping "github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"okbot/index/ko"
)

// The fields of a Bleve document. Its ID is the passage's number.
const (
	fieldText = "text" // title and text
	fieldAsks = "asks" // the questions it answers, and keywords
)

// mapping is what a reader of the index on disk sees; documents are built from
// tokens, not through it.
func mapping() *blevemapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = ko.Name
	m.DefaultMapping.Dynamic = false
	return m
}

const batchSize = 2000 // passages

// fill writes all passages to Bleve.
func (ix *Index) fill() error {
	terms := make([]string, len(ix.vocab))
	for t, id := range ix.vocab {
		terms[id] = t
	}
	batch := ix.bleve.NewBatch()
	for i := range ix.passages {
		if err := batch.IndexAdvanced(ix.document(i, terms)); err != nil {
			return fmt.Errorf("index passage %s: %w", ix.passages[i].ID, err)
		}
		if batch.Size() == batchSize || i == len(ix.passages)-1 {
			if err := ix.bleve.Batch(batch); err != nil {
				return fmt.Errorf("index: %w", err)
			}
			batch.Reset()
		}
		runtime.Gosched() // as in inParallel
	}
	return nil
}

// document makes the Bleve document of passage i from its forward index.
func (ix *Index) document(i int, terms []string) *document.Document {
	f := &ix.forward[i]
	doc := document.NewDocument(strconv.Itoa(i))
	add := func(field string, tokens analysis.TokenStream) {
		if len(tokens) > 0 {
			doc.AddField(document.NewTextFieldCustom(field, nil, nil, bleveindex.IndexField, analyzed(tokens)))
		}
	}
	var b stream
	for _, t := range f.title {
		b.add(terms[t])
	}
	for _, t := range f.tokens {
		b.add(terms[t.term])
	}
	add(fieldText, b.tokens)
	b = stream{}
	for _, a := range f.asks {
		for _, t := range a.terms {
			b.add(terms[t])
		}
	}
	for _, t := range f.keywords {
		b.add(terms[t])
	}
	add(fieldAsks, b.tokens)
	return doc
}

// stream collects tokens for Bleve.
type stream struct{ tokens analysis.TokenStream }

func (s *stream) add(term string) {
	s.tokens = append(s.tokens, &analysis.Token{Term: []byte(term), Position: len(s.tokens) + 1})
}

// analyzed is an analyzer that has done its work.
type analyzed analysis.TokenStream

func (a analyzed) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(a) }

// mapOrdinals notes which passage each of Bleve's document numbers is.
func (ix *Index) mapOrdinals(context.Context) error {
	ix.ordinals = make([]uint32, len(ix.passages))
	all, err := ix.reader.DocIDReaderAll()
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	defer all.Close()
	for seen := 0; ; seen++ {
		id, err := all.Next()
		if err != nil {
			return fmt.Errorf("index: %w", err)
		}
		if id == nil && seen < len(ix.passages) {
			return fmt.Errorf("index: %d of %d passages", seen, len(ix.passages))
		}
		if id == nil {
			return nil
		}
		name, err := ix.reader.ExternalID(id)
		if err != nil {
			return fmt.Errorf("index: %w", err)
		}
		n, err := strconv.Atoi(name)
		doc := binary.BigEndian.Uint64(id)
		if err != nil || n >= len(ix.passages) || doc >= uint64(len(ix.ordinals)) {
			return fmt.Errorf("index: document %q is none of this corpus", name)
		}
		ix.ordinals[doc] = uint32(n)
	}
}
