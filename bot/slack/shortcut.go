package slack

import (
	"context"

	"okbot/bot"
	"okbot/index/query"
)

// The callback id of the message shortcut, and its name in Slack's menus, which
// has 24 characters at most and is the same in all languages.
const (
	askAboutMessage = "ask_about_message"
	shortcutName    = "이 메시지에 대해 묻기"
)

// interactionTask returns what there is to do about a button or a shortcut.
func (s *Adapter) interactionTask(i interaction, key string) task {
	switch {
	case i.Type == "block_actions" && len(i.Actions) > 0:
		return s.pressTask(i, i.Actions[0], key)
	case i.Type == "message_action" && i.CallbackID == askAboutMessage:
		return s.shortcutTask(i, key)
	}
	return task{kind: "unknown"}
}

// shortcutTask answers what a message asks, to whoever chose the shortcut on it.
func (s *Adapter) shortcutTask(i interaction, key string) task {
	a := ask{to: place{channel: i.Channel.ID, thread: i.Message.ThreadTS, user: i.User.ID, respond: i.ResponseURL, look: look{private: true, quoted: true}}}
	a.ID = "slack/" + i.Team.ID + "/shortcut/" + identity(key, i.TriggerID, i.ActionTS)
	a.Platform, a.User, a.Channel = platform, i.User.ID, inPublic(i.Channel.ID)
	// Cleaning makes three points of the ellipsis.
	a.Question = bot.Question{Text: cut(query.Clean(plain(i.Message.Text)), bot.MaxQuestion-2), Conversation: privateTalk(i.Team.ID, i.Channel.ID, i.User.ID)}
	lang := func(ctx context.Context) string { return s.locale(ctx, i.User.ID, a.Question.Text) }
	t := task{id: a.ID, kind: "message_action", to: a.to, lang: lang}
	t.do = func(ctx context.Context) error { return s.answer(ctx, a) }
	if a.Question.Text == "" {
		t.do = s.once(t.id, func(ctx context.Context) error { return s.whisper(ctx, a.to, notice(say(lang(ctx), "no text"))) })
	}
	return t
}
