package discord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
	"okbot/index/searchtest"
)

// A thread that the gateway has not sent is one all the same: it is followed,
// and its channel is heeded.
func TestUnknownThread(t *testing.T) {
	o := without()
	o.Disallowed = 0
	w := newWorld(t, worldOptions{discord: o})
	thread := w.AddChannel(discordtest.Channel{GuildID: w.Guild().ID, Type: discordtest.PublicThread, Parent: w.Channel().ID})
	w.Dispatch(thread.GuildID, "THREAD_DELETE", discordtest.Object{"id": thread.ID, "type": thread.Type, "guild_id": thread.GuildID, "parent_id": thread.Parent})
	w.Post(discordtest.Post{Channel: thread.ID, Mention: true, Content: launch})
	isAnswer(t, w.sent(1))
	w.Post(discordtest.Post{Channel: thread.ID, Content: launch})
	isAnswer(t, w.sent(2))
	if n := len(w.Calls(discordtest.RouteGetChannel)); n != 1 {
		t.Errorf("asked %d times for the channel", n)
	}
}

func TestDeniedParent(t *testing.T) {
	srv := discordtest.New(t, without())
	thread := discordtest.Channel{ID: "4242", GuildID: srv.Guild().ID, Type: discordtest.PublicThread, Parent: srv.Channel().ID}
	w := newWorld(t, worldOptions{server: srv, service: chat.Options{Deny: []string{srv.Channel().ID}}})
	srv.AddChannel(thread)
	srv.Dispatch(thread.GuildID, "THREAD_DELETE", discordtest.Object{"id": thread.ID, "guild_id": thread.GuildID})
	srv.Post(discordtest.Post{Channel: thread.ID, Mention: true, Content: launch})
	if m := w.sent(1); m.Content != l10n.NotHere.In("ko") {
		t.Errorf("%s", m.Body)
	}
}

// A reply of which Discord does not send what it replies to is looked up.
func TestReplyWithoutWhatItRepliesTo(t *testing.T) {
	o := without()
	o.Disallowed = 0
	search := &eavesdropper{Searcher: searchtest.Builtin()}
	w := newWorld(t, worldOptions{discord: o, searcher: search})
	other := w.Post(discordtest.Post{Content: "점심 뭐 먹지?"})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	first := w.sent(1)
	unseen := func(o discordtest.Object) { delete(o, "referenced_message") }
	w.Post(discordtest.Post{Content: followUp, ReplyTo: other, NoPing: true, Change: unseen})
	w.Post(discordtest.Post{Content: followUp, ReplyTo: first.ID, NoPing: true, Change: unseen})
	m := w.sent(2)
	if got := search.last(); !strings.HasPrefix(got, launch) || m.ReplyTo() == other {
		t.Errorf("goes on from %q", got)
	}
}

// Numbers may be written as any JSON writer does.
func TestNumbers(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true, Content: launch, Change: func(o discordtest.Object) { o["type"] = json.RawMessage("0.0") }})
	isAnswer(t, w.sent(1))
}

// What a message without text of its own forwards or embeds can be asked about.
func TestAskAboutWhatIsEmbedded(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for name, part := range map[string]discordtest.Object{
		"embed":   {"embeds": []any{discordtest.Object{"title": launch}}},
		"forward": {"message_snapshots": []any{discordtest.Object{"message": discordtest.Object{"content": launch}}}},
	} {
		target := w.Post(discordtest.Post{Content: "x"})
		m := w.answer(w.MessageCommand(discordtest.MessageCommand{Name: messageCommand, Target: target, Change: func(o discordtest.Object) {
			message := o["data"].(discordtest.Object)["resolved"].(discordtest.Object)["messages"].(discordtest.Object)[target].(discordtest.Object)
			message["content"] = ""
			for k, v := range part {
				message[k] = v
			}
		}}))
		if len(m.Embeds) == 0 {
			t.Errorf("%s: %s", name, m.Body)
		}
	}
}

