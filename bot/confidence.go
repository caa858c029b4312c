package bot

import (
	"math"

	"okbot/index"
)

// Features are what the confidence is computed from, each about 0 to 1.
type Features struct {
	Sentence float64 `json:"sentence"` // coverage by the best sentence of the first hit
	Passage  float64 `json:"passage"`  // by its passage
	Ask      float64 `json:"ask"`      // likeness to its best ask
	AskCover float64 `json:"ask_cover"`
	Margin   float64 `json:"margin"`   // to the second hit of another passage, by the question's mass
	Relative float64 `json:"relative"` // margin by the first score
	Known    float64 `json:"known"`    // share of the question that the corpus has words for
	Kind     float64 `json:"kind"`     // whether the passage has what the question asks for
	Mass     float64 `json:"mass"`     // of the question, as x/(x+10)
	Wide     float64 `json:"wide"`     // coverage by the passage, its asks and keywords
	Missing  float64 `json:"missing"`  // share of the heaviest word that is nowhere there
	Noun     float64 `json:"noun"`     // share of the heaviest word but verbs that is nowhere there
	Names    float64 `json:"names"`    // share of the names that are nowhere there
	Top      float64 `json:"top"`      // score by the question's mass, as x/(x+3)
	Joint    float64 `json:"joint"`    // coverage by one sentence and the best ask
	HasAsks  bool    `json:"has_asks"`
}

func features(res index.Result, ranked []index.Hit) Features {
	if len(ranked) == 0 {
		return Features{}
	}
	h := ranked[0]
	f := Features{
		Sentence: h.SentenceCover, Passage: h.Cover, Ask: h.Ask, AskCover: h.AskCover,
		Known: res.Known, Mass: res.Mass / (res.Mass + 10), Wide: h.Wide, Missing: h.Missing, Joint: h.Joint, Noun: h.MissingNoun, Names: h.MissingNames,
		HasAsks: len(h.Passage.Asks) > 0,
	}
	second := 0.0
	if len(ranked) > 1 {
		second = ranked[1].Score
	}
	if res.Mass > 0 {
		f.Margin = (h.Score - second) / res.Mass
		f.Top = h.Score / (h.Score + 3*res.Mass)
	}
	if h.Score > 0 {
		f.Relative = (h.Score - second) / h.Score
	}
	for _, s := range h.Sentences {
		if res.Kind == index.Other || s.Kinds&res.Kind != 0 {
			f.Kind = 1
		}
	}
	return f
}

// Vector returns the features in the order of the weights, the constant last.
func (f Features) Vector() []float64 {
	return []float64{f.Sentence, f.Passage, f.Ask, f.AskCover, math.Tanh(f.Margin), f.Known, f.Kind, f.Mass, f.Wide, f.Missing,
		f.Noun, f.Names, f.Top, f.Relative, f.Joint, 1}
}

// Logistic returns 1/(1+e^-w·x).
func Logistic(w, x []float64) float64 {
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
	if f.HasAsks {
		return Logistic(weightsAsks, f.Vector())
	}
	return Logistic(weightsPlain, f.Vector())
}
