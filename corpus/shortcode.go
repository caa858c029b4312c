package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// Short codes, {{< name key="value" >}} and {{% name %}} in Hugo, {% name %} in
// Jekyll, call a template: what it would show is not known, but for what the short
// code itself names as text.

var (
	namedValue = regexp.MustCompile("([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\\s\"'`]+))")
	firstValue = regexp.MustCompile("^\\s*(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`)")
	shortCode  = regexp.MustCompile(`^\s*\{\{[<%]\s*(/?\s*[\w.-][\w./-]*)([^{}]*)[>%]\}\}\s*$`)
	titled     = []string{"tab", "tabitem", "tabpane", "details", "expand", "collapse", "accordion", "step"} // whose first value is a title
	pictures   = []string{"figure", "img", "image", "picture", "video", "youtube", "vimeo", "gist", "gallery"}
)

// parameter returns the value that one of keys has in the parameters of a short
// code, or "".
func parameter(params string, keys ...string) string {
	found := map[string]string{}
	for _, m := range namedValue.FindAllStringSubmatch(params, -1) {
		found[strings.ToLower(m[1])] = firstOf(m[2], m[3], m[4], m[5])
	}
	for _, key := range keys {
		if found[key] != "" {
			return found[key]
		}
	}
	return ""
}

func firstOf(texts ...string) string {
	if i := slices.IndexFunc(texts, func(s string) bool { return s != "" }); i >= 0 {
		return texts[i]
	}
	return ""
}

func quotedValue(params string) string {
	if m := firstValue.FindStringSubmatch(params); m != nil {
		return firstOf(m[1], m[2], m[3])
	}
	return ""
}

// shortCode takes in a line that is a short code and no part of a sentence.
func (c *markupCleaner) shortCode(line string) bool {
	if !strings.Contains(line, "{{") {
		return false
	}
	m := shortCode.FindStringSubmatch(line)
	if m == nil || len(c.prose) > 0 && parameter(m[2], "text") != "" {
		return false
	}
	name, text := strings.ToLower(strings.ReplaceAll(m[1], " ", "")), ""
	c.scope(name)
	if file := firstOf(parameter(m[2], "file", "src", "path"), included(name, m[2])); file != "" {
		c.dropped = append(c.dropped, dropped{c.line, "what the short code " + name + " takes from " + file})
	}
	switch {
	case strings.HasPrefix(name, "/") || slices.Contains(pictures, name):
	case slices.Contains(titled, name):
		text = firstOf(parameter(m[2], "title", "header", "name", "summary", "label"), quotedValue(m[2]))
	default:
		text = parameter(m[2], "text", "title")
	}
	c.caption("", text)
	return true
}

// included returns the file that a short code named include takes in, or "".
func included(name, params string) string {
	if strings.HasPrefix(name, "include") || strings.HasPrefix(name, "readfile") {
		return quotedValue(params)
	}
	return ""
}

// brace deals with what begins with a brace.
func (c *inlineCleaner) brace(rest string) bool {
	switch {
	case strings.HasPrefix(rest, "{{<"), strings.HasPrefix(rest, "{{%"):
		n := c.until(rest, map[byte]string{'<': ">}}", '%': "%}}"}[rest[2]])
		if n == 0 {
			return false
		}
		if text := c.shown(rest[3 : n-3]); text != "" {
			return c.replace(n, text+strings.Repeat(takenBreak, strings.Count(rest[:n], "\n")))
		}
		return c.drop(n)
	case strings.HasPrefix(rest, "{%"):
		return c.drop(c.until(rest, "%}"))
	case strings.HasPrefix(rest, "{{"):
		return c.drop(c.until(rest, "}}"))
	case strings.HasPrefix(rest, "{/*"):
		return c.drop(c.until(rest, "*/}"))
	}
	if m := anchor.FindString(rest); m != "" {
		return c.drop(len(m))
	}
	if c.mdx {
		return c.expression(rest)
	}
	return false
}

// anchor matches the attributes of a heading, a link or a picture.
var anchor = regexp.MustCompile(`^(?:\{ ?#[^{}\n]*\}|\{:[^{}\n]*\}|\{ ?[.][\w-][^{}\n]*\}[ \t]*(?:\n|$))`)

// shown returns the text that a short code within a line names. The identifier of
// a glossary's term stands for the term, the first value for the heading that the
// short code makes.
func (c *inlineCleaner) shown(code string) string {
	name, params, _ := strings.Cut(strings.TrimSpace(code), " ")
	name = strings.ToLower(name)
	if name == "" || strings.HasPrefix(name, "/") || slices.Contains(pictures, name) {
		return ""
	}
	if text := parameter(params, "text", "title", "label"); text != "" {
		return text
	}
	before := c.text[max(0, c.at-maxMarkBytes):c.at]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	if strings.HasPrefix(strings.TrimLeft(line, " "), "#") {
		return quotedValue(params)
	}
	return strings.ReplaceAll(parameter(params, "term_id"), "-", " ")
}

// until returns the length of the start of rest that ends with closing, or 0 if
// that is too far.
func (c *inlineCleaner) until(rest, closing string) int {
	near := rest[:min(len(rest), maxMarkBytes)]
	if !c.spend(0) {
		return 0
	}
	if i := strings.Index(near, closing); i >= 0 && c.spend(i) {
		return i + len(closing)
	}
	c.spend(len(near))
	return 0
}

// expression deals with a JSX expression. A string is its text, whatever else is
// not known.
func (c *inlineCleaner) expression(rest string) bool {
	depth := 0
	if !c.spend(0) {
		return false
	}
	for i := range min(len(rest), maxMarkBytes) {
		switch rest[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 && c.spend(i) {
			inner := strings.TrimSpace(rest[1:i])
			if text := strings.Trim(inner, "'\"`"); len(inner) > 1 && len(text) == len(inner)-2 {
				return c.replace(i+1, text)
			}
			return c.drop(i + 1)
		}
	}
	c.spend(maxMarkBytes)
	return false
}

// spend counts the bytes that were looked at ahead and reports whether there may
// be more of it: at most a few times the text.
func (c *inlineCleaner) spend(n int) bool {
	c.ahead += n
	return c.ahead <= 20*len(c.text)+maxMarkBytes
}
