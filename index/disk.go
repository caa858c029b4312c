package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"okbot/corpus"
)

// version is that of the layout of an index on disk and of the analysis that
// filled it; any change to either raises it.
const version = 12

// Info describes an index on disk.
type Info struct {
	Version     int         `json:"version"`
	Fingerprint string      `json:"fingerprint"` // of the corpus it was built from
	Articles    int         `json:"articles"`
	Passages    int         `json:"passages"`
	Newest      corpus.Date `json:"newest,omitempty"`
	Words       string      `json:"words,omitempty"` // checksum of its table of word vectors; "" is none
	Checksum    string      `json:"checksum"`        // of the values above and of the other files
}

// The files of an index on disk. info.json is written last.
const (
	infoFile   = "info.json"
	corpusFile = "corpus.json"
	bleveDir   = "bleve"
)

// stored is what corpus.json holds.
type stored struct {
	Articles []corpus.Article         `json:"articles"`
	Names    []corpus.Name            `json:"names"`
	Sources  map[string]corpus.Source `json:"sources,omitempty"`
	Builtin  bool                     `json:"builtin,omitempty"`
}

// Fingerprint identifies the content of a corpus, whatever its files are called.
func Fingerprint(c *corpus.Corpus) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, a := range c.Articles {
		a.Path = ""
		a.Passages = withoutPaths(a.Passages)
		if err := enc.Encode(a); err != nil {
			panic(err) // plain structs: cannot fail
		}
	}
	if err := enc.Encode(c.Names); err != nil {
		panic(err)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// withoutPaths returns the passages without the names of their files.
func withoutPaths(passages []corpus.Passage) []corpus.Passage {
	out := slices.Clone(passages)
	for i, p := range out {
		out[i].Sources = slices.Clone(p.Sources)
		for j := range p.Sources {
			out[i].Sources[j].Path = ""
		}
	}
	return out
}

// Create builds the index of c in the folder dir. It is made in a folder beside
// dir and moved there when it is whole, in place of an index of before; a folder
// that holds anything else is refused.
func Create(dir string, c *corpus.Corpus, opts Options) (Info, error) {
	dir = filepath.Clean(dir) // a/../b stays where it is while b is replaced
	info := Info{
		Version: version, Fingerprint: Fingerprint(c), Articles: len(c.Articles), Newest: c.Newest(),
		Words: opts.table().Header().Checksum,
	}
	if err := replaceable(dir); err != nil {
		return info, err
	}
	ix, err := analyse(c, opts)
	if err != nil {
		return info, err
	}
	info.Passages = ix.Len()
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return info, fmt.Errorf("index %s: %w", dir, errors.Unwrap(err))
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+".new-")
	if err != nil {
		return info, fmt.Errorf("index %s: %w", dir, errors.Unwrap(err))
	}
	defer os.RemoveAll(tmp)
	if err := ix.write(tmp, c, &info); err != nil {
		return info, fmt.Errorf("index %s: %w", dir, err)
	}
	if err := publish(tmp); err != nil {
		return info, fmt.Errorf("index %s: %w", dir, err)
	}
	if err := swap(dir, tmp); err != nil {
		return info, fmt.Errorf("index %s: something else wrote there meanwhile: try again (%w)", dir, err)
	}
	return info, nil
}

func (ix *Index) write(dir string, c *corpus.Corpus, info *Info) error {
	var err error
	ix.bleve, err = bleve.NewUsing(filepath.Join(dir, bleveDir), mapping(), "scorch", "scorch", nil)
	if err != nil {
		return err
	}
	if err := errors.Join(ix.fill(), ix.bleve.Close()); err != nil {
		return err
	}
	if err := writeJSON(filepath.Join(dir, corpusFile), stored{c.Articles, c.Names, c.Sources, c.Builtin}); err != nil {
		return err
	}
	if info.Checksum, err = info.sum(dir); err != nil {
		return err
	}
	return writeJSON(filepath.Join(dir, infoFile), info)
}

// sum returns the Checksum that belongs to the other values of info and to the files
// in dir.
func (info Info) sum(dir string) (string, error) {
	h := sha256.New()
	info.Checksum = ""
	if err := json.NewEncoder(h).Encode(info); err != nil {
		return "", err
	}
	for _, part := range []string{corpusFile, bleveDir} {
		err := filepath.WalkDir(filepath.Join(dir, part), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			f, err := os.Open(name)
			if err != nil {
				return err
			}
			defer f.Close()
			fmt.Fprintln(h, e.Name())
			_, err = io.Copy(h, f)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// publish lets everybody read the files below dir.
func publish(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			return os.Chmod(name, 0o755)
		}
		return os.Chmod(name, 0o644)
	})
}

func writeJSON(name string, v any) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(f).Encode(v); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(f.Sync(), f.Close())
}

// Verify returns what the index in dir holds. Beside what [ReadInfo] refuses, it refuses
// an index of which a file was changed: it reads them all.
func Verify(dir string) (Info, error) {
	info, err := ReadInfo(dir)
	if err != nil {
		return info, err
	}
	switch sum, err := info.sum(dir); {
	case errors.Is(err, fs.ErrPermission):
		return info, fmt.Errorf("index %s: %w: let this user read the folder and all in it", dir, fs.ErrPermission)
	case err != nil || sum != info.Checksum:
		return info, damaged(dir)
	}
	return info, nil
}

// ReadInfo returns what the index in dir says that it holds. It refuses an index that
// is half written or of another version.
func ReadInfo(dir string) (Info, error) {
	var info Info
	data, err := os.ReadFile(filepath.Join(dir, infoFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(dir); err != nil {
			return info, fmt.Errorf("index %s: there is no such folder: build it with \"okbot index build\"", dir)
		}
		return info, fmt.Errorf("index %s: no whole index here: build it again with \"okbot index build\"", dir)
	case err != nil:
		return info, fmt.Errorf("index %s: %w", dir, errors.Unwrap(err))
	}
	if err := json.Unmarshal(data, &info); err != nil {
		return info, fmt.Errorf("index %s: %s is damaged: build it again with \"okbot index build\"", dir, infoFile)
	}
	if info.Version != version {
		return info, fmt.Errorf("index %s: version %d, but this okbot reads version %d: build it again with \"okbot index build\"", dir, info.Version, version)
	}
	return info, nil
}

func damaged(dir string) error {
	return fmt.Errorf("index %s: damaged: build it again with \"okbot index build\"", dir)
}

// Open opens the index in the folder dir for reading. It refuses one that was
// built with another table of word vectors.
func Open(dir string, opts Options) (*Index, error) {
	info, err := Verify(dir)
	if err != nil {
		return nil, err
	}
	if info.Words != opts.table().Header().Checksum {
		return nil, fmt.Errorf("index %s: built with another table of word vectors: name that one with --words (OKBOT_WORDS), or build it again with \"okbot index build\"", dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, corpusFile))
	if err != nil {
		return nil, damaged(dir)
	}
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, damaged(dir)
	}
	c := &corpus.Corpus{Articles: s.Articles, Names: s.Names, Sources: s.Sources, Builtin: s.Builtin}
	ix, err := analyse(c, opts)
	if err != nil {
		return nil, err
	}
	ix.count()
	ix.bleve, err = bleve.OpenUsing(filepath.Join(dir, bleveDir), map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", damaged(dir), err)
	}
	if err := ix.openReader(); err != nil {
		return nil, errors.Join(fmt.Errorf("%w (%w)", damaged(dir), err), ix.bleve.Close())
	}
	return ix, nil
}
