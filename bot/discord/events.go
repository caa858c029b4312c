package discord

import (
	"encoding/json"
	"strings"

	"okbot/bot/discord/lenient"
)

// These types have the fields of Discord's payloads that the adapter reads, and no
// others. So a component, a field or a type that is new cannot lose an event.

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// message is a message
// (https://docs.discord.com/developers/resources/message#message-object).
type message struct {
	ID           string      `json:"id"`
	ChannelID    string      `json:"channel_id"`
	ChannelType  lenient.Int `json:"channel_type"`
	GuildID      string      `json:"guild_id"`
	Content      string      `json:"content"`
	Embeds       []quotation `json:"embeds"`
	Type         lenient.Int `json:"type"`
	Author       *user       `json:"author"`
	WebhookID    string      `json:"webhook_id"`
	Mentions     []user      `json:"mentions"`
	MentionRoles []string    `json:"mention_roles"`
	Referenced   *message    `json:"referenced_message"`
	Reference    struct {
		MessageID string `json:"message_id"`
		ChannelID string `json:"channel_id"`
	} `json:"message_reference"`
	Forwarded []struct {
		Message struct {
			Content string      `json:"content"`
			Embeds  []quotation `json:"embeds"`
		} `json:"message"`
	} `json:"message_snapshots"`
	Components json.RawMessage `json:"components"`
	Edited     string          `json:"edited_timestamp"` // when it was, in RFC 3339
	Poll       struct {
		Question pollText `json:"question"`
		Answers  []struct {
			Text pollText `json:"poll_media"`
		} `json:"answers"`
	} `json:"poll"`
}

// A pollText is a line of a poll.
type pollText struct {
	Text string `json:"text"`
}

// A quotation is the text of an embed.
type quotation struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

// textOf returns the text of a message or, if it has none, of what it shares.
func (m *message) textOf() string {
	if strings.TrimSpace(m.Content) != "" {
		return m.Content
	}
	return m.sharedText()
}

// sharedText returns what a message shares: the message that it forwards, a poll,
// embeds, or texts among its components.
func (m *message) sharedText() string {
	parts := quotations(m.Embeds)
	for _, f := range m.Forwarded {
		if f.Message.Content != "" {
			return f.Message.Content
		}
		parts = append(parts, quotations(f.Message.Embeds)...)
	}
	if m.Poll.Question.Text != "" {
		parts = append(parts, m.Poll.Question.Text)
		for _, answer := range m.Poll.Answers {
			parts = append(parts, answer.Text.Text)
		}
	}
	var components any
	if len(m.Components) <= maxComponents && json.Unmarshal(m.Components, &components) == nil {
		parts = addContent(parts, components)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// maxComponents bounds the bytes of the components that are read.
const maxComponents = 32_000

// addContent adds the texts among components to parts.
func addContent(parts []string, component any) []string {
	switch component := component.(type) {
	case []any:
		for _, c := range component {
			parts = addContent(parts, c)
		}
	case map[string]any:
		if text, ok := component["content"].(string); ok {
			parts = append(parts, text)
		}
		parts = addContent(parts, component["components"])
	}
	return parts
}

func quotations(embeds []quotation) []string {
	var parts []string
	for _, e := range embeds {
		parts = append(parts, e.Title, e.Description)
	}
	return parts
}

// interaction is a command, the use of a component, or a question being typed
// (https://docs.discord.com/developers/interactions/receiving-and-responding).
type interaction struct {
	ID            string          `json:"id"`
	ApplicationID string          `json:"application_id"`
	Token         string          `json:"token"`
	Type          lenient.Int     `json:"type"`
	GuildID       string          `json:"guild_id"`
	ChannelID     string          `json:"channel_id"`
	Channel       channel         `json:"channel"`
	Member        *member         `json:"member"`
	User          *user           `json:"user"`
	Locale        string          `json:"locale"`
	Message       *message        `json:"message"`
	Data          interactionData `json:"data"`
}

type member struct {
	User *user `json:"user"`
}

type interactionData struct {
	Name     string      `json:"name"`
	Type     lenient.Int `json:"type"`
	CustomID string      `json:"custom_id"`
	TargetID string      `json:"target_id"`
	Options  []option    `json:"options"`
	Resolved struct {
		Messages map[string]*message `json:"messages"`
	} `json:"resolved"`
}

type option struct {
	Name    string `json:"name"`
	Value   any    `json:"value"`
	Focused bool   `json:"focused"`
}

// channel is a channel or a thread
// (https://docs.discord.com/developers/resources/channel#channel-object).
type channel struct {
	ID       string      `json:"id"`
	Type     lenient.Int `json:"type"`
	GuildID  string      `json:"guild_id"`
	ParentID string      `json:"parent_id"`
	Name     string      `json:"name"`
}

// The types of threads.
const (
	announcementThread = 10
	publicThread       = 11
	privateThread      = 12
)

func isThread(kind lenient.Int) bool { return kind >= announcementThread && kind <= privateThread }

type guild struct {
	ID          string    `json:"id"`
	Unavailable bool      `json:"unavailable"`
	Locale      string    `json:"preferred_locale"`
	Roles       []role    `json:"roles"`
	Channels    []channel `json:"channels"`
	Threads     []channel `json:"threads"`
}

type role struct {
	ID   string `json:"id"`
	Tags struct {
		BotID string `json:"bot_id"`
	} `json:"tags"`
}

// asker returns the id of the user, "" if Discord does not send it.
func (i *interaction) asker() string {
	if i.Member != nil && i.Member.User != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}

// text returns the value of the option name, "" if it has none or is no text.
func (d *interactionData) text(name string) string {
	for _, o := range d.Options {
		if text, ok := o.Value.(string); ok && o.Name == name {
			return text
		}
	}
	return ""
}

// yes reports whether the option name is true.
func (d *interactionData) yes(name string) bool {
	for _, o := range d.Options {
		if yes, ok := o.Value.(bool); ok && o.Name == name {
			return yes
		}
	}
	return false
}
