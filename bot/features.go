package bot

import (
	"okbot/bot/confidence"
	"okbot/index"
)

// judge returns what the model of b thinks of the hits found for a question.
func (b *Bot) judge(res index.Result, ranked []index.Hit, span timeSpan) confidence.Judgement {
	if len(ranked) == 0 {
		return confidence.Judgement{}
	}
	x := features(res, ranked)
	best := ranked[0].Passage
	return b.opts.Confidence.Judge(x, confidence.Case{
		CrossLingual: best.Lang != res.Lang,
		Expected:     len(best.Asks) > 0,
		Mismatch: span.misses(best) || res.MissingModels(best) > 0 ||
			x[confidence.NamesEntity] == 0 && proposal(res.Text),
	})
}

// The values x at which a feature that has no upper bound is 0.5, as x/(x+half).
const (
	halfTotalIDF       = 10.0
	halfScorePerIDF    = 3.0
	halfMissingNumbers = 1.0
)

// maxFeatureIDF is the idf at which a feature that is an idf reaches 1.
const maxFeatureIDF = 10.0

// features returns the features of the best hit, the first of ranked.
func features(res index.Result, ranked []index.Hit) confidence.Features {
	h := &ranked[0]
	x := confidence.Features{
		confidence.SimilarityExpected:       h.Ask,
		confidence.SimilarityExpectedOfKind: float64(h.Features[index.SimilarityExpectedOfKind]),
		confidence.CoverageSentenceExpected: h.Joint,
		confidence.CoverageAllFields:        h.Wide,
		confidence.CoverageTitleText:        h.Cover,
		confidence.MissingNounAllFields:     h.MissingNoun,
		confidence.MissingNounTextExpected:  h.LooseNoun,
		confidence.MissingNamesAllFields:    h.MissingNames,
		confidence.MissingNamesTitleText:    min(1, h.LooseNames*res.Mass/maxFeatureIDF),
		confidence.MissingFocus:             min(1, h.MissingFocus/maxFeatureIDF),
		confidence.MissingNumbers:           saturate(float64(h.MissingNumbers), halfMissingNumbers),
		confidence.MissingQuantity:          oneIf(lacksAmount(res.Text, h.Passage.Text)),
		confidence.KnownShare:               res.Known,
		confidence.TotalIDF:                 saturate(res.Mass, halfTotalIDF),
		confidence.HasKind:                  oneIf(hasKind(h, res.Kind)),
		confidence.AsksNoKind:               oneIf(res.Kind == index.Other),
		confidence.AsksNumber:               oneIf(res.Kind&(index.HowMany|index.People) != 0),
		confidence.Korean:                   oneIf(res.Lang == "ko"),
		confidence.NamesEntity:              oneIf(res.Named() || res.Continues()),
		confidence.SelfReference:            askers(res.Text),
		confidence.SimilarityUnlessEntity:   1,
	}
	for i := range ranked {
		x[confidence.SimilarityUnanswered] = max(x[confidence.SimilarityUnanswered], ranked[i].Open)
	}
	if x[confidence.NamesEntity] == 0 {
		x[confidence.SimilarityUnlessEntity] = x[confidence.SimilarityExpectedOfKind]
		if res.Kind == index.Other {
			x[confidence.SimilarityUnlessEntity] = h.Ask
		}
		x[confidence.UnaskedNames] = min(1, h.Unsaid/maxFeatureIDF)
	}
	if h.Score > 0 {
		x[confidence.ScorePerIDF] = h.Score / (h.Score + halfScorePerIDF*res.Mass)
		x[confidence.LeadOverSecond] = 1
		if len(ranked) > 1 {
			x[confidence.LeadOverSecond] = (h.Score - ranked[1].Score) / h.Score
		}
	}
	return x
}

// hasKind reports whether a sentence of h has the kind of thing that is asked
// for; where no kind is, any sentence has.
func hasKind(h *index.Hit, kind index.Kind) bool {
	for _, s := range h.Sentences {
		if kind == index.Other || s.Kinds&kind != 0 {
			return true
		}
	}
	return false
}

// oneIf returns 1 where yes, else 0.
func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// saturate brings x, 0 or more, into 0 to 1; half is where it is 0.5.
func saturate(x, half float64) float64 { return x / (x + half) }
