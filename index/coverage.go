package index

import (
	"math/bits"

	"okbot/index/query"
)

// known returns the share of the total idf whose words the index has.
func (qs *question) known() float64 {
	if qs.totalIDF == 0 {
		return 0
	}
	var sum float32
	for _, w := range qs.words {
		if w.known {
			sum += w.weight
		}
	}
	return float64(sum / qs.totalIDF)
}

// coverage returns the share of the question's total idf that the terms in mask
// cover.
func (qs *question) coverage(mask uint64) float64 {
	if qs.totalIDF == 0 {
		return 0
	}
	sum := 0.0
	for i := range qs.words {
		sum += float64(qs.words[i].weight) * qs.wordCoverage(&qs.words[i], mask)
	}
	return sum / float64(qs.totalIDF)
}

// loneNameWordShare is how much of a word that is part of a name is covered by the word
// alone: Countries in OpenAI for Countries.
const loneNameWordShare = 0.5

// wordCoverage returns how much of a word the terms in mask cover, 0 to 1: all of
// it by its stem or a name, a share of it by parts of a compound.
func (qs *question) wordCoverage(w *word, mask uint64) float64 {
	switch {
	case w.entity != 0 && mask&w.entity == 0 && mask&w.exact != 0:
		return loneNameWordShare
	case mask&w.exact != 0:
		return 1
	case mask&w.compound == 0:
		return 0
	}
	var part float32
	for m := mask & w.compound; m != 0; m &= m - 1 {
		part += qs.terms[bits.TrailingZeros64(m)].idf
	}
	return float64(part / w.share)
}

// CommonShare is the share of passages that hold a word from which the whole
// corpus is about it, so that a question that names it names nothing.
const CommonShare = 0.3

// uncovered lists the words, as asked, of which the terms in mask cover nothing.
func (qs *question) uncovered(mask uint64) []string {
	var out []string
	for _, w := range qs.words {
		if mask&(w.exact|w.compound) == 0 {
			out = append(out, w.surface)
		}
	}
	return out
}

// gaps describes the words that the terms in mask do not cover, as shares of
// the total idf: the heaviest that is no verb, and all names.
func (qs *question) gaps(mask uint64) (noun, names float64) {
	if qs.totalIDF == 0 {
		return 0, 0
	}
	for i := range qs.words {
		w := &qs.words[i]
		share := float64(w.weight/qs.totalIDF) * (1 - qs.wordCoverage(w, mask))
		if !w.verb {
			noun = max(noun, share)
		}
		if w.name {
			names += share
		}
	}
	return noun, names
}

// markFocus marks the words of the question that tell what is wanted.
func (qs *question) markFocus(text string) {
	for _, at := range query.Focus(text) {
		for i := range qs.words {
			if w := &qs.words[i]; w.boost == 1 && w.start == at {
				w.focus = true
			}
		}
	}
}

// missingFocus returns the weight of the heaviest focus word that the terms in
// mask do not cover.
func (qs *question) missingFocus(mask uint64) float64 {
	most := 0.0
	for i := range qs.words {
		if w := &qs.words[i]; w.focus {
			most = max(most, float64(w.weight)*(1-qs.wordCoverage(w, mask)))
		}
	}
	return most
}

// missingNumbers counts the numbers that the terms in mask do not have.
func (qs *question) missingNumbers(mask uint64) int {
	n := 0
	for i, t := range qs.terms {
		if t.text[0] >= '0' && t.text[0] <= '9' && mask>>i&1 == 0 {
			n++
		}
	}
	return n
}
