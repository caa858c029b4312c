package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Open reads the corpus at name, a folder of articles or a .jsonl file. What
// cannot be read is returned as [Problems], all of it at once.
func Open(name string) (*Corpus, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, cause(err))
	}
	if !info.IsDir() {
		if ext := strings.ToLower(filepath.Ext(name)); info.Mode().IsRegular() && ext != ".jsonl" && ext != "" {
			return nil, fmt.Errorf("corpus %s: neither a folder of articles nor a .jsonl file", name)
		}
		return openJSONL(name, splitPassages)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, err)
	}
	return load(os.DirFS(filepath.Dir(abs)), filepath.Base(abs), filepath.Clean(name))
}

// Load reads the folder dir of fsys, and the sources.yaml and names.jsonl that
// stand in it or in its parent.
func Load(fsys fs.FS, dir string) (*Corpus, error) { return load(fsys, dir, dir) }

type loader struct {
	fsys     fs.FS
	dir      string // the folder of articles in fsys
	shown    string // what problems call it
	corpus   *Corpus
	problems Problems
	seen     map[string]string       // path of each article, by ID
	sidecars map[string]*sidecarFile // by name in fsys
	yamls    []string                // names of all .yaml files but sources.yaml
	articles []string                // names of all .md files
}

// path tells how problems show the file name of fsys.
func (l *loader) path(name string) string {
	if name == l.dir {
		return filepath.FromSlash(l.shown)
	}
	rest, inside := strings.CutPrefix(name, l.dir+"/")
	if !inside && l.dir != "." {
		rest = path.Join("..", path.Base(name)) // a sources.yaml of the parent
	}
	return filepath.Join(l.shown, filepath.FromSlash(rest))
}

func load(fsys fs.FS, dir, shown string) (*Corpus, error) {
	l := loader{fsys: fsys, dir: dir, shown: shown, seen: map[string]string{}, sidecars: map[string]*sidecarFile{}}
	l.corpus = &Corpus{Sources: map[string]Source{}, SourcePlaces: map[string]Place{}}
	if parent := path.Dir(dir); parent != dir {
		l.sources(path.Join(parent, "sources.yaml"))
		l.names(path.Join(parent, "names.jsonl"))
	}
	l.names(path.Join(dir, "names.jsonl"))
	err := fs.WalkDir(fsys, dir, l.visit)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", shown, err)
	}
	decoded := l.decodeSidecars()
	for _, name := range l.articles {
		l.article(dir, name)
	}
	decoded.Wait()
	for _, name := range l.yamls {
		if !l.sidecars[name].used {
			l.note(l.path(name), 1, "sidecar", "it describes no article: there is no .ko.md or .en.md of that name")
		}
	}
	if len(l.problems) == 0 && len(l.corpus.Passages()) == 0 {
		l.problems.add(l.path(dir), 0, "no articles here: an article is a file NAME.ko.md or NAME.en.md")
	}
	l.corpus.sort()
	return l.corpus, l.problems.err()
}

// visit reads a folder's sources.yaml and notes the articles in it.
func (l *loader) visit(name string, e fs.DirEntry, err error) error {
	switch {
	case err != nil:
		l.problems.add(l.path(name), 0, "%v", cause(err))
		if e != nil && e.IsDir() {
			return fs.SkipDir
		}
	case strings.HasPrefix(e.Name(), ".") && name != l.dir:
		if e.IsDir() {
			return fs.SkipDir
		}
	case name == l.dir || e.IsDir():
		l.sources(path.Join(name, "sources.yaml"))
	case path.Ext(name) == ".md":
		l.articles = append(l.articles, name)
	case path.Ext(name) == ".yaml" && e.Name() != "sources.yaml":
		l.yamls = append(l.yamls, name)
	}
	return nil
}

// cause drops the operation and the path from the error of a file, since
// problems name the file themselves.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// read returns the text of a file as NFC, or false once a problem is noted.
func (l *loader) read(name string) (string, bool) {
	if info, err := fs.Stat(l.fsys, name); err == nil {
		switch {
		case !info.Mode().IsRegular():
			l.problems.add(l.path(name), 0, "not a regular file")
			return "", false
		case info.Size() > maxLineBytes:
			l.problems.add(l.path(name), 0, "the file is larger than %d MiB", maxLineBytes>>20)
			return "", false
		}
	}
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.problems.add(l.path(name), 0, "%v", cause(err))
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	text, n, decomposed := string(data), 0, 0
	if utf8.ValidString(text) && norm.NFC.IsNormalString(text) {
		return text, true
	}
	for line := range strings.Lines(text) {
		n++
		if !utf8.ValidString(line) {
			l.problems.add(l.path(name), n, "not UTF-8 text: save the file as UTF-8 (it may be EUC-KR)")
			return "", false
		}
		if decomposed == 0 && !norm.NFC.IsNormalString(line) {
			decomposed = n
		}
	}
	if decomposed > 0 {
		l.note(l.path(name), decomposed, "nfc", "the text is not NFC here: save the file as composed Unicode")
	}
	return norm.NFC.String(text), true
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
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		var found Name
		if err := json.Unmarshal([]byte(line), &found); err != nil {
			l.problems.add(l.path(name), n, "not a JSON object with the lists ko and en")
			continue
		}
		l.corpus.Names = append(l.corpus.Names, found)
	}
}
