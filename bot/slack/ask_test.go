package slack_test

import (
	"strings"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/slack/slacktest"
)

func TestMentionIsAnsweredInItsThreadOnce(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	events := srv.Mention(slacktest.Said{Text: askKo}) // app_mention and message
	sent := srv.Send(events...)
	acked(t, sent...)
	m := posts(t, srv, 1)[0]
	if m.Channel != slacktest.General || m.ThreadTS != events[0].TS {
		t.Errorf("posted to %s, thread %q", m.Channel, m.ThreadTS)
	}
	contains(t, m, "rich_text_quote", `"bold": true`, "unfurl_links", "https://")
	for _, d := range sent {
		d.Again() // the same envelope once more
	}
	srv.Send(events...) // and the same event in another
	settled(t, srv, 1)
}

func TestTheSameWordsTwiceAreTwoQuestions(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	posts(t, srv, 2)
}

func TestDirectMessage(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.DirectMessage(slacktest.Said{User: slacktest.Alex, Text: askEn}))
	m := posts(t, srv, 1)[0]
	if m.Channel != srv.DM(slacktest.Alex) || m.ThreadTS != "" {
		t.Errorf("posted to %s, thread %q", m.Channel, m.ThreadTS)
	}
	contains(t, m, "feedback_buttons")
	if err := srv.Wait(deadline(t), func() bool { return srv.CallCount("assistant.threads.setStatus") == 2 }); err != nil {
		t.Fatal(err)
	}
	calls := srv.Calls("assistant.threads.setStatus", "chat.postMessage")
	var order []string
	for _, c := range calls {
		order = append(order, c.Method+" "+c.Args.String("status"))
	}
	if got := strings.Join(order, ", "); !strings.HasPrefix(got, "assistant.threads.setStatus is looking") || !strings.HasSuffix(got, "setStatus ") {
		t.Errorf("status and answer came as %s", got)
	}
}

func TestSlashCommand(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, channel := range []string{slacktest.General, slacktest.Outside} {
		acked(t, srv.Send(srv.Command(slacktest.Typed{Text: askKo, Channel: channel}))...)
		m := posts(t, srv, i+1)[i]
		if m.Ephemeral != slacktest.Mina || m.Channel != channel || m.Call.Method != slacktest.ResponseURL {
			t.Errorf("answered by %s to %q in %s", m.Call.Method, m.Ephemeral, m.Channel)
		}
		contains(t, m, "rich_text_quote", "채널에 공유")
	}
}

func TestHelpAndSources(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, test := range []struct{ user, text, want string }{
		{slacktest.Mina, "", "이렇게 물어보세요"},
		{slacktest.Alex, " ", "Ways to ask"},
		{slacktest.Alex, "HELP", "Ways to ask"},
		{slacktest.Mina, "도움말", askKo},
		{slacktest.Mina, "출처", "연합뉴스"},
		{slacktest.Alex, "sources", "passages"},
	} {
		acked(t, srv.Send(srv.Command(slacktest.Typed{Text: test.text, User: test.user}))...)
		m := posts(t, srv, i+1)[i]
		if m.Ephemeral != test.user {
			t.Errorf("%q is seen by %q", test.text, m.Ephemeral)
		}
		contains(t, m, test.want)
	}
	if n := srv.CallCount("users.info"); n != 2 {
		t.Errorf("the locales of two users took %d calls", n)
	}
}

func TestBareMentionGetsHelp(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{User: slacktest.Alex, Text: "<@" + slacktest.BotUserID + ">"})...)
	contains(t, posts(t, srv, 1)[0], "I look up answers", askEn)
}

