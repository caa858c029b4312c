package confidence

import "fmt"

// Features are what a [Model] judges by, each between 0 and 1. All but
// LeadOverSecond and SimilarityUnanswered describe the best passage.
type Features [NumFeatures]float64

// The features, as indices of [Features]. Their names, meanings and signs are in
// [Feature.Info].
const (
	SimilarityExpected Feature = iota
	SimilarityExpectedOfKind
	CoverageSentenceExpected
	CoverageAllFields
	MissingNounAllFields
	MissingNounTextExpected
	MissingNamesAllFields
	KnownShare
	TotalIDF
	ScorePerIDF
	LeadOverSecond
	HasKind
	AsksNoKind
	AsksNumber
	CoverageTitleText
	MissingNumbers
	Korean
	NamesEntity
	SelfReference
	MissingNamesTitleText
	SimilarityUnlessEntity
	MissingQuantity
	MissingFocus
	UnaskedNames
	SimilarityUnanswered
	NumFeatures
)

// A Feature is an index of [Features].
type Feature int

// Info is what is known of a feature in advance.
type Info struct {
	Name string // in the model file
	// Sign is 1 where a greater value can only raise a probability, -1 where it
	// can only lower it, and 0 where it can do either.
	Sign int
	Doc  string
}

// infos has an entry per feature. An expected question is one that the corpus
// lists with a passage that answers it; the nearest is the one most similar to
// the question asked. Similarity is Dice's coefficient over terms, coverage the
// share of the question's terms that are found, both weighted by idf.
var infos = [NumFeatures]Info{
	SimilarityExpected:       {"similarity_expected_question", 1, "similarity to the nearest expected question"},
	SimilarityExpectedOfKind: {"similarity_expected_question_of_kind", 1, "similarity to the nearest expected question that asks for the same kind of thing"},
	CoverageSentenceExpected: {"coverage_sentence_question", 1, "coverage by one sentence and the nearest expected question together"},
	CoverageAllFields:        {"coverage_all_fields", 1, "coverage by title, text, expected questions and keywords together"},
	MissingNounAllFields:     {"missing_noun_all_fields", -1, "share of the heaviest term, verbs aside, that no field has"},
	MissingNounTextExpected:  {"missing_noun_text_question", -1, "share of the heaviest term, verbs aside, that title, text and nearest expected question lack"},
	MissingNamesAllFields:    {"missing_names_all_fields", -1, "share of the names that no field has"},
	KnownShare:               {"known_share", 1, "share of the question whose terms the corpus has anywhere"},
	TotalIDF:                 {"total_idf", 0, "total idf x of the question, as x/(x+10)"},
	ScorePerIDF:              {"score_per_idf", 1, "score of the passage by the question's total idf, x, as x/(x+3)"},
	LeadOverSecond:           {"lead_over_second", 1, "difference to the score of the second passage, by the score"},
	HasKind:                  {"has_kind", 1, "whether a sentence has the kind of thing that is asked for"},
	AsksNoKind:               {"asks_no_kind", 0, "whether the question asks for no known kind of thing"},
	AsksNumber:               {"asks_number", 0, "whether the question asks for a number"},
	CoverageTitleText:        {"coverage_title_text", 1, "coverage by title and text"},
	MissingNumbers:           {"missing_numbers", -1, "count x of the question's numbers that title and text lack, as x/(x+1)"},
	Korean:                   {"korean", 0, "whether the question is in Korean"},
	NamesEntity:              {"names_entity", 1, "whether the question names something that the corpus knows by name, or continues one that does"},
	SelfReference:            {"self_reference", -1, "whether the question is about the asker's own affairs (1), or perhaps (0.5)"},
	MissingNamesTitleText:    {"missing_names_title_text", -1, "idf of the names that title and text lack, by ten, at most 1"},
	SimilarityUnlessEntity:   {"similarity_unless_entity", 1, "1 where the question names an entity, else the similarity to the nearest expected question of the same kind"},
	MissingQuantity:          {"missing_quantity", -1, "whether the question asks for a sort of quantity that the passage lacks"},
	MissingFocus:             {"missing_focus", -1, "idf of the word that says what is wanted, where title, text and nearest expected question lack it, by ten, at most 1"},
	UnaskedNames:             {"unasked_names", -1, "where the question names no entity, idf of the names in the nearest expected question, by ten, at most 1"},
	SimilarityUnanswered:     {"similarity_unanswered_question", -1, "similarity to the nearest question that an article found is known not to answer"},
}

// Info returns what is known of f.
func (f Feature) Info() Info { return infos[f] }

// String returns the name of f.
func (f Feature) String() string {
	if f < 0 || f >= NumFeatures {
		return fmt.Sprintf("feature %d", int(f))
	}
	return infos[f].Name
}
