package main

import (
	"errors"
	"fmt"
	"log/slog"

	"okbot/bot/chat"
	"okbot/bot/discord"
	"okbot/bot/slack"
)

// platforms returns all platforms, those that are skipped included.
func (c config) platforms() platforms {
	how := "Socket Mode"
	if c.slack.appToken == "" {
		how = "HTTP at " + c.slack.addr
	}
	return platforms{
		{name: "slack", title: "Slack", how: how, skipped: c.slack.missing(), open: c.slack.open, variables: slackVariables},
		{name: "discord", title: "Discord", how: "gateway", skipped: c.discord.missing(), open: c.discord.open, variables: discordVariables},
	}
}

// The environment variables of the adapters' options.
var (
	slackVariables = map[string]string{
		"BotToken": "SLACK_BOT_TOKEN", "AppToken": "SLACK_APP_TOKEN", "SigningSecret": "SLACK_SIGNING_SECRET",
		"APIURL": "SLACK_API_URL", "Addr": "OKBOT_HTTP_ADDR",
	}
	discordVariables = map[string]string{
		"Token": "DISCORD_TOKEN", "APIURL": "DISCORD_API_URL", "Shards": "DISCORD_SHARDS", "ShardIDs": "DISCORD_SHARD_IDS",
	}
)

func (c slackConfig) open(service *chat.Service, log *slog.Logger) (chat.Platform, error) {
	return slack.New(service, slack.Options{
		BotToken: c.botToken, AppToken: c.appToken, SigningSecret: c.signingSecret,
		APIURL: c.apiURL, Addr: c.addr, Log: log,
	})
}

func (c discordConfig) open(service *chat.Service, log *slog.Logger) (chat.Platform, error) {
	return discord.New(service, discord.Options{
		Token: c.token, APIURL: c.apiURL, Shards: c.shards, ShardIDs: c.shardIDs, Log: log,
	})
}

// explain returns what to read of an error of the platform's: if an option cannot
// work, which variable sets it.
func (p *platform) explain(err error) string {
	var setting *chat.SettingError
	if errors.As(err, &setting) {
		err = fmt.Errorf("%w%s", err, p.setBy(setting.Setting))
	}
	return p.trim(err)
}

// setBy names the variable of an option, "" if it has none.
func (p *platform) setBy(option string) string {
	if variable := p.variables[option]; variable != "" {
		return " (it is set by " + variable + ")"
	}
	return ""
}