func TestSourcesWhereverTheyAreAskedFor(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{User: slacktest.Alex, Text: "<@" + slacktest.BotUserID + "> Sources?"})...)
	m := posts(t, srv, 1)[0]
	contains(t, m, "passages", "Most cited: 연합뉴스")
	if m.Ephemeral != "" || m.ThreadTS == "" {
		t.Errorf("shown to %q in thread %q", m.Ephemeral, m.ThreadTS)
	}
	for i, text := range []string{"출처", "출처들", "sources"} {
		srv.Send(srv.DirectMessage(slacktest.Said{Text: text}))
		contains(t, posts(t, srv, i+2)[i+1], "많이 인용하는 곳: 연합뉴스")
	}
}

// Where something was answered before, the sources asked for are those of the answer,
// all of them.
func TestSourcesOfTheLastAnswer(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.DirectMessage(slacktest.Said{Text: "오픈AI 코리아가 뭐야?"}))
	contains(t, posts(t, srv, 1)[0], "출범", "외 ")
	srv.Send(srv.DirectMessage(slacktest.Said{Text: "출처?"}))
	m := posts(t, srv, 2)[1]
	contains(t, m, "출범", "코리아중앙데일리")
	if shown := m.Call.Args.JSON(""); strings.Contains(shown, "외 ") {
		t.Errorf("sources are left out: %s", shown)
	}
}

func TestEmojiAreNoQuestion(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, test := range []struct{ user, text, want string }{
		{slacktest.Alex, ":smile:", "do not answer this"},
		{slacktest.Mina, ":smile: :+1::skin-tone-3: :100:", "답이 없어요"},
		{slacktest.Mina, "👍", "답이 없어요"},
	} {
		srv.Send(srv.Mention(slacktest.Said{User: test.user, Text: "<@" + slacktest.BotUserID + "> " + test.text})...)
		contains(t, posts(t, srv, 2*i+1)[2*i], test.want)
		srv.Send(srv.Command(slacktest.Typed{User: test.user, Text: test.text}))
		contains(t, posts(t, srv, 2*i+2)[2*i+1], test.want)
	}
}

func TestACommandWithoutAResponseURL(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, text := range []string{askKo, "help", "sources"} {
		command := srv.Command(slacktest.Typed{Text: text})
		delete(command.Payload, "response_url")
		acked(t, srv.Send(command)...)
		if m := posts(t, srv, i+1)[i]; m.Ephemeral != slacktest.Mina || m.Call.Method != "chat.postEphemeral" {
			t.Errorf("%s: answered by %s to %q", text, m.Call.Method, m.Ephemeral)
		}
	}
}

func TestFollowUpsInAThread(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{service: chat.Options{Workers: 1}})
	first := srv.Mention(slacktest.Said{Text: askKo})
	srv.Send(first...)
	posts(t, srv, 1)
	say := func(text string) { srv.Send(srv.Say(slacktest.Said{Text: text, ThreadTS: first[0].TS})) }
	say("오픈AI 코리아는 언제 출범했어?")
	m := posts(t, srv, 2)[1]
	contains(t, m, "rich_text_quote")
	if m.ThreadTS != first[0].TS {
		t.Errorf("the follow-up was answered in thread %q", m.ThreadTS)
	}
	srv.Send(srv.Mention(slacktest.Said{Text: "그 사람 전 직장은?", ThreadTS: first[0].TS})...)
	contains(t, posts(t, srv, 3)[2], "구글")
	say("점심 뭐 먹을까요?")
	say("<@" + slacktest.Alex + "> 오픈AI 코리아 대표가 누구야?")
	srv.Send(srv.Say(slacktest.Said{Text: askKo}))                                          // to nobody
	srv.Send(srv.Say(slacktest.Said{Text: askKo, ThreadTS: "1700000000.000100"}))           // in a thread of others
	srv.Send(srv.Say(slacktest.Said{Text: askKo, ThreadTS: first[0].TS, Bot: true}))        // by another bot
	srv.Send(srv.OwnMessage(m.Channel, m.TS))                                               // by itself
	srv.Send(srv.Delete(slacktest.General, first[0].TS))                                    // and no message at all
	srv.Send(srv.Edit(slacktest.General, first[0].TS, "<@"+slacktest.BotUserID+"> "+askEn)) // an edit
	settled(t, srv, 3)
}

