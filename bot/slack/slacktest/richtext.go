package slacktest

import "strings"

func hasMention(text string) bool { return strings.Contains(text, "<@"+BotUserID) }

// richText is the block that Slack's clients make of what someone types. A mention of the app is an element of its own.
func richText(text string) []any {
	var elems []any
	for text != "" {
		before, after, found := strings.Cut(text, "<@"+BotUserID+">")
		if before != "" {
			elems = append(elems, map[string]any{"type": "text", "text": unescape(before)})
		}
		if found {
			elems = append(elems, map[string]any{"type": "user", "user_id": BotUserID})
		}
		text = after
	}
	section := map[string]any{"type": "rich_text_section", "elements": elems}
	return []any{map[string]any{"type": "rich_text", "block_id": "fakeB", "elements": []any{section}}}
}

// unescape undoes how Slack escapes text: https://docs.slack.dev/messaging/formatting-message-text#escaping.
func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
