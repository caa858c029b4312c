package discordtest

import (
	"maps"
	"slices"
	"time"
)

var (
	unknownInteraction = fail(404, 10062, "Unknown interaction")
	acknowledged       = fail(400, 40060, "Interaction has already been acknowledged.")
	invalidToken       = fail(401, 50027, "Invalid Webhook Token")
	tooManyFollowups   = fail(400, 40094, "This interaction has reached the maximum number of follow up messages")
)

// fitting are the response types that each kind of interaction allows.
var fitting = map[int][]int{
	kindCommand:      {RespondMessage, RespondDeferred, RespondModal},
	kindComponent:    {RespondMessage, RespondDeferred, RespondDeferUpdate, RespondUpdate, RespondModal},
	kindAutocomplete: {RespondChoices},
	kindModal:        {RespondMessage, RespondDeferred, RespondDeferUpdate, RespondUpdate},
}

// callback is the first response to an interaction.
func (s *Server) callback(r *request) reply {
	i := s.asked.byID[r.PathValue("interaction")]
	after := time.Duration(0)
	if i != nil {
		after = time.Since(i.sent)
	}
	switch {
	case i == nil || i.Token != r.PathValue("token"):
		return unknownInteraction
	case i.response != nil:
		s.stats.Twice++
		return acknowledged
	case after > s.opts.InteractionDeadline:
		s.stats.Late++
		return unknownInteraction
	}
	form := r.object()
	kind := number(form["type"])
	if !slices.Contains(fitting[i.kind], kind) {
		return s.invalid(r, field("type", problem("BASE_TYPE_CHOICES", "This response type does not fit the interaction.")))
	}
	data, _ := form["data"].(Object)
	if errs := checkResponse(kind, data, i.on); errs != nil {
		return s.invalid(r, field("data", errs))
	}
	if kind == RespondMessage && empty(data) {
		return emptyMessage
	}
	m, after2 := s.respond(i, kind, data, r.raw)
	i.response = &Response{Type: kind, Data: encode(form["data"]), After: after}
	if m != nil {
		i.response.Message = m.id()
	}
	s.stats.Responded++
	s.latency.add(after)
	close(i.done)
	res := noContent
	if v := r.URL.Query().Get("with_response"); v == "true" || v == "1" {
		res = ok(withResponse(i, kind, m))
	}
	res.after = after2
	return res
}

// respond makes or changes the message that a first response means.
func (s *Server) respond(i *Interaction, kind int, data Object, raw []byte) (*stored, func(*Server)) {
	switch kind {
	case RespondMessage, RespondDeferred:
		m := s.answer(i, data, raw)
		i.original = m
		if kind == RespondDeferred {
			i.deferred = true
			m.object["flags"] = m.flags() | FlagLoading
		}
		return m, func(s *Server) { s.announce("MESSAGE_CREATE", m) }
	case RespondDeferUpdate, RespondUpdate:
		m := i.on
		i.original = m
		if m == nil || kind == RespondDeferUpdate {
			return m, nil
		}
		s.fill(m, data, FlagSuppressEmbeds|FlagComponentsV2)
		m.body = raw
		m.object["edited_timestamp"] = timestamp(time.Now())
		return m, func(s *Server) { s.announce("MESSAGE_UPDATE", m) }
	}
	return nil, nil
}

// answer makes a message with an interaction's token.
func (s *Server) answer(i *Interaction, data Object, raw []byte) *stored {
	o := s.newMessage(i.Channel, s.App.UserID)
	o["application_id"], o["webhook_id"] = s.App.ID, s.App.ID
	owners := Object{"0": i.guild}
	if i.userInstalled {
		owners = Object{"1": i.User}
	}
	o["interaction_metadata"] = Object{"id": i.ID, "type": i.kind, "user": s.userObject(i.User),
		"authorizing_integration_owners": owners}
	if i.kind == kindCommand && i.response == nil {
		o["type"] = 20
	}
	m := &stored{object: o, author: s.App.UserID, asked: i, body: raw}
	s.fill(m, data, FlagEphemeral|FlagSuppressEmbeds|FlagComponentsV2)
	s.keep(m)
	return m
}

// withResponse is the body of a callback with with_response=true.
func withResponse(i *Interaction, kind int, m *stored) Object {
	about := Object{"id": i.ID, "type": i.kind}
	res := Object{"interaction": about}
	if m != nil {
		about["response_message_id"] = m.id()
		about["response_message_loading"] = m.flags()&FlagLoading != 0
		about["response_message_ephemeral"] = m.flags()&FlagEphemeral != 0
		res["resource"] = Object{"type": kind, "message": maps.Clone(m.object)}
	}
	return res
}
