package eval

import (
	"math"
	"math/rand/v2"
	"slices"

	"okbot/bot/confidence"
)

// The settings of fitScorecard.
const (
	bags         = 16
	bagRounds    = 400
	learningRate = 0.1
	ridge        = 3.0 // on what a step adds
	maxBins      = 24  // of a feature, alike in size
	minBinRows   = 8   // on either side of a step
	precision    = 1e4 // of the numbers in a model file
)

// A lesson is one judged example, seen as one of two probabilities.
type lesson struct {
	x      *confidence.Features
	yes    bool
	weight float64
}

// fitScorecard returns the scorecard that explains best which lessons are yes: a
// logistic model of steps in single features, each the one that helps most
// (gradient boosting with stumps; Friedman, 2001), none against the sign of its
// feature. It is the mean of scorecards fitted to parts of the lessons (bagging;
// Breiman, 1996). Some of the lessons have to be yes, and some no.
func fitScorecard(lessons []lesson) confidence.Scorecard {
	f := fitting{}
	var sum, positive float64
	for _, l := range lessons {
		e := sample{x: l.x, y: b2f(l.yes), weight: l.weight}
		sum += e.weight
		positive += e.weight * e.y
		f.samples = append(f.samples, e)
	}
	f.bin()
	base := math.Log(positive / (sum - positive))
	for bag := range bags {
		f.base += base
		f.fill(bag, base)
		for range bagRounds {
			f.round()
		}
	}
	return f.scorecard()
}

// fill makes the samples ready for one bag: two thirds of them count in it.
func (f *fitting) fill(bag int, base float64) {
	draw := rand.New(rand.NewPCG(uint64(bag), 0))
	for i := range f.samples {
		f.samples[i].odds, f.samples[i].out = base, draw.IntN(3) == 0
	}
}

// sample is one lesson in the making of a scorecard.
type sample struct {
	x      *confidence.Features
	y      float64 // 1 or 0
	weight float64
	odds   float64 // logarithmic, as fitted so far
	out    bool    // of this bag
	bins   [confidence.NumFeatures]int
	g, h   float64 // first and second derivative of the loss
}

// fitting is a scorecard in the making.
type fitting struct {
	samples []sample
	cuts    [confidence.NumFeatures][]float64 // where bins 1, 2, … begin
	adds    [confidence.NumFeatures][]float64 // what the step at a cut adds
	base    float64
}

// bin finds the cuts between the bins of each feature.
func (f *fitting) bin() {
	for i := range f.cuts {
		if !confidence.Feature(i).Curated() {
			continue
		}
		var all []float64
		for _, e := range f.samples {
			all = append(all, e.x[i])
		}
		slices.Sort(all)
		for k := 1; k < maxBins; k++ {
			cut := rounded(all[k*len(all)/maxBins])
			if n := len(f.cuts[i]); cut > all[0] && (n == 0 || cut > f.cuts[i][n-1]) {
				f.cuts[i] = append(f.cuts[i], cut)
			}
		}
		f.adds[i] = make([]float64, len(f.cuts[i]))
		for k := range f.samples {
			e := &f.samples[k]
			for e.bins[i] < len(f.cuts[i]) && e.x[i] >= f.cuts[i][e.bins[i]] {
				e.bins[i]++
			}
		}
	}
}

// round makes the step that lowers the loss most.
func (f *fitting) round() {
	var g, h float64
	for i := range f.samples {
		e := &f.samples[i]
		p := 1 / (1 + math.Exp(-e.odds))
		e.g, e.h = e.weight*(e.y-p), e.weight*p*(1-p)
		if e.out {
			e.g, e.h = 0, 0
		}
		g, h = g+e.g, h+e.h
	}
	best, feature, cut, below, above := 0.0, 0, -1, 0.0, 0.0
	for i := range f.cuts {
		var gs, hs [maxBins]float64
		var ns [maxBins]int
		for k := range f.samples {
			e := &f.samples[k]
			b := e.bins[i]
			gs[b], hs[b], ns[b] = gs[b]+e.g, hs[b]+e.h, ns[b]+1
		}
		var gl, hl float64
		n := 0
		for c := range f.cuts[i] {
			gl, hl, n = gl+gs[c], hl+hs[c], n+ns[c]
			if n < minBinRows || len(f.samples)-n < minBinRows {
				continue
			}
			l, r := gl/(hl+ridge), (g-gl)/(h-hl+ridge)
			if gain := gl*l + (g-gl)*r; gain > best && float64(confidence.Feature(i).Info().Sign)*(r-l) >= 0 {
				best, feature, cut, below, above = gain, i, c, l, r
			}
		}
	}
	if cut < 0 {
		return
	}
	f.base += learningRate * below
	f.adds[feature][cut] += learningRate * (above - below)
	for i := range f.samples {
		e := &f.samples[i]
		e.odds += learningRate * below
		if e.bins[feature] > cut {
			e.odds += learningRate * (above - below)
		}
	}
}

// scorecard returns the mean over the bags.
func (f *fitting) scorecard() confidence.Scorecard {
	c := confidence.Scorecard{Base: rounded(f.base / bags)}
	for i := range f.cuts {
		for k, cut := range f.cuts[i] {
			if add := rounded(f.adds[i][k] / bags); add != 0 {
				c.Steps[i] = append(c.Steps[i], confidence.Step{From: cut, Add: add})
			}
		}
	}
	return c
}

// rounded returns x as it stands in a model file.
func rounded(x float64) float64 { return math.Round(x*precision) / precision }
