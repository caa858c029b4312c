package corpus

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// frontMatter is what stands between the two "---" of an article.
type frontMatter struct {
	Title string `yaml:"title"`
	Date  string `yaml:"date"`
}

// twin is NAME.yaml, shared by NAME.ko.md and NAME.en.md.
type twin struct {
	Topic      string          `yaml:"topic"`
	Paragraphs []twinParagraph `yaml:"paragraphs"`
}

type twinParagraph struct {
	Date       string   `yaml:"date"`
	Asks       []string `yaml:"asks"`
	Keywords   []string `yaml:"keywords"`
	ReplacedBy string   `yaml:"replaced_by"` // "ARTICLE#N" without language, or "#N"
	Facts      []string `yaml:"facts"`
}

// article reads the Markdown file name, below the folder dir, and its twin.
func (l *loader) article(dir, name string) {
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
	if err := yaml.Unmarshal([]byte(head), &front); err != nil {
		l.yamlProblem(name, 1, err)
		return
	}
	stem := strings.TrimSuffix(strings.TrimPrefix(name, dir+"/"), ".md")
	a := Article{ID: stem, Path: l.path(name), Title: front.Title}
	base := strings.TrimSuffix(strings.TrimSuffix(stem, ".ko"), ".en")
	switch {
	case strings.HasSuffix(stem, ".ko"):
		a.Lang = "ko"
	case strings.HasSuffix(stem, ".en"):
		a.Lang = "en"
	default:
		a.Lang = Language(body)
	}
	a.Date = l.date(name, lineOf(text, "date:"), front.Date)
	t := l.twin(path.Join(path.Dir(name), path.Base(base)+".yaml"))
	a.Topic = t.Topic

	paragraphs, defined := parseMarkdown(body)
	for id, s := range defined {
		if _, known := l.corpus.Sources[id]; !known {
			l.corpus.Sources[id] = s
		}
	}
	for i, par := range paragraphs {
		if a.Title == "" {
			a.Title = par.heading
		}
		a.Passages = append(a.Passages, l.passage(a, base, i, par, t, offset))
	}
	if a.Title == "" {
		a.Title = path.Base(base)
	}
	if n := len(t.Paragraphs); n > 0 && n != len(paragraphs) {
		l.note(a.Path, 0, "twin", "%d paragraphs, but %s.yaml describes %d", len(paragraphs), path.Base(base), n)
	}
	l.corpus.Articles = append(l.corpus.Articles, a)
}

// passage makes the passage of paragraph i of article a.
func (l *loader) passage(a Article, base string, i int, par paragraph, t twin, offset int) Passage {
	p := Passage{
		ID: fmt.Sprintf("%s#%d", a.ID, i+1), Article: a.ID, Lang: a.Lang, Title: a.Title,
		Text: par.text, Date: a.Date, Topic: a.Topic, Line: par.line + offset,
	}
	if par.heading != "" && par.heading != a.Title {
		p.Title = strings.TrimPrefix(a.Title+" – "+par.heading, " – ")
	}
	if hangul := strings.ContainsFunc(par.text, isHangul); hangul != (a.Lang == "ko") && Language(par.text) != a.Lang {
		p.Lang = Language(par.text)
		l.note(a.Path, p.Line, "language", "a paragraph in another language than its file's")
	}
	for _, id := range par.sources {
		s, known := l.corpus.Sources[id]
		if !known {
			l.note(a.Path, p.Line, "source", "source %q is not in sources.yaml", id)
			s = Source{ID: id, Publisher: id}
		}
		p.Sources = append(p.Sources, s)
	}
	if i < len(t.Paragraphs) {
		x := t.Paragraphs[i]
		p.Asks, p.Keywords, p.Facts = x.Asks, x.Keywords, x.Facts
		if x.Date != "" {
			p.Date = l.date(path.Join(path.Dir(a.Path), path.Base(base)+".yaml"), 0, x.Date)
		}
		if x.ReplacedBy != "" {
			p.ReplacedBy = target(x.ReplacedBy, base, a.ID)
		}
	}
	return p
}

// target turns replaced_by, which names no language, into a passage's ID: of
// the language of article id, whose name without language is base.
func target(replacedBy, base, id string) string {
	name, n, _ := strings.Cut(replacedBy, "#")
	if name == "" {
		name = base
	}
	return name + strings.TrimPrefix(id, base) + "#" + n
}

func (l *loader) date(name string, line int, s string) Date {
	if s == "" {
		return ""
	}
	d, err := ParseDate(s)
	if err != nil {
		l.problems.add(l.path(name), line, "%v", err)
	}
	return d
}

// twin reads a NAME.yaml, where there is one.
func (l *loader) twin(name string) twin {
	var t twin
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return t
	}
	text, ok := l.read(name)
	if !ok {
		return t
	}
	if err := yaml.Unmarshal([]byte(text), &t); err != nil {
		l.yamlProblem(name, 0, err)
	}
	return t
}

func (l *loader) note(path string, line int, kind, format string, args ...any) {
	l.corpus.notes = append(l.corpus.notes, Problem{path, line, kind, fmt.Sprintf(format, args...)})
}

// splitFrontMatter cuts text at its front matter and tells how many lines that
// took. A text without front matter is all body.
func splitFrontMatter(text string) (head, body string, lines int, err error) {
	if !strings.HasPrefix(text, "---\n") {
		return "", text, 0, nil
	}
	rest := text[len("---\n"):]
	if strings.HasPrefix(rest, "---\n") {
		return "", rest[4:], 2, nil
	}
	end := strings.Index(rest, "\n---\n")
	if end < 0 {
		if strings.HasSuffix(rest, "\n---") {
			end = len(rest) - len("\n---")
			rest += "\n"
		} else {
			return "", "", 0, fmt.Errorf("the front matter has no closing ---")
		}
	}
	head, body = rest[:end], rest[end+len("\n---\n"):]
	return head, body, strings.Count(head, "\n") + 3, nil
}
