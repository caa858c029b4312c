package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	longPassageChars = 1500 // a passage that is longer is cut at its sentences, items or lines
	longLeadInChars  = 600  // of a paragraph above a list that is only in part its lead-in
	maxCaptionChars  = 100  // of a paragraph in bold that is a heading
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

// drafter makes passages of the blocks of a document.
type drafter struct {
	title    string // of the document: no part of a section
	headings []block
	scopes   []pageScope
	section  []string // the texts of headings
	leads    []block  // that the next block has to go with
	out      []draft
	last     int // draft that code hangs on; -1 if there is none under this heading
}

// drafts returns the passages of a document and its title, which is title, if it
// has one, or its first heading.
func drafts(blocks []block, title string) ([]draft, string) {
	d := drafter{title: title, last: -1}
	if title == "" {
		d.title = firstHeading(blocks)
	}
	for i, b := range blocks {
		var next *block
		if i+1 < len(blocks) {
			next = &blocks[i+1]
		}
		d.add(b, next)
	}
	d.flush()
	return d.out, d.title
}

// firstHeading returns the first heading of level 1, else the first heading if it
// is above all text, else "".
func firstHeading(blocks []block) string {
	for _, b := range blocks {
		if b.kind == heading && b.level == 1 && b.text.text != "" {
			return b.text.text
		}
	}
	if len(blocks) > 0 && blocks[0].kind == heading {
		return blocks[0].text.text
	}
	return ""
}

// add takes in a block. next is the one after it, or nil.
func (d *drafter) add(b block, next *block) {
	switch b.kind {
	case heading:
		d.heading(b)
	case caption:
		d.leads = append(d.leads, b)
	case paragraph:
		d.paragraph(b, next)
	case list:
		d.list(b)
	case table:
		d.table(b)
	case codeBlock:
		d.code(b)
	case scope:
		d.scope(b.text.text)
	}
}

// A pageScope is a part of a page that is open, with the headings above it.
type pageScope struct {
	name     string
	headings []block
}

// maxScopes bounds those that are never closed.
const maxScopes = 100

// scope begins a part of the page, or ends the innermost one of that name.
func (d *drafter) scope(name string) {
	end, ends := strings.CutPrefix(name, "/")
	if !ends {
		if len(d.scopes) < maxScopes {
			d.scopes = append(d.scopes, pageScope{name, slices.Clone(d.headings)})
		}
		return
	}
	for n := len(d.scopes) - 1; n >= 0; n-- {
		s := d.scopes[n]
		if s.name != end {
			continue
		}
		d.scopes = d.scopes[:n]
		if len(s.headings) != len(d.headings) || len(s.headings) > 0 && s.headings[len(s.headings)-1].line != d.headings[len(d.headings)-1].line {
			d.flush()
			d.last, d.headings = -1, s.headings
			d.setSection()
		}
		return
	}
}

// heading begins a section.
func (d *drafter) heading(b block) {
	d.flush()
	d.last = -1
	for n := len(d.headings); n > 0 && d.headings[n-1].level >= b.level; n-- {
		d.headings = d.headings[:n-1]
	}
	if title := strings.TrimRight(b.text.text, ":： "); title != "" && !strings.EqualFold(b.text.text, d.title) {
		b.text.text = title
		d.headings = append(d.headings, b)
	}
	d.setSection()
}

// setSection sets the section to the headings.
func (d *drafter) setSection() {
	d.section = nil
	for _, h := range d.headings {
		d.section = append(d.section, h.text.text)
	}
}

// boldLevel is the level of a heading that is a paragraph in bold: below all
// others.
const boldLevel = 7

// isBoldHeading reports whether a paragraph serves as a heading.
func isBoldHeading(t marked) bool {
	return t.strong && isLabel(t.text)
}

func (d *drafter) paragraph(b block, next *block) {
	switch {
	case b.text.local || b.text.links > 1: // a menu
		d.flush()
	case d.isByline(b.text.text):
	case isBoldHeading(b.text):
		b.level = boldLevel
		d.heading(b)
	case next != nil && (next.kind == list || next.kind == paragraph || next.kind == table) && leadsIn(b.text.text, next):
		d.leads = append(d.leads, b)
	case b.text.links == 1 && d.last >= 0 && len(d.leads) == 0: // a link that says where to read on
		d.hang(b.text, Paragraph)
	default:
		d.emit(Paragraph, b.line, []part{{marked: b.text, kind: Paragraph}})
	}
}

