package bot

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"okbot/bot/confidence"
	"okbot/bot/l10n"
	"okbot/index"
	"okbot/index/hangul"
)

const (
	maxReasons     = 3
	maxReasonWords = 3
	minReason      = 0.1 // of log odds
)

// reasons are what features mean, in words. The others mean nothing to a reader.
var reasons = map[confidence.Feature]l10n.Key{
	confidence.UnknownNames:            l10n.ReasonName,
	confidence.MissingNamesWindow:      l10n.ReasonName,
	confidence.MissingNamesAllFields:   l10n.ReasonName,
	confidence.MissingNamesPassage:     l10n.ReasonName,
	confidence.NameMissing:             l10n.ReasonName,
	confidence.MissingYear:             l10n.ReasonYear,
	confidence.MissingVersion:          l10n.ReasonVersion,
	confidence.MissingNumbersWindow:    l10n.ReasonNumber,
	confidence.MissingNounWindow:       l10n.ReasonWords,
	confidence.MissingFocusWindow:      l10n.ReasonWords,
	confidence.MissingNounTextExpected: l10n.ReasonWords,
	confidence.UncoveredUnlessEntity:   l10n.ReasonWords,
	confidence.DateMissing:             l10n.ReasonNoTime,
	confidence.NumberMissing:           l10n.ReasonNoNumber,
	confidence.PersonMissing:           l10n.ReasonNoPerson,
	confidence.PlaceMissing:            l10n.ReasonNoPlace,
	confidence.CountMissing:            l10n.ReasonNoNumber,
	confidence.ReasonMissing:           l10n.ReasonNoReason,
	confidence.MissingQuantityPassage:  l10n.ReasonNoFigure,
	confidence.MissingQuantityWindow:   l10n.ReasonNoFigure,
	confidence.OneWord:                 l10n.ReasonOneWord,
	confidence.Suggestion:              l10n.ReasonSuggestion,
	confidence.Statement:               l10n.ReasonStatement,
	confidence.DenialMissing:           l10n.ReasonDenial,
	confidence.SimilarityUnanswered:    l10n.ReasonUnanswered,
	confidence.SoftCoverageWindow:      l10n.ReasonCovers,
	confidence.LeadOverSecond:          l10n.ReasonLead,
	confidence.LeadOverArticle:         l10n.ReasonLead,
	confidence.ScorePerIDF:             l10n.ReasonFits,
	confidence.SoftSimilarityExpected:  l10n.ReasonFits,
	confidence.MatchedIDF:              l10n.ReasonFits,
}

// Reasons returns in words, in the language lang, what counted most for the
// judgement, the largest first: for an answer where there is one, else against it.
func (a *Answer) Reasons(lang string) []string {
	why := &a.Why
	if len(why.Ranked) == 0 {
		return nil
	}
	var out []string
	for _, c := range why.Judgement.Contributions() {
		key, ok := reasons[c.Feature]
		if !ok || (c.LogOdds > 0) != a.Answered || math.Abs(c.LogOdds) < minReason {
			continue
		}
		if s := why.reason(key, lang); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
		if len(out) == maxReasons {
			break
		}
	}
	return out
}

// reason returns a phrase, filled in; "" where the words are missing that it is
// about.
func (w *Why) reason(key l10n.Key, lang string) string {
	year := w.Query.Time.From
	if key == l10n.ReasonNumber && !year.IsZero() && w.Query.Time.Misses(w.Ranked[0].Passage) {
		key = l10n.ReasonYear // the number is the year
	}
	switch key {
	case l10n.ReasonName:
		isName := func(x *index.Word) bool { return x.Name }
		names := w.lacking(w.Ranked, isName)
		switch {
		case names == "":
			if names = w.lacking(w.Ranked[:1], isName); names == "" {
				return ""
			}
			return l10n.ReasonWords.In(lang, object(lang, names))
		case year.IsZero() || w.Query.Time.Guessed:
			return key.In(lang, object(lang, names))
		}
		return l10n.ReasonNameOfYear.In(lang, year.Year(), object(lang, names))
	case l10n.ReasonYear:
		return key.In(lang, strconv.Itoa(year.Year()))
	case l10n.ReasonWords:
		words := w.lacking(w.Ranked[:1], func(x *index.Word) bool { return !x.Verb && !x.Name })
		if words == "" {
			return ""
		}
		return key.In(lang, object(lang, words))
	}
	return key.In(lang)
}

// object returns words as the object of a sentence in the language lang.
func object(lang, words string) string {
	if lang == "ko" {
		return hangul.Particle(words, "을", "를")
	}
	return words
}

// lacking lists the question's own words of a sort that hits lack, but for figures
// and what is written behind them.
func (w *Why) lacking(hits []index.Hit, sort func(*index.Word) bool) string {
	var out []string
	var mask uint64
	for i := range hits {
		mask |= hits[i].MaskAll
	}
	for i := range w.Result.Words {
		x := &w.Result.Words[i]
		if !x.Borrowed && !w.figure(x) && sort(x) && mask&(x.Exact|x.Compound) == 0 && len(out) < maxReasonWords {
			out = append(out, x.Surface)
		}
	}
	return strings.Join(out, ", ")
}

// figure reports whether a word begins with a digit or stands behind one.
func (w *Why) figure(x *index.Word) bool {
	text := w.Query.Text
	isDigit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	return isDigit(x.Start) || isDigit(x.Start-1)
}
