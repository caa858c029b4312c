package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Open reads the corpus at name, a folder of documents or a .jsonl file. What
// cannot be read is returned as [Problems], all of it at once.
func Open(name string) (*Corpus, error) { return OpenContext(context.Background(), name) }

// OpenContext reads a corpus as [Open] does. Once ctx has ended it reads no further
// file or row, and the error is the context's.
func OpenContext(ctx context.Context, name string) (*Corpus, error) {
	if isWeb(name) {
		return nil, fmt.Errorf("corpus %s: addresses are not read: save the page as a file in a folder and name that", name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, cause(err))
	}
	if !info.IsDir() {
		if ext := strings.ToLower(filepath.Ext(name)); info.Mode().IsRegular() && ext != ".jsonl" && ext != "" {
			return nil, fmt.Errorf("corpus %s: neither a folder of documents nor a .jsonl file", name)
		}
		return openJSONL(ctx, name, ReadJSONL)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, err)
	}
	folder, err := openRoot(abs)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, cause(err))
	}
	defer folder.Close()
	var above fs.FS
	if parent, err := openRoot(filepath.Dir(abs)); err == nil && filepath.Dir(abs) != abs {
		defer parent.Close()
		above = parent
	}
	c, err := load(ctx, folder, above, filepath.Clean(name))
	if c != nil {
		c.name = filepath.Base(abs)
	}
	return c, err
}

// Load reads the folder dir of fsys, and the sources.yaml and names.jsonl in it or
// in its parent. What cannot be read is returned as [Problems].
func Load(fsys fs.FS, dir string) (*Corpus, error) {
	folder, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", dir, err)
	}
	var above fs.FS
	if parent := path.Dir(dir); parent != dir {
		if above, err = fs.Sub(fsys, parent); err != nil {
			return nil, fmt.Errorf("corpus %s: %w", dir, err)
		}
	}
	c, err := load(context.Background(), folder, above, dir)
	if c != nil {
		c.name = path.Base(dir)
	}
	return c, err
}

// loader reads one folder. Files have slash-separated names in it; those of the
// folder above begin with "../".
type loader struct {
	ctx      context.Context
	fsys     fs.FS
	parent   fs.FS  // nil if there is none
	shown    string // what problems call the folder
	corpus   *Corpus
	problems Problems
	seen     map[string]string          // path of each article, by ID
	sidecars map[string]*sidecarFile    // by name in fsys
	yamls    []string                   // names of all .yaml files but sources.yaml
	articles []string                   // names of all documents
	stems    map[string]int             // how many documents have that name but for its ending
	sourced  bool                       // there is a sources.yaml
	ignores  map[string][]ignorePattern // by folder
	folders  []fs.FileInfo              // that have been visited
	linked   []string                   // names of links to folders
}

// path returns how problems show the file name.
func (l *loader) path(name string) string {
	return filepath.Join(l.shown, filepath.FromSlash(name))
}

func load(ctx context.Context, fsys, parent fs.FS, shown string) (*Corpus, error) {
	l := loader{ctx: ctx, fsys: fsys, parent: parent, shown: shown, seen: map[string]string{}, sidecars: map[string]*sidecarFile{}}
	l.stems, l.ignores = map[string]int{}, map[string][]ignorePattern{}
	l.corpus = &Corpus{Sources: map[string]Source{}, SourcePlaces: map[string]Place{}}
	if parent != nil {
		l.sources("../sources.yaml")
		l.names("../names.jsonl")
	}
	l.names("names.jsonl")
	if err := l.walk(); err != nil {
		return nil, fmt.Errorf("corpus %s: %w", shown, cause(err))
	}
	decoded := l.decodeSidecars()
	for _, name := range l.articles {
		l.stems[norm.NFC.String(strings.TrimSuffix(name, path.Ext(name)))]++
	}
	for _, name := range l.articles {
		if ctx.Err() != nil {
			break
		}
		l.article(name)
	}
	decoded.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("corpus %s: %w", shown, err)
	}
	for _, name := range l.yamls {
		if !l.sidecars[name].used {
			l.note(l.path(name), 1, "sidecar", "it describes no article: there is no .ko.md or .en.md of that name")
		}
	}
	if len(l.problems) == 0 && len(l.corpus.Passages()) == 0 {
		l.problems = append(l.problems, l.corpus.LeftOut...)
		l.problems.add(shown, 0, "no documents here: they are files that end in .md, .mdx, .markdown, .txt or .html")
	}
	l.corpus.sort()
	return l.corpus, l.problems.err()
}

// visit reads a folder's sources.yaml and notes the articles in it.
func (l *loader) visit(name string, e fs.DirEntry, err error) error {
	switch {
	case l.ctx.Err() != nil:
		return l.ctx.Err()
	case err != nil:
		l.problems.add(l.path(name), 0, "%v", cause(err))
		if e != nil && e.IsDir() {
			return fs.SkipDir
		}
	case name != "." && (strings.HasPrefix(e.Name(), ".") || l.ignored(name, e.IsDir())):
		if e.IsDir() {
			return fs.SkipDir
		}
	case e.IsDir() && strings.Count(name, "/") >= maxFolders:
		l.leaveOut(name, KindSize, "%v", overBound(maxFolders, "folders in each other"))
		return fs.SkipDir
	case e.IsDir():
		l.readIgnore(name)
		if info, err := e.Info(); err == nil {
			l.folders = append(l.folders, info)
		}
		l.sources(path.Join(name, "sources.yaml"))
	case e.Name() == "sources.yaml" || name == "names.jsonl": // read with their folder
	case e.Type()&fs.ModeSymlink != 0:
		l.link(name)
	case !e.Type().IsRegular():
		l.leaveOut(name, KindBoundary, notRegular)
	default:
		l.file(name)
	}
	return nil
}

// file lists a file by its kind.
func (l *loader) file(name string) {
	switch ending := strings.ToLower(path.Ext(name)); {
	case endings[ending] != nil:
		l.articles = append(l.articles, name)
	case ending == ".yaml":
		l.yamls = append(l.yamls, name)
	default:
		l.leaveOut(name, KindEnding, "a file of this kind is not read")
	}
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
	data, ok := l.data(name)
	if !ok {
		return "", false
	}
	bad := (*encodingError)(nil)
	if strings.EqualFold(path.Ext(name), ".html") {
		data, bad = decodeHTML(data)
	} else {
		bad = checkUTF8(data)
	}
	if bad != nil {
		l.problems.add(l.path(name), bad.line, "%s", bad.message(l.path(name)))
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	text := string(data)
	if norm.NFC.IsNormalString(text) {
		return text, true
	}
	n := 0
	for line := range strings.Lines(text) {
		if n++; !norm.NFC.IsNormalString(line) {
			l.note(l.path(name), n, "nfc", "the text is not NFC here: save the file as composed Unicode")
			break
		}
	}
	return norm.NFC.String(text), true
}

// names reads a names.jsonl, a [Name] a line, if there is one.
func (l *loader) names(name string) {
	if !l.exists(name) {
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
