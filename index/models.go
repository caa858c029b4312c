package index

import "strings"

// modelNames returns the names in text that end in a number, such as GPT-5 and
// HBM4, without hyphens and in lower case. A number of four digits is a year.
func modelNames(text string) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isModelRune(r) }) {
		if word = foldModel(word); isModel(word) {
			out = append(out, word)
		}
	}
	return out
}

func isModelRune(r rune) bool {
	return r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func foldModel(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", "")) }

// missingModels counts the names that neither title nor text has.
func missingModels(names []string, title, text string) int {
	if len(names) == 0 {
		return 0
	}
	all, n := foldModel(title+" "+text), 0
	for _, name := range names {
		_, after, found := strings.Cut(all, name)
		if !found || after != "" && isDigit(after[0]) {
			n++
		}
	}
	return n
}

func isModel(word string) bool {
	digits := 0
	for digits < len(word) && isDigit(word[len(word)-1-digits]) {
		digits++
	}
	return digits > 0 && digits < 4 && digits < len(word) && !isDigit(word[0])
}
