package bot

import (
	"okbot/bot/confidence"
	"okbot/index"
	"okbot/index/query"
)

// The values x at which a feature of a raw passage that has no upper bound is
// 0.5, as x/(x+half).
const (
	halfSentencePerIDF = 1.0
	halfWords          = 5.0
)

// addRawFeatures adds to x the features by which a passage without expected
// questions, the first of ranked, is judged. They are about what is quoted of it,
// and relative to the question and to what else the corpus has.
func addRawFeatures(x *confidence.Features, q *query.Query, res *index.Result, ranked []index.Hit, span query.TimeSpan) {
	h := &ranked[0]
	w := chooseWindow(h, q.Kind, res)
	mask := h.MaskHeadings
	passage := mask
	for _, s := range h.Sentences {
		passage |= s.Mask
		if s.Start < w.end && s.End > w.start {
			mask |= s.Mask
		}
	}
	missing := res.Missing(mask)
	x[confidence.CoverageWindow] = res.Coverage(mask)
	x[confidence.MissingNamesWindow] = missing.Names
	x[confidence.MissingNamesPassage] = res.Missing(passage).Names
	x[confidence.UnknownNames] = missing.Unknown
	x[confidence.MissingNumbersWindow] = saturate(float64(missing.Numbers), halfMissingNumbers)
	x[confidence.MissingFocusWindow] = missing.Focus
	x[confidence.MissingYear] = oneIf(span.Misses(h.Passage))
	x[confidence.MissingVersion] = oneIf(h.MissingVersions > 0)
	x[confidence.QuantityMissing] = oneIf(q.Quantity.MissingIn(h.Passage.Text[w.start:w.end]))
	x[confidence.Words] = saturate(float64(len(res.Words)), halfWords)
	x[confidence.Suggestion] = oneIf(q.Suggestion)
	x[confidence.OtherLanguage] = oneIf(h.Passage.Lang != q.Lang)
	x[confidence.SentencePerIDF] = saturate(float64(h.Features[index.BM25Sentence]), halfSentencePerIDF)
	compareWithOthers(x, ranked)
}

// compareWithOthers adds to x what tells the first of ranked from the others, but
// for other editions of it: passages of other articles that have the same words of
// the question under the same title. A lead counts for what the snippet covers: in a small
// corpus nothing else has a word of the question.
func compareWithOthers(x *confidence.Features, ranked []index.Hit) {
	best := &ranked[0]
	others, asCovering, second, article := 0, 0, 0.0, 0.0
	for i := range ranked[1:] {
		h := &ranked[1+i]
		if h.MaskAll == best.MaskAll && h.Passage.Title == best.Passage.Title && h.Passage.Article != best.Passage.Article {
			continue
		}
		others++
		if h.Coverage >= best.Coverage {
			asCovering++
		}
		second = max(second, h.Score)
		if h.Passage.Article != best.Passage.Article {
			article = max(article, h.Score)
		}
	}
	lead := func(over float64) float64 {
		if best.Score <= 0 {
			return 0
		}
		return x[confidence.CoverageWindow] * max(0, best.Score-over) / best.Score
	}
	x[confidence.LeadOverSecond], x[confidence.LeadOverArticle] = lead(second), lead(article)
	if others > 0 {
		x[confidence.AsCovering] = float64(asCovering) / float64(others)
	}
}
