package discord

import (
	"net/http"

	"github.com/bwmarrin/discordgo"

	"okbot/bot/discord/rest"
)

// asText returns the message without embeds, for channels in which the bot may not
// embed. Each snippet gets the same share of the text, and keeps its source.
func (o outgoing) asText() outgoing {
	if len(o.Embeds) == 0 {
		return o
	}
	parts := []string{o.Content}
	room := (maxContent - size(o.Content)) / len(o.Embeds)
	for _, e := range o.Embeds {
		from := source(e, room/2)
		parts = append(parts, cutMarkdown(e.Description, room-size(from)-2), from)
	}
	o.Content, o.Embeds = join("\n", parts...), []*discordgo.MessageEmbed{}
	return o
}

// source returns the line of text below a snippet: its source, with the address if
// that fits, and its footnote.
func source(e *discordgo.MessageEmbed, limit int) string {
	note := ""
	if e.Footer != nil {
		note = escaped(e.Footer.Text, maxFooter)
	}
	if e.Author == nil {
		return cut(note, limit)
	}
	name := escaped(e.Author.Name, 2*maxAuthor)
	if line := join(" · ", name, bracket(e.Author.URL), note); size(line) <= limit {
		return line
	}
	return cut(join(" · ", name, note), limit)
}

// fallback returns the message as text alone, in a form that Discord cannot refuse.
func (o outgoing) fallback() outgoing {
	o = o.asText()
	o.Components, o.Reference = []discordgo.MessageComponent{}, nil
	return o
}

// withFallback posts a message. If Discord refuses its form, it posts the fallback.
func withFallback(out outgoing, post func(outgoing) error) error {
	err := post(out)
	code, status := rest.Codes(err)
	plain := len(out.Embeds) == 0 && len(out.Components) == 0 && out.Reference == nil
	if status != http.StatusBadRequest || code == acknowledged || plain {
		return err
	}
	return post(out.fallback())
}

// bracket returns an address in a form without a preview.
func bracket(address string) string {
	if address == "" {
		return ""
	}
	return "<" + address + ">"
}

// unreachable reports whether an error means that Discord accepts no further call to
// the same destination.
func unreachable(err error) bool {
	switch _, status := rest.Codes(err); status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return true
	}
	return false
}
