package bot

import (
	"math"

	"okbot/index"
)

// Threshold is the probability that the passages found hold an answer below
// which the bot abstains: on the project's questions one in twenty that have an
// answer is then refused.
const Threshold = 0.60

// sureness is what the bot thinks of what it found, two probabilities.
type sureness struct {
	held  float64 // that the passages hold the answer: decides whether to answer
	right float64 // that snippet 1 answers: the confidence that is shown
}

// Features are what the sureness is computed from, each 0 to 1, all of the
// first hit.
type Features struct {
	Ask      float64 `json:"ask"`      // likeness to its best ask
	KindAsk  float64 `json:"kind_ask"` // likeness to its best ask for the same kind of thing
	Joint    float64 `json:"joint"`    // coverage of the question by one sentence and the best ask
	Wide     float64 `json:"wide"`     // coverage by the passage, its asks and keywords
	Noun     float64 `json:"noun"`     // share of the heaviest word but verbs that is nowhere there
	Tight    float64 `json:"tight"`    // the same share, of words that neither the text nor the best ask has
	Names    float64 `json:"names"`    // share of the names that are nowhere there
	Known    float64 `json:"known"`    // share of the question that the corpus has words for
	Mass     float64 `json:"mass"`     // of the question, as x/(x+10)
	Top      float64 `json:"top"`      // score by the question's mass, as x/(x+3)
	Relative float64 `json:"relative"` // margin to the second hit, by the score
	Kind     float64 `json:"kind"`     // whether the passage has what the question asks for
	Other    float64 `json:"other"`    // whether it asks for no kind of thing
	HowMany  float64 `json:"how_many"` // whether it asks for a number
	HasAsks  bool    `json:"has_asks"`
}

func features(res index.Result, ranked []index.Hit) Features {
	if len(ranked) == 0 {
		return Features{}
	}
	h := ranked[0]
	f := Features{
		Ask: h.Ask, KindAsk: float64(h.Signals[index.SigKindAsk]), Joint: h.Joint, Wide: h.Wide,
		Noun: h.MissingNoun, Tight: h.LooseNoun, Names: h.MissingNames, Known: res.Known,
		Mass: res.Mass / (res.Mass + 10), HasAsks: len(h.Passage.Asks) > 0,
		Other: share(res.Kind == index.Other), HowMany: share(res.Kind == index.HowMany),
	}
	if h.Score > 0 {
		f.Top = h.Score / (h.Score + 3*res.Mass)
		f.Relative = 1
		if len(ranked) > 1 {
			f.Relative = (h.Score - ranked[1].Score) / h.Score
		}
	}
	for _, s := range h.Sentences {
		if res.Kind == index.Other || s.Kinds&res.Kind != 0 {
			f.Kind = 1
		}
	}
	return f
}

func share(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// numFeatures counts the fields of Features that are numbers.
const numFeatures = 14

// NumWeights is the length of [Features.Vector].
const NumWeights = numFeatures + numFeatures*(numFeatures+1)/2 + 1

// Vector returns the features, their products with each other, and 1.
func (f Features) Vector() [NumWeights]float64 {
	x := [numFeatures]float64{
		f.Ask, f.KindAsk, f.Joint, f.Wide, f.Noun, f.Tight, f.Names, f.Known, f.Mass, f.Top, f.Relative, f.Kind, f.Other, f.HowMany,
	}
	var v [NumWeights]float64
	n := copy(v[:], x[:])
	for i := range x {
		for j := i; j < len(x); j++ {
			v[n] = x[i] * x[j]
			n++
		}
	}
	v[n] = 1
	return v
}

// Weights are those of a logistic function of Features.Vector.
type Weights [NumWeights]float64

// Of returns the probability 1/(1+e^-w·x).
func (w *Weights) Of(x *[NumWeights]float64) float64 {
	sum := 0.0
	for i := range x {
		sum += w[i] * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// judge tells how sure the bot is of the hits that it found.
func judge(res index.Result, ranked []index.Hit) sureness {
	if len(ranked) == 0 {
		return sureness{}
	}
	f := features(res, ranked)
	x := f.Vector()
	if f.HasAsks {
		return sureness{heldAsks.Of(&x), rightAsks.Of(&x)}
	}
	return sureness{heldPlain.Of(&x), rightPlain.Of(&x)}
}
