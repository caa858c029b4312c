package slack_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/slack"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
	"okbot/index"
)

// quick are Slack's retries without their pauses, and more of them, so that none
// is lost to a slow machine.
var quick = slacktest.Options{AckWithin: time.Second, RetryDelays: slices.Repeat([]time.Duration{500 * time.Millisecond}, 20)}

// nothing is a corpus that answers nothing, and at once.
var nothing = searcher(func(context.Context, index.Request) (index.Result, error) { return index.Result{}, nil })

func TestTenDisconnectsDuring500Questions(t *testing.T) {
	srv := slacktest.New(t, quick)
	start(t, srv, setup{searcher: nothing})
	const questions, disconnects = 500, 10
	for i := range questions {
		srv.Send(srv.Mention(slacktest.Said{User: fmt.Sprintf("U%d", i), Text: askKo})...)
		if i%(questions/disconnects) == 25 {
			if err := srv.WaitSockets(deadline(t), 1); err != nil {
				t.Fatal(err)
			}
			if i%2 == 0 {
				srv.DropSockets()
			} else {
				srv.Disconnect(slacktest.RefreshRequested)
			}
		}
		time.Sleep(time.Millisecond) // they come in during the disconnects, not before
	}
	for _, d := range srv.Deliveries() {
		if _, err := d.Wait(deadline(t)); err != nil {
			t.Errorf("%s: %v after %d attempts", d.Event.TS, err, d.Attempts())
		}
	}
	got := posts(t, srv, questions)
	for thread, n := range srv.PostCounts() {
		if n != 1 {
			t.Errorf("%d posts in thread %s", n, thread)
		}
	}
	t.Logf("%d questions, %d posts, %d connections", questions, len(got), srv.SocketsOpened())
	if srv.SocketsOpened() <= disconnects {
		t.Errorf("%d connections", srv.SocketsOpened())
	}
	posts(t, srv, questions)
}

func TestALinkThatFlapsIsNotSlowedDown(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	var log syncBuffer
	start(t, srv, setup{log: &log})
	const flaps = 4
	for i := range flaps {
		acked(t, srv.Send(srv.Say(slacktest.Said{Text: "점심 뭐 먹을까요?"}))...) // after the hello
		srv.Fail("apps.connections.open", slacktest.Fault{Error: "internal_error"})
		srv.DropSockets()
		if err := srv.WaitSocketsOpened(deadline(t), i+2); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(log.String(), "again_in=500ms"); n != flaps || strings.Contains(log.String(), "again_in=1s") {
		t.Errorf("waited %d times for the shortest time: %s", n, log.String())
	}
}

func Test200EventsAtOnce(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	const events = 200
	srv.Send(srv.DirectMessage(slacktest.Said{Text: askKo}))
	posts(t, srv, 1)
	var all []slacktest.Event
	for i := range events {
		all = append(all, srv.Mention(slacktest.Said{User: fmt.Sprintf("U%d", i), Text: askKo})[0])
	}
	sent := srv.Send(all...)
	var took []time.Duration
	for _, d := range sent {
		ack, err := d.Wait(deadline(t))
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, ack.After)
	}
	posts(t, srv, events+1)
	slices.Sort(took)
	t.Logf("acknowledged: p50 %v, p99 %v", took[events/2], took[events*99/100])
	for thread, n := range srv.PostCounts() {
		if n != 1 {
			t.Errorf("%d posts in thread %s", n, thread)
		}
	}
}

func TestTwoProcessesGetTheSameEvents(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	store := state.Memory()
	start(t, srv, setup{store: store})
	start(t, srv, setup{store: store})
	if err := srv.WaitSockets(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		for _, d := range srv.Send(srv.Mention(slacktest.Said{Text: askKo})...) {
			d.Again() // on both sockets
		}
	}
	posts(t, srv, 20)
	for _, d := range srv.Send(srv.Command(slacktest.Typed{Text: askKo})) {
		acked(t, d)
		d.Again()
	}
	posts(t, srv, 21)
}

func TestTwoSockets(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	a := start(t, srv, setup{options: slack.Options{Sockets: 2}})
	if err := srv.WaitSockets(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	for _, d := range srv.Send(srv.Mention(slacktest.Said{Text: askKo})...) {
		acked(t, d)
		d.Again()
	}
	posts(t, srv, 1)
	if ready, why := a.Ready(); !ready {
		t.Error(why)
	}
}

func TestUnknownEnvelopesAreAcknowledged(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{AllowViolations: true})
	start(t, srv, setup{service: chat.Options{Workers: 1}})
	acked(t, srv.Send(
		srv.Custom(map[string]any{"type": "something_new", "channel": slacktest.General}),
		slacktest.Event{Kind: "something_else", Payload: map[string]any{"a": 1}},
		srv.GlobalShortcut("unknown", slacktest.Mina),
		srv.MessageShortcut("unknown", slacktest.Mina, slacktest.General, "1700000000.000100"),
	)...)
	srv.SendRaw("no JSON")
	srv.SendRaw(`{"type":"hello"}`)
	srv.SendRaw(`{"type":"events_api","payload":{}}`)
	odd := srv.Mention(slacktest.Said{Text: askKo})[0] // with a block that is new and one that is broken
	odd.Inner()["blocks"] = []any{map[string]any{"type": "hologram", "elements": 7}, map[string]any{"type": "rich_text", "elements": "?"}}
	srv.Send(odd)
	posts(t, srv, 1)
}
