package discord

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/index/query"
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
	text := plain(m.Content)
	if needsSubject(text) {
		text = cmp.Or(m.shared(self), text)
	}
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

// plain returns the text of a message without mentions and line breaks; a signature
// behind a line of its own is left out before.
func plain(content string) string {
	return strings.Join(strings.Fields(query.CutTags(query.Body(content), markup)), " ")
}

// needsSubject reports whether a message has no text, or only asks to answer what it
// shares or replies to.
func needsSubject(text string) bool {
	return text == "" || query.IntentOf(query.Clean(text)) == query.Request
}

// shared returns the text that a message shares, or that of the message to which it
// replies, if somebody else than the bot wrote that.
func (m *message) shared(self string) string {
	text := m.sharedText()
	if r := m.Referenced; text == "" && r != nil && r.Author != nil && r.Author.ID != self {
		text = r.textOf()
	}
	return plain(text)
}

// edited returns whether a message was edited soon enough after it was written for the
// edit to ask.
func (m *message) edited() bool {
	edited, err := time.Parse(time.RFC3339, m.Edited)
	return err == nil && edited.Sub(createdAt(m.ID)) < maxEditAge
}

// createdAt returns when Discord made an id, by Discord's clock; 1970 if it is none.
func createdAt(id string) time.Time {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return time.Unix(0, 0)
	}
	return time.UnixMilli(n>>22 + discordEpoch)
}

const (
	discordEpoch = 1_420_070_400_000 // milliseconds of Unix time at which ids begin
	// maxEditAge is how old a message may be when an edit makes it a question.
	maxEditAge = 15 * time.Minute
)

// markup matches mentions, emoji, timestamps and other markup in angle brackets
// (https://docs.discord.com/developers/reference#message-formatting).
var markup = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:|t:|id:|/[^<>:]{1,80}:)[\w:+-]*>`)
