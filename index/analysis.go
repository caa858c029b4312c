package index

import "slices"

// An Analysis is what an index knows of a question: its terms and its words. In
// a mask of terms, bit i stands for Terms[i].
type Analysis struct {
	Terms []Term // at most 64
	Words []Word // at most 64
	// TotalIDF is the sum of the weights of the words, by which coverage is
	// measured.
	TotalIDF float32
	// KnownShare is the share of TotalIDF, 0 to 1, of the words that the index
	// knows.
	KnownShare float32
}

// A Term is what is looked up in an index: the stem of a word, a part of a
// compound, or a name.
type Term struct {
	Text    string  // as analysed; a name's is its number
	Surface string  // as asked
	IDF     float32 // inverse document frequency, lowered for what is borrowed
	Weight  float32 // IDF, lowered for what means the same as a word of the question
	Share   float32 // of all passages that hold it; 0: the index does not know it
	Part    bool    // it is part of a compound
	Proper  bool    // it names one thing
	Words   uint64  // the words that it stands in: bit i is Words[i]
}

// A Word is a word of the question, which a passage covers or does not.
type Word struct {
	Surface string  // as asked
	Start   int     // byte of the text where it begins
	Weight  float32 // its rarest term's idf
	Boost   float32 // 1 for the question's own words, less for others
	// Borrowed reports whether it is not the question's own, but of what the
	// question continues.
	Borrowed bool
	// Exact are the terms that cover the whole word: its stem and names; Compound
	// those that cover a part of it, CompoundIDF the sum of their idf; Entity
	// those of names of several words, without which Exact covers only half; Alike
	// those that mean or sound about the same, which cover a half as well. All are
	// masks.
	Exact, Compound, Entity, Alike uint64
	CompoundIDF                    float32
	Known                          bool // the index has one of its terms
	Name                           bool // it is, is part of, or is written as a name
	Verb                           bool
	Focus                          bool // it names what is wanted
	Day                            bool // it is a day of a month
}

// NamesEntity reports whether the question itself, not what it borrowed, names a
// thing that the corpus knows by name.
func (a *Analysis) NamesEntity() bool {
	for _, w := range a.Words {
		for i, t := range a.Terms {
			if w.Boost == 1 && t.Proper && t.Share > 0 && w.Exact&(1<<i) != 0 {
				return true
			}
		}
	}
	return false
}

// Continues reports whether the question borrowed words from what it continues.
func (a *Analysis) Continues() bool {
	return slices.ContainsFunc(a.Words, func(w Word) bool { return w.Borrowed })
}
