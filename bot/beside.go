package bot

import (
	"slices"
	"strings"

	"okbot/bot/l10n"
	"okbot/corpus"
)

// Beside is what a reader is told beside a snippet, each thing once.
type Beside struct {
	Date    string     // of what it tells; "" if its words or its first source say so
	Badge   string     // how unsure it is, or that it holds no longer; "" if neither
	Foreign string     // that it is not in the asker's language; "" if it is
	Sources []Citation // the best first; one date at most
	More    int        // how many further sources there are
}

// maxSources is how many sources, of as many publishers, are named beside a snippet if
// nobody asks for all.
const maxSources = 2

// Beside returns what is shown beside s to a reader of the language lang.
func (s *Snippet) Beside(lang string) Beside {
	b := Beside{Badge: s.badge(lang)}
	for _, c := range s.Citations {
		same := func(shown Citation) bool { return c.Publisher != "" && shown.Publisher == c.Publisher }
		if s.AllSources || len(b.Sources) < maxSources && !slices.ContainsFunc(b.Sources, same) {
			b.Sources = append(b.Sources, c)
		}
	}
	b.More = len(s.Citations) - len(b.Sources)
	if !s.tells(s.Date) {
		b.Date = ShowDate(lang, s.Date)
	}
	for i := range b.Sources {
		c := &b.Sources[i]
		switch {
		case i > 0, s.tells(c.Date):
			c.Date = ""
		case c.Date == s.Date:
			b.Date = ""
		}
	}
	if s.Lang != lang {
		b.Foreign = ForeignNote(lang)
	}
	return b
}

// tells reports whether the words of s contain the date d.
func (s *Snippet) tells(d corpus.Date) bool {
	return d != "" && strings.Contains(s.Text, ShowDate(s.Lang, d))
}

// badge returns the mark of a snippet that few can vouch for or that holds no longer,
// else "".
func (s *Snippet) badge(lang string) string {
	if s.Outdated {
		return l10n.BadgeOutdated.In(lang)
	}
	switch s.Grade {
	case corpus.Single:
		return l10n.BadgeSingle.In(lang)
	case corpus.Aggregator:
		return l10n.BadgeAggregator.In(lang)
	case corpus.Unconfirmed:
		return l10n.BadgeUnconfirmed.In(lang)
	}
	return ""
}
