package slacktest_test

import (
	"context"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"okbot/bot/slack/slacktest"
)

func deadline(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// connect runs a slack-go client that acknowledges everything and hands it on, until the test ends.
func connect(t *testing.T, srv *slacktest.Server) (*slack.Client, <-chan socketmode.Event) {
	t.Helper()
	api := slack.New(slacktest.BotToken, slack.OptionAPIURL(srv.APIURL()), slack.OptionAppLevelToken(slacktest.AppToken))
	sm := socketmode.New(api)
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan socketmode.Event, 1000)
	ran, drained := make(chan struct{}), make(chan struct{})
	go func() { defer close(ran); _ = sm.RunContext(ctx) }()
	go func() {
		defer close(drained)
		for {
			select {
			case ev := <-sm.Events:
				if ev.Request != nil && ev.Request.EnvelopeID != "" {
					_ = sm.AckCtx(ctx, ev.Request.EnvelopeID, nil)
					got <- ev
				}
			case <-ran:
				return
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-ran; <-drained })
	if err := srv.WaitSockets(deadline(t), 1); err != nil {
		t.Fatal(err)
	}
	return api, got
}

func TestMentionAnswered(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	api, got := connect(t, srv)
	ctx := deadline(t)

	deliveries := srv.Send(srv.Mention(slacktest.Said{Text: "GPT-4는 언제 나왔어?"})...)
	for _, d := range deliveries {
		if ack, err := d.Wait(ctx); err != nil || ack.Attempt != 0 {
			t.Fatalf("acknowledged %+v, %v", ack, err)
		}
		<-got
	}
	question := deliveries[0].Event
	_, ts, err := api.PostMessageContext(ctx, question.Channel, slack.MsgOptionText("2023년 3월 14일", false),
		slack.MsgOptionTS(question.TS))
	if err != nil {
		t.Fatal(err)
	}
	posts, err := srv.WaitPosts(ctx, 1)
	if err != nil || len(posts) != 1 || posts[0].TS != ts || posts[0].ThreadTS != question.TS {
		t.Fatalf("posts %+v, %v", posts, err)
	}
	thread, _, _, err := api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: slacktest.General, Timestamp: question.TS})
	if err != nil || len(thread) != 2 {
		t.Fatalf("thread %+v, %v", thread, err)
	}
}
