package slacktest

import (
	"fmt"
	"slices"
	"strings"
)

// Status returns what the app shows as its status in a thread until the app writes there.
func (s *Server) Status(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.statuses[channel+"/"+thread]
}

// cleared takes the status away, as a message of the app in the thread does.
func (s *Server) cleared(m Message) { delete(s.statuses, m.Channel+"/"+m.ThreadTS) }

func (s *Server) assistantChannel(c *Call) (Channel, reply) {
	ch, ok := s.channels[c.Args.String("channel_id")]
	if !ok {
		return ch, slackError("channel_not_found")
	}
	if !ch.Member {
		return ch, slackError("not_in_channel")
	}
	return ch, nil
}

func setStatus(s *Server, c *Call) reply {
	ch, out := s.assistantChannel(c)
	if out != nil {
		return out
	}
	thread := c.Args.String("thread_ts")
	if _, ok := c.Args["status"]; !ok || thread == "" {
		return s.refuse(c, "invalid_arguments", "status and thread_ts are required")
	}
	loading, _ := c.Args["loading_messages"].([]any)
	if len(loading) > 10 || strings.Count(c.Args.String("loading_messages"), ",") > 9 {
		return s.refuse(c, "invalid_arguments", "more than 10 loading_messages")
	}
	s.statuses[ch.ID+"/"+thread] = c.Args.String("status")
	return nil
}

func setTitle(s *Server, c *Call) reply {
	if _, out := s.assistantChannel(c); out != nil {
		return out
	}
	if c.Args.String("thread_ts") == "" || c.Args.String("title") == "" {
		return s.refuse(c, "invalid_arguments", "thread_ts and title are required")
	}
	return nil
}

// Prompt is a question that the app suggests.
type Prompt struct{ Title, Message string }

// Prompts returns what the app suggests in its conversation with a user.
func (s *Server) Prompts(channel string) []Prompt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prompts[channel]
}

// setPrompts takes at most four prompts. See https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts,
// also for what thread_ts does in the agent view.
func setPrompts(s *Server, c *Call) reply {
	ch, out := s.assistantChannel(c)
	if out != nil {
		return out
	}
	list, _ := c.Args["prompts"].([]any)
	if len(list) == 0 || len(list) > 4 {
		return s.refuse(c, "invalid_arguments", fmt.Sprintf("%d prompts, 1 to 4 are allowed", len(list)))
	}
	var prompts []Prompt
	for _, v := range list {
		p, _ := v.(map[string]any)
		title, _ := p["title"].(string)
		message, _ := p["message"].(string)
		if title == "" || message == "" || len(p) != 2 {
			return s.refuse(c, "invalid_arguments", "a prompt has a title and a message")
		}
		prompts = append(prompts, Prompt{title, message})
	}
	if hasThread := c.Args.String("thread_ts") != ""; hasThread != s.opts.LegacyAssistant {
		s.violate(c, "prompts for a thread in the agent view, or for none in the assistant view, are not shown")
		return nil
	}
	s.prompts[ch.ID] = prompts
	return nil
}

var sessionStatuses = []string{"active", "processing", "suspended", "closed"}

func setSessionStatus(s *Server, c *Call) reply {
	ch, out := s.assistantChannel(c)
	if out != nil {
		return out
	}
	status := c.Args.String("status")
	if !slices.Contains(sessionStatuses, status) {
		return s.refuse(c, "invalid_arguments", fmt.Sprintf("unknown session status %q", status))
	}
	s.statuses[ch.ID+"/"+c.Args.String("thread_ts")] = status
	return reply{"status": status, "agent_status": status}
}
