package slacktest_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"okbot/bot/slack/slacktest"
)

// inner parses an event as slack-go does.
func inner[T any](t *testing.T, ev slacktest.Event) T {
	t.Helper()
	b, err := json.Marshal(ev.Payload)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := slackevents.ParseEvent(b, slackevents.OptionNoVerifyToken())
	if err != nil {
		t.Fatal(err)
	}
	callback, ok := parsed.Data.(*slackevents.EventsAPICallbackEvent)
	if !ok || callback.EventID == "" || parsed.TeamID != slacktest.TeamID || parsed.APIAppID != slacktest.AppID {
		t.Fatalf("outer event %+v", parsed)
	}
	got, ok := parsed.InnerEvent.Data.(T)
	if !ok {
		t.Fatalf("inner event is %T", parsed.InnerEvent.Data)
	}
	return got
}

func TestMentionTwins(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	events := srv.Mention(slacktest.Said{Text: "언제?", User: slacktest.Alex})
	mention := inner[*slackevents.AppMentionEvent](t, events[0])
	message := inner[*slackevents.MessageEvent](t, events[1])
	if mention.TimeStamp != message.TimeStamp || mention.Channel != message.Channel || mention.User != slacktest.Alex ||
		mention.Text != "<@"+slacktest.BotUserID+"> 언제?" || message.ChannelType != "channel" {
		t.Errorf("mention %+v, message %+v", mention, message)
	}
	if events[0].Payload["event_id"] == events[1].Payload["event_id"] {
		t.Error("twins with the same event_id")
	}
}

func TestMessages(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	direct := inner[*slackevents.MessageEvent](t, srv.DirectMessage(slacktest.Said{Text: "안녕"}))
	if direct.ChannelType != "im" || direct.Channel != srv.DM(slacktest.Mina) || direct.User != slacktest.Mina {
		t.Errorf("direct message %+v", direct)
	}
	said := srv.Say(slacktest.Said{Text: "하나"})
	reply := inner[*slackevents.MessageEvent](t, srv.Say(slacktest.Said{Text: "둘", ThreadTS: said.TS}))
	if reply.ThreadTimeStamp != said.TS {
		t.Errorf("reply %+v", reply)
	}
	edited := inner[*slackevents.MessageEvent](t, srv.Edit(slacktest.General, said.TS, "하나!"))
	if edited.SubType != "message_changed" || edited.Message.Text != "하나!" || edited.PreviousMessage.Text != "하나" ||
		edited.Message.Timestamp != said.TS {
		t.Errorf("edited %+v", edited)
	}
	deleted := inner[*slackevents.MessageEvent](t, srv.Delete(slacktest.General, said.TS))
	if deleted.SubType != "message_deleted" || deleted.DeletedTimeStamp != said.TS {
		t.Errorf("deleted %+v", deleted)
	}
	other := inner[*slackevents.MessageEvent](t, srv.Say(slacktest.Said{Text: "삐", User: "U0OTHERBOT", Bot: true}))
	if other.SubType != "bot_message" || other.BotID == "" {
		t.Errorf("another app's %+v", other)
	}
	_, ts, err := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL())).PostMessageContext(deadline(t),
		slacktest.General, slack.MsgOptionText("답", false))
	if err != nil {
		t.Fatal(err)
	}
	own := inner[*slackevents.MessageEvent](t, srv.OwnMessage(slacktest.General, ts))
	if own.BotID != slacktest.BotID || own.User != slacktest.BotUserID || own.TimeStamp != ts {
		t.Errorf("own %+v", own)
	}
}

func TestAppEvents(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	home := inner[*slackevents.AppHomeOpenedEvent](t, srv.OpenHome(slacktest.Mina))
	if home.Tab != "home" || home.User != slacktest.Mina {
		t.Errorf("home %+v", home)
	}
	agent := inner[*slackevents.AppHomeOpenedEvent](t, srv.OpenMessages(slacktest.Mina, slacktest.General))
	if agent.Tab != "messages" || agent.Context == nil || agent.Context.Entities[0].Value != slacktest.General {
		t.Errorf("agent %+v", agent)
	}
	changed := inner[*slackevents.AppContextChangedEvent](t, srv.ChangeContext(slacktest.Mina, slacktest.Outside))
	if changed.Context.Entities[0].Value != slacktest.Outside {
		t.Errorf("context %+v", changed)
	}
	started := inner[*slackevents.AssistantThreadStartedEvent](t, srv.StartAssistant(slacktest.Mina, slacktest.General))
	if started.AssistantThread.ThreadTimeStamp == "" || started.AssistantThread.Context.ChannelID != slacktest.General {
		t.Errorf("assistant %+v", started)
	}
	moved := inner[*slackevents.AssistantThreadContextChangedEvent](t,
		srv.ChangeAssistantContext(slacktest.Mina, slacktest.Outside, started.AssistantThread.ThreadTimeStamp))
	if moved.AssistantThread.Context.ChannelID != slacktest.Outside {
		t.Errorf("assistant context %+v", moved)
	}
	inner[*slackevents.TokensRevokedEvent](t, srv.RevokeTokens()[0])
	inner[*slackevents.AppUninstalledEvent](t, srv.RevokeTokens()[1])
}

