package slacktest_test

import (
	"testing"

	"github.com/slack-go/slack"

	"okbot/bot/slack/slacktest"
)

// BenchmarkPost is the fake's and the client's own time for one message, which a measurement of an app has to be compared with.
func BenchmarkPost(b *testing.B) {
	srv := slacktest.New(b, slacktest.Options{Keep: 1000})
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := api.PostMessageContext(b.Context(), slacktest.General, slack.MsgOptionText("답", false)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSend is the time from sending an event to a client that only acknowledges to its acknowledgement.
func BenchmarkSend(b *testing.B) {
	srv := slacktest.New(b, slacktest.Options{Keep: 1000})
	c := dial(b, srv)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			var env map[string]any
			if c.ReadJSON(&env) != nil || c.WriteJSON(map[string]any{"envelope_id": env["envelope_id"]}) != nil {
				return
			}
		}
	}()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := srv.Send(srv.Say(slacktest.Said{Text: "언제?"}))[0].Wait(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	_ = c.Close()
	<-done
}
