package slacktest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

func apiTest(_ *Server, c *Call) reply {
	if code := c.Args.String("error"); code != "" {
		return reply{"error": code, "args": c.Args}
	}
	return reply{"args": c.Args}
}

func authTest(s *Server, _ *Call) reply {
	return reply{"url": "https://" + TeamDomain + ".slack.com/", "team": "okbot test", "user": "okbot",
		"team_id": TeamID, "user_id": BotUserID, "bot_id": BotID, "is_enterprise_install": false}
}

func usersInfo(s *Server, c *Call) reply {
	u, ok := s.users[c.Args.String("user")]
	if !ok {
		return slackError("user_not_found")
	}
	user := map[string]any{"id": u.ID, "team_id": TeamID, "name": u.Name, "deleted": false, "real_name": u.Name, "tz": u.TZ,
		"is_bot": u.Bot, "is_admin": false, "is_owner": false, "is_restricted": false, "is_app_user": false, "updated": 1700000000,
		"profile": map[string]any{"real_name": u.Name, "display_name": u.Name, "team": TeamID}}
	if c.Args.Bool("include_locale") {
		user["locale"] = u.Locale
	}
	return reply{"user": user}
}

func botsInfo(_ *Server, c *Call) reply {
	if id := c.Args.String("bot"); id != "" && id != BotID {
		return slackError("bot_not_found")
	}
	return reply{"bot": map[string]any{"id": BotID, "deleted": false, "name": "okbot", "updated": 1700000000,
		"app_id": AppID, "user_id": BotUserID, "icons": map[string]any{"image_48": "https://example.com/48.png"}}}
}

func teamInfo(_ *Server, _ *Call) reply {
	return reply{"team": map[string]any{"id": TeamID, "name": "okbot test", "domain": TeamDomain, "email_domain": "",
		"icon": map[string]any{"image_default": true}}}
}

func conversationsInfo(s *Server, c *Call) reply {
	ch, out := s.channel(c)
	if out != nil {
		return out
	}
	return reply{"channel": ch.json()}
}

func (c Channel) json() map[string]any {
	out := map[string]any{"id": c.ID, "created": 1700000000, "is_archived": c.Archived, "is_im": c.IM != "",
		"is_private": c.Private || c.IM != "", "context_team_id": TeamID, "updated": 1700000000000}
	if c.IM != "" {
		out["user"], out["is_open"] = c.IM, true
		return out
	}
	out["name"], out["name_normalized"], out["is_channel"], out["is_group"] = c.Name, c.Name, !c.Private, c.Private
	out["is_member"], out["is_general"], out["creator"] = c.Member, c.ID == General, Alex
	return out
}

func conversationsOpen(s *Server, c *Call) reply {
	user := c.Args.String("users")
	if u, ok := s.users[user]; !ok || u.Bot {
		return slackError("user_not_found")
	}
	id := s.dm(user)
	if c.Args.Bool("return_im") {
		return reply{"channel": s.channels[id].json()}
	}
	return reply{"channel": map[string]any{"id": id}}
}

func conversationsHistory(s *Server, c *Call) reply {
	ms, out := s.visible(c, "")
	if out != nil {
		return out
	}
	slices.Reverse(ms) // newest first
	return page(ms, c)
}

func conversationsReplies(s *Server, c *Call) reply {
	thread := c.Args.String("ts")
	if thread == "" {
		return slackError("thread_not_found")
	}
	ms, out := s.visible(c, thread)
	if out != nil {
		return out
	}
	if len(ms) == 0 {
		return slackError("thread_not_found")
	}
	return page(ms, c)
}

func (s *Server) visible(c *Call, thread string) ([]*Message, reply) {
	ch, out := s.channel(c)
	if out != nil {
		return nil, out
	}
	if !ch.Member {
		return nil, slackError("not_in_channel")
	}
	ms := s.messages.in(ch.ID, thread)
	oldest, latest, inclusive := c.Args.String("oldest"), c.Args.String("latest"), c.Args.Bool("inclusive")
	return slices.DeleteFunc(ms, func(m *Message) bool {
		return oldest != "" && (m.TS < oldest || m.TS == oldest && !inclusive) ||
			latest != "" && (m.TS > latest || m.TS == latest && !inclusive)
	}), nil
}

// page answers with the part of the list that limit and cursor ask for.
func page(ms []*Message, c *Call) reply {
	limit, start := 100, 0
	if c.Method == "conversations.replies" {
		limit = 1000
	}
	switch v := c.Args["limit"].(type) {
	case string:
		limit, _ = strconv.Atoi(v)
	case float64:
		limit = int(v)
	}
	if limit < 1 || limit > 1000 {
		return slackError("invalid_limit")
	}
	if cursor := c.Args.String("cursor"); cursor != "" {
		if _, err := fmt.Sscanf(cursor, "next:%d", &start); err != nil || start < 0 || start > len(ms) {
			return slackError("invalid_cursor")
		}
	}
	end := min(start+limit, len(ms))
	list := []any{}
	for _, m := range ms[start:end] {
		list = append(list, m.json())
	}
	out := reply{"messages": list, "has_more": end < len(ms)}
	if end < len(ms) {
		out["response_metadata"] = map[string]any{"next_cursor": fmt.Sprintf("next:%d", end)}
	}
	return out
}

func addReaction(s *Server, c *Call) reply {
	return s.react(c, "already_reacted")
}

func removeReaction(s *Server, c *Call) reply {
	return s.react(c, "no_reaction")
}

func (s *Server) react(c *Call, refused string) reply {
	ch, out := s.channel(c)
	if out != nil {
		return out
	}
	m := s.messages.get(ch.ID, c.Args.String("timestamp"))
	name := c.Args.String("name")
	if m == nil {
		return slackError("message_not_found")
	}
	if name == "" {
		return slackError("invalid_name")
	}
	if m.reactions[name] == (c.Method == "reactions.add") {
		return slackError(refused)
	}
	if m.reactions == nil {
		m.reactions = map[string]bool{}
	}
	m.reactions[name] = c.Method == "reactions.add"
	return nil
}

// trigger makes a trigger_id, which opens one view within three seconds.
// See https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses.
func (s *Server) trigger() string {
	if len(s.triggers) > 1000 {
		maps.DeleteFunc(s.triggers, func(_ string, until time.Time) bool { return s.now().After(until) })
	}
	id := s.id("13345224609.738474920.")
	s.triggers[id] = s.now().Add(3 * time.Second)
	return id
}
