package report

import (
	"iter"

	"okbot/bot/chat"
)

// verdicts are what users think of answers: of each user the last word on each.
type verdicts struct {
	last   map[ballot]bool // good or not
	counts map[string]*votes
}

type ballot struct{ question, user string }

type votes struct {
	good, bad int
	counted   bool // its question is in the report
}

func (v *verdicts) read(feedback iter.Seq[chat.Feedback]) {
	v.last, v.counts = map[ballot]bool{}, map[string]*votes{}
	for f := range feedback {
		v.last[ballot{f.Question, f.User}] = f.Good
	}
	for b, good := range v.last {
		n := v.counts[b.question]
		if n == nil {
			n = &votes{}
			v.counts[b.question] = n
		}
		if good {
			n.good++
		} else {
			n.bad++
		}
	}
}

// of returns the verdicts on the question id, which now is in the report.
func (v *verdicts) of(id string) (good, bad int) {
	n := v.counts[id]
	if n == nil {
		return 0, 0
	}
	n.counted = true
	return n.good, n.bad
}

// raters returns how many users rated the questions of the report.
func (v *verdicts) raters() int {
	users := map[string]bool{}
	for b := range v.last {
		if v.counts[b.question].counted {
			users[b.user] = true
		}
	}
	return len(users)
}
