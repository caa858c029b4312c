package query

import (
	"regexp"
	"strings"
	"unicode"
)

// continues are words with which a question points back to what was said.
var continues = regexp.MustCompile(`(?i)^(그럼|그러면|그래서|그리고|그건|그게|그거|그때|그 |그중|거기|근데|그런데|and\b|then\b|so\b|what about|how about)|` +
	`(그\s?(사람|회사|곳|분|날|때|건물|기관|법원|행사|서비스|돈|모델|제품|결과|이유|중)|거기|그쪽|그들|\b(he|she|they|him|her|them|his|their|its|it|that|there|those|these|this)\b)`)

// IsElliptical reports whether a question lacks something that an earlier one may
// have said: it points back, or has hardly any words of its own.
func IsElliptical(text string) bool {
	return continues.MatchString(text) || len(strings.FieldsFunc(text, unicode.IsSpace)) <= 4 || OwnWords(text) <= 2
}

// PointsBack reports whether a question points back to what was said.
func PointsBack(text string) bool { return continues.MatchString(text) }
