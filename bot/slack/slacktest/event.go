package slacktest

import "maps"

// The kinds of events, which are the types of Socket Mode's envelopes.
const (
	EventsAPI     = "events_api"
	SlashCommands = "slash_commands"
	Interactive   = "interactive"
)

// Event is something that happened in the workspace, as Slack reports it to the app.
// Tests may change the payload.
type Event struct {
	Kind            string
	Payload         map[string]any
	AcceptsResponse bool   // whether the acknowledgement may carry a message
	TS              string // the message it is about, if any
	Channel         string
	ResponseURL     string
}

// Inner is the "event" of an Events API payload, or nil.
func (e Event) Inner() map[string]any {
	m, _ := e.Payload["event"].(map[string]any)
	return m
}

// envelope is what goes over a socket: https://docs.slack.dev/apis/events-api/using-socket-mode#events.
func (e Event) envelope(id string, attempt int, reason string) map[string]any {
	out := map[string]any{"type": e.Kind, "envelope_id": id, "payload": e.Payload, "accepts_response_payload": e.AcceptsResponse}
	if e.Kind == EventsAPI {
		out["retry_attempt"], out["retry_reason"] = attempt, reason
	}
	return out
}

// wrap makes an event of the Events API: https://docs.slack.dev/apis/events-api#event-type-structure. s.mu is held.
func (s *Server) wrap(inner map[string]any) Event {
	channel, _ := inner["channel"].(string)
	ts, _ := inner["ts"].(string)
	return Event{Kind: EventsAPI, Channel: channel, TS: ts, Payload: map[string]any{
		"token": VerificationToken, "team_id": TeamID, "context_team_id": TeamID, "context_enterprise_id": nil, "api_app_id": AppID,
		"event": inner, "type": "event_callback", "event_id": s.id("Ev"), "event_time": s.now().Unix(),
		"authorizations": []any{map[string]any{"enterprise_id": nil, "team_id": TeamID, "user_id": BotUserID,
			"is_bot": true, "is_enterprise_install": false}},
		"is_ext_shared_channel": false, "event_context": s.id("4-fake-"),
	}}
}

// Custom makes an event of the Events API with any inner event, for types that the fake does not know.
func (s *Server) Custom(inner map[string]any) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrap(inner)
}

// Said is a message that someone writes. The zero value of a member is what is most usual.
type Said struct {
	User     string // Mina
	Channel  string // General
	Text     string // as Slack has it: & < > escaped, mentions as <@U…>
	ThreadTS string // the thread's parent
	TS       string // a new one
	ClientID string // client_msg_id, a new one
	Bot      bool   // another app says it
	// Context is what the user has open beside the agent view, for direct messages: app_context of the message.
	Context map[string]any
}

func (s *Server) fill(said Said) Said {
	if said.User == "" {
		said.User = Mina
	}
	if said.Channel == "" {
		said.Channel = General
	}
	if said.TS == "" {
		said.TS = s.ts()
	}
	if said.ClientID == "" {
		said.ClientID = s.id("client-")
	}
	if _, ok := s.users[said.User]; !ok {
		s.users[said.User] = User{ID: said.User, Name: said.User, Locale: "en-US", TZ: "UTC", Bot: said.Bot}
	}
	s.messages.add(Message{Channel: said.Channel, TS: said.TS, ThreadTS: said.ThreadTS, User: said.User, Text: said.Text})
	return said
}

// Mention makes the two events Slack sends when someone mentions the app in a channel that it is in: app_mention, and the
// message event of the same ts. The mention is put before the text unless the text has it.
func (s *Server) Mention(said Said) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !hasMention(said.Text) {
		said.Text = "<@" + BotUserID + "> " + said.Text
	}
	said = s.fill(said)
	inner := s.userMessage(said)
	twin := maps.Clone(inner)
	inner["type"] = "app_mention"
	delete(inner, "channel_type")
	delete(inner, "subtype")
	return []Event{s.wrap(inner), s.wrap(twin)}
}

// Say makes the event of a message in a channel, a thread or direct messages, by a person or by another app.
func (s *Server) Say(said Said) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrap(s.userMessage(s.fill(said)))
}

// DirectMessage makes the event of a message that someone writes to the app.
func (s *Server) DirectMessage(said Said) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if said.User == "" {
		said.User = Mina
	}
	said.Channel = s.dm(said.User)
	return s.wrap(s.userMessage(s.fill(said)))
}

// userMessage is the inner event: https://docs.slack.dev/reference/events/message.
func (s *Server) userMessage(said Said) map[string]any {
	out := map[string]any{
		"type": "message", "user": said.User, "ts": said.TS, "client_msg_id": said.ClientID, "text": said.Text, "team": TeamID,
		"blocks": richText(said.Text), "channel": said.Channel, "event_ts": said.TS, "channel_type": s.channels[said.Channel].kind(),
	}
	if said.ThreadTS != "" {
		out["thread_ts"] = said.ThreadTS
		if parent := s.messages.get(said.Channel, said.ThreadTS); parent != nil {
			out["parent_user_id"] = parent.User
		}
	}
	if said.Context != nil {
		out["app_context"] = said.Context
	}
	if said.Bot {
		delete(out, "client_msg_id")
		out["subtype"], out["bot_id"], out["app_id"] = "bot_message", "B0OTHERBOT", "A0OTHERAPP"
	}
	return out
}
