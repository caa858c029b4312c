package corpus

import (
	"errors"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"
)

// A twin is NAME.yaml, shared by NAME.ko.md and NAME.en.md.
type twin struct {
	Topic      string          `yaml:"topic"`
	Paragraphs []twinParagraph `yaml:"paragraphs"`
	Unanswered []entry         `yaml:"unanswered"`

	base string // NAME, with the folders between it and the corpus
	path string // as problems show it
}

type twinParagraph struct {
	Date       Date     `yaml:"date"`
	Asks       []entry  `yaml:"asks"`
	Keywords   []entry  `yaml:"keywords"`
	ReplacedBy entry    `yaml:"replaced_by"` // "NAME#N" without language, or "#N"
	Facts      []string `yaml:"facts"`

	line int
}

// An entry is a string of a YAML file and the line where it stands.
type entry struct {
	text string
	line int
}

func (e *entry) UnmarshalYAML(n *yaml.Node) error {
	e.line = n.Line
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" { // the common case, without reflection
		e.text = oneLine(n.Value)
		return nil
	}
	err := n.Decode(&e.text)
	e.text = oneLine(e.text)
	return err
}

func (p *twinParagraph) UnmarshalYAML(n *yaml.Node) error {
	type plain twinParagraph // without this method
	p.line = n.Line
	return n.Decode((*plain)(p))
}

func texts(entries []entry) []string {
	var out []string
	for _, e := range entries {
		if e.text != "" {
			out = append(out, e.text)
		}
	}
	return out
}

// twin reads a NAME.yaml once, for both languages, or returns an empty twin
// where there is none.
func (l *loader) twin(dir, base string) *twin {
	name := path.Join(dir, base+".yaml")
	if t := l.twins[name]; t != nil {
		return t
	}
	t := &twin{base: norm.NFC.String(base), path: l.path(name)}
	l.twins[name] = t
	if _, err := fs.Stat(l.fsys, name); errors.Is(err, fs.ErrNotExist) {
		return t
	}
	text, ok := l.read(name)
	if !ok {
		return t
	}
	l.corpus.twins = append(l.corpus.twins, t)
	l.yaml(name, text, 0, t)
	return t
}
