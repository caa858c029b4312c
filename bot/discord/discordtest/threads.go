package discordtest

import (
	"net/http"
	"unicode/utf8"
)

func (s *Server) startThread(r *request) reply {
	c, no := s.access(r.PathValue("channel"), CreateThreads)
	if no != nil {
		return *no
	}
	m, no := s.find(r)
	if no != nil {
		return *no
	}
	if errs := checkThread(r.object()); errs != nil {
		return s.invalid(r, errs)
	}
	if s.world.channels[m.id()] != nil {
		return fail(400, 160004, "A thread has already been created for this message")
	}
	if c.Type == DM || c.Type == PublicThread {
		return fail(400, 50024, "Cannot execute action on this channel type")
	}
	thread := s.addChannel(Channel{ID: m.id(), GuildID: c.GuildID, Type: PublicThread, Parent: c.ID,
		Name: r.object()["name"].(string)})
	m.object["flags"] = m.flags() | FlagHasThread
	m.object["thread"] = s.channelObject(thread)
	created := s.channelObject(thread)
	created["newly_created"] = true
	guild := c.GuildID
	return reply{status: http.StatusCreated, body: s.channelObject(thread),
		after: func(s *Server) {
			raw := encode(created)
			s.dispatch(guild, "THREAD_CREATE", IntentGuilds, raw, raw)
		}}
}

func (s *Server) typing(r *request) reply {
	if _, no := s.access(r.PathValue("channel"), SendMessages); no != nil {
		return *no
	}
	return noContent
}

// react puts a reaction of the bot's below a message, where it may stand already.
func (s *Server) react(r *request) reply {
	if _, no := s.access(r.PathValue("channel"), ReadMessageHistory|AddReactions); no != nil {
		return *no
	}
	if _, no := s.find(r); no != nil {
		return *no
	}
	if emoji := r.PathValue("emoji"); utf8.RuneCountInString(emoji) == len(emoji) { // :names: are none
		return unknownEmoji
	}
	return noContent
}
