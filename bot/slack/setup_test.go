package slack_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/slack"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
)

func TestManifest(t *testing.T) {
	type manifest struct {
		Metadata any                   `json:"_metadata"`
		Display  struct{ Name string } `json:"display_information"`
		Features struct {
			AppHome struct {
				Messages bool  `json:"messages_tab_enabled"`
				ReadOnly *bool `json:"messages_tab_read_only_enabled"`
			} `json:"app_home"`
			BotUser struct {
				Name string `json:"display_name"`
			} `json:"bot_user"`
			AgentView     map[string]any `json:"agent_view"`
			SlashCommands []struct {
				Command, URL string
				ShouldEscape bool `json:"should_escape"`
			} `json:"slash_commands"`
			Shortcuts []struct {
				Name, Type  string
				CallbackID  string `json:"callback_id"`
				Description string
			}
		}
		OAuthConfig struct{ Scopes struct{ Bot []string } } `json:"oauth_config"`
		Settings    struct {
			SocketMode bool `json:"socket_mode_enabled"`
			Events     struct {
				URL string   `json:"request_url"`
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
			Interactivity struct {
				Enabled bool   `json:"is_enabled"`
				URL     string `json:"request_url"`
			}
		}
	}
	for _, url := range []string{"", "https://bot.example.com/", "https://bot.example.com/slack/events", "https://bot.example.com/slack/events/"} {
		data, err := slack.Manifest(slack.ManifestOptions{URL: url, Name: "오픈AI Bot #1"})
		if err != nil {
			t.Fatal(err)
		}
		var m manifest
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		path := func(p string) string {
			if url == "" {
				return ""
			}
			return "https://bot.example.com" + p
		}
		if m.Settings.SocketMode != (url == "") || m.Settings.Events.URL != path("/slack/events") ||
			m.Settings.Interactivity.URL != path("/slack/interactions") || m.Features.SlashCommands[0].URL != path("/slack/commands") {
			t.Errorf("with URL %q: %s", url, data)
		}
		if m.Metadata != nil || m.Display.Name != "오픈AI Bot #1" || m.Features.BotUser.Name != "ai-bot-1" {
			t.Errorf("names: %s", data)
		}
		if home := m.Features.AppHome; !home.Messages || home.ReadOnly == nil || *home.ReadOnly || m.Features.AgentView == nil || !m.Features.SlashCommands[0].ShouldEscape ||
			!m.Settings.Interactivity.Enabled || m.Features.Shortcuts[0].CallbackID != "ask_about_message" || len([]rune(m.Features.Shortcuts[0].Name)) > 24 {
			t.Errorf("features: %s", data)
		}
		for _, scope := range []string{"chat:write", "app_mentions:read", "im:history", "commands", "channels:history", "users:read", "assistant:write"} {
			if !slices.Contains(m.OAuthConfig.Scopes.Bot, scope) {
				t.Errorf("scope %s is missing", scope)
			}
		}
	}
	for name, fits := range map[string]bool{"": true, strings.Repeat("봇", 35): true, strings.Repeat("봇", 36): false} {
		data, err := slack.Manifest(slack.ManifestOptions{Name: name})
		if fits != (err == nil) || fits && !strings.Contains(string(data), `"display_name": "okbot"`) {
			t.Errorf("named %q: %v %s", name, err, data)
		}
	}
}

func TestCheck(t *testing.T) {
	store := state.Memory()
	service, err := chat.New(t.Context(), newBot(nothing), store, chat.Options{})
	if err != nil {
		t.Fatal(err)
	}
	srv := slacktest.New(t, slacktest.Options{})
	early := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		w.Write([]byte(`{"ok":true}`))
	}))
	defer early.Close()
	for _, test := range []struct {
		options slack.Options
		before  func()
		wants   []string // of what is not in order; none: all is
	}{
		{slack.Options{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken}, func() {}, nil},
		{slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s"}, func() {}, nil},
		{slack.Options{BotToken: "xoxb-other", AppToken: slacktest.AppToken}, func() {}, []string{"Install App"}},
		{slack.Options{BotToken: slacktest.BotToken, AppToken: "xapp-other"}, func() {}, []string{"connections:write"}},
		{slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s", APIURL: early.URL}, func() {}, []string{"clock is off by 1h"}},
		{slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s"}, func() { srv.SetScopes("chat:write", "commands") }, []string{"users:read", "im:history", "app_mentions:read"}},
	} {
		test.before()
		if test.options.APIURL == "" {
			test.options.APIURL = srv.APIURL()
		}
		s, err := slack.New(service, test.options)
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		for _, f := range s.Check(t.Context()) {
			if !f.OK {
				wrong = append(wrong, f.Found+": "+f.Advice)
			}
			if strings.Contains(f.Found+f.Advice, test.options.BotToken) {
				t.Errorf("the token is shown: %v", f)
			}
		}
		all := strings.Join(wrong, "\n")
		for _, want := range test.wants {
			if !strings.Contains(all, want) {
				t.Errorf("%q is not in %q", want, all)
			}
		}
		if len(test.wants) == 0 && len(wrong) > 0 {
			t.Errorf("found %q", all)
		}
	}
}

func TestCheckNamesTheBot(t *testing.T) {
	service, err := chat.New(t.Context(), newBot(nothing), state.Memory(), chat.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for told, want := range map[string]string{
		`{"ok":true,"user":"okbot","user_id":"U1","team":"한국","team_id":"T1"}`: "Slack takes the bot token of okbot in 한국",
		`{"ok":true,"user_id":"U1","team_id":"T1"}`:                            "Slack takes the bot token of U1 in T1",
		`{"ok":true}`: "Slack takes the bot token",
	} {
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(told)) }))
		s, err := slack.New(service, slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s", APIURL: api.URL})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Check(t.Context())[0]; !got.OK || got.Found != want {
			t.Errorf("%s: %v", told, got)
		}
		api.Close()
	}
}

func TestTokensOfTheWrongKind(t *testing.T) {
	for _, test := range []struct {
		options slack.Options
		want    string
	}{
		{slack.Options{AppToken: "xapp-1"}, "BotToken"},
		{slack.Options{BotToken: "xoxp-s3cret", AppToken: "xapp-1"}, "BotToken"},
		{slack.Options{BotToken: "xapp-s3cret", SigningSecret: "s"}, "BotToken"},
		{slack.Options{BotToken: "xoxb-1", AppToken: "xoxb-s3cret"}, "AppToken"},
		{slack.Options{BotToken: "xoxb-1", AppToken: "s3cret", SigningSecret: "s"}, "AppToken"},
		{slack.Options{BotToken: "xoxb-1"}, "AppToken"},
	} {
		_, err := slack.New(nil, test.options)
		var wrong *chat.SettingError
		if !errors.As(err, &wrong) || wrong.Setting != test.want || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%v: %v", test.options, err)
		}
	}
}
