package slacktest

import "maps"

// The block elements of https://docs.slack.dev/reference/block-kit/block-elements: what each may have, and the limits.
var elements = map[string]check{
	"button": action(members{"text!": plain(75), "url": str(3000), "value": str(2000), "style": oneOf("primary", "danger"),
		"confirm": confirm, "accessibility_label": str(75)}),
	"feedback_buttons": action(members{"positive_button!": feedbackButton, "negative_button!": feedbackButton}),
	"icon_button": action(members{"icon!": oneOf("trash"), "text!": plain(75), "value": str(2000), "confirm": confirm,
		"accessibility_label": str(75), "visible_to_user_ids": list(1, 100, str(255))}),
	"image":    object(members{"type!": anything, "image_url": str(3000), "alt_text!": str(2000), "slack_file": slackFile}),
	"overflow": action(members{"options!": list(1, 5, option(plain(75), true)), "confirm": confirm}),
	"checkboxes": action(members{"options!": list(1, 10, option(text(75), false)), "confirm": confirm, "focus_on_load": boolean,
		"initial_options": list(1, 10, option(text(75), false))}),
	"radio_buttons": action(members{"options!": list(1, 10, option(text(75), false)), "confirm": confirm, "focus_on_load": boolean,
		"initial_option": option(text(75), false)}),
	"static_select": action(members{"placeholder": plain(150), "options": list(1, 100, option(plain(75), false)),
		"option_groups": list(1, 100, optionGroup), "initial_option": option(plain(75), false), "confirm": confirm, "focus_on_load": boolean}),
	"conversations_select": action(members{"placeholder": plain(150), "initial_conversation": str(255), "confirm": confirm,
		"default_to_current_conversation": boolean, "response_url_enabled": boolean, "filter": anything, "focus_on_load": boolean}),
	"datepicker": action(members{"placeholder": plain(150), "initial_date": str(10), "confirm": confirm, "focus_on_load": boolean}),
	"plain_text_input": action(members{"placeholder": plain(150), "initial_value": str(3000), "multiline": boolean,
		"min_length": integer(0, 3000), "max_length": integer(1, 3000), "dispatch_action_config": anything, "focus_on_load": boolean}),
}

var feedbackButton = object(members{"text!": plain(75), "value!": str(2000), "accessibility_label": str(75)})

// action is an element that sends block_actions.
func action(ms members) check {
	ms = maps.Clone(ms)
	ms["type!"], ms["action_id"] = anything, str(255)
	return object(ms)
}

// uniqueActions are elements whose action_id no other in the block has.
func uniqueActions(min, max int, names ...string) check {
	items := list(min, max, typed(some(elements, names...)))
	return func(k *checker, at string, v any) {
		items(k, at, v)
		seen := map[string]bool{}
		list, _ := v.([]any)
		for _, e := range list {
			e, _ := e.(map[string]any)
			id, _ := e["action_id"].(string)
			if id != "" && seen[id] {
				k.bad(at, "`action_id` %q already exists for another element of the block", id)
			}
			seen[id] = true
		}
	}
}
