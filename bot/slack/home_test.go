package slack_test

import (
	"strings"
	"testing"

	"okbot/bot/slack/slacktest"
)

func TestHomeTab(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, test := range []struct{ user, want string }{{slacktest.Mina, "모아 둔 자료"}, {slacktest.Alex, "I look up answers"}} {
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
	if _, err := srv.WaitCalls(deadline(t), "chat.postMessage", 1); err != nil {
		t.Fatal(err)
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
