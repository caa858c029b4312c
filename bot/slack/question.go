package slack

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okbot/bot/chat"
	"okbot/index/query"
)

// A destination is where a message is posted, and for whom.
type destination struct {
	channel    string // or a user, for the direct messages with them
	thread     string // ts of its first message; "" outside threads
	user       string // who asked
	respond    string // response URL, "" if there is none
	since      string // ts of what is answered: nothing said before it is the answer
	visibility visibility
}

// A request is a question and the destination of its answer.
type request struct {
	chat.Request
	to destination
}

// subtypes are those of messages that people write. Others are edits, joins, bots and
// so on (https://docs.slack.dev/reference/events/message#subtypes).
var subtypes = []string{"", "file_share", "thread_broadcast", "me_message"}

// question returns the question of a message event. self is the user id of the bot. ok
// is false if the message is none: if a bot wrote it, if it is an edit, or if people
// talk to each other.
//
// A mention arrives as two events, app_mention and message. Both give the same.
func question(c callback, self string) (a request, ok bool) {
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
	a.to = destination{channel: e.Channel, thread: e.ThreadTS, user: e.User, since: e.TS}
	a.Question.Text = asked(e.Text, e.Attachments, e.Blocks)
	a.Question.Conversation = "slack/" + c.TeamID + "/" + e.Channel
	if direct {
		a.Channel = ""
		a.to.visibility.direct = true
	} else if a.to.thread == "" {
		a.to.thread = e.TS
	}
	if a.to.thread != "" {
		a.Question.Conversation += "/" + a.to.thread
	}
	return a, true
}

// maxEditAge is how old a message may be when an edit adds a mention that makes it a
// question. Answered messages are remembered for longer.
const maxEditAge = 15 * time.Minute

// tooLate reports whether a message was edited long after it was written.
func tooLate(e event) bool {
	if e.Edited == nil {
		return false
	}
	written, err1 := strconv.ParseFloat(e.TS, 64)
	edited, err2 := strconv.ParseFloat(e.Edited.TS, 64)
	return err1 != nil || err2 != nil || edited-written > maxEditAge.Seconds()
}

// languageOf returns the language of a text that somebody wrote.
func languageOf(text string) string { return query.Language(query.Clean(text)) }
