// Package wordlist reads word lists: text files of words between white space, or
// of named groups of phrases.
//
// A list begins with lines that start with "#". They say which words it has, why,
// where they come from and under which licence. A package embeds its lists, one
// file a language and purpose, and reads them here.
package wordlist

import "strings"

// Words returns the words of list in their order, without the lines that start
// with "#".
func Words(list string) []string {
	var words []string
	for line := range lines(list) {
		words = append(words, strings.Fields(line)...)
	}
	return words
}

// Set returns the words of list as a set.
func Set(list string) map[string]bool { return SetOf(Words(list)) }

// SetOf returns words as a set.
func SetOf(words ...[]string) map[string]bool {
	set := map[string]bool{}
	for _, list := range words {
		for _, word := range list {
			set[word] = true
		}
	}
	return set
}

// Groups returns the phrases of each group of list by the group's name, in their
// order. A line "name: phrase, phrase" begins a group, and lines that start with
// white space go on with it. Lines that start with "#" do not count, and neither do
// quotation marks around a phrase, which keep the blanks at its ends.
func Groups(list string) map[string][]string {
	groups := map[string][]string{}
	name := ""
	for line := range lines(list) {
		if before, after, found := strings.Cut(line, ":"); found && before == strings.TrimSpace(before) {
			name, line = before, after
		}
		for phrase := range strings.SplitSeq(line, ",") {
			if phrase = strings.Trim(strings.TrimSpace(phrase), `"`); phrase != "" {
				groups[name] = append(groups[name], phrase)
			}
		}
	}
	return groups
}

// Body returns list without the lines that start with "#" before its first word.
func Body(list string) string {
	for strings.HasPrefix(list, "#") {
		_, list, _ = strings.Cut(list, "\n")
	}
	return list
}

// lines yields the lines of list that do not start with "#".
func lines(list string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			if !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}
