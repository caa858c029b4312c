package slack

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/l10n"
	"okbot/bot/text"
)

// Quotes and citations are rich text, in which styles and links are elements and no
// text is parsed. So a bold word may end before a Korean particle, and nothing that a
// page or a user wrote can mention, link or format (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).

var (
	bold   = &slack.RichTextSectionTextStyle{Bold: true}
	italic = &slack.RichTextSectionTextStyle{Italic: true}
)

func richText(elements ...slack.RichTextElement) slack.Block {
	return slack.NewRichTextBlock("", elements...)
}

// unprintable stands for a text of which nothing can be shown: Slack refuses an empty one.
const unprintable = "…"

func styled(s string, style *slack.RichTextSectionTextStyle) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(cmp.Or(s, unprintable), style)
}

// snippetBlock shows a snippet as a quote with what is to know about it and its best
// sources below, a line each.
func snippetBlock(lang string, s bot.Snippet, max size) slack.Block {
	elements := quoted(s, max)
	b := s.Beside(lang)
	notes := slices.DeleteFunc([]string{b.Date, b.Badge, b.Foreign}, func(note string) bool { return note == "" })
	if len(notes) > 0 {
		elements = append(elements, slack.NewRichTextSection(styled(strings.Join(notes, " · "), italic)))
	}
	var line []slack.RichTextSectionElement
	mark := "— "
	for _, c := range b.Sources {
		line = append(line, citation(mark, lang, c, max.url)...)
		mark = " · "
	}
	if b.More > 0 {
		line = append(line, styled(" · "+l10n.MoreSources.In(lang, b.More), nil))
	}
	if len(line) > 0 {
		elements = append(elements, slack.NewRichTextSection(line...))
	}
	return richText(elements...)
}

// Limits of a citation, in characters.
const (
	maxSource  = 120 // of publisher and date
	maxHeading = 200
	maxPath    = 200
)

// citation returns mark and "publisher, date · heading", of which the heading links to
// the page, or the publisher if there is none. Without a link the path follows.
func citation(mark, lang string, c bot.Citation, maxURL int) []slack.RichTextSectionElement {
	if page := webAddress(c.URL, maxURL); page != "" && c.Heading() == "" && c.Publisher != "" {
		name := slack.NewRichTextSectionLinkElement(page, cmp.Or(cut(text.Printable(c.Publisher), maxSource), unprintable), nil)
		line := []slack.RichTextSectionElement{styled(mark, nil), name}
		if date := bot.ShowDate(lang, c.Date); date != "" {
			line = append(line, styled(", "+date, nil))
		}
		return line
	}
	from := cut(text.Printable(source(lang, c)), maxSource)
	line, linked := heading(lang, c, maxURL)
	if from != "" && len(line)+len(linked) > 0 {
		from += " · "
	}
	return append([]slack.RichTextSectionElement{styled(mark+from+line, nil)}, linked...)
}

// heading returns the heading of a source, or a word for it, as a link, or else the
// heading and the path as text.
func heading(lang string, c bot.Citation, maxURL int) (string, []slack.RichTextSectionElement) {
	title := cut(text.Printable(c.Heading()), maxHeading)
	if page := webAddress(c.URL, maxURL); page != "" {
		return "", []slack.RichTextSectionElement{slack.NewRichTextSectionLinkElement(page, cmp.Or(title, l10n.SlackLink.In(lang)), nil)}
	}
	if c.Path != "" && c.Path != c.Heading() {
		title = strings.TrimPrefix(title+" · "+cut(text.Printable(c.Path), maxPath), " · ")
	}
	return title, nil
}

// relatedBlock names the documents near a question that nothing answers.
func relatedBlock(lang string, documents []bot.Related, maxURL int) slack.Block {
	line := []slack.RichTextSectionElement{styled(l10n.Related.In(lang), nil)}
	for _, r := range documents {
		title, linked := heading(lang, r.Citation(), maxURL)
		line = append(append(line, styled("\n"+bullet+title, nil)), linked...)
	}
	return richText(slack.NewRichTextSection(line...))
}

// webAddress returns the address of a web page in visible ASCII, "" if it is none. If
// it is longer than max bytes, its fragment is dropped.
func webAddress(address string, max int) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c > ' ' && c < 0x7f && !strings.ContainsRune(`<>|"`, rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	out := b.String()
	if len(out) > max {
		out, _, _ = strings.Cut(out, "#")
	}
	if len(out) > max {
		return ""
	}
	return out
}
