package corpus

import (
	"cmp"
	"slices"
)

// A Summary is what "corpus list" shows of a corpus.
type Summary struct {
	Total    Tally            `json:"total"`
	Topics   []TopicSummary   `json:"topics"`   // by name; "" is that of articles without one
	Articles []ArticleSummary `json:"articles"` // by ID
}

// A Tally counts some articles of a corpus.
type Tally struct {
	Articles     int            `json:"articles"`      // texts in one language
	Passages     map[string]int `json:"passages"`      // by language
	Oldest       Date           `json:"oldest"`        // of the passages; "" if undated
	Newest       Date           `json:"newest"`        // of the passages
	NewestSource Date           `json:"newest_source"` // publication date of the newest source
}

// A TopicSummary is the tally of one topic.
type TopicSummary struct {
	Topic string `json:"topic"`
	Tally
}

// An ArticleSummary is what a list shows of one article.
type ArticleSummary struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Lang     string `json:"lang"`
	Topic    string `json:"topic"`
	Date     Date   `json:"date"`
	Passages int    `json:"passages"`
}

// Summarize counts the passages of c on topic ("" for all topics) that are dated
// since or later ("" for all, undated ones included) and not after asOf ("" for
// all). Articles without such a passage are left out.
func (c *Corpus) Summarize(topic string, since, asOf Date) Summary {
	s := Summary{Topics: []TopicSummary{}, Articles: []ArticleSummary{}}
	s.Total.Passages = map[string]int{}
	topics := map[string]*Tally{}
	for _, a := range c.Articles {
		if topic != "" && a.Topic != topic {
			continue
		}
		passages := dated(a.Passages, since, asOf)
		if len(passages) == 0 {
			continue
		}
		if topics[a.Topic] == nil {
			topics[a.Topic] = &Tally{Passages: map[string]int{}}
		}
		topics[a.Topic].add(passages)
		s.Total.add(passages)
		s.Articles = append(s.Articles, ArticleSummary{a.ID, a.Title, a.Lang, a.Topic, a.Date, len(passages)})
	}
	for name, t := range topics {
		s.Topics = append(s.Topics, TopicSummary{name, *t})
	}
	slices.SortFunc(s.Topics, func(a, b TopicSummary) int { return cmp.Compare(a.Topic, b.Topic) })
	return s
}

func dated(passages []Passage, since, asOf Date) []Passage {
	var out []Passage
	for _, p := range passages {
		early := since != "" && (p.Date == "" || p.Date.Last().Before(since.First()))
		late := asOf != "" && p.Date != "" && p.Date.First().After(asOf.Last())
		if !early && !late {
			out = append(out, p)
		}
	}
	return out
}

// add counts one article with the given passages.
func (t *Tally) add(passages []Passage) {
	t.Articles++
	for _, p := range passages {
		t.Passages[p.Lang]++
		if p.Date != "" && (t.Oldest == "" || p.Date.First().Before(t.Oldest.First())) {
			t.Oldest = p.Date
		}
		t.Newest = later(t.Newest, p.Date)
		for _, s := range p.Sources {
			if s.Publisher != "" || s.URL != "" { // not the document itself
				t.NewestSource = later(t.NewestSource, s.Date)
			}
		}
	}
}

// later returns whichever of a and b begins later. Any date is later than "".
func later(a, b Date) Date {
	if b != "" && (a == "" || b.First().After(a.First())) {
		return b
	}
	return a
}
