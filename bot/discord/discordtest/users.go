package discordtest

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Post is what somebody writes. The zero value of a field is the usual case.
type Post struct {
	Channel string // id; the first text channel if empty
	User    string // id; the first user if empty
	Content string

	Mention     bool   // the bot's user is mentioned, ahead of the content
	MentionRole bool   // the bot's managed role is, ahead of the content
	ReplyTo     string // id of a message in the same channel
	NoPing      bool   // the reply does not notify the author of what it replies to
	Webhook     bool   // the author is a webhook

	Change func(Object) // has the last word on the payload; it must not call the Server
}

// Post writes a message and returns its id. The sessions whose guild and
// intents cover it get MESSAGE_CREATE.
func (s *Server) Post(p Post) string {
	var m *stored
	s.locked(func() { m = s.write(p) })
	s.announceChanged("MESSAGE_CREATE", m, p.Change)
	return m.id()
}

// write makes and keeps a user's message. The caller holds s.mu.
func (s *Server) write(p Post) *stored {
	set(&p.Channel, s.world.channel.ID)
	set(&p.User, s.world.user.ID)
	c := s.place(p.Channel)
	if p.Mention {
		p.Content = "<@" + s.App.UserID + "> " + p.Content
	}
	if g := s.guildByID(c.GuildID); p.MentionRole && g != nil {
		p.Content = "<@&" + g.BotRole + "> " + p.Content
	}
	o := s.newMessage(c.ID, p.User)
	if p.Webhook {
		id := s.ids.next()
		o["webhook_id"] = id
		o["author"] = Object{"id": id, "username": "webhook", "discriminator": "0000", "avatar": nil, "bot": true,
			"global_name": nil, "public_flags": 0, "flags": 0, "primary_guild": nil}
	}
	m := &stored{object: o, author: p.User}
	o["content"] = p.Content
	s.mention(o, p.Content)
	if target := s.world.messages[p.ReplyTo]; target != nil {
		replyTo(o, c, target)
		if author := target.object["author"].(Object); !p.NoPing && !mentions(o, author["id"].(string)) {
			o["mentions"] = append(o["mentions"].([]Object), author)
		}
	}
	s.keep(m)
	return m
}

// place finds a channel that must exist. The caller holds s.mu.
func (s *Server) place(id string) *Channel {
	c := s.world.channels[id]
	if c == nil {
		panic("discordtest: no channel " + id)
	}
	return c
}

// letter finds a message that must exist. The caller holds s.mu.
func (s *Server) letter(id string) *stored {
	m := s.world.messages[id]
	if m == nil {
		panic("discordtest: no message " + id)
	}
	return m
}

// Edit changes the whole content of a user's message, mentions included;
// sessions get MESSAGE_UPDATE.
func (s *Server) Edit(id, content string) {
	var m *stored
	s.locked(func() {
		m = s.letter(id)
		m.object["content"], m.object["edited_timestamp"] = content, timestamp(time.Now())
		s.mention(m.object, content)
	})
	s.announce("MESSAGE_UPDATE", m)
}

// Unfurl adds an embed to a user's message, as Discord does for links a moment
// after they were posted; sessions get MESSAGE_UPDATE.
func (s *Server) Unfurl(id string) {
	var m *stored
	s.locked(func() {
		m = s.letter(id)
		m.object["embeds"] = []any{Object{"type": "link", "url": "https://example.com", "title": "Example"}}
	})
	s.announce("MESSAGE_UPDATE", m)
}

// Delete deletes a message; sessions get MESSAGE_DELETE.
func (s *Server) Delete(id string) {
	var m *stored
	s.locked(func() {
		m = s.letter(id)
		m.deleted = true
	})
	s.announceDelete(m)
}

func mentions(o Object, user string) bool {
	users, _ := o["mentions"].([]Object)
	return slices.ContainsFunc(users, func(u Object) bool { return u["id"] == user })
}

func (s *Server) announce(event string, m *stored) { s.announceChanged(event, m, nil) }

// announceChanged sends a message to the sessions that Discord would send it
// to, once change (if any) was made to the payload.
func (s *Server) announceChanged(event string, m *stored, change func(Object)) {
	var guild string
	var intent int
	var full, bare json.RawMessage
	s.locked(func() { guild, intent, full, bare = s.payload(m, change) })
	if full != nil {
		s.dispatch(guild, event, intent, full, bare)
	}
}

// payload is a message event: whose it is, what intent it needs, and itself
// with and without its content; nil if the bot does not see the message. The
// caller holds s.mu.
func (s *Server) payload(m *stored, change func(Object)) (guild string, intent int, full, bare json.RawMessage) {
	c := s.world.channels[m.channel()]
	if !s.sees(c) || m.flags()&FlagEphemeral != 0 {
		return "", 0, nil, nil
	}
	o := maps.Clone(m.object)
	intent = IntentDirectMessages
	o["channel_type"] = c.Type
	if c.GuildID != "" {
		intent = IntentGuildMessages
		o["guild_id"] = c.GuildID
		if _, hook := o["webhook_id"]; !hook {
			o["member"] = memberObject()
		}
		o["mentions"] = membersOf(o["mentions"])
	}
	if change != nil {
		change(o)
	}
	full = encode(o)
	bare = full
	if !s.contentOpen(m) {
		bare = encode(withoutContent(o))
	}
	return c.GuildID, intent, full, bare
}

// membersOf adds to mentioned users the partial member that they have in guilds.
func membersOf(users any) []Object {
	var out []Object
	list, _ := users.([]Object)
	for _, u := range list {
		u = maps.Clone(u)
		u["member"] = memberObject()
		out = append(out, u)
	}
	if out == nil {
		return []Object{}
	}
	return out
}

// contentOpen says that the bot gets a message's content whatever its intents: its own
// messages, direct ones, and those that mention its user. The documentation
// does not say that a mention of its role would do.
func (s *Server) contentOpen(m *stored) bool {
	return s.world.channels[m.channel()].GuildID == "" || m.author == s.App.UserID || mentions(m.object, s.App.UserID)
}

// withoutContent empties what the message content intent is needed for.
func withoutContent(o Object) Object {
	o = maps.Clone(o)
	o["content"], o["embeds"], o["attachments"], o["components"] = "", []any{}, []any{}, []any{}
	return o
}

func (s *Server) announceDelete(m *stored) {
	s.mu.Lock()
	c := s.world.channels[m.channel()]
	if !s.sees(c) || m.flags()&FlagEphemeral != 0 {
		s.mu.Unlock()
		return
	}
	o, intent := Object{"id": m.id(), "channel_id": c.ID}, IntentDirectMessages
	if c.GuildID != "" {
		o["guild_id"], intent = c.GuildID, IntentGuildMessages
	}
	guild, raw := c.GuildID, json.RawMessage(encode(o))
	s.mu.Unlock()
	s.dispatch(guild, "MESSAGE_DELETE", intent, raw, raw)
}
