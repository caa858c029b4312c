package slack

import (
	"encoding/json"
	"strings"

	"okbot/index/query"
)

// An attachment is what is shared with a message: another message, or a card
// (https://docs.slack.dev/reference/messaging/attachment).
type attachment struct {
	Pretext  string            `json:"pretext"`
	Title    string            `json:"title"`
	Text     string            `json:"text"`
	Fallback string            `json:"fallback"`
	Blocks   []json.RawMessage `json:"blocks"`
	Messages []struct {
		Message struct {
			Blocks []json.RawMessage `json:"blocks"`
		} `json:"message"`
	} `json:"message_blocks"`
}

// maxShared bounds the bytes that are read of what is shared.
const maxShared = 8000

// asked returns the question of a message: its text or, if that is nothing or a request
// to answer what it shares, what it shares.
func asked(text string, attachments []attachment, blocks []json.RawMessage) string {
	said := textOf(text)
	if said != "" && query.IntentOf(query.Clean(said)) != query.Request {
		return said
	}
	if shared := sharedText(attachments); shared != "" {
		return shared
	}
	if said == "" {
		return textOf(blockText(blocks))
	}
	return said
}

// sharedText returns the text of the first attachment that has any.
func sharedText(attachments []attachment) string {
	for _, a := range attachments {
		var blocks []json.RawMessage
		for _, m := range a.Messages {
			blocks = append(blocks, m.Message.Blocks...)
		}
		written := strings.Join(strings.Fields(a.Pretext+" "+a.Title+" "+a.Text), " ")
		for _, text := range []string{written, blockText(blocks), blockText(a.Blocks), a.Fallback} {
			if text = textOf(text); text != "" {
				return text
			}
		}
	}
	return ""
}

// blockText returns the text in blocks of any kind, in order.
func blockText(blocks []json.RawMessage) string {
	var b strings.Builder
	for _, raw := range blocks {
		var block any
		if len(raw) <= maxShared && json.Unmarshal(raw, &block) == nil {
			addText(&b, block)
		}
	}
	return b.String()
}

// addText adds the text in a part of a block, which nests as deep as Slack's JSON does.
func addText(b *strings.Builder, part any) {
	switch part := part.(type) {
	case []any:
		for _, p := range part {
			addText(b, p)
		}
	case map[string]any:
		if text, ok := part["text"].(string); ok && b.Len()+len(text) < maxShared {
			b.WriteString(text + " ")
		}
		for _, member := range []string{"text", "elements", "fields"} {
			if _, ok := part[member].(string); !ok {
				addText(b, part[member])
			}
		}
	}
}
