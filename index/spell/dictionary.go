package spell

import (
	_ "embed"
	"sort"
	"strings"

	"okbot/index/wordlist"
)

//go:embed english.txt
var dictionaryList string

// dictionary holds English words of four to fourteen letters, names among them, in
// lower case and in order, a line each.
var dictionary = wordlist.Body(dictionaryList)

// isEnglish reports whether w, in lower case, is in the dictionary.
func isEnglish(w string) bool {
	line := func(i int) string { // that has byte i, or ends there
		start := strings.LastIndexByte(dictionary[:i], '\n') + 1
		return dictionary[start : i+strings.IndexByte(dictionary[i:], '\n')]
	}
	i := sort.Search(len(dictionary), func(i int) bool { return line(i) >= w })
	return i < len(dictionary) && line(i) == w
}
