package bot

import (
	"slices"

	"okbot/bot/confidence"
	"okbot/index"
	"okbot/index/query"
)

// addWindowFeatures adds to x the features of what is quoted of the first of ranked,
// relative to the question and to what else the corpus has.
func addWindowFeatures(x *confidence.Features, q *query.Query, res *index.Result, ranked []index.Hit, span query.TimeSpan) {
	h := &ranked[0]
	w := chooseWindow(h, q.Kind, res)
	quoted := h.Passage.Text[w.start:w.end]
	var kinds query.Kind
	soft, mask, passage := 0.0, h.MaskHeadings, h.MaskHeadings
	for _, s := range h.Sentences {
		passage |= s.Mask
		if s.Start < w.end && s.End > w.start {
			mask, kinds, soft = mask|s.Mask, kinds|s.Kinds, max(soft, s.SoftCoverage)
		}
	}
	coverage, missing, lacking := res.Coverage(mask), res.Missing(mask), res.Missing(passage)
	x[confidence.SoftCoverageWindow] = max(soft, coverage)
	x[confidence.MissingNounWindow] = missing.Noun
	x[confidence.MissingNamesWindow] = missing.Names
	x[confidence.MissingNamesPassage] = lacking.Names
	x[confidence.NameMissing] = oneIf(lacking.Name)
	x[confidence.UnknownNames] = missing.Unknown
	x[confidence.MissingNumbersWindow] = saturate(float64(missing.Numbers), halfMissingNumbers)
	x[confidence.MissingFocusWindow] = missing.Focus
	x[confidence.MissingYear] = oneIf(span.Misses(h.Passage))
	x[confidence.MissingVersion] = oneIf(h.MissingVersions > 0)
	x[confidence.MissingQuantityWindow] = oneIf(q.Quantity.MissingIn(quoted))
	x[confidence.PlaceMissing] = oneIf(q.Kind == query.Where && !query.TellsPlace(quoted))
	x[confidence.CountMissing] = oneIf(q.Lang == h.Passage.Lang && q.Count.MissingIn(quoted))
	if !namesEntity(res) {
		x[confidence.UncoveredUnlessEntity] = 1 - min(1, x[confidence.SoftCoverageWindow])
	}
	x[confidence.OneWord] = oneIf(len(res.Words) == 1)
	x[confidence.DenialMissing] = oneIf(q.Denies && !query.Denies(quoted))
	x[confidence.Suggestion] = oneIf(q.Suggestion)
	for _, k := range askedKinds {
		x[k.missing] = oneIf(k.asked&q.Kind != 0 && q.Kind&kinds == 0)
	}
	if q.Kind == query.Who && !h.Expected {
		x[confidence.PersonMissing] = oneIf(!tellsWho(h, w))
	}
	if lacksKind(x) { // it counts as one more word that is not there
		n := float64(len(res.Words))
		coverage *= n / (n + 1)
		x[confidence.SoftCoverageWindow] *= n / (n + 1)
	}
	addLeads(x, ranked, coverage*x[confidence.SoftCoverageWindow])
}

// askedKinds are the features that tell what kind of thing is asked for and missing.
var askedKinds = []struct {
	asked   query.Kind
	missing confidence.Feature
}{
	{query.When, confidence.DateMissing},
	{query.HowMany | query.People, confidence.NumberMissing},
	{query.Who, confidence.PersonMissing},
	{query.Why, confidence.ReasonMissing},
}

// maxArticleLead is the lead over other articles from which on more says nothing.
const maxArticleLead = 0.5

// addLeads adds to x how far the first of ranked leads the others, but for other
// editions of it: passages of other articles that have the same words of the
// question under the same title. A lead counts by weight, which is small where the
// snippet covers little: in a small corpus nothing else has a word of the question.
func addLeads(x *confidence.Features, ranked []index.Hit, weight float64) {
	best := &ranked[0]
	second, article := 0.0, 0.0
	for i := range ranked[1:] {
		h := &ranked[1+i]
		if h.MaskAll == best.MaskAll && h.Passage.Title == best.Passage.Title && h.Passage.Article != best.Passage.Article {
			continue
		}
		second = max(second, h.Score)
		if h.Passage.Article != best.Passage.Article {
			article = max(article, h.Score)
		}
	}
	if best.Score <= 0 {
		return
	}
	x[confidence.LeadOverSecond] = weight * max(0, best.Score-second) / best.Score
	x[confidence.LeadOverArticle] = min(maxArticleLead, weight*max(0, best.Score-article)/best.Score)
}

// tellsWho reports whether a window has a name or an office that the question does not have.
func tellsWho(h *index.Hit, w window) bool {
	return slices.ContainsFunc(h.Answers, func(a index.Match) bool {
		return a.Start >= w.start && a.End <= w.end && !slices.ContainsFunc(h.Matches, func(m index.Match) bool { return m.Start < a.End && a.Start < m.End })
	})
}

// lacksKind reports whether what is quoted lacks the kind of thing that is asked for.
func lacksKind(x *confidence.Features) bool {
	for _, f := range []confidence.Feature{confidence.DateMissing, confidence.NumberMissing, confidence.PersonMissing, confidence.PlaceMissing, confidence.CountMissing, confidence.MissingQuantityWindow} {
		if x[f] > 0 {
			return true
		}
	}
	return false
}
