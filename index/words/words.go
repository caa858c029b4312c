// Package words knows which words mean the same, in Korean and English, from a
// table of word vectors. No model runs: a word is looked up, and two words are
// near where the cosine of their vectors is high.
//
// A [Table] maps words to vectors. [Default] is the one in the binary, [Open]
// reads another of the same format, [None] knows no word. The words are terms
// as okbot/index/ko makes them: stems of nouns and verbs, and Latin words in
// lower case and Porter-stemmed. A Hangul word that is not in the table is cut
// into words that are: [Table.Cut].
//
// [Table.Restrict] prepares the words of one corpus. [Neighbours.Nearest] then
// finds those of them that are nearest to a word, in both languages, in
// microseconds.
//
// Limits. A word has one vector, whatever it means in its sentence (배 is a
// ship, a belly and a pear). Opposites are near each other, and so are members
// of a class (Monday and Friday, two cities): a neighbour is a candidate, not
// a synonym. Names and rare words are missing or vague.
//
// A Table and a Neighbours never change, so several goroutines may use them.
// The format is described in format.go, the program that makes a table in
// make/README.md, the origin and the licences of the table in NOTICE.
package words

import (
	_ "embed"
	"encoding/binary"
	"sort"
)

//go:embed table.bin
var embedded []byte

// A Table maps words to vectors. The zero value knows no word.
type Table struct {
	header Header
	body   []byte // all of what follows
	blocks []byte // where each block of words begins in text, four bytes each
	text   []byte // the words, front-coded in blocks
	hubs   []byte // one a word
	matrix []byte // the vectors, int8, one after another

	korean, afterKorean ID // the Korean words are [korean,afterKorean)
}

// An ID is the number of a word in its table, from 0 to Len()-1, in the order
// of the words' bytes.
type ID uint32

// Default returns the table in the binary, whose checksum it does not verify.
// It panics where the binary was built with something else than a table.
func Default() *Table {
	t, err := parse(embedded)
	if err != nil {
		panic(err)
	}
	t.findKorean()
	return t
}

// None returns a table that knows no word.
func None() *Table { return &Table{} }

// Header returns what the table says of itself. Its Checksum identifies it.
func (t *Table) Header() Header { return t.header }

// Len returns the number of words.
func (t *Table) Len() int { return t.header.Words }

// Lookup returns the ID of a word, a term as okbot/index/ko makes it. It takes
// about a microsecond and does not allocate.
func (t *Table) Lookup(word string) (ID, bool) {
	return t.find(word)
}

// Has reports whether the table has a word.
func (t *Table) Has(word string) bool {
	_, found := t.find(word)
	return found
}

// find returns the ID of word, or of the first word after it in the order of
// their bytes, and which of the two it is.
func (t *Table) find(word string) (id ID, found bool) {
	after := sort.Search(t.numBlocks(), func(i int) bool { return string(t.firstWord(i)) > word })
	if after == 0 {
		return 0, false
	}
	var buf [maxWordBytes]byte
	first, end := (after-1)*blockWords, min(after*blockWords, t.Len())
	r := t.block(after - 1)
	for i := first; i < end; i++ {
		if w := r.next(buf[:]); string(w) >= word {
			return ID(i), string(w) == word
		}
	}
	return ID(end), false
}

// Word returns the word with the given ID, which must be below Len().
func (t *Table) Word(id ID) string {
	var buf [maxWordBytes]byte
	r := t.block(int(id) / blockWords)
	for range int(id) % blockWords {
		r.next(buf[:])
	}
	return string(r.next(buf[:]))
}

// IsKorean reports whether the word with the given ID begins with a Hangul
// syllable. Every other word counts as English.
func (t *Table) IsKorean(id ID) bool { return t.korean <= id && id < t.afterKorean }

func (t *Table) findKorean() {
	t.korean, _ = t.find("\uAC00")      // 가, the first syllable
	t.afterKorean, _ = t.find("\uD7A4") // what follows 힣, the last
}

// Cosine returns the cosine of the vectors of two words, -1 to 1. Translations
// and synonyms have .6 to .9, words of one subject about .4, unrelated words
// about 0. The IDs must be below Len().
func (t *Table) Cosine(a, b ID) float32 {
	return cosine(dot(t.vector(a), t.vector(b)))
}

// Hub returns the mean cosine of a word's ten nearest words in the other
// language, 0 to 1. A word that is near to many is worth less as a neighbour.
// The ID must be below Len().
func (t *Table) Hub(id ID) float32 { return float32(t.hubs[id]) / hubUnit }

func (t *Table) vector(id ID) []byte {
	n := t.header.Dimensions
	return t.matrix[int(id)*n:][:n:n]
}

// The units of a table: a vector of length 1 has a length of 127 in int8, and
// a Hub of 1 is the byte 255.
const (
	vectorUnit = 127
	hubUnit    = 255
)

// cosine converts the dot product of two vectors. Rounding may have made it a
// little more than 1.
func cosine(dot int32) float32 {
	return max(-1, min(1, float32(dot)/(vectorUnit*vectorUnit)))
}

// dot returns the dot product of two vectors of int8 of one length. Eight at a
// time, without bounds checks, are three times as fast as one.
func dot(a, b []byte) int32 {
	var s0, s1 int32
	for len(a) >= 8 && len(b) >= 8 {
		x, y := (*[8]byte)(a), (*[8]byte)(b)
		s0 += int32(int8(x[0]))*int32(int8(y[0])) + int32(int8(x[1]))*int32(int8(y[1])) +
			int32(int8(x[2]))*int32(int8(y[2])) + int32(int8(x[3]))*int32(int8(y[3]))
		s1 += int32(int8(x[4]))*int32(int8(y[4])) + int32(int8(x[5]))*int32(int8(y[5])) +
			int32(int8(x[6]))*int32(int8(y[6])) + int32(int8(x[7]))*int32(int8(y[7]))
		a, b = a[8:], b[8:]
	}
	for i, x := range a {
		s0 += int32(int8(x)) * int32(int8(b[i]))
	}
	return s0 + s1
}

func (t *Table) numBlocks() int { return len(t.blocks) / offsetBytes }

func (t *Table) block(i int) reader {
	return reader{t.text[binary.LittleEndian.Uint32(t.blocks[offsetBytes*i:]):]}
}

// firstWord returns the first word of a block, which is stored whole.
func (t *Table) firstWord(block int) []byte {
	b := t.block(block).rest
	return b[2 : 2+b[1]]
}

// A reader reads front-coded words one after another.
type reader struct{ rest []byte }

// next puts the next word into buf, which holds the one before.
func (r *reader) next(buf []byte) []byte {
	shared, size := int(r.rest[0]), int(r.rest[1])
	copy(buf[shared:], r.rest[2:2+size])
	r.rest = r.rest[2+size:]
	return buf[:shared+size]
}
