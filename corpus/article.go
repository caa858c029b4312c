package corpus

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// frontMatter is the YAML between the two "---" lines of an article.
type frontMatter struct {
	Title string `yaml:"title"`
	Date  Date   `yaml:"date"`
}

// article reads the Markdown file name and its sidecar.
func (l *loader) article(name string) {
	text, ok := l.read(name)
	if !ok {
		return
	}
	head, body, offset, err := splitFrontMatter(text)
	if err != nil {
		l.problems.add(l.path(name), 1, "%v", err)
		return
	}
	var front frontMatter
	if !l.yaml(name, head, 1, &front) {
		return
	}
	stem := strings.TrimSuffix(name, ".md")
	a := Article{ID: norm.NFC.String(stem), Path: l.path(name), Title: oneLine(front.Title), Date: front.Date}
	if first, dup := l.seen[a.ID]; dup {
		l.problems.add(a.Path, 1, "article %q is already in %s", a.ID, first)
		return
	}
	l.seen[a.ID] = a.Path
	base, lang := CutLanguage(stem)
	if a.Lang = lang; lang == "" {
		a.Lang = Language(body)
	}
	side := l.sidecar(base)
	a.Topic = side.Topic

	paragraphs, defined := parseMarkdown(body)
	for id, s := range defined {
		if _, known := l.corpus.Sources[id]; !known {
			l.corpus.Sources[id] = s
		}
	}
	if len(paragraphs) > 0 && a.Title == "" {
		a.Title = paragraphs[0].heading
	}
	if a.Title == "" {
		a.Title = path.Base(norm.NFC.String(base))
	}
	for i, par := range paragraphs {
		par.line += offset
		a.Passages = append(a.Passages, l.passage(a, i, par, defined, side))
	}
	if n := len(side.Paragraphs); n > 0 && n != len(paragraphs) {
		l.note(a.Path, 1, "sidecar", "%s, but %s describes %d", count(len(paragraphs), "paragraph"), path.Base(side.Path), n)
	}
	a.Unanswered = texts(side.Unanswered)
	l.corpus.Articles = append(l.corpus.Articles, a)
}

// passage makes the passage of paragraph i of article a. A source that the file
// defines itself takes precedence over one of the same name in sources.yaml.
func (l *loader) passage(a Article, i int, par paragraph, defined map[string]Source, side *Sidecar) Passage {
	p := Passage{
		ID: fmt.Sprintf("%s#%d", a.ID, i+1), Article: a.ID, Lang: a.Lang, Title: a.Title,
		Text: par.text, Date: a.Date, Topic: a.Topic, Line: par.line,
	}
	if par.heading != "" && par.heading != a.Title {
		p.Title = a.Title + " – " + par.heading
	}
	if lang := Language(par.text); lang != a.Lang && isOtherLanguage(par.text, a.Lang) {
		p.Lang = lang
		l.note(a.Path, p.Line, "language", "this paragraph is not in the language of its file (%s)", a.Lang)
	}
	for _, id := range par.sources {
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
	if i < len(side.Paragraphs) {
		x := side.Paragraphs[i]
		p.Asks, p.Keywords, p.Facts = texts(x.Questions), texts(x.Keywords), x.Facts
		if x.Date != "" {
			p.Date = x.Date
		}
		if x.ReplacedBy.Text != "" {
			p.ReplacedBy = target(x.ReplacedBy.Text, a.ID)
		}
	}
	return p
}

// isOtherLanguage reports whether text is certainly not in lang: it has letters,
// and it has Hangul if and only if lang is not Korean.
func isOtherLanguage(text, lang string) bool {
	return strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, isHangul) != (lang == "ko")
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

// splitFrontMatter cuts text into its front matter and its body, which starts
// after the given number of lines. A text without front matter is all body.
func splitFrontMatter(text string) (head, body string, lines int, err error) {
	start, end := 0, 0 // of the head
	for line := range strings.Lines(text) {
		lines++
		mark := strings.TrimRight(line, " \t\n") == "---"
		switch {
		case lines == 1 && !mark:
			return "", text, 0, nil
		case lines == 1:
			start = len(line)
		case mark:
			return text[start:end], text[end+len(line):], lines, nil
		}
		end += len(line)
	}
	if lines == 0 {
		return "", "", 0, nil
	}
	return "", "", 0, errors.New("the front matter has no closing ---")
}
