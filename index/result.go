package index

import (
	"slices"
	"time"

	"okbot/corpus"
	"okbot/index/query"
)

// A Request is what to search for.
type Request struct {
	Text string // NFC; at most maxTerms of its terms count
	// Lang is the language of the passages wanted, "ko" or "en"; "" means that
	// of the question. Where the corpus has none in it, all are searched.
	Lang string
	// Context is an earlier question that this one continues, and Near the ID of
	// the passage that answered it: what they name counts a little.
	PriorQuestion, PriorPassage string
	// From and To, unless zero, ask for what happened from one day to another:
	// other passages are hidden, and an empty Text gets all of them, those
	// told by the most sources first.
	From, To time.Time
	// Foreign asks for passages in other languages than Lang instead, but for
	// those that have a twin in it.
	CrossLingual bool
	// AsOf hides passages dated later; zero hides none.
	AsOf time.Time
	// Limit is how many hits to return; 0 means 10.
	Limit int

	crossLingual bool // the passages wanted are not in the question's language
}

// A Result is what a search found, best first.
type Result struct {
	// Text is the question that was searched for: as asked or, where Repaired
	// is set, as it was probably meant. Lang is its language.
	Text      string
	Corrected bool
	Lang      string

	// Whole says that passages of all languages were searched.
	AllLanguages bool

	Hits []Hit
	// Mass is the sum of the inverse document frequencies of the question's
	// words, the measure of all coverage; Known is the share of it that the
	// words known to the index have.
	TotalIDF, KnownShare float64
	Kind                 query.Kind // what the question asks for

	question *question
}

// Coverage returns the share of the question's mass, 0 to 1, whose words are among
// the terms in mask.
func (r *Result) Coverage(mask uint64) float64 {
	if r.question == nil {
		return 0
	}
	return r.question.coverage(mask)
}

// A Term is a term of the question.
type Term struct {
	Text    string // as analysed; a name's is its number
	Surface string // as asked
	IDF     float64
	Known   bool    // whether any passage holds it
	Share   float64 // of all passages that hold it
}

// Terms returns the terms of the question, for those who ask why.
func (r *Result) Terms() []Term {
	if r.question == nil {
		return nil
	}
	var out []Term
	for _, t := range r.question.terms {
		out = append(out, Term{t.text, t.surface, float64(t.idf), t.share > 0, float64(t.share)})
	}
	return out
}

// Named reports whether the question itself, not what it borrowed, names a thing
// that the corpus knows by name.
func (r *Result) Named() bool {
	if r.question == nil {
		return false
	}
	for _, w := range r.question.words {
		for i, t := range r.question.terms {
			if w.boost == 1 && t.proper && t.share > 0 && w.exact&(1<<i) != 0 {
				return true
			}
		}
	}
	return false
}

// Continues reports whether the question borrowed words from what it continues.
func (r *Result) Continues() bool {
	return r.question != nil && slices.ContainsFunc(r.question.words, func(w word) bool { return w.boost < 1 && w.boost != weightPhonetic })
}

// Uncovered lists the words of the question that neither the passage of h nor
// its asks nor its keywords have.
func (r *Result) Uncovered(h *Hit) []string {
	if r.question == nil {
		return nil
	}
	return r.question.uncovered(h.MaskAll)
}

// MissingVersions counts the names with a number, such as GPT-6, that the question
// has and neither title nor text of p.
func (r *Result) MissingVersions(p *corpus.Passage) int {
	if r.question == nil {
		return 0
	}
	return query.MissingVersions(r.question.versions, p.Headings(), p.Text)
}

// A Hit is a passage that answers a question more or less.
type Hit struct {
	Passage *corpus.Passage
	Score   float64
	// Coverage by the passage, by its best sentence, and by its best ask: the
	// share of the question's mass whose words are found there, 0 to 1.
	// Joint is the coverage by one sentence and the best ask together.
	Coverage, CoverageSentence, CoverageExpected, CoverageSentenceExpected float64
	// Wide is the coverage by the passage, its asks and its keywords together;
	// of what none of them has, MissingNoun is the share of the heaviest word
	// but verbs, MissingNames that of all names. LooseNoun is that of the
	// heaviest word but verbs that neither the passage nor its best ask has,
	// LooseNames that of all names that title and text lack.
	CoverageAll, MissingNounAll, MissingNamesAll, MissingNounTextExpected, MissingNamesText float64
	// MissingFocus is the weight of the word that tells what is wanted, where
	// neither the passage nor its best ask has it.
	MissingFocus float64
	// Unsaid is the weight of the names in its best ask that the question lacks.
	ExtraNames float64
	// Open tells how alike the question is to the likest that the article is
	// known not to answer, 0 to 1.
	UnansweredSimilarity float64
	// MissingNumbers counts the question's numbers that title and text lack.
	MissingNumbers int
	// Ask tells how alike the question and the passage's best ask are, 0 to 1
	// (Dice's coefficient, weighted by idf).
	ExpectedSimilarity float64
	// Replaced says that a later fact, not after the query's AsOf, has taken the
	// passage's place.
	Replaced bool
	// Features are what the passage was ranked by, and Weights what each counted,
	// by the question's total idf; nil where it was not ranked by features.
	Features  Features
	Weights   *Features
	Sentences []Sentence
	Matches   []Match

	MaskAll uint64 // which of the question's terms Wide covers
}

// A Sentence is a sentence of a hit's passage.
type Sentence struct {
	Start, End int // bytes of the passage's text
	Coverage   float64
	Mask       uint64     // which of the question's terms it has
	Kinds      query.Kind // of question that it could answer
	Later      bool       // it speaks of a day after the query's AsOf
}

// A Match is a place in a passage's text where a term of the question stands.
type Match struct{ Start, End int } // bytes
