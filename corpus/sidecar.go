package corpus

import (
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"
)

// A Sidecar is the file NAME.yaml beside NAME.ko.md and NAME.en.md: metadata
// that both languages share. Loading applies it to the passages; package lint
// reads it for the lines of its entries.
type Sidecar struct {
	Base       string             `yaml:"-"` // NAME, with the folders between it and the corpus
	Path       string             `yaml:"-"` // as problems show it
	Topic      string             `yaml:"topic"`
	Paragraphs []SidecarParagraph `yaml:"paragraphs"`
	Unanswered []Entry            `yaml:"unanswered"`
}

// A SidecarParagraph describes one paragraph of the article, in their order.
type SidecarParagraph struct {
	Date       Date `yaml:"date"`
	Provenance `yaml:",inline"`
	Questions  []Entry  `yaml:"expected_questions"` // or "asks", the key's old name
	Keywords   []Entry  `yaml:"keywords"`
	ReplacedBy Entry    `yaml:"replaced_by"` // "NAME#N" without language, or "#N"
	Facts      []string `yaml:"facts"`

	Line int `yaml:"-"` // where it starts in the file, from 1
}

// An Entry is a string of a YAML file, on one line and as NFC.
type Entry struct {
	Text string
	Line int // where it starts in the file, from 1; 0 if it is missing
}

// UnmarshalYAML reads a string and its line.
func (e *Entry) UnmarshalYAML(n *yaml.Node) error {
	e.Line = n.Line
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" { // the common case, without reflection
		e.Text = oneLine(n.Value)
		return nil
	}
	err := n.Decode(&e.Text)
	e.Text = oneLine(e.Text)
	return err
}

// UnmarshalYAML reads a paragraph, whose expected questions may stand under the
// key's old name, "asks". It is an error if both keys are given.
func (p *SidecarParagraph) UnmarshalYAML(n *yaml.Node) error {
	type plain SidecarParagraph // without this method
	p.Line = n.Line
	given := false
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Value != "asks" && key.Value != "expected_questions" {
				continue
			}
			if given {
				twice := fmt.Sprintf("line %d: expected_questions are given twice (asks is the old name of that key)", key.Line)
				return &yaml.TypeError{Errors: []string{twice}}
			}
			given, key.Value = true, "expected_questions"
		}
	}
	err := n.Decode((*plain)(p))
	p.AttributedTo, p.Conflict = oneLine(p.AttributedTo), oneLine(p.Conflict)
	return err
}

// texts returns the entries that are not empty.
func texts(entries []Entry) []string {
	var out []string
	for _, e := range entries {
		if e.Text != "" {
			out = append(out, e.Text)
		}
	}
	return out
}

// A sidecarFile is a sidecar that is being decoded.
type sidecarFile struct {
	Sidecar
	name string // in the loader's file system
	used bool   // by an article

	decoded chan struct{} // closed once Sidecar, text and err are set
	text    string
	err     error
}

// decodeSidecars reads each sidecar and decodes it on a second goroutine while
// the articles are parsed. [loader.sidecar] waits for the one that it needs; the
// caller has to wait for all.
func (l *loader) decodeSidecars() *sync.WaitGroup {
	type job struct {
		s    *sidecarFile
		text string
	}
	var jobs []job
	for _, name := range l.yamls {
		base := strings.TrimSuffix(name, ".yaml")
		s := &sidecarFile{name: name, decoded: make(chan struct{})}
		s.Base, s.Path = norm.NFC.String(base), l.path(name)
		l.sidecars[name] = s
		if text, ok := l.read(name); ok {
			jobs = append(jobs, job{s, text})
		} else {
			close(s.decoded)
		}
	}
	var done sync.WaitGroup
	done.Go(func() {
		for _, j := range jobs {
			if l.ctx.Err() == nil { // else nobody will look at it
				j.s.text, j.s.err = j.text, decodeSidecar(j.text, &j.s.Sidecar)
			}
			close(j.s.decoded)
		}
	})
	return &done
}

func decodeSidecar(text string, into *Sidecar) error {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil || root.IsZero() {
		return err
	}
	if err := checkKeys(&root); err != nil {
		return err
	}
	if err := root.Decode(into); err != nil {
		return err
	}
	return into.check()
}

// check returns an error if the sidecar is over a bound.
func (s *Sidecar) check() error {
	entries := len(s.Unanswered)
	for _, p := range s.Paragraphs {
		entries += len(p.Questions) + len(p.Keywords)
	}
	switch {
	case len(s.Paragraphs) > maxParagraphs:
		return overBound(maxParagraphs, "paragraphs")
	case entries > maxEntries:
		return overBound(maxEntries, "questions and keywords")
	}
	return nil
}

// sidecar returns the sidecar of the article base, or an empty one if there is
// none.
func (l *loader) sidecar(base string) *Sidecar {
	s := l.sidecars[base+".yaml"]
	if s == nil {
		return &Sidecar{}
	}
	<-s.decoded
	if over, is := s.err.(boundError); is && !s.used {
		l.leaveOut(s.name, KindSize, "%v", over)
		s.Sidecar = Sidecar{}
	} else if !s.used && s.text != "" {
		l.corpus.Sidecars = append(l.corpus.Sidecars, &s.Sidecar)
		l.decoded(s.name, s.text, 0, s.err)
	}
	s.used = true
	return &s.Sidecar
}
