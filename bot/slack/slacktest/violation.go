package slacktest

import (
	"fmt"
	"regexp"
)

const maxText = 40_000 // characters of a message's text: https://docs.slack.dev/reference/methods/chat.postMessage#truncating

// Violations returns what the app sent that Slack's documentation does not allow, oldest first.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.violations.all()
}

// ForgetViolations empties that list, for tests that are about violations.
func (s *Server) ForgetViolations() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = newRing[string](s.opts.Keep)
}

// violate notes a violation. s.mu is held.
func (s *Server) violate(c *Call, format string, args ...any) {
	v := c.Method + ": " + fmt.Sprintf(format, args...)
	s.violations.add(v)
	s.opts.Log.Warn("violation", "what", v)
}

// refuse notes problems of a payload and answers as Slack does, with the problems in response_metadata.
func (s *Server) refuse(c *Call, code string, problems ...string) reply {
	var messages []string
	for _, p := range problems {
		s.violate(c, "%s: %s", code, p)
		messages = append(messages, "[ERROR] "+p)
	}
	return reply{"error": code, "errors": problems, "response_metadata": map[string]any{"messages": messages}}
}

var tsPattern = regexp.MustCompile(`^\d{10}\.\d{6}$`)

// checkMessage checks the arguments that every method with a message has. s.mu is held.
func (s *Server) checkMessage(c *Call) reply {
	if v := c.Args["blocks"]; v != nil {
		if _, ok := v.([]any); !ok {
			return s.refuse(c, "invalid_blocks_format", "blocks is no JSON array")
		}
		if problems := checkBlocks("message", "/blocks", v); len(problems) > 0 {
			return s.refuse(c, "invalid_blocks", problems...)
		}
		if n := encodedLength(v); n > maxInBlocks {
			return s.refuse(c, "msg_blocks_too_long", fmt.Sprintf("blocks have %d characters as JSON, limit about %d", n, maxInBlocks))
		}
	}
	if v := c.Args["metadata"]; v != nil {
		if out := s.checkMetadata(c, v); out != nil {
			return out
		}
	}
	if ts := c.Args.String("thread_ts"); ts != "" && !tsPattern.MatchString(ts) {
		return s.refuse(c, "invalid_thread_ts", fmt.Sprintf("thread_ts %q", ts))
	}
	return nil
}

// checkMetadata: https://docs.slack.dev/messaging/message-metadata#payload_structure.
func (s *Server) checkMetadata(c *Call, v any) reply {
	k := &checker{}
	payload := func(k *checker, at string, v any) {
		if _, ok := v.(map[string]any); !ok {
			k.bad(at, "must be an object")
		}
	}
	object(members{"event_type!": str(255), "event_payload!": payload})(k, "/metadata", v)
	if len(k.problems) > 0 {
		return s.refuse(c, "invalid_metadata_format", k.problems...)
	}
	if n := encodedLength(v); n > maxMetadata {
		return s.refuse(c, "metadata_too_large", fmt.Sprintf("metadata has %d characters", n))
	}
	return nil
}

// checkView: https://docs.slack.dev/reference/views. s.mu is held.
func (s *Server) checkView(c *Call, view map[string]any) reply {
	k := &checker{}
	kind, _ := view["type"].(string)
	ms := members{"type!": anything, "blocks!": anything, "private_metadata": str(3000), "callback_id": str(255), "external_id": str(255)}
	if kind == "modal" {
		ms["title!"], ms["close"], ms["submit"] = plain(24), plain(24), plain(24)
		ms["clear_on_close"], ms["notify_on_close"] = boolean, boolean
	}
	object(ms)(k, "/view", view)
	k.problems = append(k.problems, checkBlocks(kind, "/view/blocks", view["blocks"])...)
	if len(k.problems) > 0 {
		return s.refuse(c, "invalid_arguments", k.problems...)
	}
	if n := encodedLength(view); n > maxView {
		return s.refuse(c, "view_too_large", fmt.Sprintf("view has %d characters", n))
	}
	return nil
}
