package slack_test

import (
	"strings"
	"testing"

	"okbot/bot/slack/slacktest"
)

// TestShared checks that a message without a question of its own is about what it
// shares, and that an emoji's name counts for nothing.
func TestShared(t *testing.T) {
	type object = map[string]any
	section := []any{object{"type": "rich_text", "elements": []any{object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": askKo}}}}}}
	for name, test := range map[string]struct {
		text   string
		member string
		value  any
	}{
		"forwarded":           {"", "attachments", []any{object{"is_share": true, "fallback": "[30 November 2025] alex: …", "text": askKo}}},
		"forwarded in blocks": {"", "attachments", []any{object{"is_share": true, "message_blocks": []any{object{"message": object{"blocks": section}}}}}},
		"with a request":      {"이거 답해줘", "attachments", []any{object{"text": askKo}}},
		"blocks":              {"", "blocks", section},
		"an emoji":            {":감사합니다: " + askKo + " :ありがとう:", "x", nil},
		"two emoji":           {":넵::감사: " + askKo, "x", nil},
		"the bot's name":      {"okbot " + askKo, "x", nil},
	} {
		srv := slacktest.New(t, slacktest.Options{})
		start(t, srv, setup{})
		events := srv.Mention(slacktest.Said{Text: test.text})
		for _, e := range events {
			e.Inner()[test.member] = test.value
		}
		acked(t, srv.Send(events...)...)
		posts, err := srv.WaitPosts(deadline(t), 1)
		if err != nil || !strings.Contains(posts[0].Text, "김경훈") {
			t.Errorf("%s: %q, %v", name, texts(posts), err)
		}
	}
}
