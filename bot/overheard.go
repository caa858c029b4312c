package bot

import "okbot/index/query"

// minOverheardConfidence is the confidence from which a message that addresses
// nobody is answered if it names what the corpus is about.
const minOverheardConfidence = 0.7

// FitsOverheard reports whether a may be said to people who did not address the
// bot: they asked a question, and it either names an entity of the corpus and is
// answered with confidence, or refers back to what the bot has said (그 사람, what
// about). Colleagues talk of lunch, too.
func (a *Answer) FitsOverheard() bool {
	q := &a.Why.Query
	switch {
	case !a.Answered, (q.Kind == query.Other || q.Kind == query.Overview) && !q.Marked:
		return false
	case a.Why.Result.NamesEntity():
		return a.Confidence >= minOverheardConfidence
	}
	return q.PointsBack
}
