package slacktest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// channel finds where a call wants to write or read. A user id stands for their direct messages in chat.postMessage.
func (s *Server) channel(c *Call) (Channel, reply) {
	id := c.Args.String("channel")
	if ch, ok := s.channels[id]; ok {
		return ch, nil
	}
	if u, ok := s.users[id]; ok && c.Method == "chat.postMessage" && !u.Bot {
		return s.channels[s.dm(id)], nil
	}
	return Channel{}, slackError("channel_not_found")
}

// message makes the message of a call that carries one, and says what is wrong with it.
func (s *Server) message(c *Call) (Message, reply) {
	m := Message{Text: c.Args.String("text"), ThreadTS: c.Args.String("thread_ts"), User: BotUserID, BotID: BotID,
		Metadata: c.Args["metadata"], Call: *c}
	m.Blocks, _ = c.Args["blocks"].([]any)
	if md := c.Args.String("markdown_text"); md != "" {
		if m.Text != "" || m.Blocks != nil {
			return m, slackError("markdown_text_conflict")
		}
		m.Text = md
	}
	if out := s.checkMessage(c); out != nil {
		return m, out
	}
	if m.Text == "" && len(m.Blocks) == 0 && c.Args["attachments"] == nil {
		return m, slackError("no_text")
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		s.violate(c, "text has %d characters, limit %d", utf8.RuneCountInString(m.Text), maxText)
		return m, slackError("msg_too_long")
	}
	return m, nil
}

func (s *Server) canWrite(ch Channel) reply {
	switch {
	case ch.Archived:
		return slackError("is_archived")
	case !ch.Member && (ch.Private || !slices.Contains(s.opts.Scopes, "chat:write.public")):
		return slackError("not_in_channel")
	}
	return nil
}

func postMessage(s *Server, c *Call) reply {
	ch, out := s.channel(c)
	if out == nil {
		out = s.canWrite(ch)
	}
	if out != nil {
		return out
	}
	m, out := s.message(c)
	if out != nil {
		return out
	}
	m.Channel, m.TS = ch.ID, s.ts()
	s.messages.add(m)
	s.posted(c, m)
	return reply{"channel": ch.ID, "ts": m.TS, "message": m.json()}
}

func postEphemeral(s *Server, c *Call) reply {
	ch, out := s.channel(c)
	switch user := c.Args.String("user"); {
	case out != nil:
		return out
	case ch.Archived:
		return slackError("is_archived")
	case !ch.Member:
		return slackError("not_in_channel")
	case s.users[user].ID == "":
		return slackError("user_not_in_channel")
	}
	m, out := s.message(c)
	if out != nil {
		return out
	}
	m.Channel, m.TS, m.Ephemeral = ch.ID, s.ts(), c.Args.String("user")
	s.messages.add(m)
	s.posted(c, m)
	return reply{"message_ts": m.TS}
}

func updateMessage(s *Server, c *Call) reply {
	old, out := s.own(c, "cant_update_message")
	if out != nil {
		return out
	}
	m, out := s.message(c)
	if out != nil {
		return out
	}
	old.change(m, c)
	c.TS = old.TS
	return reply{"channel": old.Channel, "ts": old.TS, "text": old.Text, "message": old.json()}
}

// change replaces what a message shows. Blocks stay when an update has only text, and go with an empty list.
// See https://docs.slack.dev/reference/methods/chat.update.
func (m *Message) change(by Message, c *Call) {
	if c.Args["blocks"] != nil || by.Text != "" {
		m.Blocks = by.Blocks
	}
	if by.Text != "" {
		m.Text = by.Text
	}
	if by.Metadata != nil {
		m.Metadata = by.Metadata
	}
	m.Edits++
}

func deleteMessage(s *Server, c *Call) reply {
	m, out := s.own(c, "cant_delete_message")
	if out != nil {
		return out
	}
	m.Deleted, c.TS = true, m.TS
	return reply{"channel": m.Channel, "ts": m.TS}
}

// own finds the app's own message that a call is about. An ephemeral one cannot be found: Slack does not keep it.
func (s *Server) own(c *Call, not string) (*Message, reply) {
	ch, out := s.channel(c)
	if out != nil {
		return nil, out
	}
	m := s.messages.get(ch.ID, c.Args.String("ts"))
	switch {
	case m == nil || m.Ephemeral != "":
		return nil, slackError("message_not_found")
	case m.BotID != BotID:
		return nil, slackError(not)
	}
	return m, nil
}

func getPermalink(s *Server, c *Call) reply {
	ch, out := s.channel(c)
	if out != nil {
		return out
	}
	m := s.messages.get(ch.ID, c.Args.String("message_ts"))
	if m == nil {
		return slackError("message_not_found")
	}
	link := fmt.Sprintf("https://%s.slack.com/archives/%s/p%s", TeamDomain, ch.ID, strings.Replace(m.TS, ".", "", 1))
	if m.ThreadTS != "" {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + ch.ID
	}
	return reply{"channel": ch.ID, "permalink": link}
}
