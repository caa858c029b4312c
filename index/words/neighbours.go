package words

import (
	"math"
	"sync"
	"unicode/utf8"

	"okbot/index/hangul"
)

// Neighbours finds the words of a vocabulary that are near to a word.
type Neighbours struct {
	table   *Table
	korean  group
	english group
	scratch sync.Pool // of *scratch
}

// A Neighbour is a word of a vocabulary near to the word that was asked for.
type Neighbour struct {
	Word   int     // its index in the vocabulary
	Cosine float32 // as of [Table.Cosine]
	// Score orders neighbours, best first. Within a language it is the cosine.
	// Across languages it is twice the cosine less the neighbour's Hub, so that
	// words that are near to everything do not push translations out (CSLS of
	// Conneau et al., 2018, without the part that is the same for all): about .9
	// for a translation; below .6 it is as often none.
	Score float32
}

// Restrict prepares the words of a vocabulary, terms as okbot/index/ko makes
// them. A word outside the table is taken for the sum of the words that it is
// cut into ([Table.Cut]); what cannot be cut is no word's neighbour. It takes
// one or two microseconds a word and keeps about 60 bytes, 130 for a word that
// was cut.
func (t *Table) Restrict(vocabulary []string) *Neighbours {
	n := &Neighbours{table: t}
	var ids []ID
	for i, word := range vocabulary {
		ids = t.Cut(ids[:0], word)
		if len(ids) == 0 {
			continue
		}
		n.group(word).add(i, t.sum(ids), t.hub(ids))
	}
	return n
}

func (n *Neighbours) group(word string) *group {
	if isKorean(word) {
		return &n.korean
	}
	return &n.english
}

func isKorean(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return hangul.IsSyllable(r)
}

// Nearest appends to dst the words of the vocabulary nearest to a word, which
// need not be one of them: up to most of each language, with a Score of at
// least least, best first, the Korean ones before the English ones. The word
// itself is among them, with a cosine of 1, where the vocabulary has it. A word
// that the table does not know, and cannot cut, has none.
func (n *Neighbours) Nearest(dst []Neighbour, word string, most int, least float32) []Neighbour {
	var buf [maxCut / minPiece]ID
	ids := n.table.Cut(buf[:0], word)
	if len(ids) == 0 || most <= 0 {
		return dst
	}
	vector, korean := n.table.sum(ids), isKorean(word)
	dst = n.nearest(dst, &n.korean, vector, !korean, most, least)
	return n.nearest(dst, &n.english, vector, korean, most, least)
}

// nearest appends the nearest words of one language.
func (n *Neighbours) nearest(dst []Neighbour, g *group, vector []byte, across bool, most int, least float32) []Neighbour {
	s, _ := n.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	defer n.scratch.Put(s)
	from := len(dst)
	for _, i := range g.candidates(vector, s) {
		m := &g.members[i]
		c := cosine(dot(vector, m.vector))
		score := c
		if across {
			score = 2*c - m.hub
		}
		if score < least {
			continue
		}
		dst = insert(dst, from, Neighbour{Word: m.word, Cosine: c, Score: score})
		dst = dst[:min(len(dst), from+most)]
	}
	return dst
}

// insert puts x into list[from:], which is ordered, after those as good as x.
func insert(list []Neighbour, from int, x Neighbour) []Neighbour {
	list = append(list, x)
	i := len(list) - 1
	for ; i > from && list[i-1].Score < x.Score; i-- {
		list[i] = list[i-1]
	}
	list[i] = x
	return list
}

// sum returns the vector of one word, or that of several, of length 1.
func (t *Table) sum(ids []ID) []byte {
	if len(ids) == 1 {
		return t.vector(ids[0])
	}
	var total [maxDimensions]int32
	square := 0.0
	for _, id := range ids {
		for i, x := range t.vector(id) {
			total[i] += int32(int8(x))
		}
	}
	for _, x := range total {
		square += float64(x) * float64(x)
	}
	out := make([]byte, t.header.Dimensions)
	for i := range out {
		out[i] = byte(int8(math.Round(float64(total[i]) * vectorUnit / max(1, math.Sqrt(square)))))
	}
	return out
}

func (t *Table) hub(ids []ID) float32 {
	sum := float32(0)
	for _, id := range ids {
		sum += t.Hub(id)
	}
	return sum / float32(len(ids))
}
