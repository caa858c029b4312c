package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"okbot/bot"
)

// Share counts the rows of one kind or language and those that hit.
type Share struct {
	Rows int     `json:"rows"`
	Hit1 float64 `json:"hit@1"`
	Hit3 float64 `json:"hit@3"`
}

// Questions is the score of a question file.
type Questions struct {
	Kind            string  `json:"kind"` // "questions"
	Rows            int     `json:"rows"`
	Useful          float64 `json:"useful"`
	Hit1            float64 `json:"hit@1"`
	Hit3            float64 `json:"hit@3"`
	Abstained       float64 `json:"abstained"`
	FalseAbstention float64 `json:"false_abstention"`
	ECE             float64 `json:"ece"` // expected calibration error (Naeini et al., 2015), ten bins
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
	Row    Row
	Answer bot.Answer
	Took   time.Duration
	Hit1   bool
	Hit3   bool
	Useful bool
	Right  bool // the best snippet is right, shown or not
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

// RunQuestions asks b every row of the question file name.
func RunQuestions(ctx context.Context, b *bot.Bot, name string, progress func(done, all int)) (Questions, error) {
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
			o, err := ask(ctx, b, row, fmt.Sprint(pass, "/", row.ID))
			if err != nil {
				return score, err
			}
			if pass == 1 {
				times = append(times, o.Took)
				score.Outcomes = append(score.Outcomes, o)
			}
			if progress != nil {
				progress(pass*len(rows)+i+1, 2*len(rows))
			}
		}
	}
	score.Latency = latency(times)
	score.sum()
	return score, nil
}

// ask puts one row to the bot, in a conversation of its own.
func ask(ctx context.Context, b *bot.Bot, row Row, conversation string) (Outcome, error) {
	if row.After != "" {
		if _, err := b.Answer(ctx, bot.Question{Text: row.After, Conversation: conversation}); err != nil {
			return Outcome{}, err
		}
	}
	began := time.Now()
	a, err := b.Answer(ctx, bot.Question{Text: row.Q, Conversation: conversation})
	o := Outcome{Row: row, Answer: a, Took: time.Since(began)}
	if input := bot.InputError(""); err != nil && !errors.As(err, &input) {
		return o, err
	}
	o.Hit1, o.Hit3 = row.hits(a)
	o.Useful = o.Hit1
	o.Right = o.Hit1
	if !a.Answered && len(row.Answer) > 0 && len(a.Why.Result.Hits) > 0 {
		o.Right = row.firstRight(a.Best())
	}
	if len(row.Answer) == 0 {
		o.Right = false
	}
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
			wrongly += b2f(len(o.Answer.Snippets) == 0)
		}
		bin := &s.Bins[min(9, int(o.Answer.Confidence*10))]
		bin.Rows++
		bin.Confidence += o.Answer.Confidence
		bin.Right += b2f(o.Right)
	}
	s.Useful = ratio(s.Useful, float64(s.Rows))
	s.Hit1, s.Hit3 = ratio(s.Hit1, answerable), ratio(s.Hit3, answerable)
	s.Abstained, s.FalseAbstention = ratio(s.Abstained, refusable), ratio(wrongly, answerable)
	for _, shares := range []map[string]*Share{s.ByKind, s.ByLang} {
		for _, x := range shares {
			x.Hit1, x.Hit3 = ratio(x.Hit1, float64(x.Rows)), ratio(x.Hit3, float64(x.Rows))
		}
	}
	for i := range s.Bins {
		bin := &s.Bins[i]
		s.ECE += math.Abs(bin.Confidence-bin.Right) / float64(s.Rows)
		bin.Confidence, bin.Right = ratio(bin.Confidence, float64(bin.Rows)), ratio(bin.Right, float64(bin.Rows))
	}
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
