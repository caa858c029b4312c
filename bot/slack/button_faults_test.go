package slack_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"okbot/bot/chat"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
)

func TestButtonsThatAreNotTheBots(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	start(t, srv, setup{})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	m := posts(t, srv, 1)[0]
	values := []string{"", "p.1", "x.1.id", "p.1.../etc", "p.99.id", strings.Repeat("p", 2000)}
	for _, value := range values {
		acked(t, srv.Send(srv.Press(slacktest.Click{Channel: m.Channel, TS: m.TS, Action: slacktest.ButtonAction("", "next", value)}))...)
	}
	acked(t, srv.Send(srv.Press(slacktest.Click{Channel: m.Channel, TS: m.TS, Action: slacktest.ButtonAction("", "explode", "p.1.id")}))...)
	for _, told := range posts(t, srv, len(values)+2)[1:] {
		if told.Ephemeral != slacktest.Mina || !strings.Contains(told.Text, "쓰지 않는 버튼") {
			t.Errorf("%q to %q", told.Text, told.Ephemeral)
		}
	}
}

// outage is a store that is out of reach now and then.
type outage struct {
	chat.Store
	on atomic.Bool
}

var errOutage = errors.New("no servers available")

func (o *outage) Get(ctx context.Context, b chat.Bucket, key string) ([]byte, uint64, error) {
	if o.on.Load() {
		return nil, 0, errOutage
	}
	return o.Store.Get(ctx, b, key)
}

func (o *outage) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	if o.on.Load() {
		return 0, errOutage
	}
	return o.Store.Put(ctx, b, key, value, revision)
}

func (o *outage) Append(ctx context.Context, l chat.Log, record []byte) (string, error) {
	if o.on.Load() {
		return "", errOutage
	}
	return o.Store.Append(ctx, l, record)
}

func (o *outage) Record(ctx context.Context, l chat.Log, id string) ([]byte, error) {
	if o.on.Load() {
		return nil, errOutage
	}
	return o.Store.Record(ctx, l, id)
}

func TestButtonsWhileTheStateIsOutOfReach(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	store := &outage{Store: state.Memory()}
	start(t, srv, setup{store: store})
	srv.Send(srv.Mention(slacktest.Said{Text: askMore})...)
	m := posts(t, srv, 1)[0]
	srv.Send(srv.Command(slacktest.Typed{Text: askMore}))
	private := posts(t, srv, 2)[1]
	store.on.Store(true)
	press(t, srv, private, slacktest.Mina, "share")
	posts(t, srv, 3)
	for i, button := range []string{"next", "good", "bad", "remove"} {
		press(t, srv, m, slacktest.Alex, button)
		posts(t, srv, 4+i)
	}
	for i, told := range posts(t, srv, 7)[2:] {
		user, want := slacktest.Alex, "again in a moment"
		if i == 0 {
			user, want = slacktest.Mina, "다시 눌러 주세요"
		}
		if told.Ephemeral != user || !strings.Contains(told.Text, want) {
			t.Errorf("%q to %q", told.Text, told.Ephemeral)
		}
	}
	store.on.Store(false)
	press(t, srv, private, slacktest.Mina, "share")
	if shared := posts(t, srv, 8)[7]; shared.Ephemeral != "" {
		t.Errorf("the share after it: %q to %q", shared.Text, shared.Ephemeral)
	}
}

func TestAShareThatFails(t *testing.T) {
	for name, test := range map[string]struct {
		fault  slacktest.Fault
		told   string
		shared int // messages by then
	}{
		"refused":             {slacktest.Fault{Status: 404}, "공유하지 못했어요", 0},
		"refused in words":    {slacktest.Fault{Error: "channel_is_archived"}, "공유하지 못했어요", 0},
		"lost":                {slacktest.Fault{Drop: slacktest.BeforeWork}, "확인하지 못했어요", 0},
		"its answer is lost":  {slacktest.Fault{Drop: slacktest.AfterWork}, "확인하지 못했어요", 1},
		"an error of Slack's": {slacktest.Fault{Status: 502}, "확인하지 못했어요", 0},
	} {
		t.Run(name, func(t *testing.T) {
			srv := slacktest.New(t, slacktest.Options{})
			start(t, srv, setup{})
			srv.Send(srv.Command(slacktest.Typed{Text: askKo}))
			private := posts(t, srv, 1)[0]
			srv.Fail(slacktest.ResponseURL, test.fault)
			press(t, srv, private, slacktest.Mina, "share")
			told := posts(t, srv, 2+test.shared)[1+test.shared]
			if told.Ephemeral != slacktest.Mina || !strings.Contains(told.Text, test.told) {
				t.Errorf("%q to %q", told.Text, told.Ephemeral)
			}
			press(t, srv, private, slacktest.Mina, "share")
			if again := posts(t, srv, 3+test.shared)[2+test.shared]; again.Ephemeral != "" {
				t.Errorf("the next press: %q to %q", again.Text, again.Ephemeral)
			}
			showsNow(t, changed(t, srv, private, 1), "공유했어요")
		})
	}
}
