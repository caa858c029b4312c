package index

import (
	"cmp"
	"slices"
)

const (
	bigramShift = 5
	bigramCount = 1<<bigramShift - 1
)

// pack sorts bigrams and counts equal ones.
func pack(grams []uint32) []uint32 {
	slices.Sort(grams)
	out := grams[:0]
	for i := 0; i < len(grams); {
		j := i
		for j < len(grams) && grams[j] == grams[i] {
			j++
		}
		out = append(out, grams[i]<<bigramShift|uint32(min(j-i, bigramCount)))
		i = j
	}
	return slices.Clip(out)
}

// bigramCounts has how many passages hold a bigram.
type bigramCounts struct {
	grams  []uint32 // sorted
	counts []uint32
}

func countBigrams(all []forward) bigramCounts {
	n := 0
	for i := range all {
		n += len(all[i].bigrams)
	}
	grams := make([]uint32, 0, n)
	for i := range all {
		for _, g := range all[i].bigrams {
			grams = append(grams, g>>bigramShift)
		}
	}
	slices.Sort(grams)
	var c bigramCounts
	for i := 0; i < len(grams); {
		j := i
		for j < len(grams) && grams[j] == grams[i] {
			j++
		}
		c.grams, c.counts = append(c.grams, grams[i]), append(c.counts, uint32(j-i))
		i = j
	}
	return c
}

func (c *bigramCounts) of(g uint32) uint32 {
	if i, ok := slices.BinarySearch(c.grams, g); ok {
		return c.counts[i]
	}
	return 0
}

// maxBigrams is how many bigrams of a question count; the rarest do.
const maxBigrams = 128

// known returns those of grams that a passage holds, the rarest maxBigrams of them,
// in their order.
func (c *bigramCounts) known(grams []uint32) []uint32 {
	out := make([]uint32, 0, len(grams))
	for _, g := range grams {
		if c.of(g) > 0 {
			out = append(out, g)
		}
	}
	if len(out) > maxBigrams {
		slices.SortFunc(out, func(a, b uint32) int { return cmp.Or(cmp.Compare(c.of(a), c.of(b)), cmp.Compare(a, b)) })
		out = out[:maxBigrams]
		slices.Sort(out)
	}
	return out
}

// frequencies calls do for each of grams, which are sorted, that occurs in a
// passage's packed bigrams: its place in grams and how often it occurs.
func frequencies(packed, grams []uint32, do func(k int, n uint32)) {
	for k, g := range grams {
		i, _ := slices.BinarySearch(packed, g<<bigramShift)
		packed = packed[i:]
		if len(packed) > 0 && packed[0]>>bigramShift == g {
			do(k, packed[0]&bigramCount)
		}
	}
}
