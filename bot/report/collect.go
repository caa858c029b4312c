package report

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"okbot/bot"
	"okbot/bot/chat"
)

// A collector counts questions as they come and keeps no more of them than the
// report shows.
type collector struct {
	now         time.Time
	trim        bool // the report begins with the first question
	first, last day
	days        []Outcome
	users       map[string]int32 // their numbers
	verdicts    verdicts
	groups      map[groupKey]*group
	confidence  [10]Outcome
	gaps        gaps
	passages    passages
}

type groupKey struct{ platform, lang string }

type group struct {
	Outcome
	latencies []int64
}

func newCollector(opts Options) *collector {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	c := &collector{
		now: opts.Now.In(bot.Seoul), trim: opts.From.IsZero(),
		users: map[string]int32{}, groups: map[groupKey]*group{},
		gaps: gaps{}, passages: passages{},
	}
	c.first, c.last = span(opts)
	c.days = make([]Outcome, c.last-c.first+1)
	return c
}

// add counts one question.
func (c *collector) add(id string, r chat.Record) {
	d := dayOf(r.At)
	if d < c.first || d > c.last {
		return
	}
	o := Outcome{Questions: 1}
	if r.Answered {
		o.Answered = 1
	}
	o.Good, o.Bad = c.verdicts.of(id)
	c.days[d-c.first].add(o)
	c.confidence[tenth(r.Confidence)].add(o)
	g := c.group(r)
	g.add(o)
	if r.AnswerUS > 0 { // what has no words is not looked for
		g.latencies = append(g.latencies, min(r.AnswerUS, maxLatency))
	}
	user, known := c.users[r.User]
	if !known {
		user = int32(len(c.users))
		c.users[r.User] = user
	}
	if !r.Answered {
		c.gaps.add(r, user, d)
	}
	c.passages.add(r, o)
}

func (c *collector) group(r chat.Record) *group {
	key := groupKey{cmp.Or(r.Platform, "?"), cmp.Or(r.Lang, "?")}
	g := c.groups[key]
	if g == nil {
		g = &group{}
		c.groups[key] = g
	}
	return g
}

// tenth returns the bin of a confidence; one that is no number has none.
func tenth(confidence float64) int {
	if math.IsNaN(confidence) {
		return 0
	}
	return int(min(max(confidence*10, 0), 9))
}

func (c *collector) report() Report {
	if c.trim {
		for len(c.days) > 1 && c.days[0].Questions == 0 {
			c.days = c.days[1:]
			c.first++
		}
	}
	r := Report{From: c.first.date(), To: c.last.date(), Made: c.now, Users: len(c.users), Raters: c.verdicts.raters()}
	for i, o := range c.days {
		r.Total.add(o)
		r.Days = append(r.Days, Day{(c.first + day(i)).date(), o})
	}
	for i, o := range c.confidence {
		r.Confidence = append(r.Confidence, Bin{float64(i) / 10, float64(i+1) / 10, o})
	}
	r.Groups, r.Latency = c.outcomes()
	r.Gaps, r.GapGroups = c.gaps.top()
	r.Worst, r.Cited = c.passages.worst(), c.passages.cited()
	return r
}

// outcomes returns the groups of the report and the latency of all questions.
func (c *collector) outcomes() ([]Group, Latency) {
	sums := map[groupKey]*group{}
	sum := func(key groupKey, g *group) {
		if sums[key] == nil {
			sums[key] = &group{}
		}
		sums[key].add(g.Outcome)
		sums[key].latencies = append(sums[key].latencies, g.latencies...)
	}
	var all []int64
	for key, g := range c.groups {
		sum(key, g)
		sum(groupKey{platform: key.platform}, g)
		sum(groupKey{lang: key.lang}, g)
		all = append(all, g.latencies...)
	}
	order := slices.SortedFunc(maps.Keys(sums), func(a, b groupKey) int {
		return cmp.Or(
			-cmp.Compare(min(len(a.platform), 1), min(len(b.platform), 1)), // all platforms come last
			cmp.Compare(a.platform, b.platform),
			cmp.Compare(min(len(a.lang), 1), min(len(b.lang), 1)), // all languages first
			compareLangs(a.lang, b.lang),
		)
	})
	out := []Group{}
	for _, key := range order {
		g := sums[key]
		out = append(out, Group{clean(key.platform, maxLabel), clean(key.lang, maxLabel), g.Outcome, quantiles(g.latencies)})
	}
	return out, latency(all)
}

// compareLangs puts ko before en.
func compareLangs(a, b string) int { return cmp.Compare(b, a) }
