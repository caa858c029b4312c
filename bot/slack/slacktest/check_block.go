package slacktest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of a message and of a view: https://docs.slack.dev/reference/block-kit/blocks.
const (
	maxBlocks     = 50
	maxViewBlocks = 100
	maxMarkdown   = 12_000 // characters in all markdown blocks together
	maxInBlocks   = 13_200 // characters; Slack does not document it: https://github.com/slackapi/bolt-js/issues/2509
	maxView       = 250_000
	maxMetadata   = 8_192
)

// everywhere are the blocks of messages and views alike.
var everywhere = map[string]check{
	"divider": block(members{}),
	"header":  block(members{"text!": plain(150)}),
	"section": either("text", "fields", block(members{"text": text(3000), "fields": list(1, 10, text(2000)), "expand": boolean,
		"accessory": typed(some(elements, "button", "image", "overflow", "checkboxes", "radio_buttons", "static_select",
			"conversations_select", "datepicker"))})),
	"context": block(members{"elements!": list(1, 10, typed(map[string]check{"image": elements["image"], "plain_text": plain(3000),
		"mrkdwn": mrkdwn(3000)}))}),
	"actions": block(members{"elements!": uniqueActions(1, 25, "button", "overflow", "checkboxes", "radio_buttons", "static_select",
		"conversations_select", "datepicker")}),
	"image": either("image_url", "slack_file", block(members{"image_url": str(3000), "slack_file": slackFile, "alt_text!": str(2000),
		"title": plain(2000)})),
	"rich_text": block(members{"elements!": list(1, 1000, typed(richParts))}),
	"input": block(members{"label!": plain(2000), "hint": plain(2000), "optional": boolean, "dispatch_action": boolean,
		"element!": typed(some(elements, "checkboxes", "radio_buttons", "static_select", "conversations_select", "datepicker",
			"plain_text_input"))}),
}

// inMessages are the blocks that only messages may have.
var inMessages = map[string]check{
	"context_actions": block(members{"elements!": uniqueActions(1, 5, "feedback_buttons", "icon_button")}),
	"markdown":        markdown,
	"container": either("title", "rich_text_title", block(members{"title": plain(150), "rich_text_title": anything, "subtitle": text(150),
		"child_blocks!": list(1, 10, typed(some(everywhere, "actions", "context", "divider", "header", "image", "input", "rich_text",
			"section"))), "width": oneOf("narrow", "standard", "wide", "full"), "icon": elements["image"], "is_collapsible": boolean,
		"default_collapsed": boolean, "has_header_divider": boolean})),
	"table": block(members{"rows!": list(1, 100, list(1, 20, anything)), "column_settings": list(1, 20, anything)}),
}

// block is an object with a type and an optional block_id that no other block of the message has.
func block(ms members) check {
	ms = maps.Clone(ms)
	ms["type!"] = anything
	ms["block_id"] = func(k *checker, at string, v any) {
		str(255)(k, at, v)
		id, _ := v.(string)
		if k.ids[id] {
			k.bad(at, "`block_id` %q already exists", id)
		}
		k.ids[id] = true
	}
	return object(ms)
}

// either is c with one of two members there.
func either(a, b string, c check) check {
	return func(k *checker, at string, v any) {
		c(k, at, v)
		if m, _ := v.(map[string]any); m[a] == nil && m[b] == nil {
			k.bad(at, "missing required field: %s or %s", a, b)
		}
	}
}

func markdown(k *checker, at string, v any) {
	block(members{"text!": str(maxMarkdown)})(k, at, v)
	m, _ := v.(map[string]any)
	text, _ := m["text"].(string)
	k.markdown += utf8.RuneCountInString(text)
}

// checkBlocks says what is wrong with the blocks of a surface ("message", "home" or "modal").
func checkBlocks(surface, at string, v any) []string {
	k := &checker{ids: map[string]bool{}}
	kinds, most := maps.Clone(everywhere), maxViewBlocks
	if surface == "message" {
		maps.Copy(kinds, inMessages)
		most = maxBlocks
	}
	list(0, most, typed(kinds))(k, at, v)
	if k.markdown > maxMarkdown {
		k.bad(at, "markdown blocks have %d characters in total, limit %d", k.markdown, maxMarkdown)
	}
	slices.Sort(k.problems)
	return k.problems
}

// encodedLength is how many characters a value has as JSON.
func encodedLength(v any) int {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return utf8.RuneCountInString(b.String()) - 1
}
