package searchtest

import (
	"cmp"
	"context"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// A Linear is the simplest searcher that passes [Run]: it compares the words of a
// question with those of every passage. A word matches another that begins with
// it, which finds Korean nouns with their particles. It has no vocabulary.
type Linear struct {
	passages []corpus.Passage
}

// NewLinear returns a searcher over the passages of c.
func NewLinear(c *corpus.Corpus) *Linear { return &Linear{c.Passages()} }

// Vocabulary returns nil.
func (l *Linear) Vocabulary() query.Vocabulary { return nil }

var (
	word     = regexp.MustCompile(`[\pL\pN]+`)
	sentence = regexp.MustCompile(`[^.!?\s][^.!?]*[.!?]*`)
)

// maxWords is how many words of a question count, as a mask has no more bits.
const maxWords = 64

// Search scores each passage by the idf of the question's words that it has.
func (l *Linear) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if err := ctx.Err(); err != nil {
		return index.Result{}, err
	}
	lang := cmp.Or(r.Lang, r.Query.Lang)
	res := index.Result{Analysis: l.analyse(r)}
	res.AllLanguages = !slices.ContainsFunc(l.passages, func(p corpus.Passage) bool { return p.Lang == lang })
	for i := range l.passages {
		p := &l.passages[i]
		if !l.visible(p, r) || !res.AllLanguages && !l.inLanguage(p, lang, r.CrossLingual) {
			continue
		}
		h := hit(&res.Analysis, p)
		switch {
		case r.Query.Text == "" && p.Date != "" && !r.From.IsZero():
			h.Score = float64(1 + len(p.Sources))
		case h.Score == 0:
			continue
		}
		later := l.find(p.ReplacedBy)
		h.Replaced = later != nil && (r.AsOf.IsZero() || !later.Date.First().After(r.AsOf))
		res.Hits = append(res.Hits, h)
	}
	slices.SortStableFunc(res.Hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	res.Hits = res.Hits[:min(len(res.Hits), cmp.Or(r.Limit, 10))]
	return res, nil
}

// visible reports whether p is of the time that r asks for.
func (l *Linear) visible(p *corpus.Passage, r index.Request) bool {
	first, last := p.Date.First(), p.Date.Last()
	in := func(t time.Time, from bool) bool {
		return t.IsZero() || from && !last.Before(t) || !from && !first.After(t)
	}
	return in(r.AsOf, false) && in(r.From, true) && in(r.To, false)
}

func (l *Linear) inLanguage(p *corpus.Passage, lang string, crossLingual bool) bool {
	if !crossLingual {
		return p.Lang == lang
	}
	return p.Lang != lang && l.find(strings.Replace(p.ID, "."+p.Lang+"#", "."+lang+"#", 1)) == nil
}

func (l *Linear) find(id string) *corpus.Passage {
	i := slices.IndexFunc(l.passages, func(p corpus.Passage) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &l.passages[i]
}

// analyse makes one word and one term of each different word of the question and
// of the one before.
func (l *Linear) analyse(r index.Request) index.Analysis {
	var a index.Analysis
	known := float32(0)
	for i, text := range []string{r.Query.Text, r.Prior.Text} {
		for _, at := range word.FindAllStringIndex(text, -1) {
			w := strings.ToLower(text[at[0]:at[1]])
			if query.IsStopWord(w) || query.IsQuestionWord(w) || len(a.Words) == maxWords ||
				slices.ContainsFunc(a.Terms, func(t index.Term) bool { return t.Text == w }) {
				continue
			}
			df := 0
			for k := range l.passages {
				if has(&l.passages[k], w) {
					df++
				}
			}
			boost := 1 / float32(1+i)
			idf := boost * float32(math.Log(1+float64(len(l.passages)+1)/float64(df+1)))
			bit := uint64(1) << len(a.Words)
			a.Terms = append(a.Terms, index.Term{Text: w, Surface: w, IDF: idf, Weight: idf, Share: float32(df) / float32(max(1, len(l.passages))), Words: bit})
			a.Words = append(a.Words, index.Word{Surface: w, Start: at[0], Weight: idf, Boost: boost, Borrowed: i > 0, Exact: bit, Known: df > 0})
			a.TotalIDF += idf
			if df > 0 {
				known += idf
			}
		}
	}
	if a.TotalIDF > 0 {
		a.KnownShare = known / a.TotalIDF
	}
	return a
}

// has reports whether a word of p begins with w.
func has(p *corpus.Passage, w string) bool {
	return slices.ContainsFunc(word.FindAllString(strings.ToLower(p.Title+" "+p.Text), -1), func(x string) bool { return strings.HasPrefix(x, w) })
}

// hit compares the question with one passage.
func hit(a *index.Analysis, p *corpus.Passage) index.Hit {
	h := index.Hit{Passage: p}
	for i, t := range a.Terms {
		if has(p, t.Text) {
			h.MaskAll |= 1 << i
		}
	}
	for _, at := range sentence.FindAllStringIndex(p.Text, -1) {
		s := index.Sentence{Start: at[0], End: at[1]}
		for _, w := range word.FindAllStringIndex(p.Text[at[0]:at[1]], -1) {
			for i, t := range a.Terms {
				if strings.HasPrefix(strings.ToLower(p.Text[at[0]+w[0]:at[0]+w[1]]), t.Text) {
					s.Mask |= 1 << i
					h.Matches = append(h.Matches, index.Match{Start: at[0] + w[0], End: at[0] + w[1]})
				}
			}
		}
		s.Coverage = covered(a, s.Mask)
		h.CoverageSentence = max(h.CoverageSentence, s.Coverage)
		h.Sentences = append(h.Sentences, s)
	}
	h.Coverage = covered(a, h.MaskAll)
	h.Expected = len(h.Passage.Questions) > 0
	h.CoverageAll = h.Coverage
	h.Score = (h.Coverage + h.CoverageSentence) * float64(a.TotalIDF)
	for i, w := range a.Words {
		if h.MaskAll>>i&1 == 0 && a.TotalIDF > 0 {
			h.MissingNounTextExpected = max(h.MissingNounTextExpected, float64(w.Weight/a.TotalIDF))
		}
	}
	return h
}

// covered is the share of the total idf of the words in mask.
func covered(a *index.Analysis, mask uint64) float64 {
	sum := 0.0
	for i, w := range a.Words {
		if mask>>i&1 == 1 {
			sum += float64(w.Weight)
		}
	}
	if sum == 0 {
		return 0
	}
	return sum / float64(a.TotalIDF)
}
