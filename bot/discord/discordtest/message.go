package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Message flags of https://docs.discord.com/developers/resources/message.
const (
	FlagSuppressEmbeds = 1 << 2
	FlagHasThread      = 1 << 5
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagComponentsV2   = 1 << 15
)

// Message is a message as it stands now.
type Message struct {
	ID         string      `json:"id"`
	ChannelID  string      `json:"channel_id"`
	Author     Author      `json:"author"`
	Content    string      `json:"content"`
	Embeds     []Embed     `json:"embeds"`
	Components []Component `json:"components"`
	Flags      int         `json:"flags"`
	Type       int         `json:"type"`
	Edited     *time.Time  `json:"edited_timestamp"`
	Reference  *Reference  `json:"message_reference"`
	Nonce      any         `json:"nonce"`

	Interaction string          `json:"-"` // id of the interaction that it answers
	Notified    []string        `json:"-"` // whom it pinged: user ids, role ids, "everyone"
	Deleted     bool            `json:"-"`
	Body        json.RawMessage `json:"-"` // what the bot sent, in its last form
}

// Author is who wrote a message.
type Author struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// Reference names the message that another replies to.
type Reference struct {
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id"`
}

// Embed is a card in a message.
type Embed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Color       int    `json:"color"`
	Author      struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	} `json:"author"`
	Footer struct {
		Text string `json:"text"`
	} `json:"footer"`
	Fields []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

// Component is a row, a button, a menu or, with Content, a text display.
type Component struct {
	Type       int         `json:"type"`
	CustomID   string      `json:"custom_id"`
	Label      string      `json:"label"`
	URL        string      `json:"url"`
	Style      int         `json:"style"`
	Disabled   bool        `json:"disabled"`
	Content    string      `json:"content"`
	Components []Component `json:"components"`
}

// Ephemeral says that only the user who asked sees the message.
func (m Message) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// Loading says that the message is a deferred answer still to come.
func (m Message) Loading() bool { return m.Flags&FlagLoading != 0 }

// ReplyTo returns the id of the message that this one replies to.
func (m Message) ReplyTo() string {
	if m.Reference == nil {
		return ""
	}
	return m.Reference.MessageID
}

// Buttons returns the components that have a custom_id or a link, in order.
func (m Message) Buttons() []Component {
	var found []Component
	var walk func([]Component)
	walk = func(cs []Component) {
		for _, c := range cs {
			if c.CustomID != "" || c.URL != "" {
				found = append(found, c)
			}
			walk(c.Components)
		}
	}
	walk(m.Components)
	return found
}

// stored is a message in the world.
type stored struct {
	object   Object
	author   string
	asked    *Interaction // it was made with this one's token
	notified []string
	deleted  bool
	body     []byte
	at       time.Time
	answered bool // the bot has replied to it
}

func (m *stored) id() string      { return m.object["id"].(string) }
func (m *stored) channel() string { return m.object["channel_id"].(string) }
func (m *stored) flags() int      { return m.object["flags"].(int) }

func (m *stored) message() Message {
	var got Message
	raw, _ := json.Marshal(m.object)
	json.Unmarshal(raw, &got) // a member of another type than Discord's stays at its zero value
	if m.asked != nil {
		got.Interaction = m.asked.ID
	}
	got.Notified, got.Deleted, got.Body = m.notified, m.deleted, m.body
	return got
}

// Sent returns the messages that the bot made, oldest first, as they stand
// now: posts, answers to interactions, follow-ups; deleted ones too.
func (s *Server) Sent() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var got []Message
	for _, id := range s.world.sent {
		got = append(got, s.world.messages[id].message())
	}
	return got
}

// Message returns one message by id.
func (s *Server) Message(id string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.world.messages[id]
	if m == nil {
		return Message{}, false
	}
	return m.message(), true
}

// kept is how many messages and interactions CountersOnly remembers.
const kept = 2000

func (s *Server) keep(m *stored) {
	w := &s.world
	m.at = time.Now()
	w.messages[m.id()] = m
	w.order = append(w.order, m.id())
	if c := w.channels[m.channel()]; c != nil && m.flags()&FlagEphemeral == 0 {
		c.last = m.id()
	}
	if m.author == s.App.UserID {
		w.sent = append(w.sent, m.id())
		s.stats.Messages++
	}
	if s.opts.CountersOnly && len(w.order) > 2*kept {
		for _, id := range w.order[:kept] {
			delete(w.messages, id)
		}
		w.order = slices.Clone(w.order[kept:])
		w.sent = slices.Clone(slices.DeleteFunc(w.sent, func(id string) bool { return w.messages[id] == nil }))
	}
}

// newMessage makes a message object with all members that the documentation
// requires, empty of content. The caller holds s.mu.
func (s *Server) newMessage(channel, author string) Object {
	return Object{"id": s.ids.next(), "channel_id": channel, "author": s.userObject(author), "content": "",
		"timestamp": timestamp(time.Now()), "edited_timestamp": nil, "tts": false, "mention_everyone": false,
		"mentions": []Object{}, "mention_roles": []string{}, "attachments": []Object{}, "embeds": []any{},
		"components": []any{}, "pinned": false, "type": 0, "flags": 0}
}

func number(v any) int {
	switch v := v.(type) {
	case float64:
		return int(v)
	case string:
		n, _ := strconv.Atoi(v)
		return n
	}
	return 0
}
