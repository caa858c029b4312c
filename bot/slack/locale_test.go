package slack_test

import (
	"testing"
	"time"

	"okbot/bot/slack/slacktest"
)

func TestALocaleThatSlackDoesNotTell(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	help := func(n int, user, text, want string) {
		t.Helper()
		acked(t, srv.Send(srv.Command(slacktest.Typed{User: user, Text: text}))...)
		contains(t, posts(t, srv, n)[n-1], want)
	}
	srv.Fail("users.info", slacktest.Fault{Latency: time.Hour})
	help(1, slacktest.Mina, "help", "Ways to ask") // in the language of what she wrote
	help(2, slacktest.Mina, "", "이렇게 물어보세요")
	if n := srv.CallCount("users.info"); n > 1 {
		t.Errorf("asked %d times for what Slack did not tell", n)
	}
	srv.Fail("users.info", slacktest.Fault{RetryAfter: time.Hour})
	help(3, slacktest.Alex, "도움말", "이렇게 물어보세요")
	help(4, "U0LEE00000", "help", "Ways to ask")
	if n := srv.CallCount("users.info"); n != 2 {
		t.Errorf("%d calls, the last within the limit", n)
	}
}
