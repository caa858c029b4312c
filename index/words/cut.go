package words

import (
	"unicode/utf8"

	"github.com/blevesearch/go-porterstemmer"

	"okbot/index/hangul"
	"okbot/index/ko"
)

// Bounds of a cut, in syllables. Shorter pieces are found in every word.
const (
	minPiece = 2
	maxPiece = 8
	maxCut   = 24 // longest word that is cut
)

// Cut appends to dst the words of the table that a term consists of: the term
// itself where the table has it; a Latin word without its English suffixes,
// whatever its case; a Hangul word without its particles; else the longest
// words that a Hangul word holds from left to right, of two syllables or more
// (인공지능연구소장 is 인공지능 and 연구소장 or 연구소). Syllables between them are
// passed over. It appends nothing where nothing is known.
func (t *Table) Cut(dst []ID, term string) []ID {
	if id, ok := t.Lookup(term); ok {
		return append(dst, id)
	}
	first, _ := utf8.DecodeRuneInString(term)
	if !hangul.IsSyllable(first) {
		return t.cutLatin(dst, term)
	}
	if utf8.RuneCountInString(term) > maxCut {
		return dst
	}
	return t.cutHangul(dst, term)
}

func (t *Table) cutLatin(dst []ID, term string) []ID {
	if len(term) > maxWordBytes {
		return dst
	}
	if id, ok := t.Lookup(porterstemmer.StemString(term)); ok {
		return append(dst, id)
	}
	return dst
}

func (t *Table) cutHangul(dst []ID, term string) []ID {
	var buf [maxCut + 1]int
	ends := buf[:0] // ends[i] is where syllable i begins
	for i := range term {
		ends = append(ends, i)
	}
	ends = append(ends, len(term))
	n := len(ends) - 1
	for stem := n - 1; stem >= minPiece; stem-- {
		if ko.IsParticles(term[ends[stem]:]) {
			if id, ok := t.Lookup(term[:ends[stem]]); ok {
				return append(dst, id)
			}
		}
	}
	for from := 0; from+minPiece <= n && (from == 0 || !ko.IsParticles(term[ends[from]:])); {
		id, size := t.longest(term, ends[from:])
		if size == 0 {
			from++
			continue
		}
		dst = append(dst, id)
		from += size
	}
	return dst
}

// longest returns the longest word of the table that begins at ends[0], and
// its syllables, 0 where there is none.
func (t *Table) longest(term string, ends []int) (ID, int) {
	for size := min(len(ends)-1, maxPiece); size >= minPiece; size-- {
		if id, ok := t.Lookup(term[ends[0]:ends[size]]); ok {
			return id, size
		}
	}
	return 0, 0
}
