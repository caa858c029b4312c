package slack_test

import (
	"strings"
	"testing"

	"okbot/bot/slack/slacktest"
)

// elementsOf returns all elements with an action id that a message shows.
func elementsOf(m slacktest.Message) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, b := range m.Blocks {
		elements, _ := b.(map[string]any)["elements"].([]any)
		for _, e := range elements {
			e, _ := e.(map[string]any)
			if id, _ := e["action_id"].(string); id != "" {
				out[id] = e
			}
		}
	}
	return out
}

// buttonOf returns what pressing a message's button sends.
func buttonOf(t testing.TB, m slacktest.Message, id string) map[string]any {
	t.Helper()
	e := elementsOf(m)[id]
	if e == nil {
		t.Fatalf("no button %q in %s", id, m.Call.Args.JSON("blocks"))
	}
	return slacktest.ButtonAction("", id, e["value"].(string))
}

const askMore = "카카오와 오픈AI는 무슨 협력을 하나요?" // has more snippets than are shown at first

// press lets a user press a button of a message as it is now.
func press(t *testing.T, srv *slacktest.Server, m slacktest.Message, user, id string) {
	t.Helper()
	now, ok := srv.Message(m.Channel, m.TS)
	if !ok {
		t.Fatal("the message is gone")
	}
	acked(t, srv.Send(srv.Press(slacktest.Click{User: user, Channel: m.Channel, TS: m.TS, ThreadTS: m.ThreadTS, Action: buttonOf(t, now, id)}))...)
}

// changed waits until a message has been changed n times.
func changed(t *testing.T, srv *slacktest.Server, m slacktest.Message, n int) slacktest.Message {
	t.Helper()
	var now slacktest.Message
	if err := srv.Wait(deadline(t), func() bool { now, _ = srv.Message(m.Channel, m.TS); return now.Edits >= n }); err != nil {
		t.Fatalf("%d changes, want %d", now.Edits, n)
	}
	return now
}

func TestShareOnce(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Command(slacktest.Typed{Text: askKo, Channel: slacktest.Outside}))
	private := posts(t, srv, 1)[0]
	share := srv.Press(slacktest.Click{Channel: private.Channel, TS: private.TS, Action: buttonOf(t, private, "share")})
	other := srv.Press(slacktest.Click{Channel: private.Channel, TS: private.TS, Action: buttonOf(t, private, "share")})
	acked(t, srv.Send(share)...)
	shared := posts(t, srv, 2)[1]
	if shared.Ephemeral != "" || shared.Channel != slacktest.Outside {
		t.Errorf("shared with %q in %s", shared.Ephemeral, shared.Channel)
	}
	contains(t, shared, "질문", askKo, "rich_text_quote")
	if strings.Contains(shared.Call.Args.JSON("blocks"), "채널에 공유") {
		t.Error("what was shared can be shared again")
	}
	showsNow(t, changed(t, srv, private, 1), "공유했어요")
	acked(t, srv.Send(other)...)
	if m := posts(t, srv, 3)[2]; m.Ephemeral != slacktest.Mina || !strings.Contains(m.Text, "이미") {
		t.Errorf("the second press: %q to %q", m.Text, m.Ephemeral)
	}
}

// showsNow looks at a message as it is now.
func showsNow(t *testing.T, m slacktest.Message, wants ...string) {
	t.Helper()
	shown := slacktest.Args{"blocks": m.Blocks}.JSON("")
	for _, want := range wants {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %s", want, shown)
		}
	}
}

func TestMoreSourcesPageInPlace(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askMore})...)
	m := posts(t, srv, 1)[0]
	seen := map[string]bool{quotes(m): true}
	n := 0
	now := m
	for elementsOf(now)["next"] != nil {
		press(t, srv, m, slacktest.Alex, "next")
		n++
		now = changed(t, srv, m, n)
		if seen[quotes(now)] {
			t.Errorf("page %d shows what another one does", n)
		}
		seen[quotes(now)] = true
	}
	if n == 0 {
		t.Fatal("no further page")
	}
	showsNow(t, now, "더 찾은 문장")
	for range n {
		n++
		press(t, srv, m, slacktest.Alex, "previous")
		now = changed(t, srv, m, n)
	}
	if quotes(now) != quotes(m) {
		t.Errorf("back at the first page: %s", quotes(now))
	}
	posts(t, srv, 1)
}

// quotes are the snippets of a message.
func quotes(m slacktest.Message) string {
	var out []string
	for _, b := range m.Blocks {
		if b := b.(map[string]any); b["type"] == "rich_text" {
			out = append(out, slacktest.Args{"b": b}.JSON(""))
		}
	}
	return strings.Join(out, "\n")
}

func TestFeedbackIsThankedFor(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	m := posts(t, srv, 1)[0]
	press(t, srv, m, slacktest.Alex, "bad")
	if got := posts(t, srv, 2)[1]; got.Ephemeral != slacktest.Alex || !strings.Contains(got.Text, "Thank you") || got.Call.Args.String("thread_ts") != m.ThreadTS {
		t.Errorf("👎: %q to %q", got.Text, got.Ephemeral)
	}
	srv.Send(srv.DirectMessage(slacktest.Said{Text: askKo}))
	dm := posts(t, srv, 3)[2]
	good := elementsOf(dm)["feedback"]["positive_button"].(map[string]any)["value"].(string)
	acked(t, srv.Send(srv.Press(slacktest.Click{Channel: dm.Channel, TS: dm.TS, Action: slacktest.FeedbackAction("", "feedback", good)}))...)
	contains(t, posts(t, srv, 4)[3], "고마워요")
}

func TestOnlyTheAskerRemoves(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	m := posts(t, srv, 1)[0]
	press(t, srv, m, slacktest.Alex, "remove")
	if got := posts(t, srv, 2)[1]; got.Ephemeral != slacktest.Alex || !strings.Contains(got.Text, "Only whoever asked") {
		t.Errorf("somebody else: %q to %q", got.Text, got.Ephemeral)
	}
	press(t, srv, m, slacktest.Mina, "remove")
	if err := srv.Wait(deadline(t), func() bool { now, _ := srv.Message(m.Channel, m.TS); return now.Deleted }); err != nil {
		t.Error("not removed")
	}
}

func TestAnAnswerThatIsNoLongerKept(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	m := posts(t, srv, 1)[0]
	for i, button := range []string{"share", "next", "remove"} {
		acked(t, srv.Send(srv.Press(slacktest.Click{Channel: m.Channel, TS: m.TS, Action: slacktest.ButtonAction("", button, "q.1.forgotten-1")}))...)
		contains(t, posts(t, srv, i+2)[i+1], "오래된 답")
	}
}

func TestSuggestedQuestionsAreAskedWhereTheyStand(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	mention := srv.Mention(slacktest.Said{Text: "도움말"})
	srv.Send(mention...)
	m := posts(t, srv, 1)[0]
	press(t, srv, m, slacktest.Alex, "ask0")
	got := posts(t, srv, 2)[1]
	if got.ThreadTS != mention[0].TS || got.Ephemeral != "" {
		t.Errorf("in a thread: answered in %q to %q", got.ThreadTS, got.Ephemeral)
	}
	contains(t, got, "질문", "rich_text_quote")

	srv.Send(srv.Command(slacktest.Typed{Text: "help"}))
	help := posts(t, srv, 3)[2]
	press(t, srv, help, slacktest.Mina, "ask0")
	got = posts(t, srv, 4)[3]
	if got.Ephemeral != slacktest.Mina {
		t.Errorf("in a private message: answered to %q", got.Ephemeral)
	}
	contains(t, got, "채널에 공유")
}
