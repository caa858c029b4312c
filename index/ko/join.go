package ko

// joins make one word of several tokens, dst[from:], of text.
var joins = []func(dst []Token, from int, text string) []Token{joinCodes, spellDates, joinAmounts, spellWeekdays}

// An insertion is a token and the index of the token that it is to stand before.
type insertion struct {
	at    int
	token Token
}

// makeParts makes tokens the parts of one word, the first.
func makeParts(tokens []Token) {
	for i := range tokens {
		tokens[i].Word, tokens[i].Part = tokens[0].Word, true
	}
}

// insertAll returns dst with the insertions, which are in the order of their places.
func insertAll(dst []Token, insertions []insertion) []Token {
	from := len(dst)
	for range insertions {
		dst = append(dst, Token{})
	}
	to := len(dst)
	for i := len(insertions) - 1; i >= 0; i-- {
		at := insertions[i].at
		to -= copy(dst[to-(from-at):to], dst[at:from]) + 1
		from, dst[to] = at, insertions[i].token
	}
	return dst
}
