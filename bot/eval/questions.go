package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"okbot/bot"
)

// Share counts the rows of one kind or language and those that hit.
type Share struct {
	Rows int     `json:"rows"`
	Hit1 float64 `json:"hit@1"`
	Hit3 float64 `json:"hit@3"`
}

// Questions is the score of a question file. An answerable row is one that has
// an answer in the corpus; all figures are shares.
type Questions struct {
	Kind   string  `json:"kind"` // "questions"
	Rows   int     `json:"rows"`
	Useful float64 `json:"useful"` // rows right first or rightly refused
	Hit1   float64 `json:"hit@1"`  // answerable rows right first
	Hit3   float64 `json:"hit@3"`  // answerable rows right among three
	// Abstained is the share of the rows without an answer that got none,
	// FalseAbstention that of the answerable ones.
	Abstained       float64 `json:"abstained"`
	FalseAbstention float64 `json:"false_abstention"`
	// Reached is the share of the answerable rows whose answer is shown among
	// three or as the nearest passage.
	Reached float64 `json:"reached"`
	// Misled is the share of the rows without an answer that got one.
	Misled float64 `json:"misled"`
	// Passage10 is the share of the answerable rows for which one of the ten best
	// passages, as a whole, has the answer.
	Passage10 float64 `json:"passage@10"`
	// NearestShown is the share of all rows with a nearest passage, NearestRight
	// the share of these whose nearest passage has the answer.
	NearestShown float64 `json:"nearest_shown"`
	NearestRight float64 `json:"nearest_right"`
	ECE          float64 `json:"ece"` // expected calibration error (Naeini et al., 2015), ten bins
	Latency
	ByKind map[string]*Share `json:"by_kind"`
	ByLang map[string]*Share `json:"by_lang"`
	Failed []string          `json:"failed"`

	Bins     [10]Bin   `json:"reliability"`
	Outcomes []Outcome `json:"outcomes"`
}

// Judgements returns which rows count as useful.
func (s Questions) Judgements() []Judgement {
	var out []Judgement
	for _, o := range s.Outcomes {
		out = append(out, Judgement{o.Row.ID, o.Row.Q, o.Useful})
	}
	return out
}

// Bin is one row of the reliability table.
type Bin struct {
	Rows       int     `json:"rows"`
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share of rows whose snippet 1 would be right
}

// Outcome is what became of one row.
type Outcome struct {
	Row     Row
	Answer  bot.Answer
	Took    time.Duration
	Hit1    bool
	Hit3    bool
	Nearest bool // the nearest passage has the answer
	Useful  bool
	Right   bool // the best snippet is right, shown or not
	Passage bool // one of the ten best passages has the answer
}

// MarshalJSON writes what a later evaluation is compared with.
func (o Outcome) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID         string  `json:"id"`
		Useful     bool    `json:"useful"`
		Hit3       bool    `json:"hit3"`
		Answered   bool    `json:"answered"`
		Confidence float64 `json:"confidence"`
	}{o.Row.ID, o.Useful, o.Hit3, o.Answer.Answered, o.Answer.Confidence})
}

// RunQuestions asks b every row of the question file name. The models and the
// queries of opts are not used: b has its own.
func RunQuestions(ctx context.Context, b *bot.Bot, name string, opts Options) (Questions, error) {
	rows, err := readRows(name)
	if err != nil {
		return Questions{}, err
	}
	score := Questions{Kind: "questions", ByKind: map[string]*Share{}, ByLang: map[string]*Share{}, Failed: []string{}}
	var times []time.Duration
	for pass := range 2 { // one untimed, one timed
		for i, row := range rows {
			if err := ctx.Err(); err != nil {
				return score, err
			}
			o, err := ask(ctx, b, row, bot.Question{Conversation: fmt.Sprint(pass, "/", row.ID), Always: opts.Always})
			if err != nil {
				return score, err
			}
			if pass == 1 {
				times = append(times, o.Took)
				score.Outcomes = append(score.Outcomes, o)
			}
			if opts.Progress != nil {
				opts.Progress(pass*len(rows)+i+1, 2*len(rows))
			}
		}
	}
	score.Latency = latency(times)
	score.sum()
	return score, nil
}

