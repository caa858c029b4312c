package corpus

import (
	"fmt"
	"strings"
)

// A Problem is one thing wrong with one place of a corpus.
type Problem struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"` // from 1; 0 for the whole file
	Kind string `json:"kind,omitempty"` // of what package lint finds: "translation", "length", …
	Text string `json:"text"`
}

// String returns "path:line: text".
func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.Path, p.Text)
	}
	return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Text)
}

// Problems is the error of loading: everything that could not be read.
type Problems []Problem

// Error returns a line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps *Problems) add(path string, line int, format string, args ...any) {
	*ps = append(*ps, Problem{Path: path, Line: line, Text: fmt.Sprintf(format, args...)})
}

// count is "1 paragraph", "3 paragraphs".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
