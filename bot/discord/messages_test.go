package discord

import (
	"strings"
	"testing"
	"time"

	"okbot/bot"
	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
	"okbot/bot/state"
	"okbot/index/searchtest"
)

func TestMessagesThatAreAnswered(t *testing.T) {
	o := without()
	o.Disallowed = 0 // what mentions the role alone can be read
	w := newWorld(t, worldOptions{discord: o})
	for n, p := range []discordtest.Post{
		{Mention: true, Content: launch},
		{MentionRole: true, Content: launch},
		{Content: "<@!" + w.App.UserID + ">" + launch},
		{Channel: w.DM().ID, Content: launch},
		{Mention: true, Content: launchEnglish},
	} {
		id := w.Post(p)
		m := w.sent(n + 1)
		isAnswer(t, m)
		if m.ReplyTo() != id || len(m.Notified) > 0 {
			t.Errorf("message %d: replies to %q (want %q) and pings %q", n, m.ReplyTo(), id, m.Notified)
		}
	}
	if v := w.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

func TestMessagesThatAreIgnored(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	other := w.AddUser("another bot", true)
	w.Post(discordtest.Post{Content: launch})
	w.Post(discordtest.Post{User: other.ID, Mention: true, Content: launch})
	w.Post(discordtest.Post{Webhook: true, Mention: true, Content: launch})
	w.Post(discordtest.Post{Mention: true, Content: launch, Change: func(o discordtest.Object) { o["author"] = nil }})
	w.Post(discordtest.Post{Mention: true, Content: launch, Change: func(o discordtest.Object) { o["type"] = 6 }})
	last := w.Post(discordtest.Post{Mention: true, Content: launch})
	w.Edit(last, "<@"+w.App.UserID+"> "+launch)
	w.Edit(last, "<@"+w.App.UserID+"> changed")
	w.Post(discordtest.Post{Channel: w.DM().ID, Content: launch})
	w.sent(2)
	if all := w.Sent(); len(all) != 2 || all[0].ReplyTo() != last && all[1].ReplyTo() != last {
		t.Errorf("%d messages", len(all))
	}
}

// A component that nobody has incoming of, in the message or in what it replies to,
// loses nothing.
func TestUnknownComponents(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	strange := []any{discordtest.Object{"type": 99, "id": 1, "component": discordtest.Object{"type": 98}}}
	w.Post(discordtest.Post{Mention: true, Content: launch, Change: func(o discordtest.Object) { o["components"] = strange }})
	isAnswer(t, w.sent(1))
	w.Post(discordtest.Post{Mention: true, Content: launch, Change: func(o discordtest.Object) {
		o["components"] = "none"
		o["referenced_message"] = discordtest.Object{"id": "1", "author": nil, "components": strange}
	}})
	isAnswer(t, w.sent(2))
	target := w.Post(discordtest.Post{Content: launch})
	m := w.answer(w.MessageCommand(discordtest.MessageCommand{Name: messageCommand, Target: target, Change: func(o discordtest.Object) {
		messages := o["data"].(discordtest.Object)["resolved"].(discordtest.Object)["messages"].(discordtest.Object)
		messages[target].(discordtest.Object)["components"] = strange
	}}))
	isAnswer(t, m)
}

func TestEmptyMention(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true})
	if m := w.sent(1); m.Content != bot.EmptyNote("ko") && m.Content != bot.EmptyNote("en") {
		t.Errorf("answer to nothing: %s", m.Body)
	}
}

// What a question says is shown as it is and does nothing.
func TestHostileQuestion(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	text := "@everyone <@&" + w.Guild().BotRole + "> <@" + w.User().ID + "> **굵게** [여기](https://evil.example) ||숨김|| `code` \u202eabc\u200b " + launch
	m := w.answer(w.Slash(discordtest.Slash{Name: askCommand, Options: []discordtest.Option{{Name: questionOption, Value: text}}}))
	if len(m.Notified) > 0 {
		t.Errorf("pings %q", m.Notified)
	}
	for _, live := range []string{" @everyone", "<@", "**굵게", "||숨", " `code", "\u202e", "\u200b"} {
		if strings.Contains(m.Content, live) {
			t.Errorf("%q in %s", live, m.Content)
		}
	}
}

func TestFollowUps(t *testing.T) {
	search := &eavesdropper{Searcher: searchtest.Builtin()}
	w := newWorld(t, worldOptions{discord: without(), searcher: search})
	another := w.AddUser("jihoon", false)
	w.Post(discordtest.Post{Mention: true, Content: launch})
	first := w.sent(1)
	for n, step := range []struct {
		post discordtest.Post
		from string // what the question goes on from; "" for itself alone
	}{
		{discordtest.Post{User: another.ID, Mention: true, Content: followUp}, ""}, // their own conversation
		{discordtest.Post{User: another.ID, Content: followUp, ReplyTo: first.ID}, launch},
		{discordtest.Post{Content: followUp, ReplyTo: first.ID}, launch},
		{discordtest.Post{Mention: true, Content: followUp}, "오픈AI 한국 법인 "}, // what the last one borrowed
		{discordtest.Post{Channel: w.DM().ID, Content: followUp}, ""},
	} {
		w.Post(step.post)
		w.sent(n + 2)
		if got := search.last(); !strings.HasPrefix(got, step.from) || (got == "") != (step.from == "") {
			t.Errorf("question %d goes on from %q, want %q", n, got, step.from)
		}
	}
}

