package bot

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/query"
)

// A window is the part of a passage that is quoted: one to three sentences of
// running text, an item or the whole of a list, a row of a table, or code with the
// sentence above it. It never crosses from one item into another.
type window struct {
	start, end int    // bytes of the passage's text
	leadIn     string // of the list whose item alone is quoted
	listGoesOn bool   // the list has more items than are quoted
}

const (
	maxWindowSentences = 3
	sentencePenalty    = 0.02 // a further sentence must cover this much more
	kindBonus          = 0.15 // of a window with the kind of thing that is asked for
	shortPassageBytes  = 700  // a passage of three sentences up to this size is quoted whole
	shortWindowChars   = 400  // a window takes in its neighbours up to this size
	maxListItems       = 10
	maxListChars       = 600
	maxCodeChars       = 1000 // of code with the sentence above it
	// minGain is the share of the question that a part of a passage must cover
	// beside the rest, so that this part is what is asked for.
	minGain = 0.12
	// maxEqualItems is how many items may cover the question as well as the best
	// one, so that one item is asked for and not the list.
	maxEqualItems = 2
)

// windower chooses a window of one hit.
type windower struct {
	hit       *index.Hit
	kind      query.Kind
	res       *index.Result
	sentences []index.Sentence
}

// chooseWindow returns the window of h that answers the question best.
func chooseWindow(h *index.Hit, kind query.Kind, res *index.Result) window {
	w := windower{h, kind, res, h.Sentences}
	switch {
	case len(w.sentences) == 0 || h.Passage.Kind == corpus.Row:
		return window{end: len(h.Passage.Text)}
	case h.Passage.Kind == corpus.List:
		return w.list()
	case w.isShort():
		return w.span(0, len(w.sentences)-1)
	}
	return w.text()
}

// isShort reports whether the whole passage is as short as a window.
func (w *windower) isShort() bool {
	if len(w.sentences) > maxWindowSentences || len(w.hit.Passage.Text) > shortPassageBytes {
		return false
	}
	for _, s := range w.sentences {
		if s.Later || s.Form == corpus.Code {
			return false
		}
	}
	return true
}

func (w *windower) span(first, last int) window {
	return window{start: w.sentences[first].Start, end: w.sentences[last].End}
}

// chars returns the length of the window from sentence first to last.
func (w *windower) chars(first, last int) int {
	return utf8.RuneCountInString(w.hit.Passage.Text[w.sentences[first].Start:w.sentences[last].End])
}

// best returns the first and last of the one to three sentences between from and
// to that answer best.
func (w *windower) best(from, to int) (first, last int) {
	first, last, bestScore := from, from, -1.0
	for i := from; i <= to; i++ {
		var mask uint64
		var kinds query.Kind
		for j := i; j <= to && j < i+maxWindowSentences && !w.sentences[j].Later; j++ {
			if w.sentences[j].Form == corpus.Code {
				break
			}
			mask |= w.sentences[j].Mask
			kinds |= w.sentences[j].Kinds
			score := w.res.Coverage(mask) - sentencePenalty*float64(j-i)
			if kinds&w.kind != 0 {
				score += kindBonus
			}
			if score > bestScore {
				first, last, bestScore = i, j, score
			}
		}
	}
	return first, last
}

// extend takes in the neighbours between from and to while the window is short:
// first the sentence before one that points back to it, then those after it.
func (w *windower) extend(first, last, from, to int) (int, int) {
	fits := func(i, j int) bool {
		return i >= from && j <= to && j-i < maxWindowSentences && w.chars(i, j) <= shortWindowChars &&
			!w.sentences[i].Later && !w.sentences[j].Later && w.sentences[i].Form != corpus.Code && w.sentences[j].Form != corpus.Code
	}
	if fits(first-1, last) && query.PointsBack(w.hit.Passage.Text[w.sentences[first].Start:w.sentences[first].End]) {
		first--
	}
	for fits(first, last+1) {
		last++
	}
	for fits(first-1, last) {
		first--
	}
	return first, last
}

// text returns a window of running text, with the code that belongs to it where
// the code is asked for or is all that the text introduces.
func (w *windower) text() window {
	n := len(w.sentences) - 1
	first, last := w.extend(0, 0, 0, 0)
	var mask uint64
	if f, l := w.best(0, n); w.sentences[f].Form != corpus.Code {
		first, last = w.extend(f, l, 0, n)
		for _, s := range w.sentences[first : last+1] {
			mask |= s.Mask
		}
	}
	if c, ok := w.code(mask, last); ok {
		above := c
		if above > 0 && w.sentences[above-1].Form != corpus.Code {
			above--
		}
		if first > above || last < above-1 {
			first = above
		}
		if last = c; w.chars(first, last) > maxCodeChars {
			first = above
		}
	}
	return w.span(first, last)
}

