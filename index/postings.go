package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// posting is a passage that holds a term, and what that adds to its score if the
// term weighs 1.
type posting struct {
	passage uint32
	impact  float32
}

// postings are those of a term in one document field each.
type postings struct{ text, expected []posting }

// frequent is the share of passages from which the postings of a term stay
// decoded, once a question has had it: such terms are few and most of the work.
const frequent = 1.0 / 16

// prepareFrequent lets the postings of the frequent terms be decoded once.
func (ix *Index) prepareFrequent() {
	ix.frequent = map[string]func() (postings, error){}
	for term, n := range ix.vocab {
		if float64(ix.df[n]) >= frequent*float64(len(ix.passages)) {
			ix.frequent[term] = sync.OnceValues(func() (postings, error) { return ix.decode(context.Background(), postings{}, term) })
		}
	}
}

// postings returns those of a term. They hold until s is used for the next.
func (ix *Index) postings(ctx context.Context, s *scratch, term string) (postings, error) {
	if kept, ok := ix.frequent[term]; ok {
		return kept()
	}
	var err error
	s.postings, err = ix.decode(ctx, s.postings, term)
	return s.postings, err
}

// decode reads the postings of a term from Bleve, into the memory of dst.
func (ix *Index) decode(ctx context.Context, dst postings, term string) (postings, error) {
	dst.text, dst.expected = dst.text[:0], dst.expected[:0]
	err := ix.eachHit(ctx, fieldText, []byte(term), func(p uint32, freq int) {
		dst.text = append(dst.text, posting{p, bm25(float32(freq), ix.forward[p].text/ix.average.text, b)})
	})
	if err == nil && ix.average.expected > 0 {
		err = ix.eachHit(ctx, fieldExpected, []byte(term), func(p uint32, freq int) {
			dst.expected = append(dst.expected, posting{p, bm25(float32(freq), ix.forward[p].lengths.expected/ix.average.expected, b)})
		})
	}
	return dst, err
}

// eachHit calls do with each passage that holds term in a field of Bleve's, and how
// often.
func (ix *Index) eachHit(ctx context.Context, field string, term []byte, do func(passage uint32, freq int)) error {
	r, err := ix.reader.TermFieldReader(ctx, term, field, true, false, false)
	if err != nil {
		return fmt.Errorf("search %s: %w", field, err)
	}
	defer r.Close()
	var doc bleveindex.TermFieldDoc
	for {
		hit, err := r.Next(&doc)
		if err != nil {
			return fmt.Errorf("search %s: %w", field, err)
		}
		if hit == nil {
			return nil
		}
		p := ix.ordinals[binary.BigEndian.Uint64(hit.ID)]
		do(p, int(hit.Freq))
		if other := ix.copies[p]; other > 0 && field == fieldExpected {
			do(other, int(hit.Freq))
		}
	}
}
