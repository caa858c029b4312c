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
	MissingNamesWindow
	MissingNamesPassage
	UnknownNames
	MissingNumbersWindow
	MissingFocusWindow
	MissingYear
	MissingVersion
	QuantityMissing
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

// A use is a set of the models that go by a feature.
type use int

const (
	curated use = 1 << iota // the scorecards, of passages with expected questions
	raw                     // the logistic model, of passages without
)

// infos has an entry per feature. An expected question is one that the corpus
// lists with a passage that answers it; the nearest is the one most similar to
// the question asked. Similarity is Dice's coefficient over terms, coverage the
// share of the question's terms that are found, both weighted by idf.
var infos = [NumFeatures]Info{
	SimilarityExpected:       {"similarity_expected_question", 1, curated, "similarity to the nearest expected question"},
	SimilarityExpectedOfKind: {"similarity_expected_question_of_kind", 1, curated, "similarity to the nearest expected question that asks for the same kind of thing"},
	CoverageSentenceExpected: {"coverage_sentence_question", 1, curated, "coverage by one sentence and the nearest expected question together"},
	CoverageAllFields:        {"coverage_all_fields", 1, curated, "coverage by title, text, expected questions and keywords together"},
	MissingNounAllFields:     {"missing_noun_all_fields", -1, curated, "share of the heaviest term, verbs aside, that no field has"},
	MissingNounTextExpected:  {"missing_noun_text_question", -1, curated, "share of the heaviest term, verbs aside, that title, text and nearest expected question lack"},
	MissingNamesAllFields:    {"missing_names_all_fields", -1, curated, "share of the names that no field has"},
	KnownShare:               {"known_share", 1, curated, "share of the question whose terms the corpus has anywhere"},
	TotalIDF:                 {"total_idf", 0, curated | raw, "total idf x of the question, as x/(x+10)"},
	ScorePerIDF:              {"score_per_idf", 1, curated | raw, "score of the passage by the question's total idf, x, as x/(x+3)"},
	LeadOverSecond:           {"lead_over_second", 1, curated | raw, "difference to the score of the second passage, by the score; raw: by what the snippet covers, too"},
	HasKind:                  {"has_kind", 1, curated, "whether a sentence has the kind of thing that is asked for"},
	AsksNoKind:               {"asks_no_kind", 0, curated, "whether the question asks for no known kind of thing"},
	AsksNumber:               {"asks_number", 0, curated, "whether the question asks for a number"},
	CoverageTitleText:        {"coverage_title_text", 1, curated, "coverage by title and text"},
	MissingNumbers:           {"missing_numbers", -1, curated, "count x of the question's numbers that title and text lack, as x/(x+1)"},
	Korean:                   {"korean", 0, curated, "whether the question is in Korean"},
	NamesEntity:              {"names_entity", 1, curated, "whether the question names something that the corpus knows by name, or continues one that does"},
	SelfReference:            {"self_reference", -1, curated, "whether the question is about the asker's own affairs (1), or perhaps (0.5)"},
	MissingNamesTitleText:    {"missing_names_title_text", -1, curated, "idf of the names that title and text lack, by ten, at most 1"},
	SimilarityUnlessEntity:   {"similarity_unless_entity", 1, curated, "1 where the question names an entity, else the similarity to the nearest expected question of the same kind"},
	MissingQuantity:          {"missing_quantity", -1, curated | raw, "whether the question asks for a sort of quantity that the passage lacks"},
	MissingFocus:             {"missing_focus", -1, curated, "idf of the word that says what is wanted, where title, text and nearest expected question lack it, by ten, at most 1"},
	UnaskedNames:             {"unasked_names", -1, curated, "where the question names no entity, idf of the names in the nearest expected question, by ten, at most 1"},
	SimilarityUnanswered:     {"similarity_unanswered_question", -1, curated, "similarity to the nearest question that an article found is known not to answer"},
	MissingNamesWindow:       {"missing_names_window", -1, raw, "share of the names that snippet and headings lack"},
	MissingNamesPassage:      {"missing_names_passage", -1, raw, "share of the names that title, headings and text lack"},
	UnknownNames:             {"unknown_names", -1, raw, "share of the names that the corpus does not have"},
	MissingNumbersWindow:     {"missing_numbers_window", -1, raw, "count x of the question's numbers that snippet and headings lack, as x/(x+1)"},
	MissingFocusWindow:       {"missing_focus_window", -1, raw, "share of the heaviest word that says what is wanted, where snippet and headings lack it"},
	MissingYear:              {"missing_year", -1, raw, "whether the passage says nothing of the year that is asked about"},
	MissingVersion:           {"missing_version", -1, raw, "whether the passage lacks a version that is asked about"},
	QuantityMissing:          {"quantity_missing_in_window", -1, raw, "whether the snippet lacks the sort of quantity that is asked for"},
	LeadOverArticle:          {"lead_over_second_article", 1, raw, "difference to the score of the first passage of another article, by the score, by what the snippet covers"},
	Suggestion:               {"suggestion", -1, raw, "whether the question proposes something"},
	MissingNounWindow:        {"missing_noun_window", -1, raw, "share of the heaviest word, verbs aside, that snippet and headings lack"},
	NameMissing:              {"name_missing", -1, raw, "whether title, headings and text lack a name altogether"},
	OneWord:                  {"one_word", 0, raw, "whether the question has one word"},
	DateMissing:              {"date_missing", -1, raw, "whether the snippet lacks a time that is asked for"},
	NumberMissing:            {"number_missing", -1, raw, "whether the snippet lacks a number that is asked for"},
	PersonMissing:            {"person_missing", -1, raw, "whether the snippet lacks a person that is asked for"},
	ReasonMissing:            {"reason_missing", -1, raw, "whether the snippet lacks a reason that is asked for"},
	SoftCoverageWindow:       {"soft_coverage_window", 1, raw, "coverage by the snippet or, near words counting in part, by a sentence of it"},
}

// Info returns what is known of f.
func (f Feature) Info() Info { return infos[f] }

// Raw reports whether passages without expected questions are judged by f.
func (f Feature) Raw() bool { return infos[f].use&raw != 0 }

// Curated reports whether passages with expected questions are.
func (f Feature) Curated() bool { return infos[f].use&curated != 0 }

// String returns the name of f.
func (f Feature) String() string {
	if f < 0 || f >= NumFeatures {
		return fmt.Sprintf("feature %d", int(f))
	}
	return infos[f].Name
}
