package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// access finds a channel and checks what the bot needs there.
func (s *Server) access(id string, need Permission) (*Channel, *reply) {
	c := s.world.channels[id]
	switch {
	case c == nil:
		return nil, &unknownChannel
	case !s.sees(c):
		return nil, &missingAccess
	case c.Deny&need != 0:
		return nil, &missingPermission
	}
	return c, nil
}

func (s *Server) createMessage(r *request) reply {
	need := SendMessages
	c := s.world.channels[r.PathValue("channel")]
	if c != nil && c.Type == PublicThread {
		need = SendInThreads
	}
	form := r.object()
	if e, _ := form["embeds"].([]any); len(e) > 0 {
		need |= EmbedLinks
	}
	c, no := s.access(r.PathValue("channel"), need)
	if no != nil {
		return *no
	}
	if errs := checkMessage(form, nil); errs != nil {
		return s.invalid(r, errs)
	}
	if twin := s.sameNonce(c, form); twin != nil {
		return ok(twin.object)
	}
	if empty(form) {
		return emptyMessage
	}
	o := s.newMessage(c.ID, s.App.UserID)
	if no := s.refer(o, c, form); no != nil {
		return *no
	}
	if nonce, given := form["nonce"]; given {
		o["nonce"] = nonce
	}
	m := &stored{object: o, author: s.App.UserID, body: r.raw}
	s.fill(m, form, FlagSuppressEmbeds|FlagComponentsV2)
	s.keep(m)
	res := ok(maps.Clone(m.object))
	res.after = func(s *Server) { s.announce("MESSAGE_CREATE", m) }
	return res
}

// nonceMemory is how long a nonce is unique; Discord says "a few minutes".
const nonceMemory = 5 * time.Minute

// sameNonce finds the message that enforce_nonce says not to repeat.
func (s *Server) sameNonce(c *Channel, form Object) *stored {
	nonce, given := form["nonce"]
	if enforce, _ := form["enforce_nonce"].(bool); !enforce || !given {
		return nil
	}
	for _, id := range slices.Backward(s.world.sent) {
		m := s.world.messages[id]
		if time.Since(m.at) > nonceMemory {
			return nil
		}
		if m.channel() == c.ID && fmt.Sprint(m.object["nonce"]) == fmt.Sprint(nonce) {
			return m
		}
	}
	return nil
}

func empty(form Object) bool {
	content, _ := form["content"].(string)
	embeds, _ := form["embeds"].([]any)
	comps, _ := form["components"].([]any)
	return content == "" && len(embeds) == 0 && (len(comps) == 0 || number(form["flags"])&FlagComponentsV2 == 0)
}

// refer makes a message a reply, as its message_reference asks.
func (s *Server) refer(o Object, c *Channel, form Object) *reply {
	ref, given := form["message_reference"].(Object)
	if !given {
		return nil
	}
	id, _ := ref["message_id"].(string)
	target := s.world.messages[id]
	if c.Deny&ReadMessageHistory != 0 {
		no := fail(400, 160002, "Cannot reply without permission to read message history")
		return &no
	}
	if target == nil || target.deleted || target.channel() != c.ID || target.flags()&FlagEphemeral != 0 {
		if exist, said := ref["fail_if_not_exists"].(bool); said && !exist {
			return nil
		}
		no := invalidForm(field("message_reference", problem("REPLIES_UNKNOWN_MESSAGE", "Unknown message")))
		return &no
	}
	replyTo(o, c, target)
	if !target.answered && target.author != s.App.UserID {
		target.answered = true
		s.replies.add(time.Since(target.at))
	}
	return nil
}

func replyTo(o Object, c *Channel, target *stored) {
	ref := Object{"type": 0, "channel_id": c.ID, "message_id": target.id()}
	if c.GuildID != "" {
		ref["guild_id"] = c.GuildID
	}
	quoted := maps.Clone(target.object)
	delete(quoted, "referenced_message")
	o["type"], o["message_reference"], o["referenced_message"] = 19, ref, quoted
}

func (s *Server) find(r *request) (*stored, *reply) {
	if _, no := s.access(r.PathValue("channel"), 0); no != nil {
		return nil, no
	}
	m := s.world.messages[r.PathValue("message")]
	if m == nil || m.deleted || m.channel() != r.PathValue("channel") || m.flags()&FlagEphemeral != 0 {
		return nil, &unknownMessage
	}
	return m, nil
}

func (s *Server) getMessage(r *request) reply {
	m, no := s.find(r)
	if no != nil {
		return *no
	}
	return ok(s.readable(m))
}

// readable is a message as the bot may read it: without the message content
// intent, that of others is empty in REST too.
func (s *Server) readable(m *stored) Object {
	if s.opts.Disallowed&IntentMessageContent != 0 && !s.contentOpen(m) {
		return withoutContent(m.object)
	}
	return maps.Clone(m.object)
}

func (s *Server) getMessages(r *request) reply {
	c, no := s.access(r.PathValue("channel"), ReadMessageHistory)
	if no != nil {
		return *no
	}
	limit := 50
	if v := r.URL.Query().Get("limit"); v != "" {
		limit = min(100, number(v))
	}
	got := []Object{}
	for i := len(s.world.order) - 1; i >= 0 && len(got) < limit; i-- {
		m := s.world.messages[s.world.order[i]]
		if m.channel() == c.ID && !m.deleted && m.flags()&FlagEphemeral == 0 {
			got = append(got, s.readable(m))
		}
	}
	return ok(got)
}

func (s *Server) editMessage(r *request) reply {
	m, no := s.find(r)
	if no != nil {
		return *no
	}
	if m.author != s.App.UserID {
		return notTheAuthor
	}
	return s.edit(r, m)
}

// edit changes a message of the bot's as the request says.
func (s *Server) edit(r *request, m *stored) reply {
	form := r.object()
	if errs := checkMessage(form, m); errs != nil {
		return s.invalid(r, errs)
	}
	s.fill(m, form, FlagSuppressEmbeds|FlagComponentsV2)
	m.body = r.raw
	m.object["edited_timestamp"] = timestamp(time.Now())
	m.object["flags"] = m.flags() &^ FlagLoading
	res := ok(maps.Clone(m.object))
	res.after = func(s *Server) { s.announce("MESSAGE_UPDATE", m) }
	return res
}

func (s *Server) deleteMessage(r *request) reply {
	m, no := s.find(r)
	if no != nil {
		return *no
	}
	if m.author != s.App.UserID {
		return missingPermission
	}
	return s.remove(m)
}

func (s *Server) remove(m *stored) reply {
	m.deleted = true
	res := noContent
	res.after = func(s *Server) { s.announceDelete(m) }
	return res
}
