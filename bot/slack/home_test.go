package slack_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"okbot/bot"
	"okbot/bot/slack"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
)

func TestHomeTab(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, test := range []struct{ user, want string }{{slacktest.Mina, "모아 둔 기사"}, {slacktest.Alex, "I look up answers"}} {
		open := srv.OpenHome(test.user)
		srv.Send(open, open)
		if _, err := srv.WaitCalls(deadline(t), "views.publish", i+1); err != nil {
			t.Fatal(err)
		}
		home, _ := srv.Home(test.user)
		if shown := slacktest.Args(home.View).JSON(""); !strings.Contains(shown, test.want) || !strings.Contains(shown, "연합뉴스") {
			t.Errorf("the home of %s: %s", test.user, shown)
		}
	}
	// An example of it is asked in the direct messages.
	acked(t, srv.Send(srv.Press(slacktest.Click{User: slacktest.Alex, Action: slacktest.ButtonAction("", "ask0", askEn)}))...)
	m := posts(t, srv, 1)[0]
	if m.Channel != srv.DM(slacktest.Alex) {
		t.Errorf("answered in %s", m.Channel)
	}
	contains(t, m, askEn, "rich_text_quote", "feedback_buttons")
	if n := srv.CallCount("views.publish"); n != 2 {
		t.Errorf("%d homes were published", n)
	}
}

func TestAgentViewSuggestsQuestions(t *testing.T) {
	for _, legacy := range []bool{false, true} {
		srv := slacktest.New(t, slacktest.Options{LegacyAssistant: legacy})
		start(t, srv, setup{})
		if legacy {
			srv.Send(srv.StartAssistant(slacktest.Mina, ""))
		} else {
			srv.Send(srv.OpenMessages(slacktest.Mina, slacktest.General))
		}
		if _, err := srv.WaitCalls(deadline(t), "assistant.threads.setSuggestedPrompts", 1); err != nil {
			t.Fatal(err)
		}
		if prompts := srv.Prompts(srv.DM(slacktest.Mina)); len(prompts) != 2 || prompts[0].Message != askKo {
			t.Errorf("prompts: %v", prompts)
		}
	}
}

func TestStatusInAnAssistantThread(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{LegacyAssistant: true})
	start(t, srv, setup{})
	thread := srv.StartAssistant(slacktest.Mina, "")
	srv.Send(srv.DirectMessage(slacktest.Said{Text: askKo, ThreadTS: thread.TS}))
	if m := posts(t, srv, 1)[0]; m.ThreadTS != thread.TS {
		t.Errorf("answered in thread %q", m.ThreadTS)
	}
	calls := srv.Calls("assistant.threads.setStatus", "chat.postMessage")
	if len(calls) != 2 || !strings.Contains(calls[0].Args.String("status"), "찾고 있어요") {
		t.Errorf("calls: %v", calls)
	}
}

func TestNoAgentView(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Fail("assistant.threads.setStatus", slacktest.Fault{Error: "missing_scope", Times: -1})
	for i := range 3 {
		srv.Send(srv.DirectMessage(slacktest.Said{Text: askKo}))
		posts(t, srv, i+1)
	}
	if n := srv.CallCount("assistant.threads.setStatus"); n != 1 {
		t.Errorf("asked %d times for what the app has not", n)
	}
}

func TestAskAboutAMessage(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	said := srv.Say(slacktest.Said{User: slacktest.Alex, Text: askKo + " <!channel>", Channel: slacktest.Outside})
	acked(t, srv.Send(srv.MessageShortcut("ask_about_message", slacktest.Mina, slacktest.Outside, said.TS))...)
	m := posts(t, srv, 1)[0]
	if m.Ephemeral != slacktest.Mina {
		t.Errorf("seen by %q", m.Ephemeral)
	}
	contains(t, m, askKo, "rich_text_quote", "채널에 공유")
	silent := srv.Say(slacktest.Said{User: slacktest.Alex})
	acked(t, srv.Send(srv.MessageShortcut("ask_about_message", slacktest.Alex, slacktest.General, silent.TS))...)
	contains(t, posts(t, srv, 2)[1], "no text in that message")
	long := srv.Say(slacktest.Said{User: slacktest.Alex, Text: askKo + strings.Repeat(" 길다", 2000)})
	acked(t, srv.Send(srv.MessageShortcut("ask_about_message", slacktest.Mina, slacktest.General, long.TS))...)
	contains(t, posts(t, srv, 3)[2], "질문", "길다…")
}

func TestManifest(t *testing.T) {
	type manifest struct {
		Features struct {
			AppHome struct {
				Messages bool `json:"messages_tab_enabled"`
				ReadOnly bool `json:"messages_tab_read_only_enabled"`
			} `json:"app_home"`
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
	for _, url := range []string{"", "https://bot.example.com/"} {
		data, err := slack.Manifest(slack.ManifestOptions{URL: url})
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
		if !m.Features.AppHome.Messages || m.Features.AppHome.ReadOnly || m.Features.AgentView == nil || !m.Features.SlashCommands[0].ShouldEscape ||
			!m.Settings.Interactivity.Enabled || m.Features.Shortcuts[0].CallbackID != "ask_about_message" || len([]rune(m.Features.Shortcuts[0].Name)) > 24 {
			t.Errorf("features: %s", data)
		}
		for _, scope := range []string{"chat:write", "app_mentions:read", "im:history", "commands", "channels:history", "users:read", "assistant:write"} {
			if !slices.Contains(m.OAuthConfig.Scopes.Bot, scope) {
				t.Errorf("scope %s is missing", scope)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	store := state.Memory()
	desk, err := bot.NewDesk(t.Context(), newBot(nothing), store, bot.DeskOptions{})
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
		{slack.Options{BotToken: "xapp-1", AppToken: "xoxb-2"}, func() {}, []string{"xoxb-", "xapp-"}},
		{slack.Options{BotToken: "xoxb-other", AppToken: slacktest.AppToken}, func() {}, []string{"Install App"}},
		{slack.Options{BotToken: slacktest.BotToken, AppToken: "xapp-other"}, func() {}, []string{"connections:write"}},
		{slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s", APIURL: early.URL}, func() {}, []string{"clock is off by 1h"}},
		{slack.Options{BotToken: slacktest.BotToken, SigningSecret: "s"}, func() { srv.SetScopes("chat:write", "commands") }, []string{"users:read", "im:history", "app_mentions:read"}},
	} {
		test.before()
		if test.options.APIURL == "" {
			test.options.APIURL = srv.APIURL()
		}
		s, err := slack.New(desk, test.options)
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		for _, f := range s.Check(t.Context()) {
			if !f.OK {
				wrong = append(wrong, f.What+": "+f.Do)
			}
			if strings.Contains(f.What+f.Do, test.options.BotToken) {
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
	if _, err := slack.New(desk, slack.Options{BotToken: slacktest.BotToken}); err == nil {
		t.Error("neither an app token nor a signing secret, and no error")
	}
}
