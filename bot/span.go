package bot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index"
)

// Bonuses for passages of the right time, as shares of the best score.
const (
	bonusInSpan = 0.3
	bonusNewest = 0.35
	bonusNewer  = 0.03 // of two that fit as well, the newer comes first
	malusLater  = 0.3
	malusOther  = 0.4 // of another year, or another GPT
)

// bonus rates a passage's date for the question, as a share of the best score.
// oldest and newest bound the dates of the good hits.
func (s timeSpan) bonus(p *corpus.Passage, oldest, newest time.Time) float64 {
	if p.Date == "" {
		return 0
	}
	switch {
	case s.from.IsZero() && !newest.After(oldest):
		return 0
	case s.now:
		return bonusNewest * recency(p, oldest, newest)
	case s.from.IsZero() && !s.past:
		return bonusNewer * recency(p, oldest, newest)
	case s.from.IsZero():
		return 0
	case s.past && p.Date.First().After(s.to) && !s.named(p):
		return -malusLater
	case s.past: // what held then may have happened before
		return 0
	case s.meets(p):
		return bonusInSpan
	}
	return 0
}

// meets reports whether p is of the span, or names a month or day of it.
func (s timeSpan) meets(p *corpus.Passage) bool {
	return p.Date != "" && !p.Date.Last().Before(s.from) && !p.Date.First().After(s.to) || s.named(p)
}

// named reports whether p names a month or day of the span.
func (s timeSpan) named(p *corpus.Passage) bool {
	return s.tells(p) && slices.ContainsFunc(datesIn(p), func(d [2]time.Time) bool { return !d[0].After(s.to) && !d[1].Before(s.from) })
}

// recency places a passage's date between the oldest, 0, and the newest, 1.
func recency(p *corpus.Passage, oldest, newest time.Time) float64 {
	return max(0, float64(p.Date.First().Sub(oldest))/float64(newest.Sub(oldest)))
}

// bounds returns the oldest and newest date of the hits that score least.
func (s timeSpan) bounds(hits []index.Hit, least float64) (oldest, newest time.Time) {
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

// misses reports whether the question names a year that p says nothing of or,
// where that is after all the corpus tells, a day or month that p does not name.
func (s timeSpan) misses(p *corpus.Passage) bool {
	if s.from.IsZero() || s.events || s.guessed {
		return false
	}
	if s.later && s.to.Before(s.from.AddDate(0, 2, 0)) {
		return !s.named(p)
	}
	if p.Date != "" && p.Date.First().Year() <= s.to.Year() && s.from.Year() <= p.Date.Last().Year() {
		return false
	}
	return !s.tells(p)
}

// tells reports whether p names a year of the span.
func (s timeSpan) tells(p *corpus.Passage) bool {
	for year := s.from.Year(); year <= s.to.Year(); year++ {
		if strings.Contains(p.Text, strconv.Itoa(year)) {
			return true
		}
	}
	return false
}

// datesIn returns the first and last day of each month or day that p names with
// its year, as its language writes them.
func datesIn(p *corpus.Passage) [][2]time.Time {
	var out [][2]time.Time
	add := func(year, month, day int) {
		if year > 0 {
			from, to := period(year, month, day)
			out = append(out, [2]time.Time{from, to})
		}
	}
	if p.Lang == "ko" {
		for _, m := range koDate.FindAllStringSubmatch(p.Text, -1) {
			add(num(m[1]), num(m[2]), num(m[3]))
		}
		return out
	}
	for _, m := range enDate.FindAllStringSubmatch(p.Text, -1) {
		add(num(m[4]), months[strings.ToLower(m[2][:3])], cmp.Or(num(m[1]), num(m[3])))
	}
	return out
}

// hides reports whether a later fact has replaced h for this question.
func (s timeSpan) hides(h index.Hit) bool {
	switch {
	case !h.Replaced:
		return false
	case s.from.IsZero():
		return !s.past
	}
	return h.Passage.Date.First().After(s.to) && !s.named(h.Passage)
}
