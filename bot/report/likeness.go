package report

import (
	"cmp"
	"math"
	"slices"
)

// likeEnough is the least Dice coefficient of two subjects' trigrams at which
// they may be one. Of KorQuAD's questions 94 % then meet their copies with one
// slip, 94 % those without spaces, and 2 % each other, most of them rightly.
const likeEnough = 0.55

// Limits of the search for a like question, which keep its cost linear.
const (
	maxPostings   = 64 // groups kept of one trigram: one that more groups share is no evidence
	maxCandidates = 32 // groups compared with one question
)

// groups returns the number of each subject's group, from 0. One subject after
// the other joins the group whose leader, its first subject, it is most like, or
// leads a new one: no chain of small differences can join two unlike questions.
func groups(list []*subject) []int {
	g := newGrouping(list)
	out := make([]int, len(list))
	for i := range list {
		out[i] = g.add(i)
	}
	return out
}

type grouping struct {
	subjects []*subject
	leaders  []int          // the subject that leads each group
	byKeys   map[string]int // groups
	common   []bool         // trigrams of more than one subject, by id
	postings [][]int32      // groups whose leader has a common trigram, by id
	// By trigram and by group, the last subject that has it or was compared with
	// it, counted from 1.
	having, compared []int32
}

func newGrouping(list []*subject) *grouping {
	g := &grouping{subjects: list, byKeys: map[string]int{}}
	ids := map[uint64]int32{}
	var frequency []int
	var grams []uint64
	for i := range list {
		grams = trigrams(grams[:0], list[i].keys)
		list[i].grams = make([]int32, len(grams))
		for k, gram := range grams {
			id, ok := ids[gram]
			if !ok {
				id = int32(len(frequency))
				ids[gram] = id
				frequency = append(frequency, 0)
			}
			frequency[id]++
			list[i].grams[k] = id
		}
	}
	for i := range list {
		slices.SortFunc(list[i].grams, func(a, b int32) int {
			return cmp.Or(cmp.Compare(frequency[a], frequency[b]), cmp.Compare(a, b))
		})
	}
	g.common = make([]bool, len(frequency))
	for id, n := range frequency {
		g.common[id] = n > 1
	}
	g.postings, g.having = make([][]int32, len(frequency)), make([]int32, len(frequency))
	return g
}

// trigrams appends the sets of three neighbouring runes of keys, and its first
// two, to dst; of a single rune that one. Each is a number of 21 bits a rune.
func trigrams(dst []uint64, keys string) []uint64 {
	const mask = 1<<63 - 1
	gram, n := uint64(0), 0
	for _, r := range keys {
		gram = (gram<<21 | uint64(r)) & mask
		if n++; n > 1 {
			dst = append(dst, gram)
		}
	}
	if n == 1 {
		dst = append(dst, gram)
	}
	slices.Sort(dst)
	return slices.Compact(dst)
}

// add returns the group of subject i.
func (g *grouping) add(i int) int {
	s := g.subjects[i]
	group, ok := g.byKeys[s.keys]
	if ok {
		return group
	}
	if group, ok = g.nearest(i); !ok {
		group = g.lead(i)
	}
	g.byKeys[s.keys] = group
	return group
}

// lead begins a group with subject i.
func (g *grouping) lead(i int) int {
	group := len(g.leaders)
	g.leaders = append(g.leaders, i)
	g.compared = append(g.compared, 0)
	for _, id := range prefix(g.subjects[i].grams) {
		if g.common[id] && len(g.postings[id]) < maxPostings {
			g.postings[id] = append(g.postings[id], int32(group))
		}
	}
	return group
}

// nearest returns the group whose leader is most like subject i, if one is like
// it. Groups that share its rarest trigrams are looked at first.
func (g *grouping) nearest(i int) (group int, ok bool) {
	s, mark := g.subjects[i], int32(i+1)
	for _, id := range s.grams {
		g.having[id] = mark
	}
	most, compared := likeEnough, 0
	for _, id := range prefix(s.grams) {
		for _, candidate := range g.postings[id] {
			if g.compared[candidate] == mark {
				continue
			}
			g.compared[candidate] = mark
			if compared++; compared > maxCandidates {
				return group, ok
			}
			leader := g.subjects[g.leaders[candidate]]
			if l := g.likeness(leader, s, mark); l >= most && (l > most || !ok) && !tellsApart(leader, s) {
				group, ok, most = int(candidate), true, l
			}
		}
	}
	return group, ok
}

// prefix returns the rarest of grams, so many that subjects which are alike have
// one of them in common (S. Chaudhuri et al., A Primitive Operator for Similarity
// Joins in Data Cleaning, 2006): the others are fewer than two such subjects share.
func prefix(grams []int32) []int32 {
	shared := int(math.Ceil(float64(len(grams)) * likeEnough / (2 - likeEnough)))
	return grams[:len(grams)-shared+1]
}

// likeness is Dice's coefficient of the trigrams of two subjects, 0 to 1; those
// of s carry the mark.
func (g *grouping) likeness(leader, s *subject, mark int32) float64 {
	shared := 0
	for _, id := range leader.grams {
		if g.having[id] == mark {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(leader.grams)+len(s.grams))
}
