package spell

// minTypoLetters is the shortest word corrected without further evidence,
// minShortTypoLetters the shortest corrected at all.
const (
	minTypoLetters      = 6
	minShortTypoLetters = 4
)

// closest returns the most frequent word of the corpus that is one edit away from w,
// or "" if there is none or w is a word itself.
func (e *English) closest(w string) string {
	if e.counts[w] > 0 || len(w) < minShortTypoLetters {
		return ""
	}
	best, count := "", 0
	for _, x := range e.first[w[0]] {
		if n := e.counts[x]; n > count && e.isTypo(w, x) && e.mayBeMeant(x) {
			best, count = x, n
		}
	}
	if best != "" && isEnglish(w) {
		return ""
	}
	return best
}

// isTypo reports whether w is x with one edit. A transposition (waht) always
// counts; any other edit in a word under minTypoLetters counts only if x is
// frequent and one of the two has more than minShortTypoLetters.
func (e *English) isTypo(w, x string) bool {
	sure := len(w) >= minTypoLetters || e.counts[x] > e.total/frequentWordShare && max(len(w), len(x)) > minShortTypoLetters
	return isTransposition(w, x) || sure && isOneEdit(w, x)
}

// mayBeMeant reports whether a typo may be one of x. Of the stop words, only those
// that the corpus often has are.
func (e *English) mayBeMeant(x string) bool { return !e.isStop(x) || e.counts[x] > 2*e.pseudoCount }

// isOneEdit reports whether a and b differ by one edit (Damerau, 1964).
func isOneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return false
	}
	return a[i+1:] == b[i+1:] || isTransposition(a, b)
}

// isTransposition reports whether two neighbouring letters of a in the other order make b.
func isTransposition(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
