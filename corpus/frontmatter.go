package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"
)

// frontMatter is what the head of a document says of it: YAML between two "---"
// lines, TOML between two "+++" lines, or a JSON object. Keys of other programs
// are ignored.
type frontMatter struct {
	title string
	date  string
	lang  string
	link  string // an address or a path
	line  int    // of date, from 1
	// outdated is whether it says that the document holds no longer.
	outdated bool
}

// The keys that are read, the first of them that has a value.
var (
	titleKeys = []string{"title"}
	dateKeys  = []string{"date", "lastmod", "updated"}
	langKeys  = []string{"lang", "language", "locale"}
	linkKeys  = []string{"url", "permalink", "source"}
)

// A head is the front matter of a file as it is written.
type head struct {
	text   string
	offset int // lines of the file before text
	lines  int // of the file that it takes, with its marks
	format string
}

var (
	yamlKey = regexp.MustCompile(`^["']?[\p{L}_][\p{L}\p{N}_.-]*["']?\s*:(?:\s|$)`)
	tomlKey = regexp.MustCompile(`^(?:["']?[\p{L}\p{N}_.-]+["']?\s*=|\[)`)
	jsonKey = regexp.MustCompile(`^\{\s*(?:"|\}\s*$)`)
)

// cutHead cuts text into its front matter and its body. Text that begins with a
// rule and no key is all body.
func cutHead(text string) (head, string, error) {
	blank := len(text) - len(strings.TrimLeft(text, " \t\n"))
	blank = strings.LastIndexByte(text[:blank], '\n') + 1 // whole lines
	first, rest, _ := strings.Cut(text[blank:], "\n")
	h := head{offset: strings.Count(text[:blank], "\n")}
	switch mark := strings.TrimRight(first, " \t"); {
	case mark == "---":
		return cutLines(text, rest, h, "YAML", yamlKey, "---", "...")
	case mark == "+++":
		return cutLines(text, rest, h, "TOML", tomlKey, "+++", "+++")
	case jsonKey.MatchString(text[blank:min(len(text), blank+1000)]):
		return cutJSON(text[blank:], h)
	}
	return head{}, text, nil
}

// cutLines cuts front matter that ends with a line that is one of two marks. rest
// is what follows the first mark, key what a line with a key begins with.
func cutLines(text, rest string, h head, format string, key *regexp.Regexp, end, orEnd string) (head, string, error) {
	h.format, h.lines = format, h.offset+1
	h.offset++
	n, hasKey, seen := 0, false, false
	for line := range strings.Lines(rest) {
		h.lines++
		trimmed := strings.TrimRight(line, " \t\n")
		if trimmed == end || trimmed == orEnd {
			h.text = rest[:n]
			if hasKey || !seen {
				return h, rest[n+len(line):], nil
			}
			return head{}, text, nil
		}
		n += len(line)
		isComment := strings.HasPrefix(trimmed, "#") && h.lines == h.offset+1 // one below a blank line is a heading
		if !seen && trimmed != "" && !isComment {
			seen, hasKey = true, key.MatchString(trimmed) || format == "YAML" && trimmed == "{}"
		}
	}
	if hasKey {
		h.lines = h.offset
		return h, "", errors.New("the front matter has no closing " + end)
	}
	return head{}, text, nil
}

func cutJSON(text string, h head) (head, string, error) {
	h.format = "JSON"
	dec := json.NewDecoder(strings.NewReader(text[:min(len(text), maxFrontBytes+1)]))
	var object json.RawMessage
	if err := dec.Decode(&object); err != nil {
		h.text, h.lines = text[:min(len(text), maxFrontBytes+1)], h.offset
		return h, "", nil // decoding says what is wrong
	}
	h.text = text[:dec.InputOffset()]
	h.lines = h.offset + strings.Count(h.text, "\n")
	return h, text[len(h.text):], nil
}

// front decodes the front matter of the file name, or returns false once its
// problems are noted.
func (l *loader) front(name string, h head) (frontMatter, bool) {
	if len(h.text) > maxFrontBytes {
		l.leaveOut(name, KindSize, "the front matter is larger than %d KiB", maxFrontBytes>>10)
		return frontMatter{}, false
	}
	switch h.format {
	case "YAML":
		return l.yamlFront(name, h)
	case "TOML":
		return l.tomlFront(name, h)
	case "JSON":
		return l.jsonFront(name, h)
	}
	return frontMatter{}, true
}

// field is a value of front matter and its line in that, from 1, or 0.
type field struct {
	value string
	line  int
}

func readFields(fields map[string]field, offset int) frontMatter {
	first := func(keys []string) field {
		for _, key := range keys {
			if f := fields[key]; strings.TrimSpace(f.value) != "" {
				return f
			}
		}
		return field{}
	}
	date := first(dateKeys)
	return frontMatter{
		title: oneLine(first(titleKeys).value), date: date.value, lang: first(langKeys).value,
		link: oneLine(first(linkKeys).value), line: date.line + offset, outdated: saysOutdated(fields),
	}
}

func (l *loader) yamlFront(name string, h head) (frontMatter, bool) {
	var root yaml.Node
	if !l.yaml(name, h.text, h.offset, &root) {
		return frontMatter{}, false
	}
	fields := map[string]field{}
	if len(root.Content) > 0 && root.Content[0].Kind == yaml.MappingNode {
		pairs := root.Content[0].Content
		for i := 0; i+1 < len(pairs); i += 2 {
			value := pairs[i+1]
			if value.Kind == yaml.SequenceNode && len(value.Content) > 0 {
				value = value.Content[0]
			}
			if value.Kind == yaml.ScalarNode && value.ShortTag() != "!!null" {
				fields[strings.ToLower(pairs[i].Value)] = field{value.Value, value.Line}
			}
		}
	}
	return readFields(fields, h.offset), true
}

func (l *loader) tomlFront(name string, h head) (frontMatter, bool) {
	var values map[string]any
	if _, err := toml.Decode(h.text, &values); err != nil {
		var broken toml.ParseError
		line, what := 1, err.Error()
		if errors.As(err, &broken) {
			line, what = broken.Position.Line, broken.Message
		}
		l.problems.add(l.path(name), h.offset+line, "broken TOML: %s", what)
		return frontMatter{}, false
	}
	return readFields(anyFields(values), h.offset), true
}

func (l *loader) jsonFront(name string, h head) (frontMatter, bool) {
	var values map[string]any
	if err := json.Unmarshal([]byte(h.text), &values); err != nil {
		line := 1
		var broken *json.SyntaxError
		if errors.As(err, &broken) {
			line += bytes.Count([]byte(h.text[:min(int(broken.Offset), len(h.text))]), []byte("\n"))
		}
		l.problems.add(l.path(name), h.offset+line, "broken JSON: %v", err)
		return frontMatter{}, false
	}
	return readFields(anyFields(values), h.offset), true
}

func anyFields(values map[string]any) map[string]field {
	fields := map[string]field{}
	for key, value := range values {
		if list, is := value.([]any); is && len(list) > 0 {
			value = list[0]
		}
		switch v := value.(type) {
		case string:
			fields[strings.ToLower(key)] = field{v, 1}
		case time.Time:
			fields[strings.ToLower(key)] = field{v.Format(time.DateOnly), 1}
		case int64, float64: // a year, a title such as 1984
			fields[strings.ToLower(key)] = field{fmt.Sprint(v), 1}
		}
	}
	return fields
}