// Discord withholds messages that do not mention the bot itself. Whoever
// addresses it in one gets a phrase that says so.
func TestMessagesThatCannotBeRead(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	first := w.sent(1)
	w.Post(discordtest.Post{Content: followUp, ReplyTo: first.ID, NoPing: true})
	w.Post(discordtest.Post{MentionRole: true, Content: launch})
	w.sent(3)
	for _, m := range w.Sent()[1:] {
		if m.Content != l10n.DiscordUnread.In("ko") {
			t.Errorf("told %s", m.Body)
		}
	}
}

// In a thread where it has answered, the bot goes on without being mentioned,
// where Discord lets it read that.
func TestThread(t *testing.T) {
	o := without()
	o.Disallowed = 0
	w := newWorld(t, worldOptions{discord: o})
	thread := w.AddChannel(discordtest.Channel{GuildID: w.Guild().ID, Type: discordtest.PublicThread, Parent: w.Channel().ID, Name: "질문"})
	w.Post(discordtest.Post{Channel: thread.ID, Content: launch}) // not yet
	w.Post(discordtest.Post{Mention: true, Content: launch})
	isAnswer(t, w.sent(1)) // the message before it has been read
	w.Post(discordtest.Post{Channel: thread.ID, Mention: true, Content: launch})
	isAnswer(t, w.sent(2))
	w.Post(discordtest.Post{Channel: thread.ID, Content: launch})
	isAnswer(t, w.sent(3))
	w.Post(discordtest.Post{Channel: thread.ID, Content: "점심 뭐 먹지?"})
	w.Post(discordtest.Post{Channel: w.Channel().ID, Content: launch})
	w.Post(discordtest.Post{Channel: thread.ID, Mention: true, Content: launch})
	w.sent(4)
	if n := len(w.Sent()); n != 4 {
		t.Errorf("%d messages, want 4: the bot butts in", n)
	}
}

// Where the bot may not write as it would, it answers as it can.
func TestMissingPermissions(t *testing.T) {
	for name, deny := range map[string]discordtest.Permission{
		"embeds": discordtest.EmbedLinks, "history": discordtest.ReadMessageHistory, "messages": discordtest.SendMessages,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{discord: without()})
			w.Deny(w.Channel().ID, deny)
			w.Post(discordtest.Post{Mention: true, Content: launch})
			m := w.sent(1)
			if direct := m.ChannelID == w.DM().ID; direct != (name == "messages") {
				t.Errorf("sent to %s: %s", m.ChannelID, m.Body)
			}
			if name == "messages" && !strings.Contains(m.Content, "권한") {
				t.Errorf("no reason given: %s", m.Body)
			}
			if len(m.Embeds) == 0 && !strings.Contains(m.Content, "“") {
				t.Errorf("no quote: %s", m.Body)
			}
		})
	}
}

// A thread that was begun on an answer goes on from its question.
func TestThreadBegunOnAnswer(t *testing.T) {
	search := &eavesdropper{Searcher: searchtest.Builtin()}
	w := newWorld(t, worldOptions{discord: without(), searcher: search})
	w.Post(discordtest.Post{Mention: true, Content: launch})
	first := w.sent(1)
	thread := discordtest.Channel{ID: first.ID, GuildID: w.Guild().ID, Type: discordtest.PublicThread, Parent: w.Channel().ID}
	w.AddChannel(thread)
	w.Dispatch(thread.GuildID, "THREAD_CREATE", discordtest.Object{"id": thread.ID, "type": thread.Type, "guild_id": thread.GuildID, "parent_id": thread.Parent})
	another := w.AddUser("jihoon", false)
	w.Post(discordtest.Post{Channel: thread.ID, User: another.ID, Mention: true, Content: followUp})
	w.sent(2)
	if got := search.last(); !strings.HasPrefix(got, launch) {
		t.Errorf("goes on from %q", got)
	}
}

// What two processes receive is answered by one of them.
func TestTwoProcesses(t *testing.T) {
	store := state.Memory()
	o := without()
	o.IdentifyWindow = time.Nanosecond
	w := newWorld(t, worldOptions{discord: o, store: store, timing: patient})
	newWorld(t, worldOptions{server: w.Server, store: store, timing: patient})
	if err := w.WaitReady(withTimeout(t), 2); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		w.Post(discordtest.Post{Mention: true, Content: launch})
		w.Slash(ask(launch, false))
	}
	w.sent(40)
	m := w.answer(w.Slash(ask(launch, true)))
	w.answer(w.Press(discordtest.Press{Message: m.ID, CustomID: w.button(m, shareButton)}))
	w.sent(42)
	w.Post(discordtest.Post{Channel: w.DM().ID, Content: launch})
	w.sent(43)
	if s := w.Stats(); s.Messages != 43 || s.Twice > 0 {
		t.Errorf("%+v", s)
	}
}
