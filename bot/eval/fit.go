package eval

import (
	"context"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"okbot/bot"
	"okbot/bot/confidence"
	"okbot/corpus"
	"okbot/index"
)

// The weights of questions without an answer, of which the project's file has
// more than people ask: for the confidence, as often as they are asked; for the
// decision to answer, by what an answer does. To answer what names nothing of
// the corpus, such as colleagues' talk, is worse than to answer a near miss.
const (
	refusable = 0.2
	nearMiss  = 0.4
	talk      = 1.0
)

// The settings of Fit.
const (
	fitBags   = 16
	fitRounds = 400
	fitRate   = 0.1
	fitRidge  = 3.0 // on what a step adds
	fitBins   = 24  // of a feature, alike in size
	fitLeast  = 8   // outcomes on either side of a step
)

// Fit returns the card that explains best which outcomes are what is asked for:
// a logistic model of steps in single features, each the one that helps most
// (gradient boosting with stumps; Friedman, 2001), no step against bot.Signs. It
// is the mean of cards fitted to parts of the outcomes (bagging; Breiman, 1996).
func Fit(outcomes []Outcome, is func(*Outcome) bool, weight func(*Outcome) float64) confidence.Scorecard {
	f := fitting{}
	var sum, positive float64
	for i := range outcomes {
		o := &outcomes[i]
		if len(o.Answer.Why.Result.Hits) == 0 {
			continue
		}
		e := example{x: o.Answer.Why.Judgement.Features, y: b2f(is(o)), weight: weight(o)}
		sum += e.weight
		positive += e.weight * e.y
		f.examples = append(f.examples, e)
	}
	f.bin()
	base := math.Log(positive / (sum - positive))
	for bag := range fitBags {
		f.base += base
		f.fill(bag, base)
		for range fitRounds {
			f.round()
		}
	}
	return f.card()
}

// fill makes the examples ready for one bag: two thirds of them count in it.
func (f *fitting) fill(bag int, base float64) {
	draw := rand.New(rand.NewPCG(uint64(bag), 0))
	for i := range f.examples {
		f.examples[i].odds, f.examples[i].out = base, draw.IntN(3) == 0
	}
}

// example is one outcome to learn from.
type example struct {
	x      [confidence.NumFeatures]float64
	y      float64 // 1 or 0
	weight float64
	odds   float64 // logarithmic, as fitted so far
	out    bool    // of this bag
	bins   [confidence.NumFeatures]int
	g, h   float64 // first and second derivative of the loss
}

// fitting is a card in the making.
type fitting struct {
	examples []example
	cuts     [confidence.NumFeatures][]float64 // where bins 1, 2, … begin
	adds     [confidence.NumFeatures][]float64 // what the step at a cut adds
	base     float64
}

// bin finds the cuts between the bins of each feature.
func (f *fitting) bin() {
	for i := range f.cuts {
		var all []float64
		for _, e := range f.examples {
			all = append(all, e.x[i])
		}
		slices.Sort(all)
		for k := 1; k < fitBins; k++ {
			cut := math.Round(all[k*len(all)/fitBins]*1e4) / 1e4
			if n := len(f.cuts[i]); cut > all[0] && (n == 0 || cut > f.cuts[i][n-1]) {
				f.cuts[i] = append(f.cuts[i], cut)
			}
		}
		f.adds[i] = make([]float64, len(f.cuts[i]))
		for k := range f.examples {
			e := &f.examples[k]
			for e.bins[i] < len(f.cuts[i]) && e.x[i] >= f.cuts[i][e.bins[i]] {
				e.bins[i]++
			}
		}
	}
}