// Interactions of unknown kinds get a phrase that says so, and a PING is answered with
// one.
func TestOtherInteractions(t *testing.T) {
	w := newWorld(t, worldOptions{discord: func() discordtest.Options { o := without(); o.ExpectViolations = true; return o }()})
	for kind, want := range map[int]string{5: l10n.DiscordUnknown.In("ko"), 99: l10n.DiscordUnknown.In("ko")} {
		s := ask(launch, false)
		s.Change = func(o discordtest.Object) { o["type"] = kind }
		if m := w.answer(w.Slash(s)); m.Content != want || !m.Ephemeral() {
			t.Errorf("type %d: %s", kind, m.Body)
		}
	}
	s := ask(launch, false)
	s.Change = func(o discordtest.Object) { o["data"] = discordtest.Object{"name": "other", "type": 1} }
	if m := w.answer(w.Slash(s)); m.Content != l10n.DiscordUnknown.In("ko") {
		t.Errorf("unknown command: %s", m.Body)
	}
	s = ask(launch, false)
	s.Change = func(o discordtest.Object) { o["type"] = 1 }
	w.Slash(s)
	calls, err := w.WaitCalls(withTimeout(t), discordtest.RouteCallback, 4)
	if err != nil || string(calls[3].Body) != `{"type":1}` {
		t.Errorf("%v: %s", err, calls[3].Body)
	}
}

// Who asks for the sources alone gets the text about them.
func TestSources(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	for n, text := range []string{"출처", "Sources", "도움말", "help"} {
		w.Post(discordtest.Post{Mention: true, Content: text})
		want := []string{"문단", "passages", "안녕하세요", "Hello"}[n]
		if m := w.sent(n + 1); !strings.Contains(m.Content, want) {
			t.Errorf("%s: %s", text, m.Body)
		}
	}
}

// Where something was answered before, they are those of the answer, all of them.
func TestSourcesOfTheLastAnswer(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true, Content: "오픈AI 코리아가 뭐야?"})
	first := w.sent(1)
	w.Post(discordtest.Post{Mention: true, Content: "출처?"})
	m := w.sent(2)
	if len(m.Embeds) == 0 || len(m.Embeds) != len(first.Embeds) || strings.Contains(m.Content, "문단") {
		t.Fatalf("told of all: %s", m.Body)
	}
	if was, is := len(first.Embeds[0].Fields[0].Value), len(m.Embeds[0].Fields[0].Value); is <= was {
		t.Errorf("%d characters of further sources, before %d: %s", is, was, m.Body)
	}
}

// What Discord leaves out is no fault, and neither are commands that serve has
// yet to register.
func TestCheckOfLittle(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), before: func(req *http.Request) *http.Response {
		switch {
		case strings.HasSuffix(req.URL.Path, "/applications/@me"):
			return respond(200, `{"id":"1","name":"x"}`)
		case req.Method == "GET" && strings.HasSuffix(req.URL.Path, "/commands"):
			return respond(200, "[]")
		}
		return nil
	}})
	for _, f := range w.a.Check(withTimeout(t)) {
		if !f.OK || f.Name == "commands" && !strings.Contains(f.Found, "serve registers them") {
			t.Errorf("%+v", f)
		}
	}
	for config, ok := range map[string]bool{`{"0":{}}`: true, `{"1":{}}`: false, `{"0":{},"1":{}}`: true} {
		var app application
		if err := json.Unmarshal(fmt.Appendf(nil, `{"integration_types_config":%s}`, config), &app); err != nil {
			t.Fatal(err)
		}
		if f := w.a.checkInstall(app); f.OK != ok || f.Found == "" {
			t.Errorf("%s: %+v", config, f)
		}
	}
}

func TestShardIDsThatAreTold(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), adapter: Options{Shards: "1", ShardIDs: []int{0, 0}}})
	if n := w.Stats().Identifies; n != 1 {
		t.Errorf("%d sessions", n)
	}
}
