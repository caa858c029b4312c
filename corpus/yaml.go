package corpus

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// sources reads a sources.yaml if there is one.
func (l *loader) sources(name string) {
	if !l.exists(name) {
		return
	}
	text, ok := l.read(name)
	if !ok {
		return
	}
	var found map[string]Source
	var root yaml.Node
	if !l.yaml(name, text, 0, &root) || root.IsZero() || !l.decoded(name, text, 0, root.Decode(&found)) {
		return
	}
	lines := map[string]int{}
	for i, key := range root.Content[0].Content {
		if i%2 == 0 {
			lines[key.Value] = key.Line
		}
	}
	for id, s := range found {
		s.ID = id
		if s.URL != "" && !isWeb(s.URL) {
			l.note(l.path(name), lines[id], "source", "source %q: the url is no http or https address", id)
			s.URL = ""
		}
		l.corpus.Sources[id] = s
		l.corpus.SourcePlaces[id] = Place{l.path(name), lines[id]}
	}
}

// yaml decodes text, which starts after line offset of the file name. It records
// the problems and returns false if that fails.
func (l *loader) yaml(name, text string, offset int, into any) bool {
	return l.decoded(name, text, offset, yaml.Unmarshal([]byte(text), into))
}

// decoded reports whether the error of decoding text is nil, and records the
// problems in it if not.
func (l *loader) decoded(name, text string, offset int, err error) bool {
	var typeErr *yaml.TypeError
	switch {
	case err == nil:
		return true
	case errors.As(err, &typeErr):
		for _, e := range typeErr.Errors {
			line, what := cutLine(e)
			l.problems.add(l.path(name), line+offset, "%s", inPlainWords(what))
		}
	default:
		_, what := cutLine(strings.TrimPrefix(err.Error(), "yaml: "))
		l.problems.add(l.path(name), brokenLine(text)+offset, "broken YAML: %s", what)
	}
	return false
}

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// cutLine cuts "line 3: what is wrong".
func cutLine(s string) (line int, what string) {
	m := yamlLine.FindStringSubmatch(s)
	if m == nil {
		return 1, s
	}
	line, _ = strconv.Atoi(m[1])
	return line, s[len(m[0]):]
}

var wrongType = regexp.MustCompile("^cannot unmarshal !!([a-z]+)(?: (`.*`))? into (.*)$")

// inPlainWords rewrites the decoder's error for a value of the wrong type without
// the names of Go's types.
func inPlainWords(what string) string {
	m := wrongType.FindStringSubmatch(what)
	if m == nil {
		return what
	}
	found := map[string]string{"seq": "a list", "map": "a mapping"}[m[1]]
	if m[2] != "" {
		found = m[2]
	}
	expected := "a mapping"
	switch {
	case m[3] == "string":
		expected = "text"
	case strings.HasPrefix(m[3], "[]"):
		expected = "a list"
	}
	return found + " stands where " + expected + " is expected"
}

// brokenLine returns the first line of text that makes it invalid YAML. The
// parser's own line may be the start of the block or the line before.
func brokenLine(text string) int {
	lines := strings.SplitAfter(text, "\n")
	end := len(text)
	for n := len(lines); n > 1; n-- {
		end -= len(lines[n-1])
		var node yaml.Node
		if yaml.Unmarshal([]byte(text[:end]), &node) == nil {
			return n
		}
	}
	return 1
}

// isWeb reports whether url may be linked.
func isWeb(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}
