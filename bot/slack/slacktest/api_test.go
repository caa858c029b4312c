package slacktest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"okbot/bot/slack/slacktest"
)

func TestErrors(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{Scopes: []string{"chat:write", "channels:history", "reactions:write"}})
	srv.AddChannel(slacktest.Channel{ID: "C0OLD00000", Member: true, Archived: true})
	said := srv.Say(slacktest.Said{Text: "안녕하세요"}).TS
	ephemeral, _ := call(t, srv, "chat.postEphemeral", url.Values{"channel": {slacktest.General}, "user": {slacktest.Mina}, "text": {"쉿"}})["message_ts"].(string)
	tests := []struct{ method, args, want string }{
		{"auth.test", "token=", "not_authed"},
		{"auth.test", "token=xoxb-unknown", "invalid_auth"},
		{"auth.test", "token=" + slacktest.AppToken, "not_allowed_token_type"},
		{"apps.connections.open", "", "not_allowed_token_type"},
		{"users.info", "user=" + slacktest.Mina, "missing_scope"},
		{"admin.users.list", "", "unknown_method"},
		{"chat.postMessage", "channel=C0UNKNOWN0&text=x", "channel_not_found"},
		{"chat.postMessage", "channel=" + slacktest.Outside + "&text=x", "not_in_channel"},
		{"chat.postMessage", "channel=C0OLD00000&text=x", "is_archived"},
		{"chat.postMessage", "channel=" + slacktest.Mina + "&text=x", ""},
		{"chat.postEphemeral", "channel=" + slacktest.General + "&text=x&user=U0UNKNOWN0", "user_not_in_channel"},
		{"chat.update", "channel=" + slacktest.General + "&text=x&ts=1700000000.000100", "message_not_found"},
		{"chat.update", "channel=" + slacktest.General + "&text=x&ts=" + said, "cant_update_message"},
		{"chat.update", "channel=" + slacktest.General + "&text=x&ts=" + ephemeral, "message_not_found"},
		{"chat.delete", "channel=" + slacktest.General + "&ts=" + said, "cant_delete_message"},
		{"conversations.replies", "channel=" + slacktest.General + "&ts=1700000000.000100", "thread_not_found"},
		{"conversations.replies", "channel=" + slacktest.Outside + "&ts=" + said, "not_in_channel"},
		{"conversations.history", "channel=" + slacktest.General + "&limit=0", "invalid_limit"},
		{"reactions.add", "channel=" + slacktest.General + "&timestamp=" + said + "&name=eyes", ""},
		{"reactions.add", "channel=" + slacktest.General + "&timestamp=" + said + "&name=eyes", "already_reacted"},
		{"reactions.remove", "channel=" + slacktest.General + "&timestamp=" + said + "&name=thumbsup", "no_reaction"},
		{"api.test", "error=my_error&token=", "my_error"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.want, func(t *testing.T) {
			args, err := url.ParseQuery(tt.args)
			if err != nil {
				t.Fatal(err)
			}
			out := call(t, srv, tt.method, args)
			if got, _ := out["error"].(string); got != tt.want || out["ok"] != (tt.want == "") {
				t.Errorf("answered %v, want %q", out, tt.want)
			}
		})
	}
	out := call(t, srv, "users.info", url.Values{"user": {slacktest.Mina}})
	if out["needed"] != "users:read" || out["provided"] != "chat:write,channels:history,reactions:write" {
		t.Errorf("missing_scope says %v", out)
	}
}

func TestScopeHeader(t *testing.T) {
	for _, no := range []bool{false, true} {
		srv := slacktest.New(t, slacktest.Options{Scopes: []string{"chat:write", "commands"}, NoScopeHeader: no})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.APIURL()+"auth.test", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+slacktest.BotToken)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		want := "chat:write,commands"
		if no {
			want = ""
		}
		if got := resp.Header.Get("X-OAuth-Scopes"); got != want {
			t.Errorf("scope header %q, want %q", got, want)
		}
	}
}

