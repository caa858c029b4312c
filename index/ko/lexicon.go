package ko

import (
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// A Lexicon is what an analyzer knows of the words of one corpus: the analysis of
// each of its Hangul words, and how often each stem occurs. It is safe for
// concurrent use.
type Lexicon struct {
	words map[string]analysis
	stems map[string]*stemStats
	total int                    // occurrences of all words
	known func(stem string) bool // of a small corpus: stems that it need not show; else nil

	last atomic.Pointer[segmented] // the last long run

	index sync.Once     // builds the rest, which only Correct needs
	near  neighbourhood // the words and nouns
}

// An analysis is how a word is read.
type analysis struct {
	stem  string
	size  int      // bytes of the word that the stem takes up
	parts []string // of a compound, at least two, else nil
	count int      // occurrences of the word in the corpus
	verb  bool     // an ending was stripped, not particles
}

// stemStats is the evidence for a stem.
type stemStats struct {
	forms int  // different words that it occurs in
	count int  // occurrences
	noun  bool // at least one of the words has no verb's ending
}

// Train returns the lexicon of the texts of a corpus.
//
// It counts the words, takes each apart in every possible way, and chooses the stem
// that most other words have too. The order of the texts does not matter. A small
// corpus shows few of its stems twice: there, those count for more that known reports;
// nil reports none.
func Train(texts func(yield func(string) bool), known func(stem string) bool) *Lexicon {
	counts, final := countWords(texts)
	lex := &Lexicon{words: make(map[string]analysis, len(counts)), stems: make(map[string]*stemStats, len(counts))}
	if len(counts) < smallCorpus {
		lex.known = known
	}
	var buf [maxCandidates]candidate
	for w, n := range counts {
		for _, c := range candidates(buf[:0], w) {
			addStem(lex.stems, c.stem, n)
		}
		lex.total += n
	}
	chosen := make(map[string]*stemStats, len(counts))
	for w, n := range counts {
		a := lex.choose(w, 2*final[w] > n)
		a.count = n
		lex.words[w] = a
		s := addStem(chosen, a.stem, n)
		s.noun = s.noun || !a.verb
	}
	lex.stems = chosen
	for w, a := range lex.words {
		a.parts = lex.splitCompound(a.stem)
		lex.words[w] = a
	}
	return lex
}

// countWords counts the Hangul words of texts, but for what a figure counts in: the 시까지
// of 13시까지 is no word. final has how often those in 다 end a sentence.
func countWords(texts func(yield func(string) bool)) (counts, final map[string]int) {
	counts, final = map[string]int{}, map[string]int{}
	for text := range texts {
		before := none
		for r, ok := nextRun(text, 0); ok; r, ok = nextRun(text, r.end) {
			w := text[r.start:r.end]
			if r.script == hangulRun && !(before == digit && r.glued && (len(w) == syllableBytes || IsParticles(w[syllableBytes:]))) {
				counts[w]++
				if strings.HasSuffix(w, "다") && r.end < len(text) && strings.IndexByte(".!?", text[r.end]) >= 0 {
					final[w]++
				}
			}
			before = r.script
		}
	}
	return counts, final
}

// addStem counts one more word with the given stem that occurs n times.
func addStem(stems map[string]*stemStats, stem string, n int) *stemStats {
	s := stems[stem]
	if s == nil {
		s = &stemStats{}
		stems[stem] = s
	}
	s.forms++
	s.count += n
	return s
}

// Knows reports whether the corpus has the Hangul word w or the stem that it
// probably has.
func (lex *Lexicon) Knows(w string) bool {
	if _, ok := lex.words[w]; ok {
		return true
	}
	return lex.stems[lex.choose(w, false).stem] != nil
}

// hasLongNoun reports whether w is probably a noun of two syllables or more, of which there
// is evidence beside w. Without a lexicon there is none.
func (lex *Lexicon) hasLongNoun(w string) bool {
	if lex == nil {
		return false
	}
	word := lex.choose(w, false)
	s, stem := lex.stems[word.stem], word.stem
	return !word.verb && len(stem) > syllableBytes && (s != nil && s.forms >= minCompoundPartForms || lex.known != nil && lex.known(stem))
}

// choose returns the analysis of w by the candidate that the corpus supports best. final says
// that w mostly ends sentences.
func (lex *Lexicon) choose(w string, final bool) analysis {
	var buf [maxCandidates]candidate
	best, bestScore := candidate{stem: w, size: len(w)}, math.Inf(-1)
	for _, c := range candidates(buf[:0], w) {
		if score := lex.score(c, w, final); score > bestScore {
			best, bestScore = c, score
		}
	}
	return analysis{stem: best.stem, size: best.size, verb: best.verb}
}

// The constants of the choice of a stem, in units of the logarithm of the number of
// words that a stem occurs in.
const (
	costOneSyllable      = 3.0  // of a stem of one syllable
	costCommonVerb       = 1.0  // of one that is a common verb's
	costTwoSyllables     = 0.3  // of a stem of two syllables
	costVerb             = 0.4  // of taking a word for a verb
	gainStripped         = 0.7  // of stripping anything
	gainEndingByte       = 0.03 // for each byte of a verb's ending
	gainSureEnding       = 0.1  // for an ending that is hardly ever anything else
	gainFinal            = 0.5  // for it in a word that ends sentences
	unseenStemForms      = 0.5  // words that a stem counts as being in if it is in none
	minCompoundPartForms = 2    // words that a part of a compound occurs in, or a noun that is no counter
	knownForms           = 1.5  // words that a known stem counts as being in, beside its own
)

// smallCorpus is how many different words a corpus has that shows its stems itself.
const smallCorpus = 6000

// score rates a candidate: by how many words its stem occurs in, favouring long
// stems over short ones, particles over verb endings, and long endings. final says that w
// mostly ends sentences, as verbs do.
func (lex *Lexicon) score(c candidate, w string, final bool) float64 {
	forms := unseenStemForms
	if s := lex.stems[c.stem]; s != nil {
		forms += float64(s.forms)
	}
	if lex.known != nil && lex.known(c.stem) && !isInflected(c.stem) {
		forms += knownForms
	}
	score := math.Log(forms)
	switch utf8.RuneCountInString(c.stem) {
	case 1:
		if c.sure && commonVerbs[c.stem] {
			score -= costCommonVerb
		} else {
			score -= costOneSyllable
		}
	case 2:
		score -= costTwoSyllables
	}
	if c.verb {
		score -= costVerb
	}
	if c.size < len(w) && !lex.isPerson(c, w) {
		score += gainStripped
	}
	if c.verb {
		score += gainEndingByte * float64(len(w)-c.size)
	}
	if c.sure {
		score += gainSureEnding
		if c.verb && final {
			score += gainFinal
		}
	}
	return score
}

// isPerson reports whether what c takes for the ending 자 (하자) more probably makes a noun:
// 이용자, 삼성전자. A large corpus shows by its other words which it is.
func (lex *Lexicon) isPerson(c candidate, w string) bool {
	return lex.known != nil && c.verb && w[c.size:] == "자" && !commonVerbs[c.stem]
}

// Lengths of compounds and of their parts, in syllables.
const (
	minCompoundSyllables     = 4
	minCompoundPartSyllables = 2
	maxCompoundPartSyllables = 8
)

// splitCompound returns the parts of the compound s if all of them are stems of
// their own: the most probable split by a unigram model, found by Viterbi's
// algorithm. It returns nil if s is no compound.
func (lex *Lexicon) splitCompound(s string) []string {
	n := utf8.RuneCountInString(s)
	if n < minCompoundSyllables || n > maxWordSyllables {
		return nil
	}
	var offsets [maxWordSyllables + 1]int
	n = 0
	for i := range s {
		offsets[n] = i
		n++
	}
	offsets[n] = len(s)
	var best [maxWordSyllables + 1]float64 // score of the best split of the first i syllables
	var from [maxWordSyllables + 1]int     // where its last part begins
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(-1)
		for j := max(0, i-maxCompoundPartSyllables); j <= i-minCompoundPartSyllables; j++ {
			if i-j == n {
				continue
			}
			part := lex.stems[s[offsets[j]:offsets[i]]]
			if part == nil || part.forms < minCompoundPartForms {
				continue
			}
			if v := best[j] + math.Log(float64(part.forms)/float64(1+lex.total)); v > best[i] {
				best[i], from[i] = v, j
			}
		}
	}
	if math.IsInf(best[n], -1) {
		return nil
	}
	var parts []string
	for i := n; i > 0; i = from[i] {
		parts = append(parts, s[offsets[from[i]]:offsets[i]])
	}
	slices.Reverse(parts)
	return parts
}
