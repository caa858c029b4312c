package spell

import (
	"iter"
	"maps"
	"math"
	"strings"
	"unicode/utf8"
)

// Bounds of the names that are known by their initials, in words.
const (
	minNameWords = 2
	maxNameWords = 5
)

// namesByInitials returns the names of texts by their initials, in lower case: two words or
// more in a row with a capital each, such as Site Reliability Engineering, and the first
// three or more of those. Where the same letters begin two names they are of neither: "".
func (e *English) namesByInitials(texts iter.Seq[string]) map[string]string {
	names := map[string]string{}
	add := func(words []string) {
		if len(words) < minNameWords || len(words) > maxNameWords {
			return
		}
		var initials strings.Builder
		for _, w := range words {
			initials.WriteByte(w[0] + 'a' - 'A')
		}
		name := strings.Join(words, " ")
		if other, again := names[initials.String()]; again && !strings.EqualFold(other, name) {
			name = ""
		}
		names[initials.String()] = name
	}
	addAll := func(run []string) {
		add(run)
		for n := minNameWords + 1; n < len(run); n++ {
			add(run[:n])
		}
	}
	for text := range texts {
		for run, begins := range capitalRuns(text) {
			if begins && len(run) > minNameWords { // The, Ask
				addAll(run[1:])
			}
			if !e.isStop(strings.ToLower(run[0])) {
				addAll(run)
			}
		}
	}
	counts := map[int]int{} // names by the number of their words
	for initials := range names {
		counts[len(initials)]++
	}
	maps.DeleteFunc(names, func(initials, _ string) bool {
		n := len(initials)
		return float64(counts[n]) > maxChance*math.Pow(26, float64(n))
	})
	return names
}

// maxChance is how many of the abbreviations of some length may be initials of a name in
// the corpus: where more are, any letters would be those of one by chance.
const maxChance = 0.09

// capitalRuns yields the longest runs of words in text with one blank between, each of a
// capital and small letters, and whether a run may begin a sentence.
func capitalRuns(text string) iter.Seq2[[]string, bool] {
	return func(yield func([]string, bool) bool) {
		var run []string
		begins, end := false, -1 // whether the run begins a sentence, and where it ends
		for start := 0; start < len(text); {
			if !isASCIILetter(rune(text[start])) {
				start++
				continue
			}
			stop := start
			for stop < len(text) && isASCIILetter(rune(text[stop])) {
				stop++
			}
			w := text[start:stop]
			if start != end+1 || end < 0 || text[end] != ' ' || !isCapitalized(w) {
				if len(run) > 0 && !yield(run, begins) {
					return
				}
				run = nil
			}
			if isCapitalized(w) {
				if len(run) == 0 {
					before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:start], " \n"))
					begins = !isASCIILetter(before) && before != ','
				}
				run, end = append(run, w), stop
			}
			start = stop
		}
		if len(run) > 0 {
			yield(run, begins)
		}
	}
}

// isCapitalized reports whether a word of ASCII letters is a capital and small ones.
func isCapitalized(w string) bool {
	return len(w) > 1 && w[0] <= 'Z' && w[1:] == strings.ToLower(w[1:])
}

// spellOut returns the name that the corpus has for an abbreviation in capitals which it
// does not have, or "".
func (e *English) spellOut(w string) string {
	if w != strings.ToUpper(w) || e.counts[strings.ToLower(w)] > 0 {
		return ""
	}
	return e.names()[strings.ToLower(w)]
}
