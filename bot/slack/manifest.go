package slack

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"
)

// ManifestOptions configures the app; the zero value is one for Socket Mode.
type ManifestOptions struct {
	Name string // "" is okbot
	// URL is the public address of this program, as https://bot.example.com, for
	// HTTP mode; "" is Socket Mode.
	URL string
}

// Manifest returns the app manifest, as JSON, from which Slack creates the app
// ("From a manifest"): https://docs.slack.dev/reference/app-manifest.
func Manifest(opts ManifestOptions) ([]byte, error) {
	name := opts.Name
	if name == "" {
		name = "okbot"
	}
	base := strings.TrimSuffix(opts.URL, "/")
	at := func(path string) string {
		if base == "" {
			return ""
		}
		return base + path
	}
	m := slack.Manifest{
		Display: slack.Display{
			Name:            name,
			Description:     "OpenAI in Korea: answers quoted word for word, with sources",
			BackgroundColor: "#1f2937",
		},
		Features: slack.Features{
			AppHome:   slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser:   slack.BotUser{DisplayName: name, AlwaysOnline: true},
			AgentView: &slack.AgentView{AgentDescription: "Answers questions about OpenAI in Korea with quotes from cited articles. 한국의 오픈AI에 관한 질문에 기사 문장을 그대로 인용해 답해요."},
			Shortcuts: []slack.Shortcut{{
				Name: "이 메시지에 대해 묻기", CallbackID: askAboutMessage, Type: slack.MessageShortcut,
				Description: "Ask about this: 답은 나에게만 보여요",
			}},
			SlashCommands: []slack.ManifestSlashCommand{{
				Command: "/okbot", Description: "기사에서 답 찾기 · Ask the articles", UsageHint: "질문 | help | sources",
				ShouldEscape: true, Url: at("/slack/commands"),
			}},
		},
		OAuthConfig: slack.OAuthConfig{},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: at("/slack/events"), BotEvents: []string{
				"app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im", "message.mpim", "tokens_revoked",
			}},
			Interactivity:     &slack.Interactivity{IsEnabled: true, RequestUrl: at("/slack/interactions")},
			SocketModeEnabled: base == "",
		},
	}
	for _, s := range scopes {
		m.OAuthConfig.Scopes.Bot = append(m.OAuthConfig.Scopes.Bot, s.name)
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return append(out, '\n'), nil
}
