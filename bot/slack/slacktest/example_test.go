package slacktest_test

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"okbot/bot/slack/slacktest"
)

// Mina asks in a channel, the app answers in the thread.
func Example() {
	srv, err := slacktest.Start(slacktest.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer srv.Close()
	ctx := context.Background()
	question := srv.Mention(slacktest.Said{Text: "GPT-4는 언제 나왔어?"})[0]

	app := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL())) // the app under test
	_, _, err = app.PostMessageContext(ctx, question.Channel, slack.MsgOptionText("2023년 3월 14일", false), slack.MsgOptionTS(question.TS))
	if err != nil {
		fmt.Println(err)
		return
	}

	for _, m := range srv.Messages(question.Channel, question.TS) {
		fmt.Println(m.User, m.Text)
	}
	// Output:
	// U0MINA0000 <@U0FAKEBOT0> GPT-4는 언제 나왔어?
	// U0FAKEBOT0 2023년 3월 14일
}
