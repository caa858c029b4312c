package slack

import (
	"net/http"
	"slices"
	"strings"
)

// A scope is a permission of the bot token: https://docs.slack.dev/reference/scopes.
type scope struct {
	name  string
	use   string // what does not work without it
	vital bool   // nothing does
}

// scopes are what the app asks for.
var scopes = []scope{
	{name: "app_mentions:read", use: "answering mentions"},
	{name: "assistant:write", use: "suggested prompts in the agent view"},
	{name: "channels:history", use: "follow-ups in threads of public channels"},
	{name: "chat:write", use: "answering at all", vital: true},
	{name: "commands", use: "/okbot and the message shortcut"},
	{name: "groups:history", use: "follow-ups in threads of private channels"},
	{name: "im:history", use: "answering direct messages"},
	{name: "im:write", use: "answering in a direct message where the channel is closed to the bot"},
	{name: "mpim:history", use: "follow-ups in group messages"},
	{name: "reactions:write", use: "showing who asks much while the bot is busy that a message was seen"},
	{name: "users:read", use: "speaking the language of a user's Slack"},
}

// grantedScopes returns the scopes in the header of a response of Slack's API, and
// whether there are any.
func grantedScopes(h http.Header) (granted []string, named bool) {
	for _, name := range strings.Split(h.Get("X-OAuth-Scopes"), ",") {
		if name = strings.TrimSpace(name); name != "" {
			granted = append(granted, name)
		}
	}
	return granted, len(granted) > 0
}

// lackingScopes returns the scopes that are missing from the header of a response of
// Slack's API. A server that names none is assumed to grant all.
func lackingScopes(h http.Header) []scope {
	granted, named := grantedScopes(h)
	if !named {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(scopes), func(s scope) bool { return slices.Contains(granted, s.name) })
}
