package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"okbot/bot"
	"okbot/bot/chat"
	"okbot/bot/slack/slacktest"
	"okbot/bot/text/texttest"
)

// TestDocuments checks how lists, code, paths and related documents are shown, and
// that Slack accepts each message.
func TestDocuments(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	for name, a := range texttest.Answers() {
		t.Run(name, func(t *testing.T) {
			m := answer(chat.Reply{ID: "12-ab", Lang: a.Lang, Answer: a}, view{})
			golden(t, "documents/"+name, shown(t, m))
			if m.blocks == nil {
				t.Error("no blocks")
			}
			walk(t, decoded(t, m.blocks))
			if _, _, err := api.PostMessage(slacktest.General, slack.MsgOptionText(m.text, false), slack.MsgOptionBlocks(m.blocks...)); err != nil {
				t.Error(err)
			}
		})
	}
	if v := srv.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

// FuzzQuotedParts checks that a snippet of any parts keeps to its size.
func FuzzQuotedParts(f *testing.F) {
	f.Add("Do:\nfirst\nsecond\nls -l", "tiic", uint16(8), true)
	f.Add(strings.Repeat("👩\u200d👩\u200d👧\u200d👦", 20)+"\n\n\x00\n", "citi", uint16(30), false)
	f.Fuzz(func(t *testing.T, text, kinds string, most uint16, goesOn bool) {
		max := size{text: 1 + int(most), bold: 3}
		var parts []bot.Part
		for i, line := range strings.Split(text, "\n") {
			part := texttest.Text(line)
			if len(kinds) > 0 {
				part.Item, part.Code, part.Depth = kinds[i%len(kinds)] == 'i', kinds[i%len(kinds)] == 'c', i
			}
			parts = append(parts, part)
		}
		s := texttest.Snippet("en", parts...)
		s.ListGoesOn = goesOn
		elements := quoted(s, max)
		if len(elements) == 0 {
			t.Error("nothing is shown")
		}
		walk(t, decoded(t, elements))
		data, _ := json.Marshal(decoded(t, elements))
		if strings.Contains(string(data), `"text":""`) {
			t.Errorf("an empty text in %s", data)
		}
		shown := 0
		for _, e := range decoded(t, elements).([]any) {
			for _, part := range e.(map[string]any)["elements"].([]any) {
				shown += utf8.RuneCountInString(strings.ReplaceAll(strings.ReplaceAll(part.(map[string]any)["text"].(string), "\n", ""), bullet, ""))
			}
		}
		if indents := len(parts) * 4 * maxDepth; shown > max.text+1+indents {
			t.Errorf("%d characters of %d", shown, max.text)
		}
	})
}
