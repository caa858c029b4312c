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
func (set *settings) platforms() platforms {
	how := "Socket Mode"
	if set.Slack.AppToken == "" {
		how = "HTTP at " + string(set.Slack.Addr)
	}
	return platforms{
		{name: "slack", title: "Slack", how: how, skipped: set.Slack.missing(), open: set.Slack.open, variables: slackVariables},
		{name: "discord", title: "Discord", how: "gateway", skipped: set.Discord.missing(), open: set.Discord.open, variables: discordVariables},
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

func (s slackSettings) open(service *chat.Service, log *slog.Logger) (chat.Platform, error) {
	base := string(s.APIURL)
	if base != "" {
		base += "/" // as slack-go has it
	}
	return slack.New(service, slack.Options{
		BotToken: string(s.BotToken), AppToken: string(s.AppToken), SigningSecret: string(s.SigningSecret),
		APIURL: base, Addr: string(s.Addr), Log: log,
	})
}

func (s discordSettings) open(service *chat.Service, log *slog.Logger) (chat.Platform, error) {
	return discord.New(service, discord.Options{
		Token: string(s.Token), APIURL: string(s.APIURL), Shards: string(s.Shards), ShardIDs: s.ShardIDs, Log: log,
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
