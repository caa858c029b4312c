package slack

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/slack-go/slack/slackutilsx"

	"okbot/index/query"
)

// tags are mentions, channels and links, which Slack writes in angle brackets
// (https://docs.slack.dev/messaging/formatting-message-text#advanced).
var tags = regexp.MustCompile(`<([^<>]*)>`)

// unnamed are mentions and channels without a name, of which nothing is left.
var unnamed = regexp.MustCompile(`<(?:@[^<>]*|#[^<>|]*\|?)>`)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// emoji are codes as :smile: and :+1::skin-tone-3:, not what stands between the
// colons of a time or a ratio (10:30:15).
var emoji = regexp.MustCompile(`(^|[^0-9A-Za-z])(:(100|[0-9]*[a-z_'+-][0-9a-z_'+-]*):)+`)

// customEmoji are codes with names in other letters, which have no letter before them:
// :감사합니다:.
var customEmoji = regexp.MustCompile(`(^|[^\pL\pN])(:[\p{Lo}\p{Lm}][\pL\pM\pN_'+-]*:)+`)

// onlyEmoji replaces a message of nothing but emoji, which is no bare mention.
const onlyEmoji = "🙂"

// textOf returns the text of a message: without mentions and emoji, with the names of
// channels and links, and with & < > unescaped.
func textOf(mrkdwn string) string {
	text := untagged(query.CutTags(mrkdwn, unnamed))
	words := strings.TrimSpace(customEmoji.ReplaceAllString(emoji.ReplaceAllString(text, "$1 "), "$1 "))
	if words == "" && text != "" {
		return onlyEmoji
	}
	return words
}

// untagged returns mrkdwn without its tags and escapes.
func untagged(mrkdwn string) string {
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

// escaped returns s for a field that Slack parses as mrkdwn, without mentions and links.
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
