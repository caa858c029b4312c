package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"okbot/bot/chat"
	"okbot/corpus"
)

// A Gap is a question that the bot could not answer, with all that are like it.
type Gap struct {
	Question string `json:"question"`        // as most people asked it
	After    string `json:"after,omitempty"` // what was asked before it, where it goes on from there
	// Others are other forms of it, the most frequent ones, at most three.
	Others []string    `json:"others"`
	Forms  int         `json:"forms"` // in which it was asked
	Asked  int         `json:"asked"` // times
	Users  int         `json:"users"` // who asked it
	Langs  []string    `json:"langs"` // in which it was asked
	Last   corpus.Date `json:"last"`  // day on which it was asked last
}

// Unshown is the number of forms that stand neither in Question nor in Others.
func (g Gap) Unshown() int { return g.Forms - 1 - len(g.Others) }

const (
	topGaps   = 25
	maxOthers = 3
)

// gaps are the questions without an answer, by their forms.
type gaps map[wording]*form

// A wording is what somebody asked, and what it goes on from.
type wording struct{ question, after string }

// A form is a question worded in one way.
type form struct {
	wording
	searched string // with what it borrowed, and corrected
	asked    int
	users    []int32
	langs    []string
	last     day
	subject  subject
}

func (g gaps) add(r chat.Record, user int32, d day) {
	after, borrowed := strings.CutSuffix(r.Query, " "+r.Question)
	if !borrowed {
		after = ""
	}
	w := wording{clean(r.Question, maxQuestion), clean(after, maxQuestion)}
	f := g[w]
	if f == nil {
		f = &form{wording: w, searched: clean(cmp.Or(r.Query, r.Question), maxSearched), last: d}
		g[w] = f
	}
	f.asked++
	f.users = append(f.users, user)
	if !slices.Contains(f.langs, r.Lang) {
		f.langs = append(f.langs, r.Lang)
	}
	f.last = max(f.last, d)
}

// top returns the groups of like questions that were asked most, and how many
// groups there are. A question without letters and digits is in none.
func (g gaps) top() ([]Gap, int) {
	analysis := subjects{words: map[string][]string{}}
	var forms []*form
	for _, f := range g {
		if f.subject = analysis.of(f.searched); f.subject.keys != "" {
			forms = append(forms, f)
		}
	}
	slices.SortFunc(forms, byFrequency)
	list := make([]*subject, len(forms))
	for i, f := range forms {
		list[i] = &f.subject
	}
	var found [][]*form
	for i, group := range groups(list) {
		if group == len(found) {
			found = append(found, nil)
		}
		found[group] = append(found[group], forms[i])
	}
	out := make([]Gap, len(found))
	for i, forms := range found {
		out[i] = gapOf(forms)
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Asked, a.Asked), cmp.Compare(b.Users, a.Users), cmp.Compare(b.Last, a.Last))
	})
	return slices.Clip(out[:min(len(out), topGaps)]), len(out)
}

// byFrequency puts first what is asked more often, else what has the least
// beside its subject: the shortest without its spaces, of those the one with
// most of them.
func byFrequency(a, b *form) int {
	return cmp.Or(
		cmp.Compare(b.asked, a.asked),
		cmp.Compare(len(a.subject.keys), len(b.subject.keys)),
		cmp.Compare(letters(a.question), letters(b.question)),
		cmp.Compare(len(b.question), len(a.question)),
		cmp.Compare(a.question, b.question),
		cmp.Compare(a.after, b.after),
	)
}

func letters(text string) int { return utf8.RuneCountInString(text) - strings.Count(text, " ") }

// gapOf sums up the forms of one question, the most frequent first.
func gapOf(forms []*form) Gap {
	gap := Gap{Question: forms[0].question, After: forms[0].after, Others: []string{}, Langs: []string{}, Forms: len(forms)}
	var users []int32
	last := forms[0].last
	for _, f := range forms {
		gap.Asked += f.asked
		users = append(users, f.users...)
		last = max(last, f.last)
		for _, lang := range f.langs {
			if lang = clean(lang, maxLabel); !slices.Contains(gap.Langs, lang) {
				gap.Langs = append(gap.Langs, lang)
			}
		}
		if len(gap.Others) < maxOthers && f.question != gap.Question && !slices.Contains(gap.Others, f.question) {
			gap.Others = append(gap.Others, f.question)
		}
	}
	slices.Sort(users)
	gap.Users = len(slices.Compact(users))
	slices.SortFunc(gap.Langs, compareLangs)
	gap.Last = last.date()
	return gap
}
