// Package index builds and searches a Bleve index of passages.
//
// Bleve holds the postings, from which a search retrieves candidates. Beside it
// stands a forward index: the terms of each passage by sentence, those of its
// expected questions, and its Hangul bigrams, from which the candidates are
// reranked and the snippets are cut. An [Index] never changes once built; it is
// safe for concurrent use.
package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"okbot/corpus"
	"okbot/index/ko"
	"okbot/index/names"
	"okbot/index/query"
	"okbot/index/spell"
	"okbot/index/words"
)

// An Index is the searchable form of a corpus.
type Index struct {
	passages  []corpus.Passage
	days      []days
	byID      map[string]int
	newest    corpus.Date
	builtin   bool            // the corpus is the one in the binary
	languages map[string]bool // that there are passages in

	analyzer      *ko.Analyzer
	names         *names.Dictionary
	fallbackNames bool              // the corpus brought no names: the built-in ones serve, in cross-lingual searches alone
	vocab         map[string]uint32 // term -> number
	df            []uint32          // passages that hold a term, in their text or expected questions
	proper        []bool            // whether a term names one thing that few passages are about
	answers       []query.Kind      // of what kind of question a name could be the answer
	spelling      spell.Corrector
	phonetic      func() *names.PhoneticIndex // made when first used: of all terms
	forward       []forward
	copies        []uint32 // passage -> its translation of which it is the canonical copy, or 0
	bigrams       bigramCounts
	neighbours    *neighbours // nil where all passages come with expected questions
	average       lengths     // of all passages

	bleve    bleve.Index
	reader   bleveindex.IndexReader
	ordinals []uint32 // Bleve's document number -> passage
	frequent map[string]func() (postings, error)
	scratch  scratchPool

	lock   sync.RWMutex // held for reading by searches
	closed bool
}

// ErrClosed is the error of a search after Close.
var ErrClosed = errors.New("index: closed")

// Options are what an index is made with beside its corpus; the zero value works.
type Options struct {
	// Words is the table of word vectors by which words that mean the same are
	// found; nil is the one in the binary.
	Words *words.Table
	// Without reports the names that the index is made without, to measure what a
	// name is worth; nil reports none.
	Without func(corpus.Name) bool
}

// table returns the table of word vectors.
func (o Options) table() *words.Table {
	if o.Words == nil {
		return words.Default()
	}
	return o.Words
}

// New indexes the passages of c in memory.
func New(c *corpus.Corpus, opts Options) (*Index, error) {
	ix, err := analyse(c, opts)
	if err != nil {
		return nil, err
	}
	ix.bleve, err = bleve.NewUsing("", mapping(), "scorch", "scorch", nil)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	var rest sync.WaitGroup
	rest.Go(ix.count)
	err = ix.fill()
	rest.Wait()
	if err != nil {
		return nil, errors.Join(err, ix.bleve.Close())
	}
	return ix, ix.openReader()
}

// count counts what Bleve does not: bigrams and English words.
func (ix *Index) count() {
	ix.bigrams = countBigrams(ix.forward)
	ix.spelling = spell.Corrector{
		Analyzer: ix.analyzer, English: spell.NewEnglish(ix.texts, query.StopWords()),
		HasTerm:    func(term string) bool { _, ok := ix.vocab[term]; return ok },
		IsStopWord: query.IsStopWord, IsQuestionWord: query.IsQuestionWord,
	}
}

