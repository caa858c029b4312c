package slack

import (
	"context"

	"okbot/bot"
	"okbot/bot/l10n"
	"okbot/index/query"
)

// The callback id of the message shortcut, and its name in Slack's menus: at most 24
// characters, the same in all languages.
const (
	askAboutMessage = "ask_about_message"
	shortcutName    = "이 메시지에 대해 묻기"
)

// interactionTask returns the task of a button or a shortcut.
func (s *Adapter) interactionTask(i interaction, key string) task {
	switch {
	case i.Type == "block_actions" && len(i.Actions) > 0:
		return s.buttonTask(i, i.Actions[0], key)
	case i.Type == "message_action" && i.CallbackID == askAboutMessage:
		return s.shortcutTask(i, key)
	}
	return task{kind: "unknown"}
}

// shortcutTask returns the task of the shortcut on a message: to answer its text to the
// user alone.
func (s *Adapter) shortcutTask(i interaction, key string) task {
	a := request{to: destination{channel: i.Channel.ID, thread: i.Message.ThreadTS, user: i.User.ID, respond: i.ResponseURL, visibility: visibility{private: true, quoted: true}}}
	a.ID = "slack/" + i.Team.ID + "/shortcut/" + identity(key, i.TriggerID, i.ActionTS)
	a.Platform, a.User, a.Channel = platform, i.User.ID, publicChannel(i.Channel.ID)
	// Cleaning turns the ellipsis of cut into three characters.
	a.Question = bot.Question{Text: cut(query.Clean(asked(i.Message.Text, i.Message.Attachments, i.Message.Blocks)), bot.MaxQuestion-2), Within: conversationPause, Conversation: privateConversation(i.Team.ID, i.Channel.ID, i.User.ID)}
	lang := func(ctx context.Context) string { return s.locale(ctx, i.User.ID, a.Question.Text) }
	t := task{id: a.ID, kind: "message_action", to: a.to, lang: lang}
	t.kept, t.do = i, func(ctx context.Context) error { return s.answer(ctx, a) }
	if a.Question.Text == "" {
		t.kept, t.do = nil, s.once(t.id, func(ctx context.Context) error {
			return s.postEphemeral(ctx, a.to, notice(l10n.SlackNoText.In(lang(ctx))))
		})
	}
	return t
}
