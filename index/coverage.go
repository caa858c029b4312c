package index

import "math/bits"

// Coverage returns the share of the question's total idf that the terms in mask
// cover, 0 to 1.
func (a *Analysis) Coverage(mask uint64) float64 {
	if a.TotalIDF == 0 {
		return 0
	}
	sum := 0.0
	for i := range a.Words {
		sum += float64(a.Words[i].Weight) * a.wordCoverage(&a.Words[i], mask)
	}
	return sum / float64(a.TotalIDF)
}

// loneNameWordShare is how much of a word that is part of a name is covered by the word
// alone: Countries in OpenAI for Countries.
const loneNameWordShare = 0.5

// alikeShare is how much of a word is covered by another that means or sounds about
// the same: a manager may be the 대표 that is asked about.
const alikeShare = 0.5

// wordCoverage returns how much of a word the terms in mask cover, 0 to 1: all of
// it by its stem or a name, a share of it by parts of a compound.
func (a *Analysis) wordCoverage(w *Word, mask uint64) float64 {
	switch {
	case w.Entity != 0 && mask&w.Entity == 0 && mask&w.Exact != 0:
		return loneNameWordShare
	case mask&w.Exact != 0:
		return 1
	case mask&w.Alike != 0:
		return alikeShare
	case mask&w.Compound == 0 || w.Day: // a 10 in April is no 10 April
		return 0
	}
	var part float32
	for m := mask & w.Compound; m != 0; m &= m - 1 {
		part += a.Terms[bits.TrailingZeros64(m)].IDF
	}
	return float64(part / w.CompoundIDF)
}

// CommonShare is the share of passages that hold a word from which the whole
// corpus is about it, so that a question that names it names nothing.
const CommonShare = 0.3

// Uncovered returns the words, as asked, of which the terms in mask cover nothing.
func (a *Analysis) Uncovered(mask uint64) []string {
	var out []string
	for _, w := range a.Words {
		if mask&(w.Exact|w.Alike|w.Compound) == 0 {
			out = append(out, w.Surface)
		}
	}
	return out
}

// gaps describes the words that the terms in mask do not cover, as shares of
// the total idf: the heaviest that is no verb, and all names.
func (a *Analysis) gaps(mask uint64) (noun, names float64) {
	if a.TotalIDF == 0 {
		return 0, 0
	}
	for i := range a.Words {
		w := &a.Words[i]
		share := float64(w.Weight/a.TotalIDF) * (1 - a.wordCoverage(w, mask))
		if !w.Verb {
			noun = max(noun, share)
		}
		if w.Name {
			names += share
		}
	}
	return noun, names
}

// Missing is what a mask of terms lacks of a question. Shares are of the total
// idf, 0 to 1.
type Missing struct {
	Noun    float64 // the heaviest word that is no verb
	Names   float64 // all names
	Name    bool    // nothing of one of the names is there
	Unknown float64 // all names that no passage has
	Focus   float64 // the heaviest word that says what is wanted
	Numbers int     // how many numbers
}

// Missing returns what the terms in mask lack.
func (a *Analysis) Missing(mask uint64) Missing {
	m := Missing{Numbers: a.missingNumbers(mask)}
	if a.TotalIDF == 0 {
		return m
	}
	m.Noun, m.Names = a.gaps(mask)
	m.Focus = a.missingFocus(mask) / float64(a.TotalIDF)
	for i := range a.Words {
		w := &a.Words[i]
		m.Name = m.Name || w.Name && mask&(w.Exact|w.Compound) == 0
		if w.Name && !w.Known {
			m.Unknown += float64(w.Weight / a.TotalIDF)
		}
	}
	return m
}

// markFocus marks the words of the question that name what is wanted; focus is
// where they begin.
func (a *Analysis) markFocus(focus []int) {
	for _, at := range focus {
		for i := range a.Words {
			if w := &a.Words[i]; w.Boost == 1 && w.Start == at {
				w.Focus = true
			}
		}
	}
}

// missingFocus returns the weight of the heaviest focus word that the terms in
// mask do not cover.
func (a *Analysis) missingFocus(mask uint64) float64 {
	most := 0.0
	for i := range a.Words {
		if w := &a.Words[i]; w.Focus {
			most = max(most, float64(w.Weight)*(1-a.wordCoverage(w, mask)))
		}
	}
	return most
}

// missingNumbers counts the numbers that the terms in mask do not have, by themselves or
// as part of a date, an amount or a code that they do have.
func (a *Analysis) missingNumbers(mask uint64) int {
	var whole uint64 // the terms of words that are there
	for i := range a.Words {
		if w := &a.Words[i]; w.Exact&mask != 0 {
			whole |= w.Exact | w.Compound
		}
	}
	n := 0
	for i, t := range a.Terms {
		if t.Text[0] >= '0' && t.Text[0] <= '9' && (mask|whole)>>i&1 == 0 {
			n++
		}
	}
	return n
}
