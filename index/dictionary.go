package index

import (
	_ "embed"
	"strings"
)

// dictionary holds the English words of four to fourteen letters, names among
// them, in lower case, a line each: the lists of SCOWL (Kevin Atkinson; see
// english.LICENSE) up to size 35, of names up to 50.
//
//go:embed english.txt
var dictionary string

// isEnglish reports whether w, in lower case, is in the dictionary. It reads all of
// it, which is for the few words that the corpus does not have.
func isEnglish(w string) bool { return strings.Contains(dictionary, "\n"+w+"\n") }