// round makes the step that lowers the loss most.
func (f *fitting) round() {
	var g, h float64
	for i := range f.examples {
		e := &f.examples[i]
		p := 1 / (1 + math.Exp(-e.odds))
		e.g, e.h = e.weight*(e.y-p), e.weight*p*(1-p)
		if e.out {
			e.g, e.h = 0, 0
		}
		g, h = g+e.g, h+e.h
	}
	best, feature, cut, below, above := 0.0, 0, -1, 0.0, 0.0
	for i := range f.cuts {
		var gs, hs [fitBins]float64
		var ns [fitBins]int
		for k := range f.examples {
			e := &f.examples[k]
			b := e.bins[i]
			gs[b], hs[b], ns[b] = gs[b]+e.g, hs[b]+e.h, ns[b]+1
		}
		var gl, hl float64
		n := 0
		for c := range f.cuts[i] {
			gl, hl, n = gl+gs[c], hl+hs[c], n+ns[c]
			if n < fitLeast || len(f.examples)-n < fitLeast {
				continue
			}
			l, r := gl/(hl+fitRidge), (g-gl)/(h-hl+fitRidge)
			if gain := gl*l + (g-gl)*r; gain > best && float64(confidence.Feature(i).Info().Sign)*(r-l) >= 0 {
				best, feature, cut, below, above = gain, i, c, l, r
			}
		}
	}
	if cut < 0 {
		return
	}
	f.base += fitRate * below
	f.adds[feature][cut] += fitRate * (above - below)
	for i := range f.examples {
		e := &f.examples[i]
		e.odds += fitRate * below
		if e.bins[feature] > cut {
			e.odds += fitRate * (above - below)
		}
	}
}

func (f *fitting) card() confidence.Scorecard {
	c := confidence.Scorecard{Base: f.base / fitBags}
	for i := range f.cuts {
		for k, cut := range f.cuts[i] {
			if f.adds[i][k] != 0 {
				c.Steps[i] = append(c.Steps[i], confidence.Step{From: cut, Add: f.adds[i][k] / fitBags})
			}
		}
	}
	return c
}

func held(o *Outcome) bool  { return len(o.Row.Answer) > 0 }
func right(o *Outcome) bool { return o.Right }

// asAsked weighs an outcome as often as such questions are asked.
func asAsked(o *Outcome) float64 {
	if held(o) {
		return 1
	}
	return refusable
}

// asHarmful weighs an outcome by what a wrong answer does.
func asHarmful(o *Outcome) float64 {
	switch {
	case held(o):
		return 1
	case o.Answer.Why.Judgement.Features[confidence.NamesEntity] == 0:
		return talk
	}
	return nearMiss
}

// FitWeights scores the question file name on c as it is and asked across
// languages, each with its asks and keywords and without them, and writes a
// confidence model to out.
func FitWeights(ctx context.Context, c *corpus.Corpus, name string, out io.Writer) error {
	rows, err := readRows(name)
	if err != nil {
		return err
	}
	m := confidence.Model{Thresholds: confidence.Builtin().Thresholds}
	for i, part := range []*corpus.Corpus{c, bare(c)} {
		same, err := outcomes(ctx, part, rows)
		if err != nil {
			return err
		}
		var across []Outcome
		for _, lang := range []string{"ko", "en"} {
			other := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Lang == lang || strings.HasPrefix(r.Kind, "noisy") })
			found, err := outcomes(ctx, Half(part, lang), other)
			if err != nil {
				return err
			}
			across = append(across, found...)
		}
		n := confidence.Case{Expected: i == 0}.Index()
		m.Scorecards[n], m.Scorecards[n+1] = Fit(same, held, asHarmful), Fit(same, right, asAsked)
		n = confidence.Case{Expected: i == 0, CrossLingual: true}.Index()
		m.Scorecards[n], m.Scorecards[n+1] = Fit(across, held, asHarmful), Fit(across, right, asAsked)
	}
	return m.Encode(out, map[string]string{"command": "okbot eval --fit"})
}

// outcomes asks rows of c.
func outcomes(ctx context.Context, c *corpus.Corpus, rows []Row) ([]Outcome, error) {
	ix, err := index.New(c)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	b := bot.New(ix, bot.Options{Newest: ix.Newest()})
	var out []Outcome
	for _, row := range rows {
		o, err := ask(ctx, b, row, row.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}
