package slacktest

import "maps"

// Message is a message of the workspace.
type Message struct {
	Channel   string
	TS        string
	ThreadTS  string
	User      string // who wrote it
	BotID     string // set if the app wrote it
	Text      string
	Blocks    []any
	Metadata  any
	Ephemeral string // the only one who sees it
	Edits     int
	Deleted   bool
	reactions map[string]bool
	Call      Call // how the app made it; zero for what people say
}

// json is the message as Slack's methods and events show it.
func (m Message) json() map[string]any {
	out := map[string]any{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": TeamID}
	if m.ThreadTS != "" {
		out["thread_ts"] = m.ThreadTS
	}
	if m.BotID != "" {
		maps.Copy(out, map[string]any{"bot_id": m.BotID, "app_id": AppID, "bot_profile": botProfile()})
	}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	if m.Edits > 0 {
		out["edited"] = map[string]any{"user": m.User, "ts": m.TS}
	}
	return out
}

func botProfile() map[string]any {
	return map[string]any{"id": BotID, "app_id": AppID, "name": "okbot", "deleted": false, "updated": 1700000000,
		"team_id": TeamID, "icons": map[string]any{"image_48": "https://example.com/48.png"}}
}

// messages holds what is in the channels: the last so many in order of making.
type messages struct {
	order ring[string]
	byKey map[string]*Message
}

func newMessages(keep int) messages {
	return messages{order: newRing[string](keep), byKey: map[string]*Message{}}
}

func (ms *messages) add(m Message) {
	key := m.Channel + "/" + m.TS
	if old, dropped := ms.order.add(key); dropped {
		delete(ms.byKey, old)
	}
	ms.byKey[key] = &m
}

// get returns nil if there is none or it was deleted.
func (ms *messages) get(channel, ts string) *Message {
	m := ms.byKey[channel+"/"+ts]
	if m == nil || m.Deleted {
		return nil
	}
	return m
}

// in returns the messages of a channel that are not ephemeral: the thread's with its parent first, or
// for thread "" those outside threads.
func (ms *messages) in(channel, thread string) []*Message {
	var out []*Message
	for _, key := range ms.order.all() {
		m := ms.byKey[key]
		if m == nil || m.Channel != channel || m.Deleted || m.Ephemeral != "" {
			continue
		}
		if thread != "" && (m.ThreadTS == thread || m.TS == thread) || thread == "" && m.ThreadTS == "" {
			out = append(out, m)
		}
	}
	return out
}

// Message returns a message as it is now; ok is false if there never was one or it was forgotten, and
// Deleted is set for what was deleted.
func (s *Server) Message(channel, ts string) (m Message, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.messages.byKey[channel+"/"+ts]; p != nil {
		return *p, true
	}
	return Message{}, false
}

// Messages returns what a channel shows now, as everyone sees it: the thread with its parent, or for thread "" what is outside threads.
func (s *Server) Messages(channel, thread string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.messages.in(channel, thread) {
		out = append(out, *m)
	}
	return out
}
