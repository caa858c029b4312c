// Package wordlist reads word lists: text files of words between white space.
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
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}

// Set returns the words of list as a set.
func Set(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range Words(list) {
		set[word] = true
	}
	return set
}