// code returns the block of code that has more of the question than the text, or
// that the text up to the sentence last introduces.
func (w *windower) code(text uint64, last int) (int, bool) {
	text |= w.hit.MaskHeadings
	best, most := -1, minGain
	for i, s := range w.sentences {
		if s.Form != corpus.Code {
			continue
		}
		if gain := w.res.Coverage(text|s.Mask) - w.res.Coverage(text); gain >= most {
			best, most = i, gain
		}
	}
	next := last + 1
	if best < 0 && next < len(w.sentences) && w.sentences[next].Form == corpus.Code && introduces(w.hit.Passage.Text[:w.sentences[last].End], w.sentences[last].Form) {
		best = next
	}
	return best, best >= 0 && w.chars(best, best) <= maxCodeChars
}

// introduces reports whether text, which ends in a block of that form, is but an
// introduction of what follows.
func introduces(text string, form corpus.BlockKind) bool {
	return form == corpus.LeadIn || strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

// list returns the one item that is asked for, or else the lead-in and the items.
func (w *windower) list() window {
	ss := w.sentences
	lead := 0 // sentences before the first item
	mask := w.hit.MaskHeadings
	for lead < len(ss) && ss[lead].Form != corpus.Item {
		mask |= ss[lead].Mask
		lead++
	}
	if lead == len(ss) {
		return w.text()
	}
	if first, last, ok := w.above(lead); ok {
		return w.span(first, last)
	}
	whole := w.wholeList(lead)
	if first, last, ok := w.item(lead, mask); ok && (whole.listGoesOn || !w.isLabel(first, last)) {
		win := w.span(first, last)
		if lead > 0 {
			win.leadIn = w.hit.Passage.Text[ss[lead-1].Start:ss[lead-1].End]
		}
		return win
	}
	return whole
}

// wholeList returns the window of a list, whose first sentence is lead, and of the sentence
// that introduces it, as far as there is room.
func (w *windower) wholeList(lead int) window {
	ss := w.sentences
	start := max(0, lead-1)
	end, items := start, 0
	for i := start; i < len(ss); i++ {
		if ss[i].Form == corpus.Item && (i == 0 || ss[i].Block != ss[i-1].Block) {
			items++
		}
		if items > maxListItems || end > start && w.chars(start, w.blockEnd(i)) > maxListChars {
			break
		}
		end = i
	}
	win := w.span(start, end)
	win.listGoesOn = end < len(ss)-1
	return win
}

// above returns the window of the text above a list and the sentence that introduces it,
// where that covers clearly more of the question than those two. lead is the first sentence of the
// list.
func (w *windower) above(lead int) (first, last int, ok bool) {
	if lead < 2 {
		return 0, 0, false
	}
	first, last = w.best(0, lead-2)
	s := w.sentences[first]
	if s.Later || s.Form == corpus.Code || w.res.Coverage(w.mask(first, last)) < w.res.Coverage(w.mask(lead-1, len(w.sentences)-1))+minGain {
		return 0, 0, false
	}
	first, last = w.extend(first, last, 0, lead-2)
	return first, last, true
}

// mask returns the terms that the headings and the sentences from first to last have.
func (w *windower) mask(first, last int) uint64 {
	mask := w.hit.MaskHeadings
	for _, s := range w.sentences[first : last+1] {
		mask |= s.Mask
	}
	return mask
}

// isLabel reports whether an item is but a name of something, as a heading is: no sentence,
// without a figure, and without what stands behind a colon or a dash.
func (w *windower) isLabel(first, last int) bool {
	s := w.sentences[first]
	text := w.hit.Passage.Text[s.Start:s.End]
	whole := w.blockEnd(first) == first && (first == 0 || w.sentences[first-1].Block != s.Block)
	return first == last && whole && s.Kinds&w.kind == 0 && !corpus.EndsSentence(text) && !detail.MatchString(text)
}

// detail matches what makes an item more than a label.
var detail = regexp.MustCompile(`[\d:：–—=→(]|\s-\s`)

// blockEnd returns the last sentence of the block that sentence i is in.
func (w *windower) blockEnd(i int) int {
	for i+1 < len(w.sentences) && w.sentences[i+1].Block == w.sentences[i].Block {
		i++
	}
	return i
}

// item returns the window of the item that covers much of the question beside the
// lead-in, whose terms are in mask, unless several items do as well.
func (w *windower) item(lead int, mask uint64) (first, last int, ok bool) {
	base := w.res.Coverage(mask)
	best, most, equal := -1, minGain, 0
	for i := lead; i < len(w.sentences); i = w.blockEnd(i) + 1 {
		var own uint64
		for _, s := range w.sentences[i : w.blockEnd(i)+1] {
			own |= s.Mask
		}
		switch gain := w.res.Coverage(mask|own) - base; {
		case gain > most:
			best, most, equal = i, gain, 1
		case gain == most:
			equal++
		}
	}
	if best < 0 || equal > maxEqualItems {
		return 0, 0, false
	}
	end := w.blockEnd(best)
	first, last = w.best(best, end)
	first, last = w.extend(first, last, best, end)
	return first, last, true
}
