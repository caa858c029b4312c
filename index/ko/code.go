package ko

import "strings"

const (
	maxCodeLetters = 5  // before the figures of a code
	maxCodeBytes   = 16 // of a whole code
)

// joinCodes makes each code among the tokens dst[from:] of text one word, letters with
// figures behind them (E2, H-01, N3a): a token without hyphen, which stands in front, and
// as its parts what it is written with.
func joinCodes(dst []Token, from int, text string) []Token {
	var wholes []insertion
	for i := from; i < len(dst); i++ {
		n := codeTokens(dst[i:], text)
		if n == 0 {
			continue
		}
		start, end := dst[i].Start, dst[i+n-1].End
		term := strings.ToLower(strings.ReplaceAll(text[start:end], "-", ""))
		wholes = append(wholes, insertion{i, Token{Term: term, Start: start, End: end, Word: dst[i].Word}})
		makeParts(dst[i : i+n])
		i += n - 1
	}
	return insertAll(dst, wholes)
}

// codeTokens returns how many of tokens, from the first, are a code; 0 if there is none.
func codeTokens(tokens []Token, text string) int {
	first := tokens[0]
	if first.Part || first.End-first.Start > maxCodeLetters || !isLatin(text[first.Start]) || first.Start > 0 && isLatin(text[first.Start-1]) {
		return 0
	}
	n := 1
	for ; n < len(tokens); n++ {
		before, t := tokens[n-1], tokens[n]
		hyphen := n == 1 && t.Start == before.End+1 && text[before.End] == '-'
		if t.Part || !hyphen && t.Start != before.End || !isLatin(text[t.Start]) && !isFigure(text[t.Start]) || n == 1 && !isFigure(text[t.Start]) {
			break
		}
	}
	if n == 1 || tokens[n-1].End-first.Start > maxCodeBytes {
		return 0
	}
	return n
}

func isLatin(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func isFigure(b byte) bool { return b >= '0' && b <= '9' }
