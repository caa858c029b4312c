package discord

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/l10n"
)

// outgoing is a message, or the data of a response to an interaction, as it is sent
// (https://docs.discord.com/developers/resources/message#create-message).
type outgoing struct {
	Content         string                            `json:"content,omitempty"`
	Embeds          []*discordgo.MessageEmbed         `json:"embeds"`
	Components      []discordgo.MessageComponent      `json:"components"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags            `json:"flags,omitempty"`
	Nonce           string                            `json:"nonce,omitempty"`
	EnforceNonce    bool                              `json:"enforce_nonce,omitempty"`
	Reference       *discordgo.MessageReference       `json:"message_reference,omitempty"`
}

// newOutgoing returns a message of text alone. It mentions nobody, whatever its text.
func newOutgoing(content string) outgoing {
	return outgoing{
		Content: content, Embeds: []*discordgo.MessageEmbed{}, Components: []discordgo.MessageComponent{},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
}

// private makes the message visible to the user of the interaction alone.
func (o outgoing) private() outgoing {
	o.Flags |= discordgo.MessageFlagsEphemeral
	return o
}

// Budgets in UTF-16 code units
// (https://docs.discord.com/developers/resources/message#embed-object-embed-limits).
const (
	maxContent     = 2000
	maxDescription = 4096
	maxEmbeds      = 5900 // of 6000 in all embeds of a message
	maxAuthor      = 120  // of 256
	maxHeading     = 200  // of 256, the date included
	maxTitle       = 200  // of 256
	maxFooter      = 200  // of 2048
	maxField       = 600  // of 1024
	maxFieldName   = 100  // of 256
	maxQuote       = 300  // of a question
	maxLine        = 200  // of what else stands above the snippets
)

// colour is that of the bar at the side of a snippet.
const colour = 0x10A37F

// A view is how a reply is shown.
type view struct {
	lang     string // of what the bot says
	question string // quoted above the answer; "" where the message is a reply to it
	private  bool   // seen by the asker alone: may be shared
	owner    string // whose conversation it belongs to
	about    bot.About
}

// render returns the message that shows a reply.
func render(r chat.Reply, v view) outgoing {
	if r.Notice != "" {
		return newOutgoing(escaped(r.Notice, maxContent))
	}
	if r.Sources {
		return newOutgoing(v.about.Text(v.lang, func(name string) string { return escaped(name, maxAuthor) }))
	}
	a := r.Answer
	out := newOutgoing(content(a, v))
	out.Embeds = embeds(a, v.lang)
	if r.ID != "" {
		out.Components = buttons(r.ID, v, a.Further > 0)
	}
	return out
}

// content returns the text above the snippets.
func content(a bot.Answer, v view) string {
	lines := []string{}
	if v.question != "" {
		lines = append(lines, "> "+escaped(v.question, maxQuote))
	}
	if a.Corrected != "" {
		lines = append(lines, escaped(bot.CorrectionNote(v.lang, a.Corrected), maxLine))
	}
	none, lead := a.None(v.lang)
	switch {
	case a.Message != "":
		lines = append(lines, escaped(a.Message, maxLine))
		lead = ""
	case !a.Answered:
		lines = append(lines, none)
	}
	for _, note := range a.Notes(v.lang) {
		lines = append(lines, escaped(note, maxLine))
	}
	above := len(lines)
	if len(a.Suggestions) > 0 && lead != "" {
		lines = append(lines, lead)
	}
	for _, q := range a.Suggestions[:min(len(a.Suggestions), bot.DefaultLimit)] {
		lines = append(lines, "- "+escaped(q, maxLine))
	}
	near := related(a.Related, v.lang, maxContent-size(strings.Join(lines, "\n"))-1)
	return strings.Join(slices.Insert(lines, above, near...), "\n")
}

// embeds returns an embed for each snippet of an answer, or for the nearest one.
func embeds(a bot.Answer, lang string) []*discordgo.MessageEmbed {
	snippets := a.Snippets[:min(len(a.Snippets), bot.DefaultLimit)]
	if a.Nearest != nil {
		snippets = []bot.Snippet{*a.Nearest}
	}
	out := make([]*discordgo.MessageEmbed, len(snippets))
	seen := map[string]bool{}
	for i, s := range snippets {
		e := embed(s, a.Lang, lang, maxEmbeds/len(snippets))
		// Discord merges embeds with the same address into one.
		page, _, _ := strings.Cut(e.URL, "#")
		if seen[page] {
			e.URL = ""
		}
		seen[page] = true
		out[i] = e
	}
	return out
}

// embed returns the embed of a snippet within a budget. asked is the language of the
// question.
func embed(s bot.Snippet, asked, lang string, budget int) *discordgo.MessageEmbed {
	e := &discordgo.MessageEmbed{Color: colour}
	b := s.Beside(lang)
	b.Foreign = ""
	if s.Lang != asked {
		b.Foreign = l10n.ArticleIn(s.Lang).In(lang)
	}
	cited := b.Sources
	if len(cited) > 0 {
		c := cited[0]
		address := webLink(c.URL)
		if e.Title = title(c); e.Title != "" {
			e.URL = address
			budget -= size(e.Title)
		}
		if name := by(c, lang); name != "" {
			e.Author = &discordgo.MessageEmbedAuthor{Name: name, URL: address}
			budget -= size(name)
		}
		if more := also(cited[1:], b.More, lang); more != "" {
			e.Fields = []*discordgo.MessageEmbedField{{Name: cut(l10n.DiscordAlso.In(lang), maxFieldName), Value: more}}
			budget -= size(e.Fields[0].Name) + size(more)
		}
	}
	if note := join(" · ", singleLine(b.Date), b.Badge, b.Foreign, unlinked(cited)); note != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: cut(note, maxFooter)}
		budget -= size(e.Footer.Text)
	}
	e.Description = quoted(s, min(budget, maxDescription))
	return e
}

// title returns the heading of a source that has a publisher. Without one the heading
// stands in the publisher's place, where Discord keeps the link of each embed.
func title(c bot.Citation) string {
	if c.Publisher == "" {
		return ""
	}
	return escaped(c.Heading(), maxTitle)
}

// by returns "publisher · date" as plain text, or "heading · date" without a publisher.
func by(c bot.Citation, lang string) string {
	date := singleLine(bot.ShowDate(lang, c.Date))
	if c.Publisher == "" {
		return join(" · ", cut(singleLine(c.Heading()), maxHeading-size(" · "+date)), date)
	}
	return cut(join(" · ", singleLine(c.Publisher), date), maxAuthor)
}

// also names further citations on one line, as many as fit, and the number of the
// others.
func also(cited []bot.Citation, more int, lang string) string {
	parts, used := []string{}, 0
	for _, c := range cited {
		line := escaped(by(c, lang), maxAuthor)
		if c.URL == "" {
			line = escaped(join(" · ", by(c, lang), otherPath(c)), maxAuthor)
		}
		if address := webLink(c.URL); address != "" && line != "" {
			if linked := "[" + line + "](<" + address + ">)"; used+size(linked) < maxField-100 {
				line = linked
			}
		}
		if line == "" || used+size(line) > maxField-50 {
			more++
			continue
		}
		parts, used = append(parts, line), used+size(line)+size(" · ")
	}
	if more > 0 && len(parts) > 0 {
		parts = append(parts, l10n.MoreSources.In(lang, more))
	}
	return strings.Join(parts, " · ")
}

// unlinked returns, as text, the address of the first citation if Discord refuses it
// as a link, or else its path if it has no link.
func unlinked(cited []bot.Citation) string {
	switch {
	case len(cited) == 0, webLink(cited[0].URL) != "":
		return ""
	case nonASCIIHost(cited[0].URL):
		return singleLine(cited[0].URL)
	}
	return singleLine(otherPath(cited[0]))
}

// join joins the parts that are not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), separator)
}
