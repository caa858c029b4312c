package index_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"okbot/corpus"
	"okbot/index"
	"okbot/index/words"
)

// created builds the library's index on disk and returns its folder.
func created(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library.index")
	if _, err := index.Create(dir, library(t), index.Options{}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, data string, elem ...string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(elem...), []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// notStored is what an index on disk need not keep: how sources.yaml calls a
// source.
var notStored = cmpopts.IgnoreFields(corpus.Source{}, "ID")

// TestOpen checks that an index on disk finds what one in memory finds.
func TestOpen(t *testing.T) {
	dir := created(t)
	memory := newIndex(t, library(t))
	for range 2 { // both at once: reading locks nobody out
		disk, err := index.Open(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer disk.Close()
		for _, q := range questions {
			want := search(t, memory, index.Request{Query: understood(memory, q.text)}).Hits
			got := search(t, disk, index.Request{Query: understood(disk, q.text)}).Hits
			if diff := cmp.Diff(want, got, notStored); diff != "" {
				t.Errorf("%s (-memory +disk):\n%s", q.text, diff)
			}
		}
		if disk.Len() != memory.Len() || disk.Newest() != memory.Newest() {
			t.Errorf("%d passages to %s, want %d to %s", disk.Len(), disk.Newest(), memory.Len(), memory.Newest())
		}
	}
}

func TestInfo(t *testing.T) {
	c := library(t)
	dir := filepath.Join(t.TempDir(), "new", "library.index") // its parent is made too
	made, err := index.Create(dir, c, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read, err := index.ReadInfo(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := index.Info{Version: made.Version, Fingerprint: index.Fingerprint(c), Articles: len(c.Articles), Passages: len(c.Passages()), Newest: "2025-05-02", Words: words.Default().Header().Checksum, Checksum: made.Checksum}
	if diff := cmp.Diff(want, read); diff != "" || made != read || made.Version == 0 || made.Checksum == "" {
		t.Errorf("made %+v, read (-want +got):\n%s", made, diff)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("Create left %v", left)
	}
}

func TestCreateAgain(t *testing.T) {
	dir := created(t)
	c := library(t)
	c.Articles = c.Articles[:2]
	if _, err := index.Create(dir, c, index.Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if got, want := ix.Len(), len(c.Passages()); got != want {
		t.Errorf("%d passages, want %d", got, want)
	}
}

// TestCreateWhileOpen checks that who has the index before open goes on reading.
func TestCreateWhileOpen(t *testing.T) {
	dir := created(t)
	old, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if _, err := index.Create(dir, builtin(t), index.Options{}); err != nil {
		t.Fatal(err)
	}
	if res := search(t, old, index.Request{Query: understood(old, "mugwort latte")}); !has(res, "cafe.en#2") {
		t.Errorf("found %q", ids(res))
	}
}

func TestCreateRefuses(t *testing.T) {
	foreign := created(t)
	write(t, "mine", foreign, "notes.txt")
	file := filepath.Join(t.TempDir(), "file")
	write(t, "mine", file)
	alike := t.TempDir() // named as the files of an index are
	write(t, `{"version":"of my app"}`, alike, "info.json")
	write(t, "mine", alike, "corpus.json")
	for _, tt := range []struct{ dir, want string }{
		{alike, "the folder holds something else (corpus.json)"},
		{foreign, "the folder holds something else (notes.txt)"},
		{file, "not a directory"},
		{filepath.Join(file, "below"), "not a directory"},
	} {
		_, err := index.Create(tt.dir, library(t), index.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.dir) {
			t.Errorf("Create(%s): %v, want %q", tt.dir, err, tt.want)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(tt.dir), ".*new-*")); len(left) > 0 {
			t.Errorf("Create(%s) left %q", tt.dir, left)
		}
	}
	if data, err := os.ReadFile(filepath.Join(foreign, "notes.txt")); err != nil || string(data) != "mine" {
		t.Errorf("the foreign file is now %q, %v", data, err)
	}
	if _, err := index.Open(file, index.Options{}); err == nil {
		t.Error("a file was opened as an index")
	}
}

// An index is replaced where it is, however its folder is spelt.
func TestCreateInAnySpelling(t *testing.T) {
	dir, c := created(t), library(t)
	t.Chdir(filepath.Dir(dir))
	name := filepath.Base(dir)
	for _, spelling := range []string{name + "/../" + name, "./" + name + "/", name + "/."} {
		if _, err := index.Create(spelling, c, index.Options{}); err != nil {
			t.Fatalf("Create(%s): %v", spelling, err)
		}
		if _, err := index.ReadInfo(name); err != nil {
			t.Errorf("after Create(%s): %v", spelling, err)
		}
	}
	if left, _ := filepath.Glob(".*"); len(left) > 0 {
		t.Errorf("left %q", left)
	}
}

// TestOpenRefuses breaks an index in every way that its files can break.
func TestOpenRefuses(t *testing.T) {
	const again = `build it again with "okbot index build"`
	info := func(t *testing.T, dir string, change func(map[string]any)) {
		data, err := os.ReadFile(filepath.Join(dir, "info.json"))
		m := map[string]any{}
		if err == nil {
			err = json.Unmarshal(data, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		change(m)
		data, _ = json.Marshal(m)
		write(t, string(data), dir, "info.json")
	}
	for _, tt := range []struct {
		name, want string
		damage     func(t *testing.T, dir string)
	}{
		{"no folder", "there is no such folder", func(t *testing.T, dir string) { os.RemoveAll(dir) }},
		{"half written", "no whole index here: " + again, func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "info.json")) }},
		{"another version", again, func(t *testing.T, dir string) {
			info(t, dir, func(m map[string]any) { m["version"] = 999 })
		}},
		{"another corpus", "damaged: " + again, func(t *testing.T, dir string) {
			info(t, dir, func(m map[string]any) { m["fingerprint"] = "0" })
		}},
		{"another number", "damaged: " + again, func(t *testing.T, dir string) {
			info(t, dir, func(m map[string]any) { m["passages"] = 1 })
		}},
		{"no checksum", "damaged: " + again, func(t *testing.T, dir string) {
			info(t, dir, func(m map[string]any) { delete(m, "checksum") })
		}},
		{"empty info", "info.json is damaged: " + again, func(t *testing.T, dir string) { write(t, "", dir, "info.json") }},
		{"no corpus", "damaged: " + again, func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "corpus.json")) }},
		{"cut corpus", "damaged: " + again, func(t *testing.T, dir string) { write(t, `{"articles":[{`, dir, "corpus.json") }},
		{"other text", "damaged: " + again, func(t *testing.T, dir string) {
			name := filepath.Join(dir, "corpus.json")
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			write(t, strings.Replace(string(data), "mugwort", "ginseng", 1), name)
		}},
		{"another address", "damaged: " + again, func(t *testing.T, dir string) {
			name := filepath.Join(dir, "corpus.json")
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			write(t, strings.Replace(string(data), "https://", "http://", 1), name)
		}},
		{"no postings", "damaged: " + again, func(t *testing.T, dir string) { os.RemoveAll(filepath.Join(dir, "bleve")) }},
		{"the postings of another corpus", again, func(t *testing.T, dir string) {
			other := filepath.Join(t.TempDir(), "other")
			if _, err := index.Create(other, builtin(t), index.Options{}); err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(filepath.Join(dir, "bleve"))
			if err := os.Rename(filepath.Join(other, "bleve"), filepath.Join(dir, "bleve")); err != nil {
				t.Fatal(err)
			}
		}},
		{"the postings of a smaller corpus", again, func(t *testing.T, dir string) {
			other := filepath.Join(t.TempDir(), "other")
			small := library(t)
			small.Articles = small.Articles[:2]
			if _, err := index.Create(other, small, index.Options{}); err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(filepath.Join(dir, "bleve"))
			if err := os.Rename(filepath.Join(other, "bleve"), filepath.Join(dir, "bleve")); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := created(t)
			tt.damage(t, dir)
			ix, err := index.Open(dir, index.Options{})
			if err == nil {
				ix.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want one line with %q and the folder", err, tt.want)
			}
		})
	}
}

func TestFingerprint(t *testing.T) {
	first := index.Fingerprint(library(t))
	if again := index.Fingerprint(library(t)); again != first {
		t.Errorf("%s, then %s", first, again)
	}
	moved := library(t)
	for i := range moved.Articles {
		moved.Articles[i].Path = "elsewhere"
	}
	if index.Fingerprint(moved) != first {
		t.Error("where the files lie changes the fingerprint")
	}
	for what, change := range map[string]func(*corpus.Corpus){
		"text":    func(c *corpus.Corpus) { c.Articles[1].Passages[0].Text += "." },
		"ask":     func(c *corpus.Corpus) { c.Articles[1].Passages[0].Questions = []string{"?"} },
		"date":    func(c *corpus.Corpus) { c.Articles[1].Passages[0].Date = "1999" },
		"source":  func(c *corpus.Corpus) { c.Articles[1].Passages[0].Sources = nil },
		"name":    func(c *corpus.Corpus) { c.Names = c.Names[1:] },
		"article": func(c *corpus.Corpus) { c.Articles = c.Articles[1:] },
	} {
		c := library(t)
		change(c)
		if index.Fingerprint(c) == first {
			t.Errorf("another %s has the same fingerprint", what)
		}
	}
}