var (
	colonEnd  = regexp.MustCompile(`[:：]["”’)*\s]*$`)
	following = regexp.MustCompile(`(?i)\b(following|below|as follows)\b|다음|아래`)
	byline    = regexp.MustCompile(`(?i)^\W*(by [^.]*|(written|posted|published|updated) (by|on|at)\b.*|last (updated|modified|edited).*|작성자.*|작성일.*|글쓴이.*|등록일.*|입력 ?[:：].*|최종 ?(수정|편집).*)$`)
)

// leadsIn reports whether a paragraph introduces the block below it.
func leadsIn(text string, next *block) bool {
	if colonEnd.MatchString(text) || next.kind == list && (next.adjoins || isLabel(text)) {
		return true
	}
	return next.kind != paragraph && following.MatchString(lastSentence(text))
}

// isLabel reports whether text is short and no sentence, or a question.
func isLabel(text string) bool {
	return !strings.Contains(text, "\n") && utf8.RuneCountInString(text) <= maxCaptionChars && (strings.HasSuffix(text, "?") || !endsSentence(text))
}

func lastSentence(text string) string {
	if all := Sentences(text); len(all) > 0 {
		last := all[len(all)-1]
		return text[last[0]:last[1]]
	}
	return text
}

// isByline reports whether text, at the head of the document, says who wrote it
// or when.
func (d *drafter) isByline(text string) bool {
	return len(d.out) == 0 && utf8.RuneCountInString(text) <= maxCaptionChars && byline.MatchString(text)
}

// list makes one passage of a list and what introduces it.
func (d *drafter) list(b block) {
	if len(b.items) == 1 && isBoldHeading(b.items[0].marked) { // "1. **Purpose**"
		d.paragraph(block{kind: paragraph, text: b.items[0].marked, line: b.line}, nil)
		return
	}
	if !slices.ContainsFunc(b.items, func(it item) bool { return !it.local }) { // a table of contents
		return
	}
	var parts []part
	for _, it := range b.items {
		kind := Item
		if it.isCode {
			kind = Code
		}
		parts = append(parts, part{it.marked, kind, min(it.depth, maxNesting)})
	}
	if len(parts) > 0 {
		d.emit(List, b.line, parts)
	}
}

// table makes a passage of each row. The caption and the sentence that introduces
// the table are the last of its section.
func (d *drafter) table(b block) {
	section := slices.Clip(d.section)
	for i, lead := range d.leads {
		section = append(section, strings.TrimRight(lastSentence(lead.text.text), ":： "))
		if isLabel(lead.text.text) {
			d.leads[i].kind = caption
		}
	}
	d.flush()
	d.last = -1
	for _, row := range b.rows {
		for _, text := range cutText(rowText(b.head, row.cells), maxPassageChars, false) {
			d.out = append(d.out, draft{section: section, kind: Row, text: []byte(text), sources: unique(row.sources), line: row.line})
		}
	}
}

// rowText returns a row of a table as "Head: cell · Head: cell", without the
// empty cells.
func rowText(head, cells []string) string {
	var out []string
	for i, cell := range cells {
		switch {
		case cell == "":
		case i < len(head) && head[i] != "":
			out = append(out, strings.TrimRight(head[i], ":： ")+": "+cell)
		default:
			out = append(out, cell)
		}
	}
	return strings.Join(out, " · ")
}

// code hangs code on the passage above it. Code directly under a heading is a
// passage of its own.
func (d *drafter) code(b block) {
	if len(d.leads) == 0 && d.last >= 0 && d.hang(b.text, Code) {
		return
	}
	kind := Code
	if len(d.leads) > 0 {
		kind = Paragraph
	}
	if b.text.text != "" {
		d.emit(kind, b.line, []part{{marked: b.text, kind: Code}})
	}
}

// hang appends a part to the last passage, unless that gets too long.
func (d *drafter) hang(t marked, kind BlockKind) bool {
	p := &d.out[d.last]
	if utf8.RuneCount(p.text)+utf8.RuneCountInString(t.text) > maxPassageChars || t.text == "" {
		return false
	}
	p.append(part{marked: t, kind: kind})
	return true
}

// flush makes passages of the paragraphs that wait for what they introduce. A
// caption alone is none.
func (d *drafter) flush() {
	leads := d.leads
	d.leads = nil
	for _, b := range leads {
		if b.kind == paragraph {
			d.emit(Paragraph, b.line, []part{{marked: b.text, kind: Paragraph}})
		}
	}
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
