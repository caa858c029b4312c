package index

import (
	"okbot/index/ko"
	"okbot/index/query"
)

// Vocabulary returns what a question to the index is to be corrected against.
func (ix *Index) Vocabulary() query.Vocabulary { return ix }

// Correct returns text as it was probably meant, and whether that differs: typed
// on the other keyboard layout, without blanks, or with a typo in a word that the
// corpus does not have. A question whose words the index knows is left alone.
func (ix *Index) Correct(text string) (string, bool) {
	return ix.spelling.Correct(text, ix.analyzer.Tokens(nil, text))
}

// Segment returns text with the blanks that are missing between Korean words.
func (ix *Index) Segment(text string) string { return ix.analyzer.Segment(text) }

// Terms returns the terms of text, in order, each name's behind the words.
func (ix *Index) Terms(text string) []ko.Token { return ix.terms(nil, text) }
