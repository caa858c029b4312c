package query

import (
	"regexp"
	"strings"
)

// Markup of chats and of the web, which no question is about: Slack's and Discord's
// mentions and links, calls to everybody, addresses, tags.
var (
	link   = regexp.MustCompile(`<https?://[^|<>]*\|([^<>]*)>`)
	markup = regexp.MustCompile("<[@#!/&:\\pL][^<>]{0,100}>|(^|\\s)@(everyone|here|channel)\\b|https?://[^\\s<>]+|[`*_~|]{2,3}")
)

// stripMarkup returns a question without markup, or as it is where nothing else is in
// it.
func stripMarkup(text string) string {
	if !strings.ContainsAny(text, "<@:`*_~|") {
		return text
	}
	bare := CutTags(link.ReplaceAllString(text, " $1 "), markup)
	if bare = strings.Join(strings.Fields(bare), " "); hasWords(bare) {
		return bare
	}
	return text
}
