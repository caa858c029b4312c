package slack

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

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

func styled(s string, style *slack.RichTextSectionTextStyle) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(s, style)
}

// snippetBlock shows a snippet as a quote with its citations below.
func snippetBlock(lang string, s bot.Snippet, max size) slack.Block {
	elements := []slack.RichTextElement{&slack.RichTextQuote{Type: slack.RTEQuote, Elements: quoted(s, max)}}
	if note := snippetNote(lang, s); note != "" {
		elements = append(elements, slack.NewRichTextSection(styled(note, italic)))
	}
	shown := s.Citations[:min(max.citations, len(s.Citations))]
	for i, c := range shown {
		line := citation(lang, c, max.url)
		if more := len(s.Citations) - len(shown); more > 0 && i == len(shown)-1 {
			line = append(line, styled(" · "+l10n.MoreSources.In(lang, more), nil))
		}
		elements = append(elements, slack.NewRichTextSection(line...))
	}
	return richText(elements...)
}

// snippetNote returns the snippet's date unless its first citation has the same, and a
// mark if the snippet is not in the asker's language.
func snippetNote(lang string, s bot.Snippet) string {
	var parts []string
	if s.Date != "" && (len(s.Citations) == 0 || s.Citations[0].Date != s.Date) {
		parts = append(parts, bot.ShowDate(lang, s.Date))
	}
	if s.Lang != lang {
		parts = append(parts, bot.ForeignNote(lang))
	}
	return strings.Join(parts, " · ")
}

// quoted returns the snippet's text with its matches in bold.
func quoted(s bot.Snippet, size size) []slack.RichTextSectionElement {
	max := size.text
	var out []slack.RichTextSectionElement
	add := func(part string, style *slack.RichTextSectionTextStyle) {
		part = text.Printable(part)
		if part == "" || max <= 0 {
			return
		}
		out = append(out, styled(cut(part, max), style))
		max -= utf8.RuneCountInString(part)
	}
	last := 0
	for _, h := range s.Highlights[:min(size.bold, len(s.Highlights))] {
		add(s.Text[last:h[0]], nil)
		add(s.Text[h[0]:h[1]], bold)
		last = h[1]
	}
	add(s.Text[last:], nil)
	if len(out) == 0 {
		out = append(out, styled("…", nil))
	}
	return out
}

// maxTitle bounds a citation's title and its publisher, in characters.
const maxTitle = 120

// citation returns "— publisher, date · title"; the title links to the page.
func citation(lang string, c bot.Citation, maxURL int) []slack.RichTextSectionElement {
	line := "— " + cut(text.Printable(source(lang, c)), maxTitle)
	title := cut(text.Printable(c.Title), maxTitle)
	page := webAddress(c.URL, maxURL)
	switch {
	case page != "" && title == "":
		title = l10n.SlackLink.In(lang)
		fallthrough
	case page != "":
		return []slack.RichTextSectionElement{styled(line+" · ", nil), slack.NewRichTextSectionLinkElement(page, title, nil)}
	case title != "":
		line += " · " + title
	}
	return []slack.RichTextSectionElement{styled(line, nil)}
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
