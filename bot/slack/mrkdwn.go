package slack

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/slack-go/slack/slackutilsx"
)

// tags are what Slack writes between angle brackets: mentions, channels and
// links (https://docs.slack.dev/messaging/formatting-message-text#advanced).
var tags = regexp.MustCompile(`<([^<>]*)>`)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plain returns what somebody wrote as they saw it: mentions are left out,
// channels and links stand as their names, and & < > as themselves.
func plain(mrkdwn string) string {
	return strings.TrimSpace(unescape.Replace(tags.ReplaceAllStringFunc(mrkdwn, func(tag string) string {
		what, label, _ := strings.Cut(tag[1:len(tag)-1], "|")
		switch {
		case strings.HasPrefix(what, "@"), strings.HasPrefix(what, "!") && !strings.HasPrefix(what, "!date"):
			return " "
		case strings.HasPrefix(what, "#") && label != "":
			return "#" + label
		case strings.HasPrefix(what, "#"):
			return " "
		case label != "":
			return label
		}
		return strings.TrimPrefix(what, "mailto:")
	})))
}

// mentioned returns the ids of the users that mrkdwn mentions.
func mentioned(mrkdwn string) []string {
	var users []string
	for _, tag := range tags.FindAllStringSubmatch(mrkdwn, -1) {
		if id, ok := strings.CutPrefix(tag[1], "@"); ok {
			id, _, _ = strings.Cut(id, "|")
			users = append(users, id)
		}
	}
	return users
}

// escaped returns s for a field that Slack reads as mrkdwn: it can mention and
// link nothing.
func escaped(s string) string { return slackutilsx.EscapeMessage(printableLines(s)) }

// cut shortens s to max characters (Unicode code points, as Slack counts them),
// the last of which is then an ellipsis; what people see as one character stays
// whole.
func cut(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	end, left := 0, max-1
	for g := graphemes.FromString(s); g.Next(); {
		if left -= utf8.RuneCountInString(g.Value()); left < 0 {
			break
		}
		end += len(g.Value())
	}
	return strings.TrimRight(s[:end], " ") + "…"
}
