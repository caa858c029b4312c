package discord

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"okbot/bot/discord/lenient"
	"okbot/bot/discord/rest"
)

// permissions has what the bot needs in a server: to see mentions, to reply there and in
// threads with embeds, and to react to what it has no room for.
const permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages |
	discordgo.PermissionSendMessagesInThreads | discordgo.PermissionEmbedLinks | discordgo.PermissionReadMessageHistory |
	discordgo.PermissionAddReactions

// InviteURL returns the address at which an administrator adds the application to a
// server, and anybody to their own account
// (https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow).
func InviteURL(applicationID string) string {
	query := url.Values{
		"client_id":   {applicationID},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.FormatInt(permissions, 10)},
	}
	return "https://discord.com/oauth2/authorize?" + query.Encode()
}

// bareToken returns a token without the prefix "Bot ".
func bareToken(token string) string {
	token = strings.TrimSpace(token)
	if len(token) > 4 && strings.EqualFold(token[:4], "Bot ") {
		token = strings.TrimSpace(token[4:])
	}
	return token
}

// ApplicationID returns the id of the application of a bot token, whose first part
// contains that of the bot's user in base64. They differ for applications made before
// 2016.
func ApplicationID(token string) (string, error) {
	first, _, ok := strings.Cut(bareToken(token), ".")
	id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(first, "="))
	if _, numeric := strconv.ParseUint(string(id), 10, 64); !ok || err != nil || numeric != nil {
		return "", errors.New("this is no bot token: take it from the application's Bot page")
	}
	return string(id), nil
}

// application is the bot's own application
// (https://docs.discord.com/developers/resources/application).
type application struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Flags   lenient.Int    `json:"flags"`
	Install map[string]any `json:"integration_types_config"`
}

// readsContent reports whether the message content intent is switched on.
func (a application) readsContent() bool {
	const granted, limited = 1 << 18, 1 << 19 // to a verified and to a small application
	return a.Flags&(granted|limited) != 0
}

func (a *Adapter) application(ctx context.Context) (application, error) {
	var app application
	err := a.rest.Do(ctx, rest.Call{Operation: "get application", Method: http.MethodGet, Path: "/applications/@me", Idempotent: true}, &app)
	return app, err
}

// self returns the id of the bot's user, which is that of its application.
func (a *Adapter) self(ctx context.Context) (string, error) {
	var me user
	err := a.rest.Do(ctx, rest.Call{Operation: "get user", Method: http.MethodGet, Path: "/users/@me", Idempotent: true}, &me)
	return me.ID, err
}
