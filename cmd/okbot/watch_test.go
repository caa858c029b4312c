package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// watched watches path and returns what it sends to when the files change.
func watched(t *testing.T, path string) <-chan struct{} {
	t.Helper()
	changed := make(chan struct{}, 1)
	w, err := newWatcher([]string{path}, slog.New(slog.DiscardHandler), changed)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { w.run(ctx) })
	t.Cleanup(func() {
		stop()
		running.Wait()
		w.close()
	})
	return changed
}

// write writes a file beside name and renames it, as careful editors do.
func replaceFile(t *testing.T, name, content string) {
	t.Helper()
	next := name + "~"
	if err := os.WriteFile(next, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, name); err != nil {
		t.Fatal(err)
	}
}

func mustDo(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestWatcherTellsOfChanges makes one change after another to a folder that has
// a subfolder; each must be told.
func TestWatcherTellsOfChanges(t *testing.T) {
	parent := t.TempDir()
	folder := filepath.Join(parent, "articles")
	file := filepath.Join(folder, "more", "a.ko.md")
	mustDo(t, os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte("one"), 0o666))
	changed := watched(t, folder)
	for _, change := range []struct {
		name string
		do   func()
	}{
		{"file written", func() { mustDo(t, os.WriteFile(file, []byte("two, longer"), 0o666)) }},
		{"file replaced", func() { replaceFile(t, file, "three") }},
		{"file added in a new folder", func() {
			deep := filepath.Join(folder, "new", "deep")
			mustDo(t, os.MkdirAll(deep, 0o777), os.WriteFile(filepath.Join(deep, "b.ko.md"), nil, 0o666))
		}},
		{"sources of the parent", func() { replaceFile(t, filepath.Join(parent, "sources.yaml"), "a: {}") }},
		{"file removed", func() { mustDo(t, os.Remove(file)) }},
		{"folder removed", func() { mustDo(t, os.RemoveAll(folder)) }},
		{"folder back", func() { mustDo(t, os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte("four"), 0o666)) }},
		{"file of the new folder written", func() { mustDo(t, os.WriteFile(file, []byte("five, longer"), 0o666)) }},
	} {
		change.do()
		waitFor(t, change.name, changed)
	}
}

// TestWatcherFollowsLinks sets the link that a file is reached by elsewhere, as
// Kubernetes does when a ConfigMap changes.
func TestWatcherFollowsLinks(t *testing.T) {
	mount := t.TempDir()
	for _, version := range []string{"..1", "..2"} {
		mustDo(t, os.Mkdir(filepath.Join(mount, version), 0o777),
			os.WriteFile(filepath.Join(mount, version, "corpus.jsonl"), []byte("content of "+version+version), 0o666))
	}
	mustDo(t, os.Chtimes(filepath.Join(mount, "..1", "corpus.jsonl"), time.Time{}, time.Now().Add(-time.Hour)),
		os.Symlink("..1", filepath.Join(mount, "..data")),
		os.Symlink(filepath.Join("..data", "corpus.jsonl"), filepath.Join(mount, "corpus.jsonl")))
	changed := watched(t, filepath.Join(mount, "corpus.jsonl"))
	mustDo(t, os.Symlink("..2", filepath.Join(mount, "..next")),
		os.Rename(filepath.Join(mount, "..next"), filepath.Join(mount, "..data")))
	waitFor(t, "link set elsewhere", changed)
}

func waitFor(t *testing.T, what string, signal <-chan struct{}) {
	t.Helper()
	select {
	case <-signal:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s: nothing was told", what)
	}
}
