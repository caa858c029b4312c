package main

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/alecthomas/kong"

	"okbot/bot/chat"
)

// settings are what serve, and the commands that work beside it, read from the
// environment. They are variables alone and no flags: all these commands have to
// see the same, and a secret on a command line can be read by others.
type settings struct {
	Slack   slackSettings   `embed:"" prefix:"slack-"`
	Discord discordSettings `embed:"" prefix:"discord-"`

	Admin        address   `env:"OKBOT_ADMIN_ADDR" default:"127.0.0.1:9090" help:"Where /healthz, /readyz and /metrics are served; port 0 picks a free one and logs it."`
	Pprof        bool      `env:"OKBOT_PPROF" help:"1: serve Go's profiles on the socket admin.sock in OKBOT_DATA, at /debug/pprof/."`
	Data         string    `env:"OKBOT_DATA" help:"Folder of the state, for one process (default: okbot in the user's folder for data)."`
	StateURL     secret    `env:"OKBOT_STATE_URL" help:"nats://… of a NATS cluster that keeps the state of several replicas, in place of the folder."`
	Retention    period    `env:"OKBOT_RETENTION" default:"90d" help:"How long questions and feedback are kept, as 36h or 90d."`
	LimitUser    count     `env:"OKBOT_LIMIT_USER" default:"30" help:"Answers a minute for a user, at most 15 at once; 0 is no limit."`
	LimitChannel count     `env:"OKBOT_LIMIT_CHANNEL" default:"120" help:"Answers a minute in a channel; 0 is no limit."`
	Allow        ids       `env:"OKBOT_CHANNELS_ALLOW" help:"Ids, with commas between them, of the channels to answer in (default: all). Direct messages are in no channel."`
	Deny         ids       `env:"OKBOT_CHANNELS_DENY" help:"Ids of channels to stay silent in."`
	Log          logFormat `env:"OKBOT_LOG" default:"text" help:"Format of the log on standard error, text or json."`
	LogLevel     logLevel  `env:"OKBOT_LOG_LEVEL" default:"info" help:"What is logged: debug, info, warn or error."`

	secrets []string // must never be shown
}

// slackSettings are those of Slack.
type slackSettings struct {
	BotToken      secret  `env:"SLACK_BOT_TOKEN" help:"Slack's bot token (xoxb-…). Needed for Slack."`
	AppToken      secret  `env:"SLACK_APP_TOKEN" help:"Slack's app-level token (xapp-…). With it: Socket Mode, which needs no public address."`
	SigningSecret secret  `env:"SLACK_SIGNING_SECRET" help:"Slack's signing secret. With it, and no app token: HTTP at OKBOT_HTTP_ADDR."`
	APIURL        baseURL `env:"SLACK_API_URL" help:"Base of Slack's Web API (default: Slack's own)."`
	Addr          address `env:"OKBOT_HTTP_ADDR" default:":8080" help:"Where Slack's requests are served, in HTTP mode."`
}

// discordSettings are those of Discord.
type discordSettings struct {
	Token    secret  `env:"DISCORD_TOKEN" help:"Discord's bot token. Needed for Discord."`
	APIURL   baseURL `env:"DISCORD_API_URL" help:"Base of Discord's REST API, with its version (default: Discord's own)."`
	Shards   shards  `env:"DISCORD_SHARDS" default:"auto" help:"How many shards there are, or auto."`
	ShardIDs numbers `env:"DISCORD_SHARD_IDS" help:"The shards of this process, as 0,1 (default: all)."`
}

// userBurst is how many questions a user may ask at once; more would be no
// conversation.
const userBurst = 15

// readSettings returns the settings as far as they can be read; v has the problems.
// The error is a mistake in this program.
func (v *variables) readSettings() (*settings, error) {
	var s settings
	parser, err := v.settingsParser(&s)
	if err == nil {
		_, err = parser.Parse(nil)
	}
	if s.Data == "" {
		s.Data = dataFolder(v.getenv)
	}
	s.secrets = append(v.secrets, credentials(string(s.StateURL))...)
	return &s, err
}

func (v *variables) settingsParser(s *settings) (*kong.Kong, error) {
	return v.parser(s, kong.Name("okbot"), kong.NoDefaultHelp())
}

// minSecretBytes is the length from which a secret is looked for in a corpus: a
// shorter one may be a word.
const minSecretBytes = 8

// secrets returns the secrets of the environment, as far as they can be read.
func (p *program) secrets() []string {
	s, err := (&variables{getenv: p.getenv}).readSettings()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(s.secrets, func(s string) bool { return len(s) < minSecretBytes })
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

// dataFolder is the user's folder for data that programs keep, "" if the user has
// no home (https://specifications.freedesktop.org/basedir-spec/).
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

// userLimit is the rate limit of a user.
func (s *settings) userLimit() chat.RateLimit {
	perMinute := int(s.LimitUser)
	return chat.RateLimit{PerMinute: perMinute, Burst: min(userBurst, perMinute)}
}

// channelLimit is the rate limit of a channel.
func (s *settings) channelLimit() chat.RateLimit {
	return chat.RateLimit{PerMinute: int(s.LimitChannel)}
}

// notSetUp begins the reason why a platform that is not configured at all does not
// run.
const notSetUp = "not set up: "

// missing returns what Slack lacks, or "" if it can be started.
func (s slackSettings) missing() string {
	switch {
	case s.BotToken == "" && (s.AppToken != "" || s.SigningSecret != ""):
		return "SLACK_BOT_TOKEN (xoxb-…) is not set"
	case s.BotToken == "":
		return notSetUp + "SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) are not set"
	case s.AppToken == "" && s.SigningSecret == "":
		return "neither SLACK_APP_TOKEN (xapp-…, for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is set"
	}
	return ""
}

// missing returns what Discord lacks, or "" if it can be started.
func (s discordSettings) missing() string {
	if s.Token == "" {
		return notSetUp + "DISCORD_TOKEN is not set"
	}
	return ""
}
