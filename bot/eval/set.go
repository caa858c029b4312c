package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"okbot/corpus"
)

// A set is questions and the corpus that they are asked of.
type set struct {
	family string
	name   string // of the corpus
	open   func() (*corpus.Corpus, error)
	rows   []Row
	// relevant are the passages that answer, by the row's ID, of a folder in BEIR
	// layout; nil where the rows' patterns say what answers.
	relevant map[string]map[string]bool
}

// builtinName is the corpus in the binary, and the family of the files directly
// in a folder of question files.
const builtinName = "builtin"

// families are the folders that have the same texts as another one.
var families = map[string]string{"korquad-none": "korquad", "xquad-en": "squad2"}

// finder finds the sets in a folder of question files.
type finder struct {
	news    string
	leftOut func(string)
	sets    []set
}

// findSets returns the sets under dir: of the question files directly in it and
// of those in each of its folders, which are a family each. A question file is
// asked of corpus.jsonl beside it, of the folder that its rows name, for
// questions-NAME.jsonl of NAME-raw.jsonl in the folder news, else of the built-in
// corpus. What is missing is left out and passed to leftOut.
func findSets(dir, news string, leftOut func(string)) ([]set, error) {
	f := finder{news: news, leftOut: leftOut}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, errors.Unwrap(err))
	}
	f.folder(builtinName, builtinName, dir)
	for _, e := range entries {
		if e.IsDir() {
			family := e.Name()
			if same, ok := families[family]; ok {
				family = same
			}
			f.folder(family, e.Name(), filepath.Join(dir, e.Name()))
		}
	}
	if len(f.sets) == 0 {
		return nil, fmt.Errorf("%s: there is no question file here", dir)
	}
	return f.sets, nil
}

// folder adds the sets of the files directly in dir, whose name is name.
func (f *finder) folder(family, name, dir string) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		f.leftOut(fmt.Sprintf("%s: %v", dir, err))
		return
	}
	slices.Sort(files)
	for _, file := range files {
		switch base := filepath.Base(file); {
		case base == "corpus.jsonl", base == rowsFile:
		case base == "queries.jsonl":
			f.beir(family, name, dir)
		case strings.HasPrefix(base, "queries-"): // the same questions, misspelt
		default:
			f.questions(family, name, file)
		}
	}
}

// beir adds the set in BEIR layout in dir.
func (f *finder) beir(family, name, dir string) {
	asked, relevant, err := readQueries(dir, "")
	if err != nil {
		f.leftOut(err.Error())
		return
	}
	s := set{family: family, name: name + " whole", relevant: relevant, open: func() (*corpus.Corpus, error) {
		return corpus.OpenWhole(filepath.Join(dir, "corpus.jsonl"))
	}}
	for _, q := range asked {
		s.rows = append(s.rows, Row{ID: q.ID, Q: q.Text})
	}
	f.sets = append(f.sets, s)
}

// questions adds the sets of a question file in the folder name.
func (f *finder) questions(family, name, file string) {
	rows, err := readRows(file)
	if err != nil {
		f.leftOut(err.Error())
		return
	}
	dir := filepath.Dir(file)
	variant, isVariant := strings.CutPrefix(strings.TrimSuffix(filepath.Base(file), ".jsonl"), "questions-")
	switch {
	case exists(filepath.Join(dir, "corpus.jsonl")):
		f.add(family, name, filepath.Join(dir, "corpus.jsonl"), rows)
	case isVariant && f.news == "":
		f.leftOut(fmt.Sprintf("%s: asked of %s-raw.jsonl: name its folder with --news", file, variant))
	case isVariant:
		f.add(family, variant, filepath.Join(f.news, variant+"-raw.jsonl"), rows)
	case rows[0].Folder != "":
		for _, folder := range distinct(rows, func(r *Row) string { return r.Folder }) {
			f.add(family, folder, filepath.Join(dir, folder), slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Folder != folder }))
		}
	default:
		f.sets = append(f.sets, set{family: family, name: builtinName, open: corpus.Builtin, rows: rows})
	}
}

// add adds the set of rows that are asked of the corpus at path.
func (f *finder) add(family, name, path string, rows []Row) {
	if !exists(path) {
		f.leftOut(fmt.Sprintf("%s: %v", path, fs.ErrNotExist))
		return
	}
	f.sets = append(f.sets, set{family: family, name: name, rows: rows, open: func() (*corpus.Corpus, error) { return corpus.Open(path) }})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
