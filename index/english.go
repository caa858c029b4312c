package index

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/index/query"
)

// englishWords are the words of the corpus that are written in ASCII letters,
// as they are written, in lower case, with how often they occur.
type englishWords struct {
	counts map[string]int
	first  map[byte][]string // by first letter
	total  int
	lent   int // of the count of each stop word, whether the corpus has it or not
	most   int // letters of the longest
}

// learnEnglish collects the words of all passages, and the stop words.
func (ix *Index) learnEnglish() *englishWords {
	e := &englishWords{counts: map[string]int{}, first: map[byte][]string{}}
	for text := range ix.texts {
		for w := range asciiWords(text) {
			e.counts[w]++
			e.total++
		}
	}
	e.lent = 1 + e.total/1000
	for w := range query.StopWords() {
		if isASCIILetter(rune(w[0])) && len(w) > 1 {
			e.counts[w] += e.lent
		}
	}
	for w := range e.counts {
		e.first[w[0]] = append(e.first[w[0]], w)
		e.most = max(e.most, len(w))
	}
	return e
}

// asciiWords yields the runs of ASCII letters of text in lower case.
func asciiWords(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		for i := 0; i <= len(text); i++ {
			letter := i < len(text) && text[i] < utf8.RuneSelf && isASCIILetter(rune(text[i]))
			switch {
			case letter && start < 0:
				start = i
			case !letter && start >= 0:
				if !yield(strings.ToLower(text[start:i])) {
					return
				}
				start = -1
			}
		}
	}
}

// space puts the spaces back between the words of text that were run together.
func (e *englishWords) space(text string) (string, bool) {
	var b strings.Builder
	last, changed := 0, false
	for i := 0; i < len(text); {
		if text[i] >= utf8.RuneSelf || !isASCIILetter(rune(text[i])) {
			i++
			continue
		}
		end := i
		for end < len(text) && text[end] < utf8.RuneSelf && isASCIILetter(rune(text[end])) {
			end++
		}
		start := i
		if i > 0 && (text[i-1] == '\'' || strings.HasSuffix(text[:i], "’")) && text[i] == 's' {
			start++ // OpenAI'soffice
		}
		if words := e.apart(strings.ToLower(text[start:end])); words != "" {
			b.WriteString(text[last:start])
			if start > 0 && (start > i || isASCIIDigit(text[start-1])) {
				b.WriteByte(' ')
			}
			b.WriteString(words)
			if last, changed = end, true; end < len(text) && isASCIIDigit(text[end]) {
				b.WriteByte(' ')
			}
		}
		i = end
	}
	if !changed {
		return text, false
	}
	return b.String() + text[last:], true
}

// minRun is how many letters a word needs to be taken for several, and minPair
// for two.
const (
	minRun  = 9
	minPair = minGrammar + minShort
)

// apart returns the words that were run together to w, or "" where w is a word or
// may be one.
func (e *englishWords) apart(w string) string {
	switch {
	case len(w) < minPair || e.counts[w] > 0 || e.near(w) != "" || isEnglish(w):
		return ""
	case len(w) < minRun:
		return e.pair(w)
	}
	return e.segment(w)
}

// pair splits w into two words of the corpus, the likeliest, of which one is a word
// of grammar or both are long; "" where there are none.
func (e *englishWords) pair(w string) string {
	best, most := "", 0
	for k := minGrammar; k <= len(w)-minGrammar; k++ {
		a, b := w[:k], w[k:]
		n := min(e.counts[a], e.counts[b])
		if n <= most || n < 2 {
			continue
		}
		if query.IsStopWord(a) != query.IsStopWord(b) || min(len(a), len(b)) >= minShort {
			best, most = a+" "+b, n
		}
	}
	return best
}

// minGrammar is how many letters a word of grammar needs for that.
const minGrammar = 2

// frequentShare is one of how many words a frequent word is at least.
const frequentShare = 4000

// unknownLetter is the cost of a letter that is in no word, as the negative
// logarithm of a probability.
const unknownLetter = 7.0

// shortWord is what a word of one or two letters costs more that is no word of
// grammar: the likes of it stand in most others.
const shortWord = 5.0

// manyWords is how many words there have to be in a run that has letters of none:
// Whereabouts and contractually are words themselves.
const manyWords = 4

// segment splits w into the most probable sequence of known words, by a unigram
// model and Viterbi's algorithm, and unknown letters between them; "" where
// that explains too little, or takes very short words.
func (e *englishWords) segment(w string) string {
	if len(w) > 400 {
		return ""
	}
	type step struct {
		cost  float64
		from  int
		known bool
	}
	best := make([]step, len(w)+1)
	for i := 1; i <= len(w); i++ {
		best[i] = step{best[i-1].cost + unknownLetter, i - 1, false}
		for j := max(0, i-e.most); j < i; j++ {
			n := e.counts[w[j:i]]
			if n == 0 || i-j == 1 && w[j] != 'a' && w[j] != 'i' {
				continue
			}
			c := best[j].cost + math.Log(float64(e.total+1)/float64(n))
			if i-j <= 2 && !query.IsStopWord(w[j:i]) {
				c += shortWord
			}
			if c < best[i].cost {
				best[i] = step{c, j, true}
			}
		}
	}
	var words []string // last first
	unknown, wasKnown := 0, true
	for i := len(w); i > 0; i = best[i].from {
		piece := w[best[i].from:i]
		if !best[i].known {
			unknown++
		}
		if !best[i].known && !wasKnown {
			words[len(words)-1] = piece + words[len(words)-1]
		} else {
			words = append(words, piece)
		}
		wasKnown = best[i].known
	}
	if 8*unknown > len(w) || len(w) < 3*len(words) || unknown > 0 && len(words) < manyWords {
		return "" // a word that the corpus lacks, more likely
	}
	slices.Reverse(words)
	return strings.Join(words, " ")
}

// How many letters a word needs for a slip to be told from another word, and for
// one to be told at all.
const (
	minSlip  = 6
	minShort = 4
)

// near returns the most frequent word of the corpus that w is one slip away from: a
// letter too many, too few or wrong, or two in the wrong order; "" where there is
// none or w is a word itself.
func (e *englishWords) near(w string) string {
	if e.counts[w] > 0 || len(w) < minShort {
		return ""
	}
	best, count := "", 0
	for _, x := range e.first[w[0]] {
		if n := e.counts[x]; n > count && e.isSlip(w, x) && e.meant(x) {
			best, count = x, n
		}
	}
	if best != "" && isEnglish(w) {
		return ""
	}
	return best
}

// isSlip reports whether w is one slip away from x, which has to be frequent, and one
// of them longer than minShort, where w is short and not all its letters are there
// (as in waht).
func (e *englishWords) isSlip(w, x string) bool {
	sure := len(w) >= minSlip || e.counts[x] > e.total/frequentShare && max(len(w), len(x)) > minShort
	return swapped(w, x) || sure && oneSlip(w, x)
}

// meant reports whether a slip may be one of x: of stop words, only of those that
// the corpus has often.
func (e *englishWords) meant(x string) bool { return !query.IsStopWord(x) || e.counts[x] > 2*e.lent }

// oneSlip reports whether a and b differ by one edit (Damerau, 1964).
func oneSlip(a, b string) bool {
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
	return a[i+1:] == b[i+1:] || swapped(a, b)
}

// swapped reports whether two neighbouring letters of a in the other order make b.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }
