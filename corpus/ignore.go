package corpus

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// What a .gitignore of the folder, or of a folder in it, names is passed over, by
// the rules of gitignore(5). Patterns become regular expressions of RE2, whose
// time is in proportion to the length of a name.

// maxIgnorePatterns bounds the patterns of one .gitignore; those after are left
// alone.
const maxIgnorePatterns = 1000

type ignorePattern struct {
	name   *regexp.Regexp // of the path from the folder of the .gitignore
	only   bool           // folders
	negate bool
}

// readIgnore reads the .gitignore of a folder, if there is one.
func (l *loader) readIgnore(folder string) {
	name := path.Join(folder, ".gitignore")
	if info, err := fs.Stat(l.fsys, name); err != nil || !info.Mode().IsRegular() || info.Size() > maxFrontBytes {
		return
	}
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return
	}
	var patterns []ignorePattern
	for line := range strings.Lines(string(data)) {
		if p, ok := parseIgnore(line); ok && len(patterns) < maxIgnorePatterns {
			patterns = append(patterns, p)
		}
	}
	if patterns != nil {
		l.ignores[folder] = patterns
	}
}

// ignored reports whether a .gitignore names a file or a folder. The last pattern
// that matches decides, and those of the folder below before those of one above.
func (l *loader) ignored(name string, isFolder bool) bool {
	for folder := path.Dir(name); ; folder = path.Dir(folder) {
		patterns := l.ignores[folder]
		rel := name
		if folder != "." {
			rel = strings.TrimPrefix(name, folder+"/")
		}
		for i := len(patterns) - 1; i >= 0; i-- {
			if p := patterns[i]; (isFolder || !p.only) && p.name.MatchString(rel) {
				return !p.negate
			}
		}
		if folder == "." {
			return false
		}
	}
}

// parseIgnore reads a line of a .gitignore, and reports whether it is a pattern.
func parseIgnore(line string) (ignorePattern, bool) {
	line = strings.TrimRight(line, "\r\n")
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	var p ignorePattern
	switch {
	case strings.HasPrefix(line, "#"):
		return p, false
	case strings.HasPrefix(line, "!"):
		p.negate, line = true, line[1:]
	}
	line, p.only = strings.CutSuffix(line, "/")
	if line == "" {
		return p, false
	}
	anchored := strings.Contains(line, "/")
	re, err := regexp.Compile("^" + map[bool]string{false: "(?:.*/)?"}[anchored] + globPattern(strings.TrimPrefix(line, "/")) + "$")
	p.name = re
	return p, err == nil
}

// globPattern returns a glob as a regular expression.
func globPattern(glob string) string {
	var b strings.Builder
	for i := 0; i < len(glob); {
		rest := glob[i:]
		switch {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString("(?:.*/)?")
			i += 3
		case rest == "**":
			b.WriteString(".*")
			i += 2
		case rest[0] == '*':
			b.WriteString("[^/]*")
			i++
		case rest[0] == '?':
			b.WriteString("[^/]")
			i++
		case rest[0] == '[' && strings.IndexByte(rest[1:], ']') > 0:
			end := 1 + strings.IndexByte(rest[1:], ']')
			set := rest[1:end]
			if set[0] == '!' {
				set = "^" + set[1:]
			}
			b.WriteString("[" + strings.ReplaceAll(set, `\`, `\\`) + "]")
			i += end + 1
		case rest[0] == '\\' && len(rest) > 1:
			b.WriteString(regexp.QuoteMeta(rest[1:2]))
			i += 2
		default:
			n := len(rest)
			if i := strings.IndexAny(rest, `*?[\`); i >= 0 {
				n = max(1, i)
			}
			b.WriteString(regexp.QuoteMeta(rest[:n]))
			i += n
		}
	}
	return b.String()
}
