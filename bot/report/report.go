// Package report describes what people asked: how much, what the bot could not
// answer, and which passages they found wanting.
//
// [Build] reads the records that a service keeps and makes a [Report], whose JSON
// form is that of "okbot report --json" and which [Report.HTML] writes as one
// page that needs nothing else:
//
//	questions, feedback, err := read(ctx, store) // iterators over both logs
//	if err != nil { ... }
//	r := report.Build(questions, feedback, report.Options{From: from, To: to})
//	err = r.HTML(file, "ko")
//
// Days are those of Seoul. People are known by keyed hashes alone; what they
// asked is cleaned, and cut where it is long.
package report

import (
	"iter"
	"time"

	"okbot/bot/chat"
	"okbot/corpus"
)

// Options says what to report on; the zero value covers everything that is not
// older than ten years.
type Options struct {
	// From and To are the first and the last day; what was asked on others is
	// left out. A zero To is the day of Now. A zero From is the day of the first
	// question; of a span of over ten years the last ten count.
	From, To time.Time
	Now      time.Time // when the report is made; zero means time.Now
}

// A Report is what came of the questions of some days. No list is nil.
type Report struct {
	From   corpus.Date `json:"from"` // first day
	To     corpus.Date `json:"to"`   // last day
	Made   time.Time   `json:"made"`
	Total  Outcome     `json:"total"`
	Users  int         `json:"users"`  // who asked; somebody on two platforms is two
	Raters int         `json:"raters"` // users who rated answers

	Days       []Day   `json:"days"` // every one from From to To
	Groups     []Group `json:"groups"`
	Confidence []Bin   `json:"confidence"` // ten, of a tenth each
	Latency    Latency `json:"latency"`

	Gaps      []Gap     `json:"gaps"`       // the most asked questions without an answer, at most 25
	GapGroups int       `json:"gap_groups"` // groups that the questions without an answer fall into
	Worst     []Passage `json:"worst"`      // the passages of the worst rated answers, at most 10
	Cited     []Passage `json:"cited"`      // the most cited passages, at most 10
}

// An Outcome counts questions and what became of them.
type Outcome struct {
	Questions int `json:"questions"`
	Answered  int `json:"answered"`
	Good      int `json:"good"` // verdicts on them: 👍
	Bad       int `json:"bad"`  // and 👎
}

func (o *Outcome) add(p Outcome) {
	o.Questions += p.Questions
	o.Answered += p.Answered
	o.Good += p.Good
	o.Bad += p.Bad
}

// Unanswered is the number of questions without an answer.
func (o Outcome) Unanswered() int { return o.Questions - o.Answered }

// Rated is the number of verdicts.
func (o Outcome) Rated() int { return o.Good + o.Bad }

// A Day is one day's outcome.
type Day struct {
	Date corpus.Date `json:"date"`
	Outcome
}

// A Group is the outcome on a platform in a language. "" stands for all of them:
// for each platform there is first the group of all its languages, and the last
// groups are those of each language on all platforms.
type Group struct {
	Platform string `json:"platform"`
	Lang     string `json:"lang"`
	Outcome
	Quantiles
}

// A Bin is the outcome of the questions that the bot answered, or would have,
// with a confidence from From up to To; 1 is in the last bin.
type Bin struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Outcome
}

// Build reports on the questions, which come with the ids that feedback names.
// Both come in the order in which they were kept. Feedback counts for the
// question that it is about, whenever it was given.
func Build(questions iter.Seq2[string, chat.Record], feedback iter.Seq[chat.Feedback], opts Options) Report {
	c := newCollector(opts)
	c.verdicts.read(feedback)
	for id, r := range questions {
		c.add(id, r)
	}
	return c.report()
}
