package slacktest

import "maps"

// Click is someone using a button or another element that the app made.
type Click struct {
	User     string         // Mina
	Action   map[string]any // the element's action; see ButtonAction, FeedbackAction
	Channel  string         // of the message with the element
	TS       string         // of the message; unset: the user's App Home
	ThreadTS string         // of an ephemeral message's thread
}

// ButtonAction is what pressing a button sends.
func ButtonAction(blockID, actionID, value string) map[string]any {
	return map[string]any{"type": "button", "block_id": blockID, "action_id": actionID, "value": value,
		"text": map[string]any{"type": "plain_text", "text": "Button", "emoji": true}}
}

// FeedbackAction is what 👍 or 👎 of feedback_buttons sends.
func FeedbackAction(blockID, actionID, value string) map[string]any {
	return map[string]any{"type": "feedback_buttons", "block_id": blockID, "action_id": actionID, "value": value,
		"text": map[string]any{"type": "plain_text", "text": "Good Response", "emoji": true}}
}

// Press makes block_actions: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. The message must be
// known to the fake, which the app's posts are.
func (s *Server) Press(c Click) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	user, ch := s.who(c.User, c.Channel)
	action := maps.Clone(c.Action)
	action["action_ts"] = s.ts()
	p := s.interaction("block_actions", user)
	p["actions"] = []any{action}
	if c.TS == "" {
		home := s.homes[user.ID]
		p["container"] = map[string]any{"type": "view", "view_id": home.ID}
		p["view"] = home.json()
		return Event{Kind: Interactive, Payload: p}
	}
	m := s.messages.byKey[ch.ID+"/"+c.TS]
	if m == nil {
		m = &Message{Channel: ch.ID, TS: c.TS, User: BotUserID, BotID: BotID}
	}
	p["channel"] = map[string]any{"id": ch.ID, "name": channelName(ch)}
	p["state"] = map[string]any{"values": map[string]any{}}
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": ch.ID, "is_ephemeral": m.Ephemeral != ""}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	p["container"] = container
	if m.Ephemeral == "" {
		p["message"] = m.json() // Slack leaves the message out if it is ephemeral
	}
	url := s.newResponseURL("actions", ch.ID, user.ID, m.TS)
	p["response_url"] = url
	return Event{Kind: Interactive, Payload: p, Channel: ch.ID, TS: m.TS, ResponseURL: url}
}

// interaction is what all interactions have in common.
func (s *Server) interaction(kind string, user User) map[string]any {
	return map[string]any{
		"type": kind, "token": VerificationToken, "api_app_id": AppID, "trigger_id": s.trigger(),
		"team":       map[string]any{"id": TeamID, "domain": TeamDomain},
		"user":       map[string]any{"id": user.ID, "username": user.Name, "name": user.Name, "team_id": TeamID},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

// MessageShortcut makes message_action, the shortcut on a message:
// https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload.
func (s *Server) MessageShortcut(callbackID, user, channel, ts string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, ch := s.who(user, channel)
	m := s.messages.byKey[ch.ID+"/"+ts]
	if m == nil {
		m = &Message{Channel: ch.ID, TS: ts}
	}
	p := s.interaction("message_action", u)
	url := s.newResponseURL("app", ch.ID, u.ID, "")
	p["callback_id"], p["action_ts"], p["message_ts"] = callbackID, s.ts(), m.TS
	p["message"], p["response_url"] = m.json(), url
	p["channel"] = map[string]any{"id": ch.ID, "name": channelName(ch)}
	return Event{Kind: Interactive, Payload: p, Channel: ch.ID, TS: m.TS, ResponseURL: url}
}

// GlobalShortcut makes a shortcut that is not about a message.
func (s *Server) GlobalShortcut(callbackID, user string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, _ := s.who(user, "")
	p := s.interaction("shortcut", u)
	p["callback_id"], p["action_ts"] = callbackID, s.ts()
	return Event{Kind: Interactive, Payload: p}
}

// Submit makes view_submission for a modal: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload.
// values are by block_id and action_id.
func (s *Server) Submit(user string, view map[string]any, values map[string]map[string]any) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, _ := s.who(user, "")
	p := s.interaction("view_submission", u)
	v := View{ID: s.id("V"), Hash: s.id("1700000000."), View: view}.json()
	v["state"] = map[string]any{"values": values}
	p["view"], p["response_urls"] = v, []any{}
	return Event{Kind: Interactive, Payload: p, AcceptsResponse: true}
}
