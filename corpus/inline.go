package corpus

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	exast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"
)

// Three of Unicode's noncharacters, which no file may hold, mark what the plain
// text of Markdown would not show.
const (
	captionMark = "\ufdd0" // begins the caption of a note
	caretMark   = "\ufdd1" // is "^" in a code span, where "[^a]" is no footnote
	scopeMark   = "\ufdd2" // begins a line that says where a part of the page begins or ends
)

const ownMarks = captionMark + caretMark + scopeMark + takenBreak

var noMarks = strings.NewReplacer(captionMark, "", caretMark, "", scopeMark, "", takenBreak, "")

// text returns the text of n without its marks and footnotes.
func (r *markdownReader) text(n ast.Node) marked {
	w := inlineWriter{src: r.src}
	w.children(n)
	plain := w.out.String()
	var sources []string
	for _, m := range footnoteRef.FindAllStringSubmatch(plain, -1) {
		sources = append(sources, m[1])
	}
	plain = footnoteRef.ReplaceAllString(plain, "")
	if strings.Contains(plain, caretMark) {
		plain = strings.ReplaceAll(plain, caretMark, "^")
	}
	return w.mark(marked{text: tidy(plain), sources: unique(sources)})
}

// inlineWriter writes inline nodes as plain text.
type inlineWriter struct {
	src []byte
	out strings.Builder
	runs
}

func (w *inlineWriter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *inlineWriter) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.write(unescape(n, w.src))
		if n.HardLineBreak() {
			w.out.WriteByte('\n')
		} else if n.SoftLineBreak() {
			w.out.WriteByte(' ')
		}
	case *ast.String:
		w.write(n.Value)
	case *ast.AutoLink:
		w.link(string(n.URL(w.src)), func() { w.write(n.Label(w.src)) })
	case *ast.Link:
		w.link(string(n.Destination), func() { w.children(n) })
	case *ast.Image:
		if !standsAlone(n, w.src) {
			w.children(n)
		}
	case *ast.RawHTML:
		if isBreak(string(n.Segments.Value(w.src))) {
			w.out.WriteByte('\n')
		}
	case *exast.TaskCheckBox, *exast.Strikethrough: // what is struck out, nobody says any more
	case *ast.Emphasis:
		style := &w.bold
		if n.Level < 2 {
			style = &w.slanted
		}
		style.around(func() { w.children(n) })
	case *ast.CodeSpan:
		w.code.around(func() { w.children(n) })
	default:
		w.children(n)
	}
}

// write writes text of the document.
func (w *inlineWriter) write(text []byte) {
	w.out.Write(text)
	w.see(string(text))
}

// runs notes how the text of a paragraph is marked.
type runs struct {
	bold, slanted, code style
	linked              style
	links, locals       int // links, and those to the same page
}

// A style is a way in which text may be marked.
type style struct {
	depth     int // elements of the style around the text
	some, not bool
}

// around writes text in the style.
func (s *style) around(text func()) {
	s.depth++
	text()
	s.depth--
}

// all reports whether there is text and all of it has the style.
func (s *style) all() bool { return s.some && !s.not }

// see takes in text.
func (r *runs) see(text string) {
	if !strings.ContainsFunc(text, isAlphanumeric) {
		return
	}
	for _, s := range []*style{&r.bold, &r.slanted, &r.code, &r.linked} {
		s.some = s.some || s.depth > 0
		s.not = s.not || s.depth == 0
	}
}

func (r *runs) link(to string, label func()) {
	r.links++
	if strings.HasPrefix(to, "#") {
		r.locals++
	}
	r.linked.around(label)
}

// mark returns m with what was seen of it.
func (r *runs) mark(m marked) marked {
	m.strong, m.slanted, m.code = r.bold.all(), r.slanted.all(), r.code.all()
	if !r.linked.not {
		m.links, m.local = r.links, r.links > 0 && r.links == r.locals
	}
	return m
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isBreak(tag string) bool {
	return len(tag) > 3 && strings.EqualFold(tag[:3], "<br") && strings.ContainsAny(tag[3:4], " />\n")
}

// standsAlone reports whether an image is not part of a sentence: it has a line
// of its own, or a sentence ends before it and the line after it.
func standsAlone(n ast.Node, src []byte) bool {
	before, after := n.PreviousSibling(), n.NextSibling()
	if p := n.Parent(); p != nil && p.Kind() == ast.KindLink && before == nil && after == nil { // a badge
		before, after = p.PreviousSibling(), p.NextSibling()
	}
	return isEnd(before, src) && isStart(after, src)
}

// isEnd reports whether a line or a sentence ends with n.
func isEnd(n ast.Node, src []byte) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *ast.Text:
		text := strings.TrimSpace(string(n.Segment.Value(src)))
		return n.SoftLineBreak() || n.HardLineBreak() || EndsSentence(text) || text == "" && isEnd(n.PreviousSibling(), src)
	case *ast.RawHTML:
		return isEnd(n.PreviousSibling(), src)
	case *ast.Image:
		return true
	case *ast.Link:
		return n.ChildCount() == 1 && n.FirstChild().Kind() == ast.KindImage
	}
	return false
}

// isStart reports whether a line ends before n.
func isStart(n ast.Node, src []byte) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *ast.Text:
		return strings.TrimSpace(string(n.Segment.Value(src))) == ""
	case *ast.RawHTML:
		return isStart(n.NextSibling(), src)
	case *ast.Image:
		return true
	case *ast.Link:
		return n.ChildCount() == 1 && n.FirstChild().Kind() == ast.KindImage
	}
	return false
}

var sentenceEnd = regexp.MustCompile(`(?:[.!?。！？…]|[한이된있없였았었니는]다)["”’'」)\]]*$`)

// EndsSentence reports whether text ends like a sentence, not like a heading.
func EndsSentence(text string) bool {
	return sentenceEnd.MatchString(text[max(0, len(text)-24):])
}

// unescape returns the text of n with its backslashes and entities resolved.
func unescape(n *ast.Text, src []byte) []byte {
	raw := n.Segment.Value(src)
	if n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan {
		return []byte(strings.ReplaceAll(string(raw), "[^", "["+caretMark))
	}
	if n.IsRaw() {
		return raw
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
}

// tidy drops control characters, folds runs of blanks and of line breaks, and
// returns NFC.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\n' || !unicode.IsControl(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s)
	var out strings.Builder
	out.Grow(len(s))
	for line := range strings.Lines(s) {
		begin := out.Len()
		for word := range strings.FieldsFuncSeq(strings.TrimSpace(line), isBlank) {
			switch {
			case out.Len() > begin:
				out.WriteByte(' ')
			case begin > 0:
				out.WriteByte('\n')
			}
			out.WriteString(word)
		}
	}
	return norm.NFC.String(out.String())
}

// tidyCode drops the control characters of code but its tabs, the white space at
// the ends of its lines and the empty lines around it, and returns NFC.
func tidyCode(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || !unicode.IsControl(r) {
			return r
		}
		return -1
	}, s)
	var lines []string
	for line := range strings.Lines(s) {
		lines = append(lines, strings.TrimRightFunc(line, unicode.IsSpace))
	}
	s = strings.Join(lines, "\n")
	return norm.NFC.String(strings.TrimRight(strings.TrimLeft(s, "\n"), "\n"))
}

// oneLine is tidy for a text that may not have line breaks, such as a title.
func oneLine(s string) string { return strings.ReplaceAll(tidy(s), "\n", " ") }

func isBlank(r rune) bool { return r == ' ' || r == '\n' }

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }
