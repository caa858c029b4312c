package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const maxCaptionChars = 100 // of a paragraph in bold that is a heading

// drafter makes passages of the blocks of a document.
type drafter struct {
	title    string // of the document: no part of a section
	headings []block
	scopes   []pageScope
	section  []string // the texts of headings
	leads    []block  // that the next block has to go with
	out      []draft
	last     int // draft that code hangs on; -1 if there is none under this heading
	dropped  []dropped
}

// drafts returns the passages of a document. Its title, title if that is given or
// else its first heading, becomes that of its head.
func drafts(p *page, title string) []draft {
	d := drafter{title: firstOf(title, firstHeading(p.blocks)), last: -1}
	for i, b := range p.blocks {
		var next *block
		if i+1 < len(p.blocks) {
			next = &p.blocks[i+1]
		}
		d.add(b, next)
	}
	d.flush()
	p.head.title = firstOf(d.title, p.head.title)
	p.dropped = append(p.dropped, d.dropped...)
	return d.out
}

// drop notes that a block is no text of the document.
func (d *drafter) drop(b block, what string) { d.dropped = append(d.dropped, dropped{b.line, what}) }

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
	case b.text.local || b.text.links > 1:
		d.flush()
		d.drop(b, "a menu")
	case d.isByline(b.text.text):
		d.drop(b, "who wrote the page, or when")
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
	if colonEnd.MatchString(text) || next.kind == list && (next.adjoins || isLabel(text) || announces(lastSentence(text), next.items)) {
		return true
	}
	return next.kind != paragraph && following.MatchString(lastSentence(text))
}

// isLabel reports whether text is short and no sentence, or a question.
func isLabel(text string) bool {
	return !strings.Contains(text, "\n") && utf8.RuneCountInString(text) <= maxCaptionChars && (strings.HasSuffix(text, "?") || !EndsSentence(text))
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
	if !slices.ContainsFunc(b.items, func(it item) bool { return !it.local }) {
		d.drop(b, "a table of contents")
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
