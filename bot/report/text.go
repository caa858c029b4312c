package report

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"okbot/index/query"
)

// Characters kept of what others wrote.
const (
	maxQuestion = 160
	maxSearched = 320      // of a question with what it borrowed
	maxLabel    = 60       // of a name
	maxRaw      = 16 << 10 // bytes looked at
)

// clean makes text fit to show, as [bot.Clean] does, and cuts it to n
// characters, the last then being an ellipsis.
func clean(text string, n int) string {
	return cut(query.Clean(text[:min(len(text), maxRaw)]), n)
}

// cut cuts text between graphemes so that it has at most n of them, and at most
// eight bytes for each: a grapheme may have any number of marks.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	g := graphemes.FromString(text)
	last := 0 // where the ellipsis would stand
	for i := 0; g.Next(); i++ {
		if i == n || g.End() > 8*n {
			return strings.Clone(text[:last]) + "…"
		}
		if i < n-1 {
			last = g.End()
		}
	}
	return text
}
