package discord

import (
	"regexp"
	"slices"
	"strings"
)

// An addressee is whom a message addresses.
type addressee int

const (
	toNobody        addressee = iota // nothing to do
	toEverybody                      // anybody in the channel; in its own threads the bot may answer
	toBot                            // the bot
	toBotUnreadable                  // the bot, but Discord withholds the text of messages to its role or without a ping
)

// The types of messages that people write
// (https://docs.discord.com/developers/resources/message#message-object-message-types).
const (
	plainMessage = 0
	replyMessage = 19
)

// question returns the text of a message without its mentions, and whom it addresses:
// the bot by its user id self or its managed role in the guild ("" if unknown), in a
// reply to it, or in a direct message. Bots and webhooks address nobody.
func question(m *message, self, role string) (string, addressee) {
	if m.Author == nil || m.Author.ID == self || m.Author.Bot || m.WebhookID != "" ||
		m.Type != plainMessage && m.Type != replyMessage {
		return "", toNobody
	}
	text := strings.Join(strings.Fields(markup.ReplaceAllString(m.Content, " ")), " ")
	mentioned := slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == self }) ||
		strings.Contains(m.Content, "<@"+self+">") || strings.Contains(m.Content, "<@!"+self+">")
	called := role != "" && (slices.Contains(m.MentionRoles, role) || strings.Contains(m.Content, "<@&"+role+">"))
	replied := m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == self
	switch {
	case mentioned, m.GuildID == "":
		return text, toBot
	case (called || replied) && m.Content == "":
		return "", toBotUnreadable
	case called, replied:
		return text, toBot
	}
	return text, toEverybody
}

// markup matches mentions, emoji, timestamps and other markup in angle brackets
// (https://docs.discord.com/developers/reference#message-formatting).
var markup = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:|t:|id:|/[^<>:]{1,80}:)[\w:+-]*>`)
