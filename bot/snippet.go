package bot

import (
	"cmp"
	"slices"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// choose cuts the snippets of the answer, for a reader of the language lang, out of
// the best passages.
func (b *Bot) choose(found findings, q Question, lang string) []Snippet {
	out := []Snippet{}
	most := min(q.Limit, found.enough(q))
	for _, h := range worthShowing(found.ranked, q) {
		if len(out) == most {
			break
		}
		out = append(out, b.cut(&h, found.query.Kind, &found.result, lang))
	}
	return out
}

// The confidences from which on an answer needs no third snippet, and no second: those
// that are shown are right about as often.
const (
	needsNoThird  = 0.7
	needsNoSecond = 0.9
)

// enough returns how many snippets answer q: what is surely right stands alone. An
// overview is completed by further ones, and whoever asks for more than usual gets
// them.
func (f *findings) enough(q Question) int {
	switch {
	case q.Always, q.Limit > DefaultLimit, f.query.Kind == query.Overview:
		return q.Limit
	case f.Confidence >= needsNoSecond:
		return 1
	case f.Confidence >= needsNoThird:
		return 2
	}
	return q.Limit
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

// cut makes a snippet of the window of h's passage that answers the question best.
func (b *Bot) cut(h *index.Hit, kind query.Kind, res *index.Result, lang string) Snippet {
	p := h.Passage
	w := chooseWindow(h, kind, res)
	return Snippet{
		Text: p.Text[w.start:w.end], Highlights: answers(h, kind, w), Lang: p.Lang,
		Article: p.Article, Passage: p.ID, Date: p.Date, Score: h.Score, Context: p.Text, Provenance: p.Provenance, Outdated: p.Outdated,
		Citations: b.citations(p, w, lang), Blocks: blocks(p, w), ListGoesOn: w.listGoesOn,
	}
}

// A Block is a part of a snippet that is shown in one way: running text, an item
// of a list, or lines of code. Between two blocks is white space.
type Block struct {
	Start, End int  // bytes of the snippet's text
	Item, Code bool // running text if neither
	Depth      int  // how many items an item is in
}

// blocks returns the blocks of the part of p that w is.
func blocks(p *corpus.Passage, w window) []Block {
	var out []Block
	add := func(start, end int, b Block) {
		start, end = max(start, w.start), min(end, w.end)
		for start < end && isSpace(p.Text[start]) && !b.Code {
			start++
		}
		for start < end && isSpace(p.Text[end-1]) {
			end--
		}
		if b.Start, b.End = start-w.start, end-w.start; start < end {
			out = append(out, b)
		}
	}
	at := 0
	for _, s := range p.Spans {
		if s.Kind != corpus.Item && s.Kind != corpus.Code {
			continue
		}
		add(at, s.Start, Block{})
		add(s.Start, s.End, Block{Item: s.Kind == corpus.Item, Code: s.Kind == corpus.Code, Depth: s.Depth})
		at = s.End
	}
	add(at, len(p.Text), Block{})
	return out
}

// A Part is a block of a snippet with its text.
type Part struct {
	Block
	Text       string
	Highlights [][2]int // byte ranges of Text, sorted and disjoint; none in code
}

// Parts returns the snippet block by block. Running text alone, or one item that is
// quoted without its list, is one part of running text.
func (s *Snippet) Parts() []Part {
	if len(s.Blocks) == 0 || len(s.Blocks) == 1 && !s.Blocks[0].Code && !s.ListGoesOn {
		return []Part{{Block{End: len(s.Text)}, s.Text, s.Highlights}}
	}
	var out []Part
	for _, b := range s.Blocks {
		part := Part{Block: b, Text: s.Text[b.Start:b.End]}
		for _, h := range s.Highlights {
			if from, to := max(h[0], b.Start), min(h[1], b.End); from < to && !b.Code {
				part.Highlights = append(part.Highlights, [2]int{from - b.Start, to - b.Start})
			}
		}
		out = append(out, part)
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// answers returns the parts of the window w of h that could be what a question of that
// kind asks for, relative to it: a time, a quantity or a name. Where it has none they
// are the words of the question.
func answers(h *index.Hit, kind query.Kind, w window) [][2]int {
	out := query.Asked(h.Passage.Text[w.start:w.end], kind)
	if named := highlights(h.Answers, w.start, w.end); len(named) > 0 {
		out = named
	}
	if len(out) == 0 {
		out = highlights(h.Matches, w.start, w.end)
	}
	return out
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
