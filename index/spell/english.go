package spell

import (
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// English has the words of a corpus that are written in ASCII letters, in lower case,
// and how often each occurs.
type English struct {
	counts      map[string]int
	first       map[byte][]string // words by first letter
	total       int               // occurrences of all words
	pseudoCount int               // added to the count of each stop word, which the corpus may lack
	stop        map[string]bool
	most        int                      // letters of the longest word
	names       func() map[string]string // by their initials; made when first used
}

// NewEnglish returns the words of texts and the stop words. It keeps texts, which it may
// read once more.
func NewEnglish(texts, stopWords iter.Seq[string]) *English {
	e := &English{counts: map[string]int{}, first: map[byte][]string{}, stop: map[string]bool{}}
	for text := range texts {
		for w := range asciiWords(text) {
			e.counts[w]++
			e.total++
		}
	}
	e.pseudoCount = 1 + e.total/1000
	for w := range stopWords {
		if isASCIILetter(rune(w[0])) {
			e.stop[w] = true
			if len(w) > 1 {
				e.counts[w] += e.pseudoCount
			}
		}
	}
	for w := range e.counts {
		e.first[w[0]] = append(e.first[w[0]], w)
		e.most = max(e.most, len(w))
	}
	e.names = sync.OnceValue(func() map[string]string { return e.namesByInitials(texts) })
	return e
}

func (e *English) isStop(w string) bool { return e.stop[w] }

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

// identifier matches a name in code, whose words are not run together by mistake:
// terminationGracePeriodSeconds.
var identifier = regexp.MustCompile(`^[a-z]+(?:[A-Z][a-z]+){2,}$`)

// splitRuns returns text with blanks between words that were run together, and
// whether there are any.
func (e *English) splitRuns(text string) (string, bool) {
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
		if words := e.split(strings.ToLower(text[start:end])); words != "" && !identifier.MatchString(text[start:end]) {
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

// minRunLetters is the length of the shortest word that is split into several,
// minPairLetters that of the shortest that is split into two.
const (
	minRunLetters  = 9
	minPairLetters = minGrammarLetters + minShortTypoLetters
)

// split returns the words that were run together to w, or "" if w is one word or may
// be.
func (e *English) split(w string) string {
	switch {
	case len(w) < minPairLetters || e.counts[w] > 0 || e.closest(w) != "" || isEnglish(w):
		return ""
	case len(w) < minRunLetters:
		return e.splitPair(w)
	}
	return e.segment(w)
}

// splitPair splits w into the most probable two words of the corpus. One has to be a
// stop word, or both long. It returns "" if there are none.
func (e *English) splitPair(w string) string {
	best, most := "", 0
	for k := minGrammarLetters; k <= len(w)-minGrammarLetters; k++ {
		a, b := w[:k], w[k:]
		n := min(e.counts[a], e.counts[b])
		if n <= most || n < 2 {
			continue
		}
		if e.isStop(a) != e.isStop(b) || min(len(a), len(b)) >= minShortTypoLetters {
			best, most = a+" "+b, n
		}
	}
	return best
}

// minGrammarLetters is the length of the shortest stop word that is one of a pair.
const minGrammarLetters = 2

// frequentWordShare bounds frequent words: at least one in so many words of the corpus
// is that word.
const frequentWordShare = 4000

// unknownLetterCost is the cost of a letter that is in no word, as the negative
// logarithm of a probability.
const unknownLetterCost = 7.0

// shortWordCost is added for a word of one or two letters that is no stop word:
// most words contain one.
const shortWordCost = 5.0

// minWordsAroundUnknown is the least number of known words in a run that has other
// letters too. With fewer it may be one unknown word (whereabouts, contractually).
const minWordsAroundUnknown = 4

// Bounds of a segmentation: the longest run that is segmented, the share of unknown
// letters, one in so many, and the mean length of its words.
const (
	maxRunLetters      = 400
	unknownLetterShare = 8
	minMeanWordLetters = 3
)

// segment splits w into the most probable sequence of known words and unknown letters
// between them, by a unigram model and Viterbi's algorithm. It returns "" if too many
// letters are unknown or the words are very short.
func (e *English) segment(w string) string {
	if len(w) > maxRunLetters {
		return ""
	}
	type step struct {
		cost  float64
		from  int
		known bool
	}
	best := make([]step, len(w)+1)
	for i := 1; i <= len(w); i++ {
		best[i] = step{best[i-1].cost + unknownLetterCost, i - 1, false}
		for j := max(0, i-e.most); j < i; j++ {
			n := e.counts[w[j:i]]
			if n == 0 || i-j == 1 && w[j] != 'a' && w[j] != 'i' {
				continue
			}
			c := best[j].cost + math.Log(float64(e.total+1)/float64(n))
			if i-j <= 2 && !e.isStop(w[j:i]) {
				c += shortWordCost
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
	if unknownLetterShare*unknown > len(w) || len(w) < minMeanWordLetters*len(words) || unknown > 0 && len(words) < minWordsAroundUnknown {
		return "" // a word that the corpus lacks, more likely
	}
	slices.Reverse(words)
	return strings.Join(words, " ")
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }
