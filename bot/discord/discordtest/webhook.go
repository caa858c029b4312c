package discordtest

import (
	"maps"
	"time"
)

// maxFollowups is what an app may add where only a user has installed it.
const maxFollowups = 5

// asker finds the interaction of a webhook request's token.
func (s *Server) asker(r *request) (*Interaction, *reply) {
	i := s.asked.byToken[r.PathValue("token")]
	switch {
	case r.PathValue("application") != s.App.ID || i == nil || i.response == nil:
		return nil, &unknownWebhook
	case time.Since(i.sent) > s.opts.TokenLifetime:
		return nil, &invalidToken
	}
	return i, nil
}

// followup adds a message; after a deferred response it fills that in instead.
func (s *Server) followup(r *request) reply {
	i, no := s.asker(r)
	if no != nil {
		return *no
	}
	form := r.object()
	if errs := checkMessage(form, nil); errs != nil {
		return s.invalid(r, errs)
	}
	if empty(form) {
		return emptyMessage
	}
	if i.deferred {
		i.deferred = false
		return s.edit(r, i.original)
	}
	if i.followups++; i.userInstalled && i.followups > maxFollowups {
		return tooManyFollowups
	}
	m := s.answer(i, form, r.raw)
	if i.original != nil {
		m.object["message_reference"] = Object{"type": 0, "channel_id": m.channel(), "message_id": i.original.id()}
	}
	res := ok(maps.Clone(m.object))
	res.after = func(s *Server) { s.announce("MESSAGE_CREATE", m) }
	return res
}

// ofToken finds the message of a webhook request: @original or a follow-up.
func (s *Server) ofToken(r *request) (*Interaction, *stored, *reply) {
	i, no := s.asker(r)
	if no != nil {
		return nil, nil, no
	}
	m := i.original
	if id := r.PathValue("message"); id != "@original" {
		m = s.world.messages[id]
		if m != nil && m.asked != i && m != i.original {
			m = nil
		}
	}
	if m == nil || m.deleted {
		return nil, nil, &unknownMessage
	}
	return i, m, nil
}

func (s *Server) getFollowup(r *request) reply {
	_, m, no := s.ofToken(r)
	if no != nil {
		return *no
	}
	return ok(maps.Clone(m.object))
}

func (s *Server) editFollowup(r *request) reply {
	i, m, no := s.ofToken(r)
	if no != nil {
		return *no
	}
	res := s.edit(r, m)
	if res.code == 0 && m == i.original {
		i.deferred = false
	}
	return res
}

func (s *Server) deleteFollowup(r *request) reply {
	_, m, no := s.ofToken(r)
	if no != nil {
		return *no
	}
	return s.remove(m)
}
