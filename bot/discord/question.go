package discord

import (
	"regexp"
	"slices"
	"strings"
)

// to tells whom a message addresses.
type to int

const (
	toNobody        to = iota // nothing is to be done
	toEverybody               // whoever is in the channel; in a thread of its own the bot may know an answer
	toBot                     // the bot
	toBotUnreadable           // the bot, but Discord withholds what is said to it by its role or without a ping
)

// Types of messages that people write
// (https://docs.discord.com/developers/resources/message#message-object-message-types).
const (
	plainMessage = 0
	replyMessage = 19
)

// question returns what a message says, without its mentions, and whom it
// addresses: the bot by its user id self or its managed role in the guild ("" if
// unknown), in a reply to it, or in a direct message. Bots and webhooks address
// nobody.
func question(m *message, self, role string) (string, to) {
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

// markup are mentions, emoji, timestamps and what else Discord writes between
// angle brackets (https://docs.discord.com/developers/reference#message-formatting).
var markup = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:|t:|id:|/[^<>:]{1,80}:)[\w:+-]*>`)
