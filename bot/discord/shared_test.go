package discord

import (
	"strings"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
)

// TestShared checks that a message without a question of its own is about what it shares.
func TestShared(t *testing.T) {
	with := func(member string, value any) func(discordtest.Object) {
		return func(o discordtest.Object) { o[member] = value }
	}
	poll := discordtest.Object{"question": discordtest.Object{"text": launch}, "answers": []any{}}
	for name, test := range map[string]struct {
		replied bool // to somebody else's question
		post    discordtest.Post
	}{
		"a forward":                  {post: discordtest.Post{Change: with("message_snapshots", []any{discordtest.Object{"message": discordtest.Object{"content": launch}}})}},
		"a poll":                     {post: discordtest.Post{Change: with("poll", poll)}},
		"a text among components":    {post: discordtest.Post{Change: with("components", []any{discordtest.Object{"type": 17, "components": []any{discordtest.Object{"type": 10, "content": launch}}}})}},
		"an embed":                   {post: discordtest.Post{Change: with("embeds", []any{discordtest.Object{"title": launch}})}},
		"a reply with a mention":     {replied: true},
		"a reply that asks":          {replied: true, post: discordtest.Post{Content: "이거 답해줘"}},
		"a reply that asks, English": {replied: true, post: discordtest.Post{Content: "can you answer this?"}},
	} {
		w := newWorld(t, worldOptions{discord: without()})
		test.post.Mention = true
		if test.replied {
			another := w.AddUser("jihoon", false)
			test.post.ReplyTo = w.Post(discordtest.Post{User: another.ID, Content: launch})
		}
		w.Post(test.post)
		if m := w.sent(1); !strings.Contains(string(m.Body), "9월 10일") {
			t.Errorf("%s: %s", name, m.Body)
		}
	}
}

// TestEdits checks that an edit which adds the mention is answered, and once.
func TestEdits(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	id := w.Post(discordtest.Post{Content: launch})
	edit := func(id, content string, at time.Time) {
		w.Dispatch(w.Guild().ID, "MESSAGE_UPDATE", discordtest.Object{
			"id": id, "channel_id": w.Channel().ID, "guild_id": w.Guild().ID, "type": 0, "content": content, "edited_timestamp": at.Format(time.RFC3339Nano),
			"author": discordtest.Object{"id": w.User().ID}, "mentions": []any{discordtest.Object{"id": w.App.UserID, "bot": true}},
		})
	}
	mention := "<@" + w.App.UserID + "> "
	edit(id, mention+launch, time.Now())
	if m := w.sent(1); !strings.Contains(string(m.Body), "9월 10일") {
		t.Errorf("an edit: %s", m.Body)
	}
	edit(id, mention+launch, time.Now())
	old := w.Post(discordtest.Post{Content: launch})
	edit(old, mention+launch, time.Now().Add(time.Hour))
	w.Post(discordtest.Post{Mention: true, Content: "고마워"})
	if m := w.sent(2); strings.Contains(string(m.Body), "9월 10일") {
		t.Errorf("edited again, or late: %s", m.Body)
	}
}

func TestCommandOnALongMessage(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	id := w.Post(discordtest.Post{Content: launch + strings.Repeat(" -", 1500)})
	m := w.answer(w.MessageCommand(discordtest.MessageCommand{Name: messageCommand, Target: id}))
	if strings.Contains(string(m.Body), "2000") || !strings.Contains(string(m.Body), "9월 10일") {
		t.Errorf("answer: %s", m.Body)
	}
}
