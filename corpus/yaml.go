package corpus

import (
	"errors"
	"fmt"
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
	l.sourced = true
	text, ok := l.read(name)
	if !ok {
		return
	}
	var root yaml.Node
	if !l.yaml(name, text, 0, &root) || root.IsZero() {
		return
	}
	if root.Content[0].Kind != yaml.MappingNode {
		l.decoded(name, text, 0, root.Decode(&map[string]Source{})) // says what is wrong
		return
	}
	lines := map[string]int{}
	pairs := root.Content[0].Content
	for i := 0; i < len(pairs); i += 2 { // not all at once: that compares each key with each
		id := pairs[i].Value
		var s Source
		if first, again := lines[id]; again {
			l.problems.add(l.path(name), pairs[i].Line, "source %q is already on line %d", id, first)
			continue
		}
		lines[id] = pairs[i].Line
		err := checkKeys(pairs[i+1])
		if _, over := err.(boundError); over {
			continue
		}
		if err == nil {
			err = pairs[i+1].Decode(&s)
		}
		if !l.decoded(name, text, 0, err) {
			continue
		}
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
		line, what := cutLine(strings.TrimPrefix(err.Error(), "yaml: "))
		l.problems.add(l.path(name), brokenLine(text, line)+offset, "broken YAML: %s", what)
	}
	return false
}

// maxKeys bounds the keys of a mapping: decoding compares each with each.
const maxKeys = 2000

// checkKeys returns an error if a mapping in n has too many keys, or one again. The
// decoder would tell of every two that are the same.
func checkKeys(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		if len(n.Content) > 2*maxKeys {
			return overBound(maxKeys, "keys")
		}
		if again := repeatedKeys(n); len(again) > 0 {
			return &yaml.TypeError{Errors: again}
		}
	}
	for _, c := range n.Content {
		if err := checkKeys(c); err != nil {
			return err
		}
	}
	return nil
}

// repeatedKeys returns what is wrong with the keys of a mapping, as the decoder says it.
func repeatedKeys(mapping *yaml.Node) (again []string) {
	type name struct {
		kind  yaml.Kind
		value string
	}
	lines := map[name]int{}
	for i := 0; i < len(mapping.Content); i += 2 {
		key := mapping.Content[i]
		at := name{key.Kind, key.Value}
		if first, known := lines[at]; known {
			again = append(again, fmt.Sprintf("line %d: mapping key %q already defined at line %d", key.Line, key.Value, first))
			continue
		}
		lines[at] = key.Line
	}
	return again
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

// maxRetryBytes bounds what is parsed again to find a broken line.
const maxRetryBytes = 1 << 20

// brokenLine returns the first line of text that makes it invalid YAML. The
// parser's own line may be the start of the block or the line before; it is
// returned if the search takes too long.
func brokenLine(text string, own int) int {
	lines := strings.SplitAfter(text, "\n")
	end, parsed := len(text), 0
	for n := len(lines); n > 1; n-- {
		end -= len(lines[n-1])
		if parsed += end; parsed > maxRetryBytes {
			return own
		}
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