// ask puts one row to the bot as q, in a conversation of its own.
func ask(ctx context.Context, b *bot.Bot, row Row, q bot.Question) (Outcome, error) {
	if row.After != "" {
		if _, err := b.Answer(ctx, bot.Question{Text: row.After, Conversation: q.Conversation}); err != nil {
			return Outcome{}, err
		}
	}
	began := time.Now()
	q.Text = row.Q
	a, err := b.Answer(ctx, q)
	o := Outcome{Row: row, Answer: a, Took: time.Since(began)}
	if input := bot.InputError(""); err != nil && !errors.As(err, &input) {
		return o, err
	}
	o.Hit1, o.Hit3 = row.hits(a)
	o.Useful, o.Passage = o.Hit1, row.among(a.Why.Ranked)
	o.Right = o.Hit1
	if !a.Answered && len(row.Answer) > 0 && len(a.Why.Result.Hits) > 0 {
		o.Right = row.firstRight(a.Best())
	}
	if len(row.Answer) == 0 {
		o.Right = false
	}
	o.Nearest = a.Nearest != nil && len(row.Answer) > 0 && row.firstRight(a.Nearest.Text)
	return o, nil
}

// sum adds the outcomes up.
func (s *Questions) sum() {
	s.Rows = len(s.Outcomes)
	var answerable, refusable, wrongly float64
	for _, o := range s.Outcomes {
		share(s.ByKind, o.Row.Kind).add(o)
		share(s.ByLang, o.Row.Lang).add(o)
		if o.Useful {
			s.Useful++
		} else {
			s.Failed = append(s.Failed, o.Row.ID)
		}
		if len(o.Row.Answer) == 0 {
			refusable++
			s.Abstained += b2f(o.Hit1)
		} else {
			answerable++
			s.Hit1 += b2f(o.Hit1)
			s.Hit3 += b2f(o.Hit3)
			s.Reached += b2f(o.Hit3 || o.Nearest)
			s.Passage10 += b2f(o.Passage)
			wrongly += b2f(len(o.Answer.Snippets) == 0)
		}
		s.NearestShown += b2f(o.Answer.Nearest != nil)
		s.NearestRight += b2f(o.Nearest)
		s.Bins[min(9, int(o.Answer.Confidence*10))].add(o.Answer.Confidence, o.Right)
	}
	s.Useful = ratio(s.Useful, float64(s.Rows))
	s.Misled = ratio(refusable-s.Abstained, refusable)
	s.Hit1, s.Hit3 = ratio(s.Hit1, answerable), ratio(s.Hit3, answerable)
	s.Reached, s.Passage10 = ratio(s.Reached, answerable), ratio(s.Passage10, answerable)
	s.NearestRight, s.NearestShown = ratio(s.NearestRight, s.NearestShown), ratio(s.NearestShown, float64(s.Rows))
	s.Abstained, s.FalseAbstention = ratio(s.Abstained, refusable), ratio(wrongly, answerable)
	for _, shares := range []map[string]*Share{s.ByKind, s.ByLang} {
		for _, x := range shares {
			x.Hit1, x.Hit3 = ratio(x.Hit1, float64(x.Rows)), ratio(x.Hit3, float64(x.Rows))
		}
	}
	s.ECE = ece(&s.Bins, s.Rows)
}

func share(m map[string]*Share, key string) *Share {
	if m[key] == nil {
		m[key] = &Share{}
	}
	return m[key]
}

func (s *Share) add(o Outcome) {
	s.Rows++
	s.Hit1 += b2f(o.Hit1)
	s.Hit3 += b2f(o.Hit3)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
