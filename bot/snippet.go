package bot

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"okbot/index"
	"okbot/index/query"
)

// choose cuts the snippets of the answer out of the best passages.
func choose(found findings, q Question) []Snippet {
	out := []Snippet{}
	for _, h := range worthShowing(found.ranked, q) {
		if len(out) == q.Limit {
			break
		}
		out = append(out, cut(h, found.query.Kind, &found.result))
	}
	return out
}

// worthShowing returns the hits that are good enough beside the first one.
func worthShowing(ranked []index.Hit, q Question) []index.Hit {
	n := 0
	for n < len(ranked) && (n == 0 || q.Always || ranked[n].Score >= minScoreRatio*ranked[0].Score) {
		n++
	}
	return ranked[:n]
}

// minScoreRatio is the share of the first snippet's score that a further one needs.
const minScoreRatio = 0.55

// cut makes a snippet of the window of one to three sentences of h's passage
// that covers the question best.
func cut(h index.Hit, kind query.Kind, res *index.Result) Snippet {
	p := h.Passage
	start, end := window(h, kind, res)
	s := Snippet{
		Text: p.Text[start:end], Highlights: highlights(h.Matches, start, end), Lang: p.Lang,
		Article: p.Article, Passage: p.ID, Date: p.Date, Score: h.Score, Context: p.Text,
		Citations: []Citation{},
	}
	for _, src := range p.Sources {
		c := Citation{src.Title, src.Publisher, src.Date, src.Lang, src.URL}
		if p.Quoted {
			c.URL = quoteLink(c.URL, s.Text)
		}
		s.Citations = append(s.Citations, c)
	}
	return s
}

const (
	maxSentences      = 3
	sentencePenalty   = 0.02 // a further sentence must cover this much more
	kindBonus         = 0.15
	shortPassageBytes = 700 // bytes: quoted whole
)

// window returns the byte range of the best one to three sentences.
func window(h index.Hit, kind query.Kind, res *index.Result) (start, end int) {
	ss := h.Sentences
	if len(ss) == 0 {
		return 0, len(h.Passage.Text)
	}
	if len(ss) <= maxSentences && len(h.Passage.Text) <= shortPassageBytes && !slices.ContainsFunc(ss, func(s index.Sentence) bool { return s.Later }) {
		return ss[0].Start, ss[len(ss)-1].End
	}
	best, bestScore := [2]int{0, 0}, -1.0
	for i := range ss {
		var mask uint64
		var kinds query.Kind
		for j := i; j < len(ss) && j < i+maxSentences && !ss[j].Later; j++ {
			mask |= ss[j].Mask
			kinds |= ss[j].Kinds
			score := res.Coverage(mask) - sentencePenalty*float64(j-i)
			if kinds&kind != 0 {
				score += kindBonus
			}
			if score > bestScore {
				best, bestScore = [2]int{i, j}, score
			}
		}
	}
	return ss[best[0]].Start, ss[best[1]].End
}

// highlights returns the matches inside [start,end), relative to start, merged
// where they touch.
func highlights(matches []index.Match, start, end int) [][2]int {
	out := [][2]int{}
	for _, m := range matches {
		if m.Start >= start && m.End <= end && m.Start < m.End {
			out = append(out, [2]int{m.Start - start, m.End - start})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	n := 0
	for _, r := range out {
		if n > 0 && r[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out[n] = r
		n++
	}
	return out[:n]
}

// quoteLink points link at the quoted words (a text fragment, as in the WICG
// draft "URL Fragment Text Directives").
func quoteLink(link, text string) string {
	if link == "" || strings.Contains(link, "#") {
		return link
	}
	words := strings.Fields(text)
	if len(words) <= 8 {
		return link + "#:~:text=" + escapeDirective(strings.Join(words, " "))
	}
	return link + "#:~:text=" + escapeDirective(strings.Join(words[:4], " ")) + "," + escapeDirective(strings.Join(words[len(words)-4:], " "))
}

// escapeDirective percent-encodes text, the dash and the comma included, which
// have a meaning in a text directive.
func escapeDirective(text string) string {
	return strings.ReplaceAll(url.PathEscape(text), "-", "%2D")
}
