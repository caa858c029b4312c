package main

import (
	"context"
	"log/slog"

	"okbot/bot/chat"
	"okbot/bot/discord"
	"okbot/bot/slack"
)

// units returns all platforms; those that lack something are left out.
func (c config) units() units {
	how := "Socket Mode"
	if c.slack.appToken == "" {
		how = "HTTP at " + c.slack.addr
	}
	return units{
		{name: "slack", title: "Slack", how: how, left: c.slack.missing(), open: c.slack.open},
		{name: "discord", title: "Discord", how: "gateway", left: c.discord.missing(), open: c.discord.open},
	}
}

func (c slackConfig) open(service *chat.Service, log *slog.Logger) (platform, error) {
	s, err := slack.New(service, slack.Options{
		BotToken: c.botToken, AppToken: c.appToken, SigningSecret: c.signingSecret,
		APIURL: c.apiURL, Addr: c.addr, Log: log,
	})
	return onSlack{s}, err
}

// onSlack is Slack as a platform.
type onSlack struct{ *slack.Slack }

func (s onSlack) check(ctx context.Context) []check {
	var all []check
	for _, f := range s.Check(ctx) {
		all = append(all, check{"slack", f.OK, f.What, f.Do})
	}
	return all
}

func (c discordConfig) open(service *chat.Service, log *slog.Logger) (platform, error) {
	d, err := discord.New(service, discord.Options{
		Token: c.token, APIURL: c.apiURL, Shards: c.shards, ShardIDs: c.shardIDs, Log: log,
	})
	return onDiscord{d}, err
}

// onDiscord is Discord as a platform.
type onDiscord struct{ *discord.Adapter }

func (d onDiscord) check(ctx context.Context) []check {
	var all []check
	for _, f := range d.Check(ctx) {
		all = append(all, check{"discord: " + f.Name, f.OK, f.Text, f.Fix})
	}
	return all
}
