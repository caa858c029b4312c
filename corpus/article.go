package corpus

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// endings are the names' endings of the documents that are read.
var endings = map[string]func(text string, offset int) (page, error){
	".md":       readMarkdown(false),
	".markdown": readMarkdown(false),
	".mdx":      readMarkdown(true),
	".txt":      readPlainText,
	".html":     readHTML,
}

// readMarkdown returns a reader of Markdown that starts after line offset of its
// file.
func readMarkdown(isMDX bool) func(text string, offset int) (page, error) {
	return func(text string, offset int) (page, error) {
		if _, err := checkLines([]byte(text)); err != nil {
			return page{}, err
		}
		src, dropped := plainMarkdown(text, isMDX, offset)
		blocks, err := markdownBlocks(src)
		return page{blocks: blocks, dropped: dropped}, err
	}
}

// article reads the document name and its sidecar.
func (l *loader) article(name string) {
	text, ok := l.read(name)
	if !ok {
		return
	}
	h, body, err := cutHead(text)
	if err != nil {
		l.problems.add(l.path(name), h.lines, "%v", err)
		return
	}
	front, ok := l.front(name, h)
	if !ok {
		return
	}
	body, defined := footnotes(body)
	if len(defined) > maxEntries {
		l.leaveOut(name, KindSize, "%v", overBound(maxEntries, "footnotes"))
		return
	}
	ending := path.Ext(name)
	read, err := endings[strings.ToLower(ending)](body, h.lines)
	if err != nil {
		l.leaveOut(name, KindSize, "%v", err)
		return
	}
	front.or(read.head)
	id := l.id(name)
	if first, dup := l.seen[id]; dup {
		l.leaveOut(name, KindDuplicate, "%q is already in %s", id, first)
		return
	}
	l.seen[id] = l.path(name)
	a := Article{ID: id, Path: l.path(name), File: norm.NFC.String(name), Link: front.link}
	base, lang := CutLanguage(strings.TrimSuffix(name, ending))
	side := l.sidecar(base)
	a.Topic = side.Topic
	if a.Lang = firstOf(lang, languageOf(front.lang)); a.Lang == "" {
		a.Lang = Language(body)
	}
	fileDate, bare := cutFileDate(path.Base(norm.NFC.String(base)))
	found := drafts(&read, front.title)
	a.Title = firstOf(read.head.title, bareName(a.File, bare))
	if len(found) == 0 {
		l.leaveOut(name, KindEmpty, "there is no text in it")
		return
	}
	if a.Date, ok = l.date(name, front, side); !ok {
		return
	}
	if a.Date == "" {
		a.Date = fileDate
	}
	for _, d := range read.dropped {
		l.note(a.Path, d.line, "part", "left out: %s", d.what)
	}
	for id, s := range defined {
		if _, known := l.corpus.Sources[id]; !known {
			l.corpus.Sources[id] = s
		}
	}
	if err := checkDrafts(found); err != nil {
		l.leaveOut(name, KindSize, "%v", err)
		return
	}
	a.Passages = make([]Passage, 0, len(found))
	// What is known of an article with a sidecar, the sidecar says.
	outdated := side.Path == "" && isOutdated(a.File, a.Title, string(found[0].text), front)
	for i, d := range found {
		p := l.passage(&a, i, d, defined, side)
		p.Outdated = outdated
		a.Passages = append(a.Passages, p)
	}
	if n := len(side.Paragraphs); n > 0 && n != len(found) {
		l.note(a.Path, 1, "sidecar", "%s, but %s describes %d", count(len(found), "paragraph"), path.Base(side.Path), n)
	}
	a.Unanswered = texts(side.Unanswered)
	l.corpus.Articles = append(l.corpus.Articles, a)
}

// or takes over what the front matter does not say. The title of a page of HTML
// is not taken: the first heading comes before it.
func (f *frontMatter) or(head frontMatter) {
	f.date, f.lang, f.link = firstOf(f.date, head.date), firstOf(f.lang, head.lang), firstOf(f.link, head.link)
}

// id returns the ID of a document: its path without the ending, unless there is
// another document of that name.
func (l *loader) id(name string) string {
	name = norm.NFC.String(name)
	if stem := strings.TrimSuffix(name, path.Ext(name)); l.stems[stem] < 2 {
		return stem
	}
	return name
}

// bareName returns what a document without any title is called: its name, or that
// of its folder if it is the index of that.
func bareName(file, name string) string {
	switch folder := path.Base(path.Dir(file)); strings.ToLower(name) {
	case "index", "_index", "readme", "":
		if folder != "." {
			return folder
		}
	}
	if name == "" {
		return path.Base(file)
	}
	return name
}

// languageOf returns the language that front matter or a page names, "ko" or "en",
// or "" for any other: "ko-KR" is Korean.
func languageOf(tag string) string {
	switch tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-"); {
	case tag == "ko" || tag == "korean" || tag == "kr" || tag == "ko_kr" || tag == "한국어":
		return "ko"
	case tag == "en" || tag == "english" || tag == "en_us" || tag == "en_gb":
		return "en"
	}
	return ""
}

