package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"reflect"
	"runtime"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	blevemapping "github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"okbot/index/ko"
)

// The fields of a Bleve document. Its ID is the passage's number.
const (
	fieldText     = "text" // title and text
	fieldExpected = "asks" // the questions it answers, and keywords
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
	c := counter{text: make([]string, len(ix.vocab)), bytes: make([][]byte, len(ix.vocab)), counts: make([]uint32, len(ix.vocab))}
	for t, n := range ix.vocab {
		c.text[n], c.bytes[n] = t, []byte(t)
	}
	batch := ix.bleve.NewBatch()
	for i := range ix.passages {
		if err := batch.IndexAdvanced(c.document(i, &ix.forward[i], ix.canonicalCopy(i) < 0)); err != nil {
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

// counter counts the terms of one field after the other.
type counter struct {
	text   []string // of the terms, by number
	bytes  [][]byte // the same
	counts []uint32 // of the terms in the field, by number
	seen   []uint32 // the numbers of these
}

func (c *counter) add(term uint32) {
	if c.counts[term] == 0 {
		c.seen = append(c.seen, term)
	}
	c.counts[term]++
}

// document makes the Bleve document of passage i, with its expected questions
// unless its canonical copy has them.
func (c *counter) document(i int, f *forward, expected bool) *document.Document {
	doc := document.NewDocument(strconv.Itoa(i))
	for _, t := range f.title {
		c.add(t)
	}
	for _, t := range f.tokens {
		c.add(t.term)
	}
	c.field(doc, fieldText)
	if !expected {
		return doc
	}
	for _, a := range f.expected {
		for _, t := range a.terms {
			c.add(t)
		}
	}
	for _, t := range f.keywords {
		c.add(t)
	}
	c.field(doc, fieldExpected)
	return doc
}

// field adds what has been counted to doc.
func (c *counter) field(doc *document.Document, name string) {
	if len(c.seen) == 0 {
		return
	}
	f := &field{name: name, of: c, terms: make([]termCount, len(c.seen))}
	for i, t := range c.seen {
		f.terms[i] = termCount{t, c.counts[t]}
		f.length += int(c.counts[t])
		c.counts[t] = 0
	}
	c.seen = c.seen[:0]
	doc.AddField(f)
}

// field is a field of a Bleve document whose terms are counted already. What
// Bleve makes of it is made when Bleve asks, twice: kept for a whole batch, it
// would be most of the memory at the start.
type field struct {
	name   string
	of     *counter
	terms  []termCount
	length int
}

type termCount struct{ term, count uint32 }

// Name implements Bleve's Field, as do the methods below.
func (f *field) Name() string { return f.name }

// Value is nil: no field is stored.
func (f *field) Value() []byte { return nil }

// ArrayPositions is nil: no field is an array.
func (f *field) ArrayPositions() []uint64 { return nil }

// EncodedFieldType is that of text.
func (f *field) EncodedFieldType() byte { return 't' }

// Analyze does nothing: the terms are counted already.
func (f *field) Analyze() {}

// Options says that the field is indexed and nothing more.
func (f *field) Options() bleveindex.FieldIndexingOptions { return bleveindex.IndexField }

// AnalyzedLength is the number of terms, repetitions counted.
func (f *field) AnalyzedLength() int { return f.length }

// NumPlainTextBytes is 0: the text is not kept.
func (f *field) NumPlainTextBytes() uint64 { return 0 }

// Size is about the memory that the field takes, in bytes.
func (f *field) Size() int { return len(f.terms) * int(reflect.TypeFor[termCount]().Size()) }

// AnalyzedTokenFrequencies returns how often each term stands in the field.
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	frequencies, byTerm := make([]bleveindex.TokenFreq, len(f.terms)), make(bleveindex.TokenFrequencies, len(f.terms))
	for i, t := range f.terms {
		frequencies[i].Term = f.of.bytes[t.term]
		frequencies[i].SetFrequency(int(t.count))
		byTerm[f.of.text[t.term]] = &frequencies[i]
	}
	return byTerm
}

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
