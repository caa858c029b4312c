package slacktest

import "maps"

// Edit makes the message_changed event of a person editing what they said before. The message's ts stays.
func (s *Server) Edit(channel, ts, text string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.known(channel, ts)
	before := m.json()
	m.Text = text
	m.Edits++
	inner := s.changedMessage("message_changed", *m)
	inner["message"], inner["previous_message"] = m.json(), before
	return s.wrap(inner)
}

// Delete makes the message_deleted event of a person deleting what they said.
func (s *Server) Delete(channel, ts string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.known(channel, ts)
	m.Deleted = true
	inner := s.changedMessage("message_deleted", *m)
	inner["previous_message"], inner["deleted_ts"] = m.json(), m.TS
	return s.wrap(inner)
}

// OwnMessage makes the event of a message that the app itself posted.
func (s *Server) OwnMessage(channel, ts string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.known(channel, ts)
	inner := m.json()
	maps.Copy(inner, map[string]any{"channel": channel, "event_ts": m.TS, "channel_type": s.channels[channel].kind()})
	return s.wrap(inner)
}

func (s *Server) known(channel, ts string) *Message {
	if m := s.messages.byKey[channel+"/"+ts]; m != nil {
		return m
	}
	return &Message{Channel: channel, TS: ts, User: Mina}
}

func (s *Server) changedMessage(subtype string, m Message) map[string]any {
	ts := s.ts()
	return map[string]any{"type": "message", "subtype": subtype, "hidden": true, "channel": m.Channel, "ts": ts, "event_ts": ts,
		"channel_type": s.channels[m.Channel].kind()}
}

// OpenHome makes app_home_opened for the Home tab: https://docs.slack.dev/reference/events/app_home_opened.
func (s *Server) OpenHome(user string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	inner := map[string]any{"type": "app_home_opened", "user": user, "channel": s.dm(user), "tab": "home", "event_ts": s.ts()}
	if home, ok := s.homes[user]; ok {
		inner["view"] = home.json()
	}
	return s.wrap(inner)
}

// OpenMessages makes app_home_opened for the Messages tab, which is the agent view if the app has one. viewing is the channel
// that the user looks at beside it, or "".
func (s *Server) OpenMessages(user, viewing string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrap(map[string]any{"type": "app_home_opened", "user": user, "channel": s.dm(user), "tab": "messages",
		"context": viewContext(viewing), "event_ts": s.ts()})
}

// ChangeContext makes app_context_changed: someone with the agent view open looks at another channel, or at none.
// See https://docs.slack.dev/reference/events/app_context_changed.
func (s *Server) ChangeContext(user, viewing string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrap(map[string]any{"type": "app_context_changed", "user": user, "channel": s.dm(user),
		"context": viewContext(viewing), "event_ts": s.ts()})
}

func viewContext(channel string) map[string]any {
	if channel == "" {
		return map[string]any{}
	}
	return map[string]any{"entities": []any{map[string]any{"type": "slack#/types/channel_id", "value": channel, "team_id": TeamID}}}
}

// StartAssistant makes assistant_thread_started of apps with the older assistant view; Event.TS is the thread.
// See https://docs.slack.dev/reference/events/assistant_thread_started.
func (s *Server) StartAssistant(user, viewing string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.assistantEvent("assistant_thread_started", user, viewing, s.ts())
}

// ChangeAssistantContext makes assistant_thread_context_changed for a thread of StartAssistant.
func (s *Server) ChangeAssistantContext(user, viewing, thread string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.assistantEvent("assistant_thread_context_changed", user, viewing, thread)
}

func (s *Server) assistantEvent(kind, user, viewing, thread string) Event {
	context := map[string]any{}
	if viewing != "" {
		context = map[string]any{"channel_id": viewing, "team_id": TeamID, "enterprise_id": nil}
	}
	channel := s.dm(user)
	ev := s.wrap(map[string]any{"type": kind, "event_ts": s.ts(), "assistant_thread": map[string]any{
		"user_id": user, "context": context, "channel_id": channel, "thread_ts": thread}})
	ev.Channel, ev.TS = channel, thread
	return ev
}

// RevokeTokens makes tokens_revoked and app_uninstalled, the events of someone removing the app; Revoke makes the token refused.
func (s *Server) RevokeTokens() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return []Event{
		s.wrap(map[string]any{"type": "tokens_revoked", "event_ts": s.ts(),
			"tokens": map[string]any{"oauth": []any{}, "bot": []any{BotUserID}}}),
		s.wrap(map[string]any{"type": "app_uninstalled", "event_ts": s.ts()}),
	}
}
