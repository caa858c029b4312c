package slack_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"okbot/bot/chat"
	"okbot/bot/l10n"
	"okbot/bot/slack/slacktest"
	"okbot/index"
)

func TestAPostIsNeverMadeTwice(t *testing.T) {
	for name, test := range map[string]struct {
		fault slacktest.Fault
		calls int
	}{
		"limited":                {slacktest.Fault{RetryAfter: time.Second}, 2},
		"limited in words":       {slacktest.Fault{Error: "ratelimited"}, 2},
		"an answer that is lost": {slacktest.Fault{Drop: slacktest.AfterWork}, 1},
		"a request that is lost": {slacktest.Fault{Drop: slacktest.BeforeWork}, 2},
		"an error page":          {slacktest.Fault{Status: 503}, 2},
		"an internal error":      {slacktest.Fault{Error: "internal_error"}, 2},
		"blocks refused":         {slacktest.Fault{Error: "invalid_blocks"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			srv := slacktest.New(t, slacktest.Options{})
			start(t, srv, setup{})
			srv.Fail("chat.postMessage", test.fault)
			srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
			posts(t, srv, 1)
			if !strings.HasPrefix(name, "limited") {
				settled(t, srv, 1)
				test.calls++
			}
			if n := srv.CallCount("chat.postMessage"); n != test.calls {
				t.Errorf("%d calls, want %d", n, test.calls)
			}
		})
	}
}

func TestALimitHoldsForItsChannelAlone(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	var log syncBuffer
	start(t, srv, setup{log: &log})
	srv.Fail("chat.postMessage", slacktest.Fault{RetryAfter: 2 * time.Second, Channel: slacktest.General})
	begun := time.Now()
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})[0])
	log.await(t, "rate limit")
	srv.Send(srv.Mention(slacktest.Said{Text: askEn})[0], srv.DirectMessage(slacktest.Said{Text: askKo}))
	ms := posts(t, srv, 3)
	if ms[0].Channel != srv.DM(slacktest.Mina) {
		t.Error("another channel waited as well")
	}
	if waited := ms[1].Call.At.Sub(begun); waited < 2*time.Second {
		t.Errorf("the channel waited for %v only", waited)
	}
}

func TestASlowAPIHoldsUpNoAcknowledgement(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{searcher: nothing, service: chat.Options{Grace: time.Millisecond}})
	srv.Fail("", slacktest.Fault{Times: -1, Latency: time.Hour})
	var all []slacktest.Event
	for range 100 { // more than there are workers
		all = append(all, srv.Mention(slacktest.Said{Text: askKo})[0])
	}
	acked(t, srv.Send(all...)...)
	if n := len(srv.Posts()); n != 0 {
		t.Errorf("%d posts", n)
	}
}

func TestTooManyQuestionsAreToldSo(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	hold := make(chan struct{})
	slow := searcher(func(ctx context.Context, q index.Request) (index.Result, error) { <-hold; return index.Result{}, nil })
	start(t, srv, setup{searcher: slow, service: chat.Options{Workers: 1, Queue: 1}})
	defer close(hold)
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})[0])
	for range 4 { // one is being answered, one waits
		acked(t, srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)...)
	}
	busy := 0
	if err := srv.Wait(deadline(t), func() bool {
		busy = 0
		for _, m := range srv.Posts() {
			if m.Ephemeral == slacktest.Mina && strings.Contains(m.Text, "너무 많이") {
				busy++
			}
		}
		return busy >= 1 && srv.CallCount("reactions.add") >= 2
	}); err != nil || busy != 1 {
		t.Errorf("told %d times in words, %d times by a reaction", busy, srv.CallCount("reactions.add"))
	}
	d := srv.Send(srv.Command(slacktest.Typed{Text: askEn}))[0]
	if ack, err := d.Wait(deadline(t)); err != nil || !bytes.Contains(ack.Payload, []byte("Too many questions")) {
		t.Errorf("a command was acknowledged with %q, %v", ack.Payload, err)
	}
}

// A service that ends is not busy, and says something else.
func TestTheEndIsNotBusy(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	figures := prometheus.NewRegistry()
	a := start(t, srv, setup{service: chat.Options{Metrics: chat.NewMetrics(figures)}})
	a.endService()
	d := srv.Send(srv.Command(slacktest.Typed{Text: askEn}))[0]
	if ack, err := d.Wait(deadline(t)); err != nil || !bytes.Contains(ack.Payload, []byte(l10n.Sorry.In("en"))) {
		t.Errorf("a command was acknowledged with %q, %v", ack.Payload, err)
	}
	families, err := figures.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "okbot_questions_total" {
			t.Errorf("counted as %v", f)
		}
	}
}

func TestAResponseURLThatIsNoLongerGood(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	for i, test := range []struct{ channel, seenIn string }{
		{slacktest.General, slacktest.General},      // by the asker alone
		{slacktest.Outside, srv.DM(slacktest.Mina)}, // the bot may write nothing there
		{srv.DM(slacktest.Mina), srv.DM(slacktest.Mina)},
	} {
		command := srv.Command(slacktest.Typed{Text: askKo, Channel: test.channel})
		srv.ExpireResponseURLs()
		acked(t, srv.Send(command)...)
		m := posts(t, srv, i+1)[i]
		if m.Channel != test.seenIn || m.Ephemeral == "" && m.Channel != srv.DM(slacktest.Mina) {
			t.Errorf("asked in %s: answered in %s to %q", test.channel, m.Channel, m.Ephemeral)
		}
	}
}
