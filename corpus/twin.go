package corpus

import (
	"strings"
	"sync"

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
	name string // of the file

	decoded chan struct{} // closed once what follows is set
	text    string
	err     error
	used    bool // by an article
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

// decodeTwins reads each NAME.yaml and decodes it on a goroutine of its own,
// while the articles are parsed; twin waits for the one that it needs, and the
// caller for all.
func (l *loader) decodeTwins() *sync.WaitGroup {
	type job struct {
		t    *twin
		text string
	}
	var jobs []job
	for _, name := range l.yamls {
		base := strings.TrimSuffix(name, ".yaml")
		t := &twin{base: norm.NFC.String(base), path: l.path(name), name: name, decoded: make(chan struct{})}
		l.twins[name] = t
		if text, ok := l.read(name); ok {
			jobs = append(jobs, job{t, text})
		} else {
			close(t.decoded)
		}
	}
	var done sync.WaitGroup
	done.Go(func() {
		for _, j := range jobs {
			j.t.text, j.t.err = j.text, yaml.Unmarshal([]byte(j.text), j.t)
			close(j.t.decoded)
		}
	})
	return &done
}

// twin returns the NAME.yaml of an article, shared by both languages, or an
// empty twin where there is none.
func (l *loader) twin(base string) *twin {
	t := l.twins[base+".yaml"]
	if t == nil {
		return &twin{}
	}
	<-t.decoded
	if !t.used && t.text != "" {
		l.corpus.twins = append(l.corpus.twins, t)
		l.decoded(t.name, t.text, 0, t.err)
	}
	t.used = true
	return t
}