// analyse makes everything of an index but Bleve's part and what count adds.
func analyse(c *corpus.Corpus, opts Options) (*Index, error) {
	ix := &Index{passages: c.Passages(), newest: c.Newest(), builtin: c.Builtin, byID: map[string]int{}, languages: map[string]bool{}}
	for i, p := range ix.passages {
		if j, dup := ix.byID[p.ID]; dup {
			return nil, fmt.Errorf("index: passage %s stands twice, in articles %s and %s", p.ID, ix.passages[j].Article, p.Article)
		}
		ix.byID[p.ID] = i
		ix.days = append(ix.days, days{day(p.Date.First()), day(p.Date.Last())})
		ix.languages[p.Lang] = true
	}
	dictionary, err := names.Builtin()
	if err != nil {
		return nil, err
	}
	ix.analyzer = &ko.Analyzer{Lexicon: ko.Train(ix.texts, opts.table().Has)}
	ix.fallbackNames = len(c.Names) == 0
	known := slices.Concat(dictionary, c.Names)
	if opts.Without != nil {
		known = slices.DeleteFunc(known, opts.Without)
	}
	ix.names = names.New(known, ix.analyzer)
	raw := make([]rawForward, len(ix.passages))
	inParallel(len(raw), func(i int) { raw[i] = ix.tokenize(i) })
	ix.copies = make([]uint32, len(raw))
	for i := range raw {
		if t := ix.canonicalCopy(i); t >= 0 {
			ix.copies[t] = uint32(i)
			raw[i].expected, raw[i].keywords, raw[i].lengths.expected = raw[t].expected, raw[t].keywords, raw[t].lengths.expected
		}
	}
	open := ix.tokenizeUnanswered(c.Articles)
	ix.number(raw)
	ix.numberUnanswered(open)
	if slices.ContainsFunc(ix.forward, func(f forward) bool { return len(f.expected) == 0 }) {
		if table := opts.table(); table.Len() > 0 {
			ix.findPeople(raw, table.Has)
			ix.neighbours = newNeighbours(table, ix.vocab)
		}
	}
	ix.phonetic = sync.OnceValue(func() *names.PhoneticIndex {
		return names.NewPhoneticIndex(func(yield func(string, uint32) bool) {
			for t, n := range ix.vocab {
				if !yield(t, ix.df[n]) {
					return
				}
			}
		})
	})
	return ix, nil
}

// canonicalCopy returns the translation of passage i that precedes it in the
// corpus and has the same expected questions and keywords, or -1: what both share
// is indexed once.
func (ix *Index) canonicalCopy(i int) int {
	p := &ix.passages[i]
	for _, lang := range []string{"ko", "en"} {
		if t, ok := ix.translation(p, lang); ok && t < i && slices.Equal(p.Questions, ix.passages[t].Questions) && slices.Equal(p.Keywords, ix.passages[t].Keywords) {
			return t
		}
	}
	return -1
}

// inParallel calls do for 0 to n-1, each worker taking its share. Between two it
// lets others run: an index is built anew while another answers.
func inParallel(n int, do func(i int)) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
				runtime.Gosched()
			}
		})
	}
	wg.Wait()
}

// texts yields all that an analyzer can learn words from, what translations
// share once.
func (ix *Index) texts(yield func(string) bool) {
	for i, p := range ix.passages {
		if !yield(p.Headings()) || !yield(p.Text) {
			return
		}
		if ix.canonicalCopy(i) >= 0 {
			continue
		}
		for _, list := range [][]string{p.Questions, p.Keywords} {
			for _, s := range list {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// Close waits for the searches under way and releases the index; later ones get
// [ErrClosed].
func (ix *Index) Close() error {
	ix.lock.Lock()
	defer ix.lock.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	var err error
	if ix.reader != nil {
		err = ix.reader.Close()
	}
	return errors.Join(err, ix.bleve.Close())
}

// Len returns the number of passages.
func (ix *Index) Len() int { return len(ix.passages) }

// Passage returns passage i, 0 <= i < Len(). It must not be changed.
func (ix *Index) Passage(i int) *corpus.Passage { return &ix.passages[i] }

// Lookup returns the number of the passage with this ID.
func (ix *Index) Lookup(id string) (int, bool) {
	i, ok := ix.byID[id]
	return i, ok
}

// Builtin reports whether the corpus is the one in the binary, and no other.
func (ix *Index) Builtin() bool { return ix.builtin }

// Newest returns the date of the newest passage, or "".
func (ix *Index) Newest() corpus.Date { return ix.newest }

// openReader takes the one snapshot that all searches read.
func (ix *Index) openReader() error {
	low, err := ix.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if ix.reader, err = low.Reader(); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	ix.prepareFrequent()
	return ix.mapOrdinals(context.Background())
}

// days are the first and last day of a passage's date, as day counts them.
type days struct{ first, last int32 }

// day counts the days of t's date since 1970; the zero time is long before.
func day(t time.Time) int32 {
	y, m, d := t.Date()
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