func TestAMentionAddedByAnEditIsAnsweredOnce(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{service: chat.Options{Workers: 1}})
	said := srv.Say(slacktest.Said{Text: askKo})
	edited := func(after string) slacktest.Event {
		ev := srv.Mention(slacktest.Said{Text: askKo, TS: said.TS})[0]
		ev.Inner()["edited"] = map[string]any{"user": slacktest.Mina, "ts": after}
		return ev
	}
	srv.Send(said)
	srv.Send(edited(said.TS))
	posts(t, srv, 1)
	srv.Send(edited(said.TS), edited("9999999999.000100")) // again, and long after
	settled(t, srv, 1)
}

func TestWhoeverAddressesTheBotGetsAReason(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{service: chat.Options{User: chat.RateLimit{PerMinute: 1}, Deny: []string{"C0QUIET000"}}})
	srv.AddChannel(slacktest.Channel{ID: "C0QUIET000", Name: "quiet", Member: true})
	srv.Send(srv.Mention(slacktest.Said{User: "U1", Text: "제주도 맛집 어디야?"})...)
	contains(t, posts(t, srv, 1)[0], "답이 없어요")
	srv.Send(srv.Mention(slacktest.Said{User: "U1", Text: askKo})...)
	contains(t, posts(t, srv, 2)[1], "초 뒤에")
	srv.Send(srv.Mention(slacktest.Said{User: "U2", Text: askEn, Channel: "C0QUIET000"})...)
	contains(t, posts(t, srv, 3)[2], "direct message")
	srv.Send(srv.Command(slacktest.Typed{User: "U3", Text: strings.Repeat("가", 2001)}))
	contains(t, posts(t, srv, 4)[3], "너무 길어요")
}

func TestAPrivateAnswerWhereTheBotMayNotPost(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Fail("chat.postMessage", slacktest.Fault{Error: "restricted_action", Channel: slacktest.General})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	if m := posts(t, srv, 1)[0]; m.Ephemeral != slacktest.Mina {
		t.Errorf("the answer is seen by %q", m.Ephemeral)
	}
	srv.AddChannel(slacktest.Channel{ID: "C0LEFT0000", Name: "left", Private: true})
	srv.Send(srv.Mention(slacktest.Said{Text: askEn, Channel: "C0LEFT0000"})...)
	m := posts(t, srv, 2)[1]
	if m.Channel != srv.DM(slacktest.Mina) {
		t.Errorf("posted to %s", m.Channel)
	}
	contains(t, m, "not allowed to post there", "rich_text_quote")
}

func TestWhatAUserWritesMentionsAndFormatsNothing(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	hostile := askKo + " <!channel> <!here|here> <@U0ALEX0000> <#C0GENERAL0|general> <https://evil.example|눌러> *굵게* &lt;!everyone&gt; \u202egpj.exe @here"
	srv.Send(srv.Mention(slacktest.Said{Text: hostile})...)
	srv.Send(srv.Command(slacktest.Typed{Text: hostile}))
	ms := posts(t, srv, 2)
	for _, m := range ms {
		if m.Ephemeral == "" {
			continue
		}
		acked(t, srv.Send(srv.Press(slacktest.Click{Channel: m.Channel, TS: m.TS, Action: buttonOf(t, m, "share")}))...)
	}
	for _, m := range posts(t, srv, 3) {
		shown := m.Call.Args.JSON("")
		for _, bad := range []string{"<!", "<@", "<#", `"broadcast"`, `"user"`, `"usergroup"`, "evil.example", "\u202e", `"mrkdwn": true`, `"type": "mrkdwn"`} {
			if strings.Contains(shown, bad) && !(bad == `"user"` && m.Ephemeral != "") {
				t.Errorf("%q is in %s", bad, shown)
			}
		}
	}
	contains(t, posts(t, srv, 3)[2], "*굵게*", `!everyone`) // quoted as it was written
}
