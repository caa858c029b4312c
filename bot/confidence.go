package bot

import (
	"math"

	"okbot/index"
	"okbot/index/query"
)

// Threshold is the probability that the passages found hold an answer below
// which the bot abstains. A question that names nothing of the corpus and speaks of
// the asker's own, as colleagues' talk does, asks for more; across languages less is
// asked for, as fewer words can be found again.
const (
	Threshold       = 0.72
	thresholdOwn    = 0.90
	thresholdAcross = 0.50
)

// beside is what is left of the probability, at most, where the question is of a
// year or a version that the best passage does not name, or is a proposal.
const beside = 0.1

// sureness is what the bot thinks of what it found, two probabilities.
type sureness struct {
	held  float64  // that the passages hold the answer
	right float64  // that snippet 1 answers: the confidence that is shown
	holds bool     // whether held is enough to answer
	from  Features // what both are computed from
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
	Cover    float64 `json:"cover"`    // coverage by the passage's title and text
	Numbers  float64 `json:"numbers"`  // numbers of the question that are not there, as x/(x+1)
	Korean   float64 `json:"korean"`   // whether it is asked in Korean
	Named    float64 `json:"named"`    // whether the question names a thing of the corpus, or continues one
	Askers   float64 `json:"askers"`   // how much it sounds like the asker's own affairs
	NameGap  float64 `json:"name_gap"` // weight of the names that title and text lack, by ten
	Lone     float64 `json:"lone"`     // 1, or where nothing is named, likeness to the best ask of the same kind
	Amount   float64 `json:"amount"`   // whether a sort of figure is asked for that the passage has none of
	Focus    float64 `json:"focus"`    // weight of the word that tells what is wanted, where neither text nor best ask has it, by ten
	Unsaid   float64 `json:"unsaid"`   // where nothing is named, weight of the names in the best ask, by ten
	Open     float64 `json:"open"`     // likeness to a question that the corpus is known not to answer
	HasAsks  bool    `json:"has_asks"`
}

func features(res index.Result, ranked []index.Hit) Features {
	if len(ranked) == 0 {
		return Features{}
	}
	h := ranked[0]
	f := Features{
		Ask: h.ExpectedSimilarity, KindAsk: float64(h.Features[index.FeatureSimilarityKind]), Joint: h.CoverageSentenceExpected, Wide: h.CoverageAll,
		Noun: h.MissingNounAll, Tight: h.MissingNounTextExpected, Names: h.MissingNamesAll, Known: res.KnownShare,
		Mass: res.TotalIDF / (res.TotalIDF + 10), HasAsks: len(h.Passage.Asks) > 0,
		Other: share(res.Kind == query.Other), HowMany: share(res.Kind&(query.HowMany|query.People) != 0),
		Cover: h.Coverage, Numbers: soft(h.MissingNumbers, 1), Korean: share(res.Lang == "ko"),
		Named: share(res.Named() || res.Continues()), Askers: query.SelfReference(res.Text),
	}
	f.NameGap = min(1, h.MissingNamesText*res.TotalIDF/10)
	f.Focus = min(1, h.MissingFocus/10)
	for _, x := range ranked {
		f.Open = max(f.Open, x.UnansweredSimilarity)
	}
	f.Lone, f.Amount = 1, share(query.LacksQuantity(res.Text, h.Passage.Text))
	if f.Named == 0 {
		f.Lone = f.KindAsk
		if res.Kind == query.Other {
			f.Lone = f.Ask
		}
		f.Unsaid = min(1, h.ExtraNames/10)
	}
	if h.Score > 0 {
		f.Top = h.Score / (h.Score + 3*res.TotalIDF)
		f.Relative = 1
		if len(ranked) > 1 {
			f.Relative = (h.Score - ranked[1].Score) / h.Score
		}
	}
	for _, s := range h.Sentences {
		if res.Kind == query.Other || s.Kinds&res.Kind != 0 {
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

// soft brings a count into 0 to 1; half is where that is 0.5.
func soft(count, half int) float64 { return float64(count) / float64(count+half) }

// NumFeatures is the length of [Features.Vector].
const NumFeatures = 25

// Vector returns the features that are numbers.
func (f Features) Vector() [NumFeatures]float64 {
	return [NumFeatures]float64{
		f.Ask, f.KindAsk, f.Joint, f.Wide, f.Noun, f.Tight, f.Names, f.Known, f.Mass, f.Top, f.Relative, f.Kind, f.Other, f.HowMany,
		f.Cover, f.Numbers, f.Korean, f.Named, f.Askers, f.NameGap, f.Lone, f.Amount,
		f.Focus, f.Unsaid, f.Open,
	}
}

// Signs tells of each feature whether more of it can only raise a probability
// (1), only lower it (-1), or either (0).
var Signs = [NumFeatures]int{
	1, 1, 1, 1, -1, -1, -1, 1, 0, 1, 1, 1, 0, 0,
	1, -1, 0, 1, -1, -1, 1, -1,
	-1, -1, -1,
}

// A Card is a score card: a probability whose logarithmic odds are the sum of
// what each feature adds, step by step.
type Card struct {
	Base  float64
	Steps [NumFeatures][]Step // by From, ascending
}

// A Step is added where a feature is From or more.
type Step struct{ From, Add float64 }

// Of returns the probability that x speaks for.
func (c *Card) Of(x *[NumFeatures]float64) float64 {
	sum := c.Base
	for i := range x {
		for _, s := range c.Steps[i] {
			if x[i] < s.From {
				break
			}
			sum += s.Add
		}
	}
	return 1 / (1 + math.Exp(-sum))
}

// judge tells how sure the bot is of the hits that it found.
func judge(res index.Result, ranked []index.Hit, span query.TimeSpan) sureness {
	if len(ranked) == 0 {
		return sureness{}
	}
	f := features(res, ranked)
	best := ranked[0].Passage
	held, right, least := cards(&f, best.Lang != res.Lang)
	x := f.Vector()
	s := sureness{held: held.Of(&x), right: right.Of(&x), from: f}
	if span.Misses(best) || res.MissingVersions(best) > 0 || f.Named == 0 && query.IsSuggestion(res.Text) {
		s.held, s.right = min(s.held, beside), min(s.right, beside)
	}
	if s.holds = s.held >= least; !s.holds {
		s.right = min(s.right, least)
	}
	return s
}

// cards returns what a question is judged by, and the probability that it takes
// to answer it.
func cards(f *Features, across bool) (held, right *Card, least float64) {
	least = Threshold
	switch {
	case across:
		least = thresholdAcross
	case f.Named == 0 && f.Askers == 1:
		least = thresholdOwn
	}
	switch {
	case across && f.HasAsks:
		return &heldAsksAcross, &rightAsksAcross, least
	case across:
		return &heldPlainAcross, &rightPlainAcross, least
	case f.HasAsks:
		return &heldAsks, &rightAsks, least
	}
	return &heldPlain, &rightPlain, least
}
