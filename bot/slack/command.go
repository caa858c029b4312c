package slack

import (
	"context"
	"strings"
	"time"

	"okbot/bot"
)

// commandTask returns the task of a slash command. Its answer is for the asker alone.
func (s *Adapter) commandTask(c command, key string) task {
	text := textOf(c.Text)
	a := request{to: destination{channel: c.ChannelID, user: c.UserID, respond: c.ResponseURL, visibility: visibility{private: true}}}
	a.ID = "slack/" + c.TeamID + "/command/" + identity(key, c.TriggerID, c.ResponseURL)
	a.Platform, a.User, a.Channel = platform, c.UserID, publicChannel(c.ChannelID)
	a.Question = bot.Question{Text: text, Within: conversationPause, Conversation: privateConversation(c.TeamID, c.ChannelID, c.UserID)}
	t := task{id: a.ID, kind: "command", to: a.to, inAck: true}
	t.lang = func(context.Context) string { return languageOf(text) }
	t.kept, t.do = c, func(ctx context.Context) error { return s.answer(ctx, a) }
	if bot.IntentOf(text) == bot.Help {
		t.kept, t.do = nil, s.once(t.id, func(ctx context.Context) error {
			return s.postEphemeral(ctx, a.to, helpMessage(s.locale(ctx, c.UserID, text), s.service.About()))
		})
	}
	return t
}

// publicChannel returns the channel, or "" for direct messages.
func publicChannel(channel string) string {
	if strings.HasPrefix(channel, "D") {
		return ""
	}
	return channel
}

// conversationPause is how long after an answer for one user alone a question may continue
// it.
const conversationPause = 10 * time.Minute

// privateConversation returns the name of the conversation of one user with the bot in
// a channel.
func privateConversation(team, channel, user string) string {
	return "slack/" + team + "/" + channel + "/" + user
}
