package bot

import (
	"context"
	"strings"

	"okbot/index"
	"okbot/index/query"
)

// borrow searches again for a question that seems to lack something, with what
// was said before, and returns the better findings.
func (b *Bot) borrow(ctx context.Context, req index.Request, span query.TimeSpan, last talk, alone findings) (findings, error) {
	req.PriorQuestion, req.PriorPassage = last.Asked, last.Passage
	together, err := b.find(ctx, req, span)
	if err != nil {
		return alone, err
	}
	lacks := query.PointsBack(req.Text) || alone.result.TotalIDF < leastMass
	if !lacks && alone.holds && (alone.right > complete || together.right < alone.right) {
		return alone, nil
	}
	together.asked = cutText(last.Asked+" "+together.asked, maxContext)
	return together, nil
}

const (
	complete   = 0.9 // confidence at which a question needs nothing from before
	leastMass  = 5.0 // mass of a question that says what it is about
	maxContext = 600 // bytes that a conversation's question grows to
)

// cutText keeps the last n bytes of s, from the start of a word.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	return s[strings.IndexByte(s, ' ')+1:]
}
