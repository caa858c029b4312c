package corpus_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"okbot/corpus"
)

var update = flag.Bool("update", false, "write what the pages give into testdata/pages")

// Each file of testdata/pages holds documents as people write them, and after
// them what is read.
func TestPages(t *testing.T) {
	names, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(names) < 12 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			want := -1
			for i, f := range archive.Files {
				if f.Name == "passages" {
					want = i
					continue
				}
				fsys["docs/"+f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := showPages(t, fsys)
			if *update {
				if want < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "passages"})
					want = len(archive.Files) - 1
				}
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want < 0 || string(archive.Files[want].Data) != got {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// showPages writes what is read of the documents in fsys: each passage with its
// line, kind, language and section, the spans of its text in angle brackets.
func showPages(t *testing.T, fsys fstest.MapFS) string {
	c, err := corpus.Load(fsys, "docs")
	if err != nil {
		t.Fatal(err)
	}
	sound(t, c)
	var b strings.Builder
	for _, a := range c.Articles {
		fmt.Fprintf(&b, "= %s: %s\n", a.ID, strings.TrimSpace(strings.Join([]string{a.Title, a.Lang, string(a.Date), a.Link}, " | ")))
		for _, p := range a.Passages {
			fmt.Fprintf(&b, "== line %d, %s, %s: %s\n", p.Line, p.Kind, p.Lang, strings.Join(p.Section, " › "))
			at := 0
			for _, s := range p.Spans {
				fmt.Fprintf(&b, "%s<%s %s>", p.Text[at:s.Start], s.Kind, p.Text[s.Start:s.End])
				at = s.End
			}
			fmt.Fprintln(&b, p.Text[at:])
		}
	}
	for _, p := range c.Notes {
		fmt.Fprintf(&b, "? %s (%s)\n", p, p.Kind)
	}
	for _, p := range c.LeftOut {
		fmt.Fprintf(&b, "! %s (%s)\n", p, p.Kind)
	}
	return b.String()
}
