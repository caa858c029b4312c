package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	longPassageChars = 1500 // a passage that is longer is cut at its sentences, items or lines
	longLeadInChars  = 600  // of a paragraph above a list that is only in part its lead-in
)

// A draft is a passage as its document gives it.
type draft struct {
	section []string
	kind    BlockKind
	text    []byte
	spans   []Span
	sources []string
	line    int
}

// A part is a piece of a passage: a paragraph, a lead-in, an item or code.
type part struct {
	marked
	kind  BlockKind
	depth int
}

// emit makes a passage of what introduces it and the parts given, or several if
// it is too long.
func (d *drafter) emit(kind BlockKind, line int, parts []part) {
	var leads []part
	for _, b := range d.leads {
		text := b.text.text
		last := lastSentence(text)
		if rest := strings.TrimSpace(strings.TrimSuffix(text, last)); rest != "" && utf8.RuneCountInString(text) > longLeadInChars {
			waiting := d.leads
			d.leads = nil
			d.emit(Paragraph, b.line, []part{{marked: marked{text: rest, sources: b.text.sources}, kind: Paragraph}})
			d.leads, b.text.text = waiting, last
		}
		leads = append(leads, part{marked: b.text, kind: LeadIn})
	}
	if len(d.leads) > 0 {
		line = d.leads[0].line
	}
	d.leads = nil
	d.pack(kind, line, leads, parts)
	d.last = len(d.out) - 1
}

// pack appends drafts of at most longPassageChars characters where the parts
// allow it. What a draft does not begin with, but needs to be understood, is the
// last of its section: the lead-in, and the items that its first one is in.
func (d *drafter) pack(kind BlockKind, line int, leads, parts []part) {
	p := draft{section: d.section, kind: kind, line: line}
	size := 0
	for _, lead := range leads {
		p.append(lead)
		size += utf8.RuneCountInString(lead.text)
	}
	begun := false // p has more than leads
	var above []part
	for _, whole := range parts {
		for _, piece := range cutPart(whole) {
			n := utf8.RuneCountInString(piece.text)
			if begun && size+n > longPassageChars {
				d.finish(p)
				p, size = draft{section: d.context(leads, above, piece), kind: kind, line: line}, 0
			}
			p.append(piece)
			size, begun = size+n, true
		}
		if whole.kind == Item {
			above = append(slices.DeleteFunc(above, func(a part) bool { return a.depth >= whole.depth }), whole)
		}
	}
	d.finish(p)
}

// context returns the section of a draft that begins with piece, which comes
// after leads and is in some of the items above.
func (d *drafter) context(leads, above []part, piece part) []string {
	section := slices.Clip(d.section)
	for _, lead := range leads {
		section = append(section, lastSentence(lead.text))
	}
	for _, a := range above {
		if a.depth < piece.depth {
			section = append(section, lastSentence(a.text))
		}
	}
	return section
}

// finish appends p to the drafts.
func (d *drafter) finish(p draft) {
	if len(p.text) == 0 {
		return
	}
	p.sources = unique(p.sources)
	if len(p.spans) == 1 && p.spans[0] == (Span{0, len(p.text), Code, 0}) {
		p.kind = Code
	}
	d.out = append(d.out, p)
}

// cutPart cuts a part that is too long, each piece with all of its sources.
func cutPart(p part) []part {
	var out []part
	for _, text := range cutText(p.text, longPassageChars, p.kind == Code) {
		piece := p
		piece.text = text
		out = append(out, piece)
	}
	return out
}

// append writes a part below the others.
func (p *draft) append(x part) {
	if len(p.text) > 0 {
		p.text = append(p.text, '\n')
	}
	indent := ""
	if x.kind == Item {
		indent = strings.Repeat("  ", x.depth)
		x.text = indent + strings.ReplaceAll(x.text, "\n", "\n"+indent)
	}
	start := len(p.text) + len(indent)
	p.text = append(p.text, x.text...)
	p.sources = append(p.sources, x.sources...)
	switch x.kind {
	case LeadIn:
		start = len(p.text) - len(lastSentence(x.text))
		p.spans = append(p.spans, Span{start, len(p.text), LeadIn, 0})
	case Item, Code:
		p.spans = append(p.spans, Span{start, len(p.text), x.kind, x.depth})
	}
}
