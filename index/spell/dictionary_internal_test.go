package spell

import (
	"strings"
	"testing"
)

func TestIsEnglish(t *testing.T) {
	for w := range strings.Lines(dictionary) {
		if w = strings.TrimSuffix(w, "\n"); !isEnglish(w) {
			t.Fatalf("%q is not found", w)
		}
	}
	for _, w := range []string{"", "a", "aaaa", "koea", "patentx", "paten", "zzzz", "german\n", "\n"} {
		if isEnglish(w) {
			t.Errorf("%q is found", w)
		}
	}
}
