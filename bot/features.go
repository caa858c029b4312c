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
	addWindowFeatures(&x, q, res, ranked, span)
	return b.opts.Confidence.Judge(x, ranked[0].Expected)
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
		confidence.MissingNounTextExpected: h.MissingNounTextExpected,
		confidence.MissingNamesAllFields:   h.MissingNamesAll,
		confidence.MissingQuantityPassage:  oneIf(q.Quantity.MissingIn(h.Passage.Text)),
		confidence.TotalIDF:                saturate(totalIDF, halfTotalIDF),
		confidence.AsksNumber:              oneIf(q.Kind&(query.HowMany|query.People) != 0),
		confidence.Korean:                  oneIf(q.Lang == "ko"),
		confidence.SelfReference:           q.SelfReference,
		confidence.MatchedIDF:              saturate(h.CoverageAll*totalIDF, halfTotalIDF),
		confidence.CrossLingual:            oneIf(h.Passage.Lang != q.Lang),
		confidence.SoftSimilarityExpected:  float64(h.Features[index.SoftSimilarityExpected]),
	}
	for i := range ranked {
		x[confidence.SimilarityUnanswered] = max(x[confidence.SimilarityUnanswered], ranked[i].UnansweredSimilarity)
	}
	if !namesEntity(res) {
		x[confidence.Statement] = oneIf(isStatement(q, res))
		x[confidence.UnaskedNames] = min(1, h.ExtraNames/maxFeatureIDF)
	}
	if h.Score > 0 {
		x[confidence.ScorePerIDF] = h.Score / (h.Score + halfScorePerIDF*totalIDF)
	}
	return x
}

// namesEntity reports whether a question names something that the corpus knows by
// name, or continues one that does.
func namesEntity(res *index.Result) bool { return res.NamesEntity() || res.Continues() }

// isStatement reports whether a question has no form of one: it asks for no kind of
// thing, bears no question mark and ends in a verb.
func isStatement(q *query.Query, res *index.Result) bool {
	frameless := q.Kind == query.Other || q.Kind == query.Overview && q.Subject.End-q.Subject.Start == len(q.Text)
	return frameless && !q.Marked && len(res.Words) > 0 && res.Words[len(res.Words)-1].Verb
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
