package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher tells when the files of a corpus change. What the system reports is
// only a reason to look: whether anything changed is told by the files' sizes
// and times, so that an editor's renames, a folder that is deleted and comes
// back and a link that is set elsewhere (as Kubernetes updates a mounted
// ConfigMap) all come to the same.
type watcher struct {
	paths   []string // folders of articles, or files
	log     *slog.Logger
	changed chan<- struct{}

	events *fsnotify.Watcher
	last   [sha256.Size]byte
}

const (
	settle    = 300 * time.Millisecond // no change for that long ends a series of them
	longest   = 3 * time.Second        // a series of changes goes on before a look
	lookAgain = time.Minute            // where nothing is reported: network drives, some mounts
)

// newWatcher watches paths from now on; run sends to changed. The caller closes it.
func newWatcher(paths []string, log *slog.Logger, changed chan<- struct{}) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch the corpus: %w", err)
	}
	w := &watcher{paths: paths, log: log, changed: changed, events: events}
	w.last = w.look()
	return w, nil
}

// close ends the watch.
func (w *watcher) close() error { return w.events.Close() }

// run sends to changed, until ctx ends, whenever the files are no longer what
// they were. A change that nobody has taken yet stands for those after it.
func (w *watcher) run(ctx context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	quiet, latest := stopped(), stopped()
	pending := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.events.Events:
			quiet.Reset(settle)
			if !pending {
				latest.Reset(longest)
			}
			pending = true
			continue
		case err := <-w.events.Errors:
			w.log.Debug("watch the corpus", "error", err)
		case <-tick.C:
		case <-quiet.C:
		case <-latest.C:
		}
		pending = false
		quiet.Stop()
		latest.Stop()
		if now := w.look(); now != w.last {
			w.last = now
			select {
			case w.changed <- struct{}{}:
			default:
			}
		}
	}
}

// stopped returns a timer that does not run.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// look returns what tells the state of all files from any other, and sees to it
// that changes in every folder are reported. The parent folders count too: they
// hold sources.yaml, and they tell when the folder itself goes or comes.
func (w *watcher) look() [sha256.Size]byte {
	h := sha256.New()
	note := func(name string) {
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			fmt.Fprintln(h, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	for _, path := range w.paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			abs = path
		}
		parent := filepath.Dir(abs)
		w.watch(parent)
		note(filepath.Join(parent, "sources.yaml"))
		note(filepath.Join(parent, "names.jsonl"))
		if target, err := filepath.EvalSymlinks(abs); err == nil {
			w.watch(filepath.Dir(target))
			abs = target
		}
		filepath.WalkDir(abs, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
			case e.Type()&fs.ModeSymlink != 0:
				if target, err := filepath.EvalSymlinks(name); err == nil {
					fmt.Fprintln(h, name, target)
				}
				note(name)
			case !e.IsDir():
				note(name)
			case name != abs && strings.HasPrefix(e.Name(), "."):
				return fs.SkipDir
			default:
				w.watch(name)
				fmt.Fprintln(h, name)
			}
			return nil
		})
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// watch has changes in the folder dir reported. To watch it twice does nothing.
func (w *watcher) watch(dir string) {
	if err := w.events.Add(dir); err != nil {
		w.log.Debug("watch the corpus", "folder", dir, "error", err)
	}
}
