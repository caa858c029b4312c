package slack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// ManifestOptions configures the app; the zero value is one for Socket Mode.
type ManifestOptions struct {
	Name string // at most 35 characters; "" is okbot
	// URL is the public address of this program, as https://bot.example.com, for
	// HTTP mode; "" is Socket Mode.
	URL string
}

// manifest is the library's type without empty metadata, and with the one switch that
// must be written although it is off: unless the messages tab is said not to be
// read-only, it takes no direct messages.
type manifest struct {
	slack.Manifest
	Metadata *slack.ManifestMetadata `json:"_metadata,omitempty"`
	Features struct {
		slack.Features
		AppHome struct {
			slack.AppHome
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
	} `json:"features"`
}

// maxName bounds the characters of an app's name:
// https://docs.slack.dev/reference/app-manifest#fields.
const maxName = 35

// Manifest returns the app manifest, as JSON, from which Slack creates the app
// ("From a manifest"): https://docs.slack.dev/reference/app-manifest. The error
// is about the name.
func Manifest(opts ManifestOptions) ([]byte, error) {
	name := cmp.Or(strings.TrimSpace(opts.Name), defaultName)
	if n := utf8.RuneCountInString(name); n > maxName {
		return nil, fmt.Errorf("a name of %d characters: Slack takes %d at most", n, maxName)
	}
	base := strings.TrimSuffix(strings.TrimSuffix(opts.URL, "/"), eventsPath)
	base = strings.TrimSuffix(base, "/")
	at := func(path string) string {
		if base == "" {
			return ""
		}
		return base + path
	}
	var m manifest
	m.Display = slack.Display{Name: name, Description: "Answers quoted word for word, with their sources", BackgroundColor: "#1f2937"}
	m.Features.AppHome.AppHome = slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true}
	m.Features.BotUser = slack.BotUser{DisplayName: userName(name), AlwaysOnline: true}
	m.Features.AgentView = &slack.AgentView{AgentDescription: "Answers questions with quotes from the documents that it has, and cites them. 가진 자료의 문장을 그대로 인용하고 출처를 밝혀 답해요."}
	m.Features.Shortcuts = []slack.Shortcut{{
		Name: shortcutName, CallbackID: askAboutMessage, Type: slack.MessageShortcut,
		Description: "Ask about this: 답은 나에게만 보여요",
	}}
	m.Features.SlashCommands = []slack.ManifestSlashCommand{{
		Command: "/okbot", Description: "자료에서 답 찾기 · Ask the documents", UsageHint: "질문 | help | sources",
		ShouldEscape: true, Url: at(commandsPath),
	}}
	for _, s := range scopes {
		m.OAuthConfig.Scopes.Bot = append(m.OAuthConfig.Scopes.Bot, s.name)
	}
	m.Settings = slack.Settings{
		EventSubscriptions: &slack.EventSubscriptions{RequestUrl: at(eventsPath), BotEvents: []string{
			"app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im", "message.mpim", "tokens_revoked",
		}},
		Interactivity:     &slack.Interactivity{IsEnabled: true, RequestUrl: at(interactionsPath)},
		SocketModeEnabled: base == "",
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return append(out, '\n'), nil
}

const defaultName = "okbot"

// userName returns a bot user's name for an app's: it has a-z, 0-9, hyphens, underscores
// and full stops alone.
func userName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(name))
	return cmp.Or(strings.Trim(name, "-"), defaultName)
}
