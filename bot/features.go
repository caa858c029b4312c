package bot

import (
	"okbot/bot/confidence"
	"okbot/index"
	"okbot/index/query"
)

// judge returns what the model of b thinks of the hits found for the question q.
func (b *Bot) judge(q *query.Query, res *index.Result, ranked []index.Hit, span query.TimeSpan) confidence.Judgement {
	if len(ranked) == 0 {
		return confidence.Judgement{}
	}
	x := features(q, res, ranked)
	best := ranked[0].Passage
	c := confidence.Case{CrossLingual: best.Lang != q.Lang, Expected: ranked[0].Expected}
	if c.Expected {
		c.Mismatch = span.Misses(best) || ranked[0].MissingVersions > 0 || x[confidence.NamesEntity] == 0 && q.Suggestion
	} else {
		addRawFeatures(&x, q, res, ranked, span)
	}
	return b.opts.Confidence.Judge(x, c)
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
func features(q *query.Query, res *index.Result, ranked []index.Hit) confidence.Features {
	h, totalIDF := &ranked[0], float64(res.TotalIDF)
	x := confidence.Features{
		confidence.SimilarityExpected:       h.ExpectedSimilarity,
		confidence.SimilarityExpectedOfKind: float64(h.Features[index.SimilarityExpectedOfKind]),
		confidence.CoverageSentenceExpected: h.CoverageSentenceExpected,
		confidence.CoverageAllFields:        h.CoverageAll,
		confidence.CoverageTitleText:        h.Coverage,
		confidence.MissingNounAllFields:     h.MissingNounAll,
		confidence.MissingNounTextExpected:  h.MissingNounTextExpected,
		confidence.MissingNamesAllFields:    h.MissingNamesAll,
		confidence.MissingNamesTitleText:    min(1, h.MissingNamesText*totalIDF/maxFeatureIDF),
		confidence.MissingFocus:             min(1, h.MissingFocus/maxFeatureIDF),
		confidence.MissingNumbers:           saturate(float64(h.MissingNumbers), halfMissingNumbers),
		confidence.MissingQuantity:          oneIf(q.Quantity.MissingIn(h.Passage.Text)),
		confidence.KnownShare:               float64(res.KnownShare),
		confidence.TotalIDF:                 saturate(totalIDF, halfTotalIDF),
		confidence.HasKind:                  oneIf(hasKind(h, q.Kind)),
		confidence.AsksNoKind:               oneIf(q.Kind == query.Other),
		confidence.AsksNumber:               oneIf(q.Kind&(query.HowMany|query.People) != 0),
		confidence.Korean:                   oneIf(q.Lang == "ko"),
		confidence.NamesEntity:              oneIf(res.NamesEntity() || res.Continues()),
		confidence.SelfReference:            q.SelfReference,
		confidence.SimilarityUnlessEntity:   1,
	}
	for i := range ranked {
		x[confidence.SimilarityUnanswered] = max(x[confidence.SimilarityUnanswered], ranked[i].UnansweredSimilarity)
	}
	if x[confidence.NamesEntity] == 0 {
		x[confidence.SimilarityUnlessEntity] = x[confidence.SimilarityExpectedOfKind]
		if q.Kind == query.Other {
			x[confidence.SimilarityUnlessEntity] = h.ExpectedSimilarity
		}
		x[confidence.UnaskedNames] = min(1, h.ExtraNames/maxFeatureIDF)
	}
	if h.Score > 0 {
		x[confidence.ScorePerIDF] = h.Score / (h.Score + halfScorePerIDF*totalIDF)
		x[confidence.LeadOverSecond] = 1
		if len(ranked) > 1 {
			x[confidence.LeadOverSecond] = (h.Score - ranked[1].Score) / h.Score
		}
	}
	return x
}

// hasKind reports whether a sentence of h has the kind of thing that is asked
// for; where no kind is, any sentence has.
func hasKind(h *index.Hit, kind query.Kind) bool {
	for _, s := range h.Sentences {
		if kind == query.Other || s.Kinds&kind != 0 {
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
