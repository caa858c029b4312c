package slack

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
	"okbot/bot/text"
)

// A message is what is posted: blocks, and a text with the same content for
// notifications and screen readers, escaped for mrkdwn.
type message struct {
	text   string
	blocks []slack.Block
	// id of the question that the message answers, "" for what answers none.
	id string
}

// A view is how an answer is shown.
type view struct {
	visibility visibility
	page       int  // 0: the answer as it was posted first; 1 and up: further snippets
	more       bool // whether another page follows
	shared     bool // whether it was shared just now
	about      bot.About
}

// Limits of what is shown, in characters.
const (
	maxText      = 3000   // of a message's plain text
	maxQuoted    = 300    // of a question that is quoted
	maxPlain     = 2000   // of a section's plain text
	maxButton    = 75     // https://docs.slack.dev/reference/block-kit/block-elements/button-element
	maxBlockJSON = 12_500 // of all blocks: Slack refuses a message at about 13,200
)

// size bounds a snippet.
type size struct {
	text int // characters
	bold int // matches in bold, each of which takes some 70 characters of JSON
	url  int // bytes of a citation's address
}

// sizes are tried in turn until the message fits.
var sizes = []size{{2000, 20, 2500}, {1200, 20, 1200}, {600, 10, 600}, {300, 5, 300}}

// answer returns the message that shows a reply.
func answer(r chat.Reply, v view) message {
	if r.Notice != "" {
		return notice(r.Notice)
	}
	if r.Sources {
		return notice(aboutText(r.Lang, v.about))
	}
	for _, s := range sizes {
		blocks := answerBlocks(r, v, s)
		if jsonLength(blocks) <= maxBlockJSON {
			return message{text: answerText(r.Lang, r.Answer), blocks: blocks}
		}
	}
	return message{text: answerText(r.Lang, r.Answer)}
}

// notice returns a message of plain sentences.
func notice(sentences string) message {
	return message{text: escaped(sentences), blocks: []slack.Block{paragraph(sentences)}}
}

func answerBlocks(r chat.Reply, v view, s size) []slack.Block {
	a, lang := r.Answer, r.Lang
	var blocks []slack.Block
	if v.visibility.quoted {
		blocks = append(blocks, questionBlock(lang, a.Question))
	}
	if v.page > 0 {
		blocks = append(blocks, footnote(l10n.SlackPage.In(lang, v.page+1)))
	} else if a.Corrected != "" {
		blocks = append(blocks, footnote(bot.CorrectionNote(lang, cut(a.Corrected, maxQuoted))))
	}
	switch {
	case a.Message != "":
		blocks = append(blocks, paragraph(a.Message))
	case len(a.Snippets) == 0:
		blocks = append(blocks, refusalBlocks(lang, a, s)...)
	}
	for _, snippet := range a.Snippets[:min(bot.DefaultLimit, len(a.Snippets))] {
		blocks = append(blocks, snippetBlock(lang, snippet, s))
	}
	if buttons := questionButtons(a.Suggestions); buttons != nil {
		blocks = append(blocks, buttons)
	}
	for _, note := range a.Notes(lang) {
		blocks = append(blocks, footnote(note))
	}
	if v.shared {
		blocks = append(blocks, footnote(l10n.SlackShared.In(lang)))
	}
	return append(blocks, answerButtons(r, v)...)
}

// refusalBlocks say that nothing answers the question, show what is near, and lead
// in the suggestions.
func refusalBlocks(lang string, a bot.Answer, s size) []slack.Block {
	none, lead := a.None(lang)
	if len(a.Suggestions) == 0 {
		lead = ""
	}
	if a.Nearest == nil && len(a.Related) == 0 {
		return []slack.Block{paragraph(strings.TrimSpace(none + "\n" + lead))}
	}
	blocks := []slack.Block{paragraph(none)}
	if a.Nearest != nil {
		blocks = append(blocks, snippetBlock(lang, *a.Nearest, s))
	}
	if len(a.Related) > 0 {
		blocks = append(blocks, relatedBlock(lang, a.Related, s.url))
	}
	if lead != "" {
		blocks = append(blocks, paragraph(lead))
	}
	return blocks
}

// questionBlock quotes the question.
func questionBlock(lang, question string) slack.Block {
	return richText(slack.NewRichTextSection(
		styled(l10n.SlackQuestion.In(lang)+"  ", bold),
		styled(cut(text.Printable(question), maxQuoted), nil),
	))
}

// paragraph shows sentences as they are: no markup, no emoji codes, no mentions.
func paragraph(sentences string) slack.Block {
	return slack.NewSectionBlock(plainText(cut(printableLines(sentences), maxPlain)), nil, nil)
}

// footnote shows a sentence in small grey type.
func footnote(sentence string) slack.Block {
	return slack.NewContextBlock("", plainText(cut(text.Printable(sentence), maxPlain)))
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// printableLines is [text.Printable] that keeps line breaks.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = text.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// preceded returns the message with a sentence before it.
func (m message) preceded(sentence string) message {
	m.text = escaped(sentence) + "\n" + m.text
	if m.blocks != nil {
		m.blocks = append([]slack.Block{footnote(sentence)}, m.blocks...)
	}
	return m
}

// answerText returns the content of the blocks as plain text.
func answerText(lang string, a bot.Answer) string {
	var lines []string
	none, lead := a.None(lang)
	switch {
	case a.Message != "":
		lines = append(lines, a.Message)
	case len(a.Snippets) == 0:
		lines = append(lines, none)
		if a.Nearest != nil {
			lines = append(lines, quoteLine(lang, *a.Nearest))
		}
		if len(a.Related) > 0 {
			lines = append(lines, l10n.Related.In(lang))
		}
		for _, r := range a.Related {
			lines = append(lines, bullet+r.Citation().Heading())
		}
		if len(a.Suggestions) > 0 {
			lines = append(lines, lead)
		}
	}
	for _, s := range a.Snippets {
		lines = append(lines, quoteLine(lang, s))
	}
	for _, q := range a.Suggestions {
		lines = append(lines, "- "+q)
	}
	return escaped(cut(strings.Join(lines, "\n"), maxText))
}

// quoteLine returns a snippet as plain text with its first source and its badge.
func quoteLine(lang string, s bot.Snippet) string {
	line, b := plainQuote(s), s.Beside(lang)
	if len(b.Sources) > 0 {
		c := b.Sources[0]
		c.Publisher = cmp.Or(c.Publisher, c.Heading())
		line += around(" (", source(lang, c), ")")
	}
	return line + around(" [", b.Badge, "]")
}

// around returns text between two marks, "" if there is none.
func around(open, text, end string) string {
	if text == "" {
		return ""
	}
	return open + text + end
}

// source returns "publisher, date".
func source(lang string, c bot.Citation) string {
	parts := []string{c.Publisher, bot.ShowDate(lang, c.Date)}
	return strings.Trim(strings.Join(parts, ", "), ", ")
}

// jsonLength returns the number of characters of blocks as JSON.
func jsonLength(blocks []slack.Block) int {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(blocks); err != nil {
		panic(fmt.Sprintf("slack: encode blocks: %v", err))
	}
	return utf8.RuneCount(out.Bytes())
}
