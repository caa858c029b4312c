package confidence

import "fmt"

// Features are what a [Model] judges by, each between 0 and 1. All but
// LeadOverSecond and SimilarityUnanswered describe the best passage.
type Features [NumFeatures]float64

// The features, as indices of [Features]. Their names, meanings and signs are in
// [Feature.Info].
const (
	MissingNounTextExpected Feature = iota
	MissingNamesAllFields
	TotalIDF
	ScorePerIDF
	LeadOverSecond
	AsksNumber
	Korean
	SelfReference
	MissingQuantityPassage
	UnaskedNames
	SimilarityUnanswered
	MissingNamesWindow
	MissingNamesPassage
	UnknownNames
	MissingNumbersWindow
	MissingFocusWindow
	MissingYear
	MissingVersion
	MissingQuantityWindow
	LeadOverArticle
	Suggestion
	MissingNounWindow
	NameMissing
	OneWord
	DateMissing
	NumberMissing
	PersonMissing
	ReasonMissing
	SoftCoverageWindow
	SoftSimilarityExpected
	UncoveredUnlessEntity
	Statement
	CrossLingual
	MatchedIDF
	DenialMissing
	CountMissing
	PlaceMissing
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
	use  use
	Doc  string
}

// A use is which of the two predictions of a model go by a feature.
type use int

const (
	expected use = 1 << iota // that of passages with expected questions
	raw                      // that of passages without
)

// infos has an entry per feature. An expected question is one that the corpus
// lists with a passage that answers it; the nearest is the one most similar to
// the question asked. Similarity is Dice's coefficient over terms, coverage the
// share of the question's terms that are found, both weighted by idf.
var infos = [NumFeatures]Info{
	MissingNounTextExpected: {"missing_noun_text_question", -1, expected, "share of the heaviest term, verbs aside, that title, text and nearest expected question lack"},
	MissingNamesAllFields:   {"missing_names_all_fields", -1, expected, "share of the names that no field has"},
	TotalIDF:                {"total_idf", 0, raw, "total idf x of the question, as x/(x+10)"},
	ScorePerIDF:             {"score_per_idf", 1, expected | raw, "score of the passage by the question's total idf, x, as x/(x+3)"},
	LeadOverSecond:          {"lead_over_second", 1, expected | raw, "difference to the score of the second passage, by the score; raw: by what the snippet covers, too"},
	AsksNumber:              {"asks_number", 0, expected, "whether the question asks for a number"},
	Korean:                  {"korean", 0, expected, "whether the question is in Korean"},
	SelfReference:           {"self_reference", -1, expected, "whether the question is about the asker's own affairs (1), or perhaps (0.5)"},
	MissingQuantityPassage:  {"missing_quantity_passage", -1, raw, "whether the question asks for a sort of quantity that the passage lacks"},
	UnaskedNames:            {"unasked_names", -1, expected, "where the question names no entity, idf of the names in the nearest expected question, by ten, at most 1"},
	SimilarityUnanswered:    {"similarity_unanswered_question", -1, expected, "similarity to the nearest question that an article found is known not to answer"},
	MissingNamesWindow:      {"missing_names_window", -1, expected | raw, "share of the names that snippet and headings lack"},
	MissingNamesPassage:     {"missing_names_passage", -1, raw, "share of the names that title, headings and text lack"},
	UnknownNames:            {"unknown_names", -1, raw, "share of the names that the corpus does not have"},
	MissingNumbersWindow:    {"missing_numbers_window", -1, raw, "count x of the question's numbers that snippet and headings lack, as x/(x+1)"},
	MissingFocusWindow:      {"missing_focus_window", -1, raw, "share of the heaviest word that says what is wanted, where snippet and headings lack it"},
	MissingYear:             {"missing_year", -1, expected | raw, "whether the passage says nothing of the year that is asked about"},
	MissingVersion:          {"missing_version", -1, expected | raw, "whether the passage lacks a version that is asked about"},
	MissingQuantityWindow:   {"missing_quantity_window", -1, expected | raw, "whether the snippet lacks the sort of quantity that is asked for"},
	LeadOverArticle:         {"lead_over_second_article", 1, raw, "difference to the score of the first passage of another article, by the score, by what the snippet covers"},
	Suggestion:              {"suggestion", -1, expected | raw, "whether the question proposes something, or asks for an opinion"},
	MissingNounWindow:       {"missing_noun_window", -1, raw, "share of the heaviest word, verbs aside, that snippet and headings lack"},
	NameMissing:             {"name_missing", -1, raw, "whether title, headings and text lack a name altogether"},
	OneWord:                 {"one_word", 0, raw, "whether the question has one word"},
	DateMissing:             {"date_missing", -1, expected | raw, "whether the snippet lacks a time that is asked for"},
	NumberMissing:           {"number_missing", -1, expected | raw, "whether the snippet lacks a number that is asked for"},
	PersonMissing:           {"person_missing", -1, expected | raw, "whether the snippet lacks a person that is asked for; raw: any name, office or team that the question does not have"},
	ReasonMissing:           {"reason_missing", -1, expected | raw, "whether the snippet lacks a reason that is asked for"},
	SoftCoverageWindow:      {"soft_coverage_window", 1, raw, "coverage by the snippet or, near words counting in part, by a sentence of it; a kind of thing that is asked for and missing counts as one more word"},
	SoftSimilarityExpected:  {"soft_similarity_expected_question", 1, expected, "similarity to the nearest expected question, near words counting in part"},
	UncoveredUnlessEntity:   {"uncovered_unless_entity", -1, expected, "0 where the question names an entity, else the share of it that the snippet does not cover, near words counting in part"},
	Statement:               {"statement", -1, expected, "whether the text names no entity and has no form of a question"},
	CrossLingual:            {"cross_lingual", 0, expected, "whether the passage is in another language than the question"},
	MatchedIDF:              {"matched_idf", 1, expected, "idf x of the question's words that title, text, expected questions or keywords have, as x/(x+10)"},
	DenialMissing:           {"denial_missing", -1, expected | raw, "whether the question is of what is not so and the snippet denies nothing"},
	CountMissing:            {"count_missing", -1, expected | raw, "whether the snippet has no number of what is asked the number of"},
	PlaceMissing:            {"place_missing", -1, expected | raw, "whether the snippet lacks a place that is asked for"},
}

// Info returns what is known of f.
func (f Feature) Info() Info { return infos[f] }

// Used reports whether passages are judged by f: those with expected questions, or
// those without.
func (f Feature) Used(withExpected bool) bool {
	if withExpected {
		return infos[f].use&expected != 0
	}
	return infos[f].use&raw != 0
}

// String returns the name of f.
func (f Feature) String() string {
	if f < 0 || f >= NumFeatures {
		return fmt.Sprintf("feature %d", int(f))
	}
	return infos[f].Name
}
