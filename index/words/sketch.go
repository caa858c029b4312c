package words

import (
	"math"
	"math/bits"
	"slices"
)

// maxCandidates is how many words of each language are compared exactly. The
// nearest twelve of 20,000 are among them in 97 of 100 cases.
const maxCandidates = 256

// A group is the words of one language. Beside each vector stands a sketch of
// it, from which the cosine is estimated.
type group struct {
	members  []member
	sketches []sketch
}

type member struct {
	vector []byte
	word   int
	hub    float32
}

// scratch is memory that a search needs and does not keep.
type scratch struct {
	estimates []int16
	chosen    []int32
}

func (g *group) add(word int, vector []byte, hub float32) {
	g.members = append(g.members, member{vector, word, hub})
	g.sketches = append(g.sketches, sketchOf(vector))
}

// A sketch rounds each of the first 64 dimensions, which say the most, to ±1 or
// ±3: bit i says whether dimension i is negative, and whether it is large.
type sketch struct{ negative, large uint64 }

func sketchOf(vector []byte) sketch {
	var s sketch
	// a standard deviation is the boundary that distorts a Gaussian least
	boundary := int(vectorUnit / math.Sqrt(float64(len(vector))))
	for i, x := range vector[:min(len(vector), 64)] {
		v, bit := int(int8(x)), uint64(1)<<i
		if v < 0 {
			s.negative |= bit
		}
		if v > boundary || -v > boundary {
			s.large |= bit
		}
	}
	return s
}

// estimate returns what orders sketches as their dot product with s does, from
// -maxEstimate to maxEstimate. The product is the sum of ±(1+2a)(1+2b) over the
// dimensions, where a and b say whether each is large; this is half of it, less
// what depends on s alone.
func (s sketch) estimate(o sketch) int {
	opposite, both := s.negative^o.negative, s.large&o.large
	return bits.OnesCount64(o.large) + 2*bits.OnesCount64(both) - bits.OnesCount64(opposite) -
		2*(bits.OnesCount64(opposite&s.large)+bits.OnesCount64(opposite&o.large)) - 4*bits.OnesCount64(opposite&both)
}

const maxEstimate = 6 * 64

// candidates returns the members with the greatest estimates, maxCandidates
// and those that are equal to the last of them. The result is part of scratch.
func (g *group) candidates(vector []byte, scratch *scratch) []int32 {
	var histogram [2*maxEstimate + 1]int32
	estimates, chosen := slices.Grow(scratch.estimates[:0], len(g.sketches))[:len(g.sketches)], scratch.chosen[:0]
	own := sketchOf(vector)
	for i, o := range g.sketches {
		e := own.estimate(o)
		estimates[i] = int16(e)
		histogram[maxEstimate+e]++
	}
	least := len(histogram)
	for n := int32(0); least > 0 && n < maxCandidates; {
		least--
		n += histogram[least]
	}
	for i, e := range estimates {
		if int(e) >= least-maxEstimate {
			chosen = append(chosen, int32(i))
		}
	}
	scratch.estimates, scratch.chosen = estimates, chosen
	return chosen
}
