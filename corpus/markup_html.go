package corpus

import (
	"regexp"
	"strings"
)

// A region is lines from one tag to the tag that closes it. They stay together,
// as the parser of Markdown would end the HTML at a blank line.
type region struct {
	name     string // of the tag; "highlight" is that of Jekyll and Hugo
	depth    int    // tags of that name that are open
	verbatim bool   // blank lines count
}

var (
	regionStart = regexp.MustCompile(`(?i)^\s*<(table|ul|ol|dl|nav|aside|footer|header|form|select|iframe|object|svg|pre|script|style)(?:[\s/>]|$)`)
	onlyTags    = regexp.MustCompile(`^\s*(?:</?([A-Za-z][\w.:-]*)(?:\s[^<>]*)?/?>\s*)+$`)
	tagName     = regexp.MustCompile(`</?([A-Za-z][\w.:-]*)`)
	summary     = regexp.MustCompile(`(?i)^\s*(?:<details[^>]*>\s*)?<summary[^>]*>(.*?)</summary>(.*)$`)
	picture     = regexp.MustCompile(`(?i)<(?:img|picture|video|source)\b`)
	anyTag      = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
	structure   = regexp.MustCompile(`(?i)^(?:table|thead|tbody|tfoot|tr|t[dh]|caption|[uod]l|li|d[td]|pre|code|script|style|nav|aside|footer|header|form|select|option|iframe|object|svg|textarea|template|title|button)$`)
)

// tags takes in a line that begins with a tag, and reports whether it is done with.
func (c *markupCleaner) tags(line string) bool {
	if !strings.HasPrefix(strings.TrimLeft(line, " \t"), "<") {
		return false
	}
	if m := summary.FindStringSubmatch(line); m != nil {
		c.caption("", anyTag.ReplaceAllString(m[1], ""))
		if rest := anyTag.ReplaceAllString(m[2], ""); strings.TrimSpace(rest) != "" {
			c.prose, c.from = append(c.prose, rest), append(c.from, c.line)
		}
		return true
	}
	if m := regionStart.FindStringSubmatch(line); m != nil {
		name := strings.ToLower(m[1])
		c.region = region{name: name, verbatim: name == "pre" || name == "script" || name == "style"}
		if closing := "</" + m[1]; !strings.Contains(line, closing) && !c.has(closing) {
			c.region = region{}
			return false
		}
		c.flush()
		c.emit("")
		if !c.inList {
			line = strings.TrimLeft(line, " \t")
		}
		c.inRegion(line)
		return true
	}
	if !onlyTags.MatchString(line) {
		return false
	}
	for _, m := range tagName.FindAllStringSubmatch(line, -1) {
		if structure.MatchString(m[1]) {
			return false
		}
	}
	c.flush() // a wrapper: what is in it is Markdown
	c.emit("")
	if picture.MatchString(line) {
		c.emit("![](.)")
		c.emit("")
	}
	return true
}

// inRegion takes in a line of a region.
func (c *markupCleaner) inRegion(line string) {
	r := &c.region
	if r.name == "highlight" {
		if strings.Contains(line, "endhighlight") || strings.Contains(line, "/highlight") {
			c.emit(codeFence)
			*r = region{}
			return
		}
		c.emit(line)
		return
	}
	if r.verbatim || strings.TrimSpace(line) != "" {
		c.emit(line)
	}
	lower := strings.ToLower(line)
	r.depth += strings.Count(lower, "<"+r.name) - strings.Count(lower, "</"+r.name)
	if r.depth <= 0 {
		*r = region{}
		c.emit("")
	}
}
