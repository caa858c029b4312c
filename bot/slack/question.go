package slack

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/bot/chat"
	"okbot/index/query"
)

// A place is where something is said, and to whom.
type place struct {
	channel string // or a user, for the direct messages with them
	thread  string // ts of its first message; "" outside threads
	user    string // who asked
	respond string // response URL, "" if there is none
	since   string // ts of what is answered: nothing said before it is the answer
	look    look
}

// An ask is a question, and the place for its answer.
type ask struct {
	chat.Request
	to place
}

// subtypes are the kinds of messages that people write; all others are edits,
// joins, bots and the like (https://docs.slack.dev/reference/events/message#subtypes).
var subtypes = []string{"", "file_share", "thread_broadcast", "me_message"}

// question reads a message event as a question to the bot, whose user is self;
// ok is false for what is none: what the bot itself or another one wrote, edits,
// and what people say to each other.
//
// A mention comes as two events, app_mention and message; both give the same.
func question(c callback, self string) (a ask, ok bool) {
	e := c.Event
	if e.User == "" || e.User == self || e.User == "USLACKBOT" || e.BotID != "" || e.TS == "" || e.Channel == "" ||
		!slices.Contains(subtypes, e.Subtype) || tooLate(e) {
		return a, false
	}
	users := mentioned(e.Text)
	direct := e.ChannelType == "im" || e.ChannelType == "" && strings.HasPrefix(e.Channel, "D")
	addressed := direct || e.Type == "app_mention" || slices.Contains(users, self)
	if !addressed && (e.ThreadTS == "" || len(users) > 0) {
		return a, false
	}
	a.ID = "slack/" + c.TeamID + "/" + e.Channel + "/" + e.TS
	a.Platform, a.User, a.Channel, a.Overheard = platform, e.User, e.Channel, !addressed
	a.to = place{channel: e.Channel, thread: e.ThreadTS, user: e.User, since: e.TS}
	a.Question.Text = plain(e.Text)
	a.Question.Conversation = "slack/" + c.TeamID + "/" + e.Channel
	if direct {
		a.Channel = ""
		a.to.look.direct = true
	} else if a.to.thread == "" {
		a.to.thread = e.TS
	}
	if a.to.thread != "" {
		a.Question.Conversation += "/" + a.to.thread
	}
	return a, true
}

// editsCount is for how long a mention that was added by an edit is a question;
// for longer than that it is remembered which messages were answered.
const editsCount = 15 * time.Minute

// tooLate reports whether a message was edited long after it was written.
func tooLate(e event) bool {
	if e.Edited == nil {
		return false
	}
	written, err1 := strconv.ParseFloat(e.TS, 64)
	edited, err2 := strconv.ParseFloat(e.Edited.TS, 64)
	return err1 != nil || err2 != nil || edited-written > editsCount.Seconds()
}

// languageOf is the language of the words that somebody wrote.
func languageOf(text string) string { return query.Language(query.Clean(text)) }
