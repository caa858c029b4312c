package bot

import (
	"net/url"
	"path"
	"strings"

	"okbot/corpus"
)

// A Citation is a source as shown beside a snippet.
type Citation struct {
	Title     string      `json:"title,omitempty"`
	Publisher string      `json:"publisher,omitempty"`
	Date      corpus.Date `json:"date,omitempty"`
	Lang      string      `json:"lang,omitempty"`
	URL       string      `json:"url,omitempty"`
	// Path is that of the file, if the source is one of the corpus, relative to its
	// folder, and Section are the headings above the snippet, the outermost first;
	// of an item of a list, the last is the list's lead-in.
	Path    string   `json:"path,omitempty"`
	Section []string `json:"section,omitempty"`
}

// sectionMark separates a title and the headings below it.
const sectionMark = " › "

// Heading returns the title with the headings below it: "Time off › Holidays". If
// there is neither and no publisher, it is the path.
func (c Citation) Heading() string {
	parts := c.Section
	if c.Title != "" {
		parts = append([]string{c.Title}, c.Section...)
	}
	if len(parts) == 0 && c.Publisher == "" {
		return c.Path
	}
	return strings.Join(parts, sectionMark)
}

// citations returns the sources of p as they are shown to readers
// of the language lang beside the part of p that w is.
func (b *Bot) citations(p *corpus.Passage, w window, lang string) []Citation {
	out := []Citation{}
	section := p.Section
	if w.leadIn != "" {
		section = append(append([]string{}, section...), w.leadIn)
	}
	for _, src := range p.Sources {
		src = src.In(lang)
		c := Citation{Title: src.Title, Publisher: src.Publisher, Date: src.Date, Lang: src.Lang, URL: src.URL, Path: src.Path}
		if src.Path != "" {
			c.Section, c.URL = section, b.link(&src)
		}
		if p.Quoted {
			c.URL = quoteLink(c.URL, p.Text[w.start:w.end])
		}
		out = append(out, c)
	}
	return out
}

// link returns the address of a file of the corpus, "" if nothing names it: its
// own, or its path on the web, or what [Options.LinkBase] makes of its path.
func (b *Bot) link(src *corpus.Source) string {
	if src.URL != "" || b.opts.LinkBase == "" {
		return src.URL
	}
	if src.Link != "" {
		base, err := url.Parse(b.opts.LinkBase)
		link, lerr := url.Parse(src.Link)
		if err == nil && lerr == nil && link.Scheme == "" && link.Host == "" {
			root := url.URL{Scheme: base.Scheme, Host: base.Host, Path: "/"}
			return root.ResolveReference(link).String()
		}
	}
	if strings.EqualFold(path.Ext(src.Path), ".jsonl") {
		return "" // a row is no page
	}
	file := escapePath(src.Path)
	page := strings.TrimSuffix(file, path.Ext(file))
	if !strings.Contains(b.opts.LinkBase, "{path}") && !strings.Contains(b.opts.LinkBase, "{file}") {
		return strings.TrimSuffix(b.opts.LinkBase, "/") + "/" + page
	}
	return strings.NewReplacer("{path}", page, "{file}", file).Replace(b.opts.LinkBase)
}

// escapePath percent-encodes each segment of a path.
func escapePath(name string) string {
	segments := strings.Split(name, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// quoteLink points link at the quoted words (a text fragment, as in the WICG
// draft "URL Fragment Text Directives").
func quoteLink(link, text string) string {
	if link == "" || strings.Contains(link, "#") {
		return link
	}
	words := strings.Fields(text)
	if len(words) <= 8 {
		return link + "#:~:text=" + escapeDirective(strings.Join(words, " "))
	}
	return link + "#:~:text=" + escapeDirective(strings.Join(words[:4], " ")) + "," + escapeDirective(strings.Join(words[len(words)-4:], " "))
}

// escapeDirective percent-encodes text, the dash and the comma included, which
// have a meaning in a text directive.
func escapeDirective(text string) string {
	return strings.ReplaceAll(url.PathEscape(text), "-", "%2D")
}
