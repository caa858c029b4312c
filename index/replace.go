package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// swap puts the folder tmp in the place of dir, if there is one, and only then
// removes what was there.
func swap(dir, tmp string) error {
	old := tmp + ".old"
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(tmp, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(old)
}

// replaceable reports why the folder dir may not be overwritten: it holds anything
// but an index, by its contents.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("index %s: %w", dir, errors.Unwrap(err))
	}
	for _, e := range entries {
		if !isPart(dir, e) {
			return fmt.Errorf("index %s: the folder holds something else (%s): name a new or empty folder", dir, e.Name())
		}
	}
	return nil
}

// isPart reports whether a file or folder in dir is one that an index consists of.
func isPart(dir string, e fs.DirEntry) bool {
	name := filepath.Join(dir, e.Name())
	switch e.Name() {
	case infoFile:
		var info Info
		data, err := os.ReadFile(name)
		return e.Type().IsRegular() && err == nil && json.Unmarshal(data, &info) == nil && info.Version > 0 && info.Fingerprint != ""
	case corpusFile:
		return e.Type().IsRegular() && beginsWith(name, `{"articles":`)
	case bleveDir:
		entries, err := os.ReadDir(name)
		return err == nil && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
			return e.Name() != "index_meta.json" && e.Name() != "store"
		})
	}
	return false
}

// beginsWith reports whether the file name begins with text.
func beginsWith(name, text string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(text))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == text
}
