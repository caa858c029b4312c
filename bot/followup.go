package bot

import (
	"context"
	"strings"

	"okbot/index"
	"okbot/index/query"
)

// contextualise searches again for a question that seems to lack something, with what
// was said before, and returns the better findings.
func (b *Bot) contextualise(ctx context.Context, req index.Request, span query.TimeSpan, last Turn, alone findings) (findings, error) {
	req.Prior, req.PriorPassage = query.Reread(last.Asked, query.Options{Vocabulary: b.searcher.Vocabulary()}), last.Passage
	together, err := b.find(ctx, req, span)
	if err != nil {
		return alone, err
	}
	lacks := req.Query.PointsBack || alone.result.TotalIDF < minOwnIDF
	if !lacks && alone.Accept && (alone.Correct > followUpConfidence || together.Correct < alone.Correct) {
		return alone, nil
	}
	together.asked = cutText(last.Asked+" "+together.asked, maxContextBytes)
	return together, nil
}

const (
	followUpConfidence = 0.9 // above it, a question that is answered alone needs nothing from before
	minOwnIDF          = 5.0 // total idf of a question that says what it is about
	maxContextBytes    = 600 // bytes that a conversation's question grows to
)

// cutText keeps the last n bytes of s, from the start of a word.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	return s[strings.IndexByte(s, ' ')+1:]
}
