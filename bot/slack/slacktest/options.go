package slacktest

import (
	"log/slog"
	"time"
)

// Options changes how the fake behaves. The zero value is a workspace that granted every scope, with Slack's own timing.
type Options struct {
	Addr          string        // where to listen, "127.0.0.1:0" unless set
	Scopes        []string      // what the bot token was granted; nil: AllScopes
	NoScopeHeader bool          // replies carry no X-OAuth-Scopes
	AckWithin     time.Duration // how long the app has to acknowledge; 3 s

	// RetryDelays are the pauses before retry 1, 2, … of an event; nil: at once, a minute, five minutes.
	// See https://docs.slack.dev/apis/events-api/#retries.
	RetryDelays []time.Duration

	// LegacyAssistant makes the app one with the older assistant view, which sets prompts for a thread. New apps have the agent
	// view: there Slack takes a call with a thread and does nothing.
	LegacyAssistant bool

	Ping           time.Duration // between websocket PINGs; 5 s
	ConnectionTime time.Duration // approximate_connection_time of the hello; 6 h

	// Keep bounds what is remembered: that many calls, posts, messages, deliveries and violations, the oldest
	// forgotten first, which must be more than are under way at once. 0 keeps all. Counts are kept whatever Keep is.
	Keep int

	// Key says under which name a successful post is counted by Server.PostCounts; nil: its thread (or its own
	// ts), its ephemeral receiver, or its response URL.
	Key func(Call) string

	// AllowViolations keeps New from failing the test because of a violation.
	AllowViolations bool

	Record string       // the folder of RecordFile; "": the environment's OKBOT_RECORD, if set; "-": none
	Log    *slog.Logger // what the fake notices, for debugging; nil: nothing
}

func (o Options) withDefaults() Options {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Scopes == nil {
		o.Scopes = AllScopes
	}
	if o.AckWithin == 0 {
		o.AckWithin = 3 * time.Second
	}
	if o.RetryDelays == nil {
		o.RetryDelays = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if o.Ping == 0 {
		o.Ping = 5 * time.Second
	}
	if o.ConnectionTime == 0 {
		o.ConnectionTime = 6 * time.Hour
	}
	if o.Key == nil {
		o.Key = defaultKey
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// AllScopes are the bot scopes that the methods of the fake ask for.
var AllScopes = []string{
	"app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "chat:write.public",
	"commands", "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:read",
	"reactions:write", "team:read", "users:read",
}
