package slack

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"<@U0BOT> 대표가 누구야?":                                   "대표가 누구야?",
		"<@U0BOT|okbot>대표는 &lt;누구&gt; &amp; 왜?":               "대표는 <누구> & 왜?",
		"<#C1|general>에서 <https://a.example/x|기사> 봤어?":        "#general에서 기사 봤어?",
		"<https://a.example/x> <mailto:a@b.c|a@b.c> <#C1>":    "https://a.example/x a@b.c",
		"<!channel> <!subteam^S1|@team> 안녕":                   "안녕",
		"<!date^1392734382^{date}|2014년 2월 18일>에?":            "2014년 2월 18일에?",
		"안녕:wave: 대표가 :thinking_face: 누구야? :+1::skin-tone-3:": "안녕  대표가   누구야?",
		"10:30:15에 3:2:1, a:b:c":                              "10:30:15에 3:2:1, a:b:c",
		":100: :tada:":                                        "🙂",
		"&amp;lt;":                                            "&lt;",
		"<@U0BOT>":                                            "",
		"a < b > c":                                           "a  b  c",
	} {
		if got := textOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestQuestion(t *testing.T) {
	const self = "U0BOT"
	mention := event{Type: "app_mention", User: "U1", Channel: "C1", TS: "1700000000.000100", Text: "<@U0BOT> 대표가 누구야?"}
	type want struct {
		ID, Channel, Conversation, Thread string
		Overheard, Direct                 bool
	}
	for name, test := range map[string]struct {
		change func(*event)
		want   *want
	}{
		"a mention": {func(*event) {}, &want{"slack/T1/C1/1700000000.000100", "C1", "slack/T1/C1/1700000000.000100", "1700000000.000100", false, false}},
		"its twin": {func(e *event) { e.Type, e.ChannelType = "message", "channel" },
			&want{"slack/T1/C1/1700000000.000100", "C1", "slack/T1/C1/1700000000.000100", "1700000000.000100", false, false}},
		"a mention in a thread": {func(e *event) { e.ThreadTS = "1600000000.000100" },
			&want{"slack/T1/C1/1700000000.000100", "C1", "slack/T1/C1/1600000000.000100", "1600000000.000100", false, false}},
		"a direct message": {func(e *event) { e.Type, e.ChannelType, e.Channel, e.Text = "message", "im", "D1", "대표?" },
			&want{"slack/T1/D1/1700000000.000100", "", "slack/T1/D1", "", false, true}},
		"a direct message in a thread": {func(e *event) {
			e.Type, e.ChannelType, e.Channel, e.Text, e.ThreadTS = "message", "im", "D1", "대표?", "1600000000.000100"
		}, &want{"slack/T1/D1/1700000000.000100", "", "slack/T1/D1/1600000000.000100", "1600000000.000100", false, true}},
		"talk in a thread": {func(e *event) { e.Type, e.Text, e.ThreadTS = "message", "대표?", "1600000000.000100" },
			&want{"slack/T1/C1/1700000000.000100", "C1", "slack/T1/C1/1600000000.000100", "1600000000.000100", true, false}},
		"a file with words": {func(e *event) { e.Subtype = "file_share" }, &want{"slack/T1/C1/1700000000.000100", "C1", "slack/T1/C1/1700000000.000100", "1700000000.000100", false, false}},
		"talk":              {func(e *event) { e.Type, e.Text = "message", "대표?" }, nil},
		"talk to somebody":  {func(e *event) { e.Type, e.Text, e.ThreadTS = "message", "<@U2> 대표?", "1600000000.000100" }, nil},
		"its own":           {func(e *event) { e.User = self }, nil},
		"another bot's":     {func(e *event) { e.BotID = "B1" }, nil},
		"Slackbot's":        {func(e *event) { e.User = "USLACKBOT" }, nil},
		"an edit":           {func(e *event) { e.Type, e.Subtype = "message", "message_changed" }, nil},
		"somebody joined":   {func(e *event) { e.Type, e.Subtype = "message", "channel_join" }, nil},
		"nobody's":          {func(e *event) { e.User = "" }, nil},
		"no message":        {func(e *event) { e.TS = "" }, nil},
	} {
		e := mention
		test.change(&e)
		a, ok := question(callback{TeamID: "T1", Event: e}, self)
		if ok != (test.want != nil) {
			t.Errorf("%s: a question: %v", name, ok)
		} else if ok {
			got := want{a.ID, a.Channel, a.Question.Conversation, a.to.thread, a.Overheard, a.to.visibility.direct}
			if diff := cmp.Diff(*test.want, got); diff != "" {
				t.Errorf("%s: -want +got:\n%s", name, diff)
			}
		}
	}
}