// interaction parses an interaction as slack-go does.
func interaction(t *testing.T, ev slacktest.Event) slack.InteractionCallback {
	t.Helper()
	b, err := json.Marshal(ev.Payload)
	if err != nil {
		t.Fatal(err)
	}
	var out slack.InteractionCallback
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if out.TriggerID == "" || out.Team.ID != slacktest.TeamID || out.User.ID != slacktest.Mina {
		t.Errorf("interaction %+v", out)
	}
	return out
}

func TestInteractions(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	thread := srv.Say(slacktest.Said{Text: "언제?"}).TS
	_, ts, err := api.PostMessageContext(deadline(t), slacktest.General, slack.MsgOptionText("답", false), slack.MsgOptionTS(thread))
	if err != nil {
		t.Fatal(err)
	}
	pressed := interaction(t, srv.Press(slacktest.Click{Channel: slacktest.General, TS: ts, Action: slacktest.ButtonAction("b", "a", "v")}))
	if got := pressed.ActionCallback.BlockActions; len(got) != 1 || got[0].ActionID != "a" || got[0].Value != "v" || pressed.Message.Timestamp != ts ||
		pressed.Container.ThreadTs != thread || pressed.ResponseURL == "" {
		t.Errorf("pressed %+v", pressed)
	}
	quiet, err := api.PostEphemeralContext(deadline(t), slacktest.General, slacktest.Mina, slack.MsgOptionText("쉿", false))
	if err != nil {
		t.Fatal(err)
	}
	hidden := interaction(t, srv.Press(slacktest.Click{Channel: slacktest.General, TS: quiet, Action: slacktest.FeedbackAction("b", "f", "+")}))
	if !hidden.Container.IsEphemeral || hidden.Container.MessageTs != quiet || hidden.Message.Timestamp != "" {
		t.Errorf("in an ephemeral message %+v", hidden)
	}
	view := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
	if _, err := api.PublishViewContext(deadline(t), slack.PublishViewContextRequest{UserID: slacktest.Mina, View: view}); err != nil {
		t.Fatal(err)
	}
	home := interaction(t, srv.Press(slacktest.Click{Action: slacktest.ButtonAction("b", "a", "v")}))
	if home.Container.Type != "view" || home.View.ID == "" || home.ResponseURL != "" {
		t.Errorf("in the home tab %+v", home)
	}
	short := interaction(t, srv.MessageShortcut("ask", slacktest.Mina, slacktest.General, thread))
	if short.Type != slack.InteractionTypeMessageAction || short.CallbackID != "ask" || short.Message.Text != "언제?" || short.ResponseURL == "" {
		t.Errorf("message shortcut %+v", short)
	}
	if global := interaction(t, srv.GlobalShortcut("open", slacktest.Mina)); global.Type != slack.InteractionTypeShortcut {
		t.Errorf("global shortcut %+v", global)
	}
	submitted := interaction(t, srv.Submit(slacktest.Mina, map[string]any{"type": "modal", "callback_id": "form", "blocks": []any{}},
		map[string]map[string]any{"b": {"a": map[string]any{"type": "plain_text_input", "value": "질문"}}}))
	if submitted.View.CallbackID != "form" || submitted.View.State.Values["b"]["a"].Value != "질문" {
		t.Errorf("submitted %+v", submitted)
	}
}

func TestKeep(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{Keep: 3})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	threads := map[string]int{}
	for range 10 {
		ts := srv.Say(slacktest.Said{Text: "언제?"}).TS
		threads[slacktest.General+"/"+ts] = 1
		if _, _, err := api.PostMessageContext(deadline(t), slacktest.General, slack.MsgOptionText("답", false), slack.MsgOptionTS(ts)); err != nil {
			t.Fatal(err)
		}
	}
	if len(srv.Posts()) != 3 || len(srv.Calls()) != 3 || srv.CallCount("chat.postMessage") != 10 {
		t.Errorf("%d posts, %d calls kept, %d counted", len(srv.Posts()), len(srv.Calls()), srv.CallCount("chat.postMessage"))
	}
	if got := srv.PostCounts(); !reflect.DeepEqual(got, threads) {
		t.Errorf("counts %v, want one in each of %v", got, threads)
	}
}
