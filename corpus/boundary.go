package corpus

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// A folder is a boundary: nothing outside it is read through it. Links are
// followed while they stay within (Kubernetes mounts a ConfigMap as links into a
// hidden folder). Anything that is not a regular file in the end is left out.

// rooted is a folder of the disk as a file system that no link leaves.
type rooted struct{ root *os.Root }

// openRoot opens the folder name of the disk. The caller closes it.
func openRoot(name string) (rooted, error) {
	root, err := os.OpenRoot(name)
	return rooted{root}, err
}

// Open opens a file or a folder. It does not block if a pipe has taken the place
// of the file since it was examined.
func (r rooted) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return r.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Stat describes the file that name leads to.
func (r rooted) Stat(name string) (fs.FileInfo, error) {
	return r.root.Stat(filepath.FromSlash(name))
}

// Lstat describes name itself, even if it is a link.
func (r rooted) Lstat(name string) (fs.FileInfo, error) {
	return r.root.Lstat(filepath.FromSlash(name))
}

// ReadLink returns where a link leads.
func (r rooted) ReadLink(name string) (string, error) {
	return r.root.Readlink(filepath.FromSlash(name))
}

// Close releases the folder.
func (r rooted) Close() error { return r.root.Close() }

// The kinds of the problems in [Corpus.LeftOut].
const (
	KindBoundary = "boundary" // a link that leaves the folder or leads nowhere, a device, a pipe
	KindSize     = "size"     // a file over a bound
	KindSecret   = "secret"   // a passage that holds a secret of the configuration

	// What is left out in these ways is no problem: it is named, so that nobody
	// believes it answered from.
	KindEnding    = "ending"    // a file of a kind that is not read
	KindEmpty     = "empty"     // a file or a row without text
	KindDuplicate = "duplicate" // a row or a file of an ID that another has
)

// IsNote reports whether p, of [Corpus.LeftOut], is no problem.
func (p Problem) IsNote() bool {
	return p.Kind == KindEnding || p.Kind == KindEmpty || p.Kind == KindDuplicate
}

// leaveOut records that the file name is left out; the rest of the corpus loads.
func (l *loader) leaveOut(name, kind, format string, args ...any) {
	l.corpus.LeftOut = append(l.corpus.LeftOut, Problem{l.path(name), 0, kind, fmt.Sprintf(format, args...)})
}

// maxLinkedFolders bounds how many links to folders are followed.
const maxLinkedFolders = 1000

// walk visits the folder, then the folders that links in it lead to, unless they
// have been visited under their own name.
func (l *loader) walk() error {
	if err := fs.WalkDir(l.fsys, ".", l.visit); err != nil {
		return err
	}
	for n := 0; n < len(l.linked); n++ {
		name := l.linked[n]
		info, err := fs.Stat(l.fsys, name)
		switch {
		case err != nil || l.visited(info):
			continue
		case n >= maxLinkedFolders:
			l.leaveOut(name, KindBoundary, "more than %d links to folders", maxLinkedFolders)
			return nil
		}
		if err := fs.WalkDir(l.fsys, name, l.visit); err != nil {
			return err
		}
	}
	return nil
}

// visited reports whether a folder has been visited.
func (l *loader) visited(folder fs.FileInfo) bool {
	for _, seen := range l.folders {
		if os.SameFile(seen, folder) {
			return true
		}
	}
	return false
}

// link follows a link: a file is read like any other, a folder after all that
// are not linked.
func (l *loader) link(name string) {
	info, err := fs.Stat(l.fsys, name)
	switch {
	case err != nil:
		l.leaveOut(name, KindBoundary, leaves)
	case info.IsDir():
		l.linked = append(l.linked, name)
	default:
		l.file(name)
	}
}

// data returns the bytes of a regular file, or false once it is left out or a
// problem is noted. A device or a pipe is not even opened.
func (l *loader) data(name string) ([]byte, bool) {
	fsys, at := l.fsys, name
	if rest, above := strings.CutPrefix(name, "../"); above {
		fsys, at = l.parent, rest
	}
	info, err := fs.Stat(fsys, at)
	if err == nil && !info.Mode().IsRegular() {
		l.leaveOut(name, KindBoundary, notRegular)
		return nil, false
	}
	f, err := fsys.Open(at)
	if err != nil {
		if isLink(fsys, at) {
			l.leaveOut(name, KindBoundary, leaves)
		} else {
			l.problems.add(l.path(name), 0, "%v", cause(err))
		}
		return nil, false
	}
	defer f.Close()
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		l.leaveOut(name, KindBoundary, notRegular)
		return nil, false
	}
	data, err := io.ReadAll(io.LimitReader(f, int64(maxBytes(name))+1))
	switch {
	case err != nil:
		l.problems.add(l.path(name), 0, "%v", cause(err))
		return nil, false
	case len(data) > maxBytes(name):
		l.leaveOut(name, KindSize, "the file is larger than %s", size(maxBytes(name)))
		return nil, false
	}
	return data, true
}

// exists reports whether there is a file of that name, or a link.
func (l *loader) exists(name string) bool {
	fsys, at := l.fsys, name
	if rest, above := strings.CutPrefix(name, "../"); above {
		fsys, at = l.parent, rest
	}
	_, err := fs.Lstat(fsys, at)
	return err == nil
}

const (
	notRegular = "not a regular file"
	leaves     = "a link that leaves the folder or leads nowhere"
)

func isLink(fsys fs.FS, name string) bool {
	info, err := fs.Lstat(fsys, name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// Without returns c without the passages that hold one of secrets, in their text,
// title, questions or sources, and names them in LeftOut.
func (c *Corpus) Without(secrets []string) *Corpus {
	if len(secrets) == 0 {
		return c
	}
	out := *c
	out.Articles = nil
	for _, a := range c.Articles {
		kept := a
		kept.Passages = nil
		for _, p := range a.Passages {
			if p.Holds(secrets) {
				out.LeftOut = append(out.LeftOut, Problem{a.Path, p.Line, KindSecret, "the passage holds a secret of the configuration"})
				continue
			}
			kept.Passages = append(kept.Passages, p)
		}
		out.Articles = append(out.Articles, kept)
	}
	return &out
}

// Holds reports whether a part of p that an answer may show contains one of texts.
func (p *Passage) Holds(texts []string) bool {
	if len(texts) == 0 {
		return false
	}
	shown := slices.Concat([]string{p.ID, p.Title, p.Text}, p.Section, p.Questions)
	for _, s := range p.Sources {
		shown = append(shown, s.Publisher, s.Title, s.URL, s.Path, s.Link)
	}
	all := strings.Join(shown, "\n")
	for _, text := range texts {
		if strings.Contains(all, text) {
			return true
		}
	}
	return false
}
