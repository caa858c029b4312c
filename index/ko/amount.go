package ko

import (
	"math"
	"strconv"
	"strings"
)

// multipliers are the numerals behind digits, with what they multiply those by.
var multipliers = newMultipliers()

func newMultipliers() map[string]float64 {
	m := map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
	for small, x := range map[string]float64{"": 1, "십": 10, "백": 100, "천": 1000} {
		for large, y := range map[string]float64{"": 1, "만": 1e4, "억": 1e8, "조": 1e12} {
			if x*y > 1 {
				m[small+large] = x * y
			}
		}
	}
	return m
}

// maxFigures is how long the figures are, in bytes, that are part of an amount.
const maxFigures = 16

// joinAmounts makes each amount among the tokens dst[from:] of text that is written with
// numerals one word (3만 5천, 1.2 million): a token with its value in digits, which stands
// in front, and as its parts what it is written with.
func joinAmounts(dst []Token, from int, text string) []Token {
	var wholes []insertion
	for i := from; i < len(dst); i++ {
		n, value := amount(dst[i:], text)
		if n == 0 {
			continue
		}
		whole := Token{Term: strconv.FormatFloat(math.Round(value), 'f', -1, 64), Start: dst[i].Start, End: dst[i+n-1].End, Word: dst[i].Word}
		makeParts(dst[i : i+n])
		wholes = append(wholes, insertion{i, whole})
		i += n - 1
	}
	return insertAll(dst, wholes)
}

// amount returns how many of tokens, from the first, are an amount with numerals, and its
// value; 0 if there is none.
func amount(tokens []Token, text string) (n int, value float64) {
	least := math.Inf(1) // each numeral is less than the one before
	for n+1 < len(tokens) {
		figure, numeral := tokens[n], tokens[n+1]
		if n > 0 && !isNear(text, tokens[n-1].End, figure.Start) || !isNear(text, figure.End, numeral.Start) {
			break
		}
		if figure.Part || len(figure.Term) > maxFigures || figure.Term[0] < '0' || figure.Term[0] > '9' {
			break
		}
		x, err := strconv.ParseFloat(figure.Term, 64)
		by := multipliers[strings.ToLower(text[numeral.Start:numeral.End])]
		if err != nil || by == 0 {
			break
		}
		if by >= least {
			if by > least && tokens[n-1].End == figure.Start { // 3천5백만: the first counts the second, too
				return 0, 0
			}
			break
		}
		n, value, least = n+2, value+x*by, by
	}
	return n, value
}

// isNear reports whether nothing or one blank is between two bytes of text.
func isNear(text string, end, start int) bool {
	return start == end || start == end+1 && text[end] == ' '
}
