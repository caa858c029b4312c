package main

import (
	"errors"
	"fmt"
	"net/url"

	"okbot/bot/discord"
	"okbot/bot/slack"
)

// slackCmd is "okbot slack".
type slackCmd struct {
	Manifest manifestCmd `cmd:"" help:"Print the app manifest, for \"Create New App\" → \"From a manifest\"."`
}

type manifestCmd struct {
	URL  string `placeholder:"URL" help:"Where Slack reaches okbot, as https://okbot.example.com; without it: Socket Mode, which needs no public address."`
	Name string `placeholder:"NAME" default:"okbot" help:"Name of the app."`
}

// Run prints the manifest.
func (c *manifestCmd) Run(p *program) error {
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("--url %q: write a public address, as https://okbot.example.com", c.URL)
	}
	m, err := slack.Manifest(slack.ManifestOptions{URL: c.URL, Name: c.Name})
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	_, err = p.stdout.Write(m)
	return err
}

// discordCmd is "okbot discord".
type discordCmd struct {
	Invite inviteCmd `cmd:"" help:"Print the link that installs the bot, for the token in DISCORD_TOKEN."`
}

type inviteCmd struct{}

// Run prints the link.
func (*inviteCmd) Run(p *program, set *settings) error {
	if lacks := set.Discord.missing(); lacks != "" {
		return errors.New(lacks)
	}
	id, err := discord.ApplicationID(string(set.Discord.Token))
	if err != nil {
		return fmt.Errorf("DISCORD_TOKEN: %w", err)
	}
	_, err = fmt.Fprintln(p.stdout, discord.InviteURL(id))
	return err
}
