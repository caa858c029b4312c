package slack

import (
	"context"
	"strings"

	"okbot/bot"
)

// commandTask returns what there is to do about a slash command: a question is
// answered to its asker alone.
func (s *Adapter) commandTask(c command, key string) task {
	text := plain(c.Text)
	a := ask{to: place{channel: c.ChannelID, user: c.UserID, respond: c.ResponseURL, look: look{private: true}}}
	a.ID = "slack/" + c.TeamID + "/command/" + identity(key, c.TriggerID, c.ResponseURL)
	a.Platform, a.User, a.Channel = platform, c.UserID, inPublic(c.ChannelID)
	a.Question = bot.Question{Text: text, Conversation: privateTalk(c.TeamID, c.ChannelID, c.UserID)}
	t := task{id: a.ID, kind: "command", to: a.to, inAck: true}
	t.lang = func(context.Context) string { return languageOf(text) }
	t.do = func(ctx context.Context) error { return s.answer(ctx, a) }
	if bot.IntentOf(text) == bot.Help {
		t.do = s.once(t.id, func(ctx context.Context) error {
			return s.whisper(ctx, a.to, helpMessage(s.locale(ctx, c.UserID, text), s.service.About()))
		})
	}
	return t
}

// inPublic returns the channel, or "" for direct messages.
func inPublic(channel string) string {
	if strings.HasPrefix(channel, "D") {
		return ""
	}
	return channel
}

// privateTalk names the conversation that a user has with the bot in a channel
// without the others.
func privateTalk(team, channel, user string) string {
	return "slack/" + team + "/" + channel + "/" + user
}
