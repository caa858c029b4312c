package spell

import (
	_ "embed"
	"sort"
	"strings"
)

// dictionary holds the English words of four to fourteen letters, names among
// them, in lower case and in order, a line each: the lists of SCOWL (Kevin Atkinson;
// see english.LICENSE) up to size 35, of names up to 50.
//
//go:embed english.txt
var dictionary string

// isEnglish reports whether w, in lower case, is in the dictionary.
func isEnglish(w string) bool {
	line := func(i int) string { // that has byte i, or ends there
		start := strings.LastIndexByte(dictionary[:i], '\n') + 1
		return dictionary[start : i+strings.IndexByte(dictionary[i:], '\n')]
	}
	i := sort.Search(len(dictionary), func(i int) bool { return line(i) >= w })
	return i < len(dictionary) && line(i) == w
}
