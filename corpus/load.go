package corpus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"
)

// Open reads the corpus at name, a folder of articles or a .jsonl file. What
// cannot be read is returned as [Problems], all of it at once.
func Open(name string) (*Corpus, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, errors.Unwrap(err))
	}
	if !info.IsDir() {
		return openJSONL(name, false)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, err)
	}
	l := loader{fsys: os.DirFS(filepath.Dir(abs)), shown: filepath.Dir(filepath.Clean(name))}
	if l.shown == "." && !strings.HasPrefix(name, ".") {
		l.shown = ""
	}
	return l.load(filepath.Base(abs))
}

// Load reads the folder dir of fsys, and the sources.yaml and names.jsonl that
// stand in it or in its parent.
func Load(fsys fs.FS, dir string) (*Corpus, error) {
	l := loader{fsys: fsys}
	return l.load(dir)
}

type loader struct {
	fsys     fs.FS
	shown    string // what problems put before a path
	corpus   *Corpus
	problems Problems
}

func (l *loader) path(name string) string { return filepath.Join(l.shown, filepath.FromSlash(name)) }

func (l *loader) load(dir string) (*Corpus, error) {
	l.corpus = &Corpus{Sources: map[string]Source{}}
	for _, d := range []string{path.Dir(dir), dir} {
		l.sources(path.Join(d, "sources.yaml"))
		l.names(path.Join(d, "names.jsonl"))
	}
	err := fs.WalkDir(l.fsys, dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			l.problems.add(l.path(name), 0, "%v", errors.Unwrap(err))
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
		case strings.HasPrefix(e.Name(), ".") && name != dir && e.IsDir():
			return fs.SkipDir
		case e.IsDir() && name != dir:
			l.sources(path.Join(name, "sources.yaml"))
		case path.Ext(name) == ".md":
			l.article(dir, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", l.path(dir), err)
	}
	if len(l.problems) == 0 && len(l.corpus.Articles) == 0 {
		l.problems.add(l.path(dir), 0, "no articles here: an article is a file NAME.ko.md or NAME.en.md")
	}
	l.corpus.sort()
	return l.corpus, l.problems.err()
}

// read returns the text of a file as NFC, or false once a problem is noted.
func (l *loader) read(name string) (string, bool) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.problems.add(l.path(name), 0, "%v", errors.Unwrap(err))
		return "", false
	}
	data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	for i, line := range bytes.Split(data, []byte("\n")) {
		if !bytes.Equal(line, bytes.ToValidUTF8(line, nil)) {
			l.problems.add(l.path(name), i+1, "not UTF-8 text: save the file as UTF-8 (it may be EUC-KR)")
			return "", false
		}
	}
	return norm.NFC.String(string(data)), true
}

// sources reads a sources.yaml, where there is one.
func (l *loader) sources(name string) {
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return
	}
	text, ok := l.read(name)
	if !ok {
		return
	}
	var found map[string]Source
	if err := yaml.Unmarshal([]byte(text), &found); err != nil {
		l.yamlProblem(name, 0, err)
		return
	}
	for id, s := range found {
		s.ID = id
		if s.Date != "" {
			if _, err := ParseDate(string(s.Date)); err != nil {
				l.problems.add(l.path(name), lineOf(text, id+":"), "source %s: %v", id, err)
			}
		}
		l.corpus.Sources[id] = s
	}
}

// names reads a names.jsonl, where there is one: a bilingual name a line.
func (l *loader) names(name string) {
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return
	}
	text, ok := l.read(name)
	if !ok {
		return
	}
	for lines, n := bufio.NewScanner(strings.NewReader(text)), 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var found Name
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			l.problems.add(l.path(name), n, "not a JSON object with the lists ko and en: %v", err)
			continue
		}
		l.corpus.Names = append(l.corpus.Names, found)
	}
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// yamlProblem notes err with the line that the YAML parser names, counted from
// the line offset of its document.
func (l *loader) yamlProblem(name string, offset int, err error) {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 1
	if m := yamlLine.FindStringSubmatchIndex(text); m != nil {
		line, _ = strconv.Atoi(text[m[2]:m[3]])
		text = strings.Join(strings.Fields(text[:m[0]]+text[m[1]:]), " ")
	}
	l.problems.add(l.path(name), line+offset, "broken YAML: %s", strings.TrimPrefix(text, "unmarshal errors: "))
}

// lineOf returns the line of text that starts with prefix, from 1.
func lineOf(text, prefix string) int {
	n := 1
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, prefix) {
			return n
		}
		n++
	}
	return 1
}
