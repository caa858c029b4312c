package bot

import (
	"math"

	"okbot/index"
)

// Features are what the confidence is computed from, each 0 to 1, all of the
// first hit.
type Features struct {
	Ask      float64 `json:"ask"`      // likeness to its best ask
	Joint    float64 `json:"joint"`    // coverage of the question by one sentence and the best ask
	Wide     float64 `json:"wide"`     // coverage by the passage, its asks and keywords
	Noun     float64 `json:"noun"`     // share of the heaviest word but verbs that is nowhere there
	Names    float64 `json:"names"`    // share of the names that are nowhere there
	Known    float64 `json:"known"`    // share of the question that the corpus has words for
	Mass     float64 `json:"mass"`     // of the question, as x/(x+10)
	Top      float64 `json:"top"`      // score by the question's mass, as x/(x+3)
	Relative float64 `json:"relative"` // margin to the second hit, by the score
	Kind     float64 `json:"kind"`     // whether the passage has what the question asks for
	HasAsks  bool    `json:"has_asks"`
}

func features(res index.Result, ranked []index.Hit) Features {
	if len(ranked) == 0 {
		return Features{}
	}
	h := ranked[0]
	f := Features{
		Ask: h.Ask, Joint: h.Joint, Wide: h.Wide, Noun: h.MissingNoun, Names: h.MissingNames,
		Known: res.Known, Mass: res.Mass / (res.Mass + 10), HasAsks: len(h.Passage.Asks) > 0,
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

// numFeatures counts the fields of Features that are numbers.
const numFeatures = 10

// NumWeights is the length of [Features.Vector].
const NumWeights = numFeatures + numFeatures*(numFeatures+1)/2 + 1

// Vector returns the features, their products with each other, and 1.
func (f Features) Vector() [NumWeights]float64 {
	x := [numFeatures]float64{f.Ask, f.Joint, f.Wide, f.Noun, f.Names, f.Known, f.Mass, f.Top, f.Relative, f.Kind}
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

// Logistic returns 1/(1+e^-w·x).
func Logistic(w, x *[NumWeights]float64) float64 {
	sum := 0.0
	for i := range x {
		sum += w[i] * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// confidence is the probability that the first hit answers the question.
func confidence(res index.Result, ranked []index.Hit) float64 {
	if len(ranked) == 0 {
		return 0
	}
	f := features(res, ranked)
	x := f.Vector()
	w := &weightsPlain
	if f.HasAsks {
		w = &weightsAsks
	}
	p := Logistic(w, &x)
	if f.Noun >= lostNoun {
		p = min(p, lostConfidence)
	}
	return p
}

// A question of which one noun has lostNoun of the mass, but the passage does
// not have that noun, is about something else: on the project's questions
// lostConfidence of such passages were right.
const (
	lostNoun       = 0.48
	lostConfidence = 0.2
)
