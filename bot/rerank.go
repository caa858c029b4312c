package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// asksForNewsAlone reports whether a question asks for what happened at a time and names nothing
// else but what the whole corpus is about.
func (b *Bot) asksForNewsAlone(ctx context.Context, understood query.Query, q Question) (bool, error) {
	if understood.Topic.Intent != query.Question {
		return true, nil
	}
	res, err := b.searcher.Search(ctx, index.Request{Query: *understood.Topic, Lang: q.Lang, AsOf: q.AsOf, Limit: 1})
	if err != nil {
		return false, err
	}
	rare := slices.ContainsFunc(res.Terms, func(t index.Term) bool { return t.Share < index.CommonShare })
	return len(res.Terms) > 0 && !rare, nil
}

// rank orders the hits for the time that the question is about, and drops what
// a later fact replaced unless the question asks about that time. What is newest
// is asked of the topic of the best hit, not of all that the words touch.
func rank(res index.Result, span query.TimeSpan) []index.Hit {
	hits := slices.DeleteFunc(slices.Clone(res.Hits), func(h index.Hit) bool {
		return hides(span, h) && (span.Now || isSuperseded(h, res.Hits)) || speaksOnlyOfLater(h)
	})
	if span.Future {
		hits = slices.DeleteFunc(hits, func(h index.Hit) bool { return !tellsPlan(h.Passage) })
	}
	if len(hits) == 0 {
		return hits
	}
	best, topic := hits[0].Score, hits[0].Passage.Topic
	oldest, newest := dateRange(hits, goodScoreRatio*best)
	for i := range hits {
		if hits[i].Score >= goodScoreRatio*best && (!span.Now || hits[i].Passage.Topic == topic) {
			hits[i].Score += best * dateBonus(span, hits[i].Passage, oldest, newest)
		}
	}
	for i := range hits {
		if span.Misses(hits[i].Passage) || hits[i].MissingVersions > 0 || hits[i].Passage.Outdated && !span.Past && (span.Guessed || !span.IsOf(hits[i].Passage)) {
			hits[i].Score -= mismatchPenalty * best
		}
	}
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

// tellsPlan reports whether a passage tells of what was to come.
func tellsPlan(p *corpus.Passage) bool { return p.Status == corpus.Plan || query.TellsPlan(p.Text) }

// isSuperseded reports whether the passage that took the place of h's answers the
// question about as well; else the question is about what only h says.
func isSuperseded(h index.Hit, hits []index.Hit) bool {
	return slices.ContainsFunc(hits, func(x index.Hit) bool {
		return x.Passage.ID == h.Passage.ReplacedBy && x.Score >= goodScoreRatio*h.Score
	})
}

// speaksOnlyOfLater reports whether a hit speaks of nothing but later days.
func speaksOnlyOfLater(h index.Hit) bool {
	return len(h.Sentences) > 0 && !slices.ContainsFunc(h.Sentences, func(s index.Sentence) bool { return !s.Later })
}

// goodScoreRatio is the share of the best score from which a hit is good enough for
// its date to count.
const goodScoreRatio = 0.5

// Bonuses for passages of the right time, as shares of the best score.
const (
	inSpanBonus     = 0.3
	newestBonus     = 0.35
	newerBonus      = 0.03 // of two that fit as well, the newer comes first
	laterPenalty    = 0.3
	mismatchPenalty = 0.4 // of another year, another GPT, or a document that holds no longer
)

// dateBonus rates a passage's date for the question, as a share of the best score.
// oldest and newest bound the dates of the good hits.
func dateBonus(s query.TimeSpan, p *corpus.Passage, oldest, newest time.Time) float64 {
	if p.Date == "" {
		return 0
	}
	switch {
	case s.From.IsZero() && !newest.After(oldest):
		return 0
	case s.Now:
		return newestBonus * recency(p, oldest, newest)
	case s.From.IsZero() && !s.Past:
		return newerBonus * recency(p, oldest, newest)
	case s.From.IsZero():
		return 0
	case s.Past && p.Date.First().After(s.To) && !s.Names(p):
		return -laterPenalty
	case s.Past: // what held then may have happened before
		return 0
	case s.Meets(p):
		return inSpanBonus
	}
	return 0
}

// recency places a passage's date between the oldest, 0, and the newest, 1.
func recency(p *corpus.Passage, oldest, newest time.Time) float64 {
	return max(0, float64(p.Date.First().Sub(oldest))/float64(newest.Sub(oldest)))
}

// dateRange returns the oldest and newest date of the hits that score least.
func dateRange(hits []index.Hit, least float64) (oldest, newest time.Time) {
	for _, h := range hits {
		d := h.Passage.Date.First()
		if h.Score < least || d.IsZero() {
			continue
		}
		if oldest.IsZero() || d.Before(oldest) {
			oldest = d
		}
		if d.After(newest) {
			newest = d
		}
	}
	return oldest, newest
}

// hides reports whether a later fact has replaced h for this question.
func hides(s query.TimeSpan, h index.Hit) bool {
	switch {
	case !h.Replaced:
		return false
	case s.From.IsZero():
		return !s.Past
	}
	return h.Passage.Date.First().After(s.To) && !s.Names(h.Passage)
}