func TestMessageLife(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	ctx := deadline(t)
	question := srv.Say(slacktest.Said{Text: "언제?"})
	_, first, err := api.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("첫째", false), slack.MsgOptionTS(question.TS))
	if err != nil {
		t.Fatal(err)
	}
	_, second, err := api.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("둘째", false), slack.MsgOptionTS(question.TS))
	if err != nil || second <= first || first <= question.TS {
		t.Fatalf("ts %s, %s, %s do not increase: %v", question.TS, first, second, err)
	}
	if _, _, _, err = api.UpdateMessageContext(ctx, slacktest.General, first, slack.MsgOptionText("고침", false)); err != nil {
		t.Fatal(err)
	}
	if _, _, err = api.DeleteMessageContext(ctx, slacktest.General, second); err != nil {
		t.Fatal(err)
	}
	if m, ok := srv.Message(slacktest.General, first); !ok || m.Text != "고침" || m.Edits != 1 {
		t.Errorf("updated message %+v", m)
	}
	if m, ok := srv.Message(slacktest.General, second); !ok || !m.Deleted {
		t.Errorf("deleted message %+v", m)
	}
	if posts := srv.Posts(); len(posts) != 2 || posts[0].Text != "첫째" {
		t.Errorf("posts are as they were made: %+v", posts)
	}
	thread := srv.Messages(slacktest.General, question.TS)
	if len(thread) != 2 || thread[1].Text != "고침" {
		t.Errorf("thread %+v", thread)
	}
	link, err := api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: slacktest.General, Ts: first})
	if err != nil || !strings.Contains(link, strings.Replace(first, ".", "", 1)+"?thread_ts="+question.TS) {
		t.Errorf("permalink %q, %v", link, err)
	}
	user, err := api.GetUserInfoContext(ctx, slacktest.Mina)
	if err != nil || user.Locale != "ko-KR" {
		t.Errorf("user %+v, %v", user, err)
	}
}

func TestPages(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	for i := range 5 {
		srv.Say(slacktest.Said{Text: fmt.Sprint(i)})
	}
	got, cursor := "", ""
	for {
		page, err := api.GetConversationHistoryContext(deadline(t), &slack.GetConversationHistoryParameters{
			ChannelID: slacktest.General, Limit: 2, Cursor: cursor})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Messages {
			got += m.Text
		}
		if cursor = page.ResponseMetaData.NextCursor; !page.HasMore {
			break
		}
		got += ","
	}
	if got != "43,21,0" {
		t.Errorf("history %q", got)
	}
}

func TestInfo(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	ctx := deadline(t)
	who, err := api.AuthTestContext(ctx)
	if err != nil || who.TeamID != slacktest.TeamID || who.UserID != slacktest.BotUserID || who.BotID != slacktest.BotID {
		t.Errorf("auth.test %+v, %v", who, err)
	}
	bot, err := api.GetBotInfoContext(ctx, slack.GetBotInfoParameters{Bot: slacktest.BotID})
	if err != nil || bot.AppID != slacktest.AppID {
		t.Errorf("bots.info %+v, %v", bot, err)
	}
	team, err := api.GetTeamInfoContext(ctx)
	if err != nil || team.Domain != slacktest.TeamDomain {
		t.Errorf("team.info %+v, %v", team, err)
	}
	ch, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: slacktest.Outside})
	if err != nil || ch.IsMember || ch.Name != "outside" {
		t.Errorf("conversations.info %+v, %v", ch, err)
	}
	im, _, _, err := api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{slacktest.Mina}})
	if err != nil || im.ID != srv.DM(slacktest.Mina) {
		t.Errorf("conversations.open %+v, %v", im, err)
	}
}

func TestAgentView(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	ctx, dm := deadline(t), srv.DM(slacktest.Mina)
	prompts := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: dm,
		Prompts: []slack.AssistantThreadsPrompt{{Title: "GPT-5", Message: "GPT-5는 언제 나왔어요?"}}}
	if err := api.SetAssistantThreadsSuggestedPromptsContext(ctx, prompts); err != nil || len(srv.Prompts(dm)) != 1 {
		t.Fatalf("prompts %v, %v", srv.Prompts(dm), err)
	}
	prompts.ThreadTS, prompts.Prompts[0].Title = "1700000000.000100", "not shown"
	if err := api.SetAssistantThreadsSuggestedPromptsContext(ctx, prompts); err != nil {
		t.Fatal(err)
	}
	if srv.Prompts(dm)[0].Title != "GPT-5" || len(srv.Violations()) != 1 {
		t.Errorf("prompts for a thread: %v, violations %q", srv.Prompts(dm), srv.Violations())
	}
	question := srv.DirectMessage(slacktest.Said{Text: "언제?"})
	err := api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
		ChannelID: dm, ThreadTS: question.TS, Status: "찾아보고 있어요"})
	if err != nil || srv.Status(dm, question.TS) != "찾아보고 있어요" {
		t.Errorf("status %q, %v", srv.Status(dm, question.TS), err)
	}
	if _, _, err := api.PostMessageContext(ctx, dm, slack.MsgOptionText("답", false), slack.MsgOptionTS(question.TS)); err != nil {
		t.Fatal(err)
	}
	if got := srv.Status(dm, question.TS); got != "" {
		t.Errorf("status after the answer %q", got)
	}
}
