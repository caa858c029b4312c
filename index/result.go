package index

import (
	"time"

	"okbot/corpus"
	"okbot/index/query"
)

// A Request is what to search for.
type Request struct {
	// Query is the question. At most 64 of its terms count. An empty Text, with
	// From set, gets all passages of the period, those with the most sources first.
	Query query.Query
	// Lang is the language of the passages wanted, "ko" or "en"; "" means that of
	// the question. If the corpus has none in it, all are searched.
	Lang string
	// Prior is an earlier question that this one continues, and PriorPassage the
	// ID of the passage that answered it: what they name counts a little.
	Prior        query.Query
	PriorPassage string
	// From and To, unless zero, ask for what happened from one day to another:
	// other passages are hidden.
	From, To time.Time
	// CrossLingual asks for passages in other languages than Lang instead, but for
	// those that have a translation in it.
	CrossLingual bool
	// AsOf hides passages dated later; zero hides none.
	AsOf time.Time
	// Limit is how many hits to return; 0 means 10.
	Limit int
}

// A Result is what a search found. It is plain data, which any searcher can make;
// its methods compute from what is in it.
type Result struct {
	Analysis           // of the question
	AllLanguages bool  // passages of all languages were searched
	Hits         []Hit // best first
}

// A Hit is a passage that answers a question more or less. Its expected
// questions are those that come with the passage; the nearest is the one most
// similar to the question (Dice's coefficient over terms, weighted by idf).
// Coverage is the share of the question's total idf whose words are found, 0 to
// 1; what is missing is the share of the same that is not.
type Hit struct {
	Passage *corpus.Passage
	Score   float64

	Coverage         float64 // by title and text
	CoverageSentence float64 // by the best sentence
	CoverageExpected float64 // by the nearest expected question
	CoverageAll      float64 // by title, text, expected questions and keywords
	// SoftCoverage is Coverage, and SoftCoverageSentence CoverageSentence, where a
	// word that is near in meaning, in either language, covers a part of a word that
	// is missing.
	SoftCoverage, SoftCoverageSentence float64
	MaskAll                            uint64 // terms that CoverageAll is made of
	MaskHeadings                       uint64 // terms that the title and the headings have

	MissingNounTextExpected float64 // the heaviest word but verbs that title, text and the nearest expected question lack
	MissingNamesAll         float64 // all names that CoverageAll lacks
	MissingVersions         int     // names with a number, such as GPT-6, that title and text lack
	// Expected reports whether the passage was ranked by its expected questions, as
	// all are that have some, but for headings unlike the question.
	Expected bool
	// ExtraNames is the total idf of the names that the nearest expected question
	// has and the question lacks.
	ExtraNames float64
	// UnansweredSimilarity is that of the nearest of the questions that the
	// passage's article is known not to answer, 0 to 1.
	UnansweredSimilarity float64

	// Replaced reports whether a later fact, not after the request's AsOf, has
	// taken the passage's place.
	Replaced bool
	// Features are what the passage was ranked by, and Weights what each counted,
	// by the question's total idf; nil if it was not ranked by features.
	Features  Features
	Weights   *Features
	Sentences []Sentence // in order, without overlap
	Matches   []Match    // in order of their starts
	Answers   []Match    // names of the kind that is asked for, in that order
}

// A Sentence is a sentence of a hit's passage.
type Sentence struct {
	Start, End int              // bytes of the passage's text
	Form       corpus.BlockKind // of the block that it is in: Paragraph, LeadIn, Item, Row or Code
	Block      int              // number of that block in the passage, from 0
	Coverage   float64
	// SoftCoverage is Coverage where a word near in meaning covers a part of one.
	SoftCoverage float64
	Mask         uint64     // terms of the question that it has
	Kinds        query.Kind // of question that it could answer
	Later        bool       // it speaks of a day after the request's AsOf
}

// A Match is a place in a passage's text where a term of the question stands.
type Match struct{ Start, End int } // bytes
