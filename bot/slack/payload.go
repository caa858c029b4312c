package slack

import (
	"encoding/json"
	"net/url"
)

// These types have the fields of Slack's payloads that the bot reads, and no others. So
// a part of a payload that is new or broken, such as a kind of block that the library
// does not know, keeps no question from being answered.

// A callback is what the Events API delivers:
// https://docs.slack.dev/apis/events-api/#event-type-structure.
type callback struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"` // of url_verification
	TeamID    string `json:"team_id"`
	EventID   string `json:"event_id"`
	Event     event  `json:"event"`
}

type event struct {
	Type        string            `json:"type"`
	Subtype     string            `json:"subtype"`
	User        string            `json:"user"`
	BotID       string            `json:"bot_id"`
	Text        string            `json:"text"`
	TS          string            `json:"ts"` // the message's name within its channel, and its time
	ThreadTS    string            `json:"thread_ts"`
	Channel     string            `json:"channel"`
	ChannelType string            `json:"channel_type"`
	Attachments []attachment      `json:"attachments"`
	Blocks      []json.RawMessage `json:"blocks"`
	Edited      *struct {
		TS string `json:"ts"`
	} `json:"edited"`

	Tab string `json:"tab"` // of app_home_opened

	Thread struct {
		User    string `json:"user_id"`
		Channel string `json:"channel_id"`
		TS      string `json:"thread_ts"`
	} `json:"assistant_thread"`

	Tokens struct {
		Bot []string `json:"bot"`
	} `json:"tokens"` // of tokens_revoked: the users whose tokens they were
}

// A command is a slash command:
// https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling.
type command struct {
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	UserID      string `json:"user_id"`
	Text        string `json:"text"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
}

// An interaction is the use of a button or of a shortcut:
// https://docs.slack.dev/reference/interaction-payloads.
type interaction struct {
	Type        string   `json:"type"`
	CallbackID  string   `json:"callback_id"`
	TriggerID   string   `json:"trigger_id"`
	ResponseURL string   `json:"response_url"`
	ActionTS    string   `json:"action_ts"`
	Team        named    `json:"team"`
	User        named    `json:"user"`
	Channel     named    `json:"channel"`
	Actions     []action `json:"actions"`
	Container   struct {
		ThreadTS  string `json:"thread_ts"`
		Ephemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Message struct {
		Text     string `json:"text"`
		TS       string `json:"ts"`
		ThreadTS string `json:"thread_ts"`

		Attachments []attachment      `json:"attachments"`
		Blocks      []json.RawMessage `json:"blocks"`
	} `json:"message"`
}

type named struct {
	ID string `json:"id"`
}

// An action is the use of one element.
type action struct {
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	ActionTS string `json:"action_ts"`
}

// thread returns the thread in which the interaction took place, or "".
func (i interaction) thread() string {
	if i.Container.ThreadTS != "" {
		return i.Container.ThreadTS
	}
	return i.Message.ThreadTS
}

// formPayload returns the payload, as JSON, of a command or an interaction whose signed
// body is a form.
func formPayload(kind string, body []byte) ([]byte, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	if kind == kindInteraction {
		return []byte(form.Get("payload")), nil
	}
	members := map[string]string{}
	for name := range form {
		members[name] = form.Get(name)
	}
	return json.Marshal(members)
}
