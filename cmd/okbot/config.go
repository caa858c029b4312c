package main

import (
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/bot/chat"
)

// config is what the environment tells serve and the commands beside it.
type config struct {
	slack   slackConfig
	discord discordConfig

	admin string // address of the admin endpoint
	pprof bool   // whether it tells of the process's inside

	data      string // folder of the state
	stateURL  string // of a cluster that keeps it instead, "" if none
	retention time.Duration

	user, channel chat.RateLimit
	allow, deny   []string // channels, by id

	logJSON  bool
	logLevel slog.Level

	secrets []string // what must never be shown
}

// slackConfig is what Slack needs.
type slackConfig struct{ botToken, appToken, signingSecret, apiURL, addr string }

// discordConfig is what Discord needs.
type discordConfig struct {
	token, apiURL, shards string
	shardIDs              []int
}

const (
	defaultAdmin     = "127.0.0.1:9090"
	defaultRetention = 90 * 24 * time.Hour
	userBurst        = 15 // questions at once; more would be no conversation
)

// config reads the environment. The error tells all that is wrong with it.
func (p *program) config() (config, error) {
	v := &variables{getenv: p.getenv}
	c := readConfig(v)
	c.secrets = v.secrets
	return c, v.err()
}

// minSecretBytes is the length from which a secret is looked for in a corpus: a
// shorter one may be a word.
const minSecretBytes = 8

// secrets returns the secrets of the environment, as far as they can be read.
func (p *program) secrets() []string {
	v := &variables{getenv: p.getenv}
	readConfig(v)
	return slices.DeleteFunc(v.secrets, func(s string) bool { return len(s) < minSecretBytes })
}

func readConfig(v *variables) config {
	c := config{
		slack: slackConfig{
			botToken:      v.secret("SLACK_BOT_TOKEN"),
			appToken:      v.secret("SLACK_APP_TOKEN"),
			signingSecret: v.secret("SLACK_SIGNING_SECRET"),
			apiURL:        v.url("SLACK_API_URL"),
		},
		discord: discordConfig{
			token:    v.secret("DISCORD_TOKEN"),
			apiURL:   v.url("DISCORD_API_URL"),
			shards:   v.text("DISCORD_SHARDS", "auto"),
			shardIDs: v.numbers("DISCORD_SHARD_IDS"),
		},
		admin:     v.address("OKBOT_ADMIN_ADDR", defaultAdmin),
		pprof:     v.flag("OKBOT_PPROF"),
		data:      v.text("OKBOT_DATA", dataFolder(v.getenv)),
		stateURL:  v.secret("OKBOT_STATE_URL"),
		retention: v.span("OKBOT_RETENTION", defaultRetention, time.Hour),
		user:      chat.RateLimit{PerMinute: v.number("OKBOT_LIMIT_USER", 30)},
		channel:   chat.RateLimit{PerMinute: v.number("OKBOT_LIMIT_CHANNEL", 120)},
		allow:     v.list("OKBOT_CHANNELS_ALLOW"),
		deny:      v.list("OKBOT_CHANNELS_DENY"),
		logJSON:   v.choice("OKBOT_LOG", "text", "json") == "json",
	}
	if c.slack.appToken == "" {
		c.slack.addr = v.address("OKBOT_HTTP_ADDR", ":8080")
	}
	c.user.Burst = min(userBurst, c.user.PerMinute)
	if err := c.logLevel.UnmarshalText([]byte(v.choice("OKBOT_LOG_LEVEL", "info", "debug", "warn", "error"))); err != nil {
		v.bad("OKBOT_LOG_LEVEL", "%w", err)
	}
	if n, err := strconv.Atoi(c.discord.shards); c.discord.shards != "auto" && (err != nil || n < 1) {
		v.bad("DISCORD_SHARDS", "%q: write auto or how many there are", c.discord.shards)
	}
	if c.slack.apiURL != "" {
		c.slack.apiURL = strings.TrimSuffix(c.slack.apiURL, "/") + "/"
	}
	c.discord.apiURL = strings.TrimSuffix(c.discord.apiURL, "/")
	v.secrets = append(v.secrets, credentials(c.stateURL)...)
	return c
}

// credentials returns the secret parts of an address.
func credentials(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return nil
	}
	if password, ok := u.User.Password(); ok {
		return []string{password, u.User.String()}
	}
	return []string{u.User.Username()} // a bare token
}

// dataFolder is the user's folder for data that programs keep, "" where the
// user has no home (https://specifications.freedesktop.org/basedir-spec/).
func dataFolder(getenv func(string) string) string {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "okbot")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if dir, err := os.UserConfigDir(); err == nil {
			return filepath.Join(dir, "okbot")
		}
		return ""
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "share", "okbot")
	}
	return ""
}

// notSetUp begins what is missing of a platform that nobody has asked for.
const notSetUp = "not set up: "

// missing tells what Slack lacks, or "" where it can be started.
func (c slackConfig) missing() string {
	switch {
	case c.botToken == "" && (c.appToken != "" || c.signingSecret != ""):
		return "SLACK_BOT_TOKEN (xoxb-…) is not set"
	case c.botToken == "":
		return notSetUp + "SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) are not set"
	case c.appToken == "" && c.signingSecret == "":
		return "neither SLACK_APP_TOKEN (xapp-…, for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is set"
	}
	return ""
}

// missing tells what Discord lacks, or "" where it can be started.
func (c discordConfig) missing() string {
	if c.token == "" {
		return notSetUp + "DISCORD_TOKEN is not set"
	}
	return ""
}