// date returns the date in the front matter of a document, or false once a problem
// is noted. That a user's document has one that cannot be read is no reason to
// refuse it; an article with a sidecar or with sources is refused.
func (l *loader) date(name string, front frontMatter, side *Sidecar) (Date, bool) {
	if front.date == "" {
		return "", true
	}
	d, ok := readDate(front.date)
	switch {
	case ok:
	case side.Path != "" || l.sourced:
		_, err := ParseDate(front.date)
		l.problems.add(l.path(name), front.line, "%v", err)
		return "", false
	default:
		l.note(l.path(name), front.line, "date", "date %q cannot be read: write YYYY-MM-DD", front.date)
	}
	return d, true
}

// passage makes passage i of article a. A source that the file defines itself
// takes precedence over one of the same name in sources.yaml; the file itself is
// the source of a passage that names none.
func (l *loader) passage(a *Article, i int, d draft, defined map[string]Source, side *Sidecar) Passage {
	p := Passage{
		ID: fmt.Sprintf("%s#%d", a.ID, i+1), Article: a.ID, Lang: a.Lang, Title: a.Title, Section: d.section,
		Text: string(d.text), Kind: d.kind, Spans: d.spans, Date: a.Date, Topic: a.Topic, Line: d.line,
	}
	if lang := Language(p.Text); lang != a.Lang && isOtherLanguage(&p, a.Lang) {
		p.Lang = lang
		l.note(a.Path, p.Line, "language", "this paragraph is not in the language of its file (%s)", a.Lang)
	}
	for _, id := range d.sources {
		s, known := defined[id]
		if !known {
			s, known = l.corpus.Sources[id]
		}
		if !known {
			l.note(a.Path, p.Line, "source", "source %q is not in sources.yaml", id)
			s = Source{ID: id, Publisher: id}
		}
		p.Sources = append(p.Sources, s)
	}
	if p.Sources == nil {
		p.Sources, p.Quoted = []Source{a.source()}, true
		if q := askingHeading(d.section); q != "" {
			p.Questions = []string{q}
		}
	}
	if i < len(side.Paragraphs) {
		x := side.Paragraphs[i]
		p.Questions, p.Keywords, p.Facts = texts(x.Questions), texts(x.Keywords), x.Facts
		p.Provenance = x.Provenance
		if x.Date != "" {
			p.Date = x.Date
		}
		if x.ReplacedBy.Text != "" {
			p.ReplacedBy = target(x.ReplacedBy.Text, a.ID)
		}
	}
	return p
}

// asksBefore is what a page of questions and answers puts before a question.
var asksBefore = regexp.MustCompile(`^(?i:q|질문|문)\s*\d*\s*[.:)]\s*`)

// askingHeading returns the heading right above a passage if it asks a question,
// which what stands under it is then expected to answer; else "".
func askingHeading(section []string) string {
	if len(section) == 0 {
		return ""
	}
	heading := section[len(section)-1]
	bare := asksBefore.ReplaceAllString(heading, "")
	if strings.HasSuffix(bare, "?") || strings.HasSuffix(bare, "？") || bare != heading {
		return bare
	}
	return ""
}

// source returns the document itself as a source.
func (a *Article) source() Source {
	s := Source{ID: a.ID, Date: a.Date, Lang: a.Lang, Title: a.Title, Path: a.File, Link: a.Link}
	if isWeb(a.Link) {
		s.URL = a.Link
	}
	return s
}

// minForeignWords is how many words of English make English out of a row, an item
// or code in a Korean document.
const minForeignWords = 4

// isOtherLanguage reports whether a passage is certainly not in lang: it has
// letters, it has Hangul if and only if lang is not Korean, and it is more than a
// few names.
func isOtherLanguage(p *Passage, lang string) bool {
	if !strings.ContainsFunc(p.Text, unicode.IsLetter) || strings.ContainsFunc(p.Text, isHangul) == (lang == "ko") {
		return false
	}
	return p.Kind == Paragraph || p.Kind == List && len(strings.Fields(p.Text)) >= minForeignWords*len(p.Spans)
}

// target returns the passage ID that replacedBy means in article id: "NAME#N" or
// "#N" names no language, so that of the article is added.
func target(replacedBy, id string) string {
	base, lang := CutLanguage(id)
	name, n, _ := strings.Cut(replacedBy, "#")
	if name == "" {
		name = base
	}
	if lang != "" {
		lang = "." + lang
	}
	return name + lang + "#" + n
}

// CutLanguage cuts an article's ID into its name and its language: "country-head.ko"
// into "country-head" and "ko". An ID without a language is all name.
func CutLanguage(id string) (base, lang string) {
	for _, lang := range []string{"ko", "en"} {
		if base, ok := strings.CutSuffix(id, "."+lang); ok {
			return base, lang
		}
	}
	return id, ""
}

// note records something that is unwise, but could be read.
func (l *loader) note(path string, line int, kind, format string, args ...any) {
	l.corpus.Notes = append(l.corpus.Notes, Problem{path, line, kind, fmt.Sprintf(format, args...)})
}
