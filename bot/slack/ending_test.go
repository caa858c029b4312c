package slack_test

import (
	"context"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"okbot/bot/chat"
	"okbot/bot/slack/slacktest"
	"okbot/bot/state"
	"okbot/index"
)

func TestAnswersInFlightAreFinished(t *testing.T) {
	for _, http := range []bool{false, true} {
		srv := slacktest.New(t, slacktest.Options{})
		hold := make(chan struct{})
		slow := searcher(func(context.Context, index.Request) (index.Result, error) {
			<-hold
			return index.Result{}, nil
		})
		a := start(t, srv, setup{searcher: slow, http: http})
		ask := func() {
			ev := srv.Mention(slacktest.Said{Text: askKo})[0]
			if http {
				srv.Deliver(deadline(t), "http://"+a.Addr()+"/slack/events", ev)
			} else {
				acked(t, srv.Send(ev)...)
			}
		}
		for range 10 {
			ask()
		}
		a.stop()
		if err := <-a.ended; err != nil {
			t.Errorf("Run: %v", err)
		}
		close(hold)
		posts(t, srv, 10)
		a.wait()
	}
}

func TestStoppingIsNoLossOfConnection(t *testing.T) {
	for range 10 { // it may end either way
		srv := slacktest.New(t, slacktest.Options{})
		var log syncBuffer
		a := start(t, srv, setup{log: &log})
		a.wait()
		if strings.Contains(log.String(), "reconnecting") {
			t.Fatal(log.String())
		}
	}
}

func TestSlackThatIsDownAtFirst(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	srv.Fail("auth.test", slacktest.Fault{Status: 503})
	srv.Fail("apps.connections.open", slacktest.Fault{Error: "internal_error", Times: 2})
	srv.Fail(slacktest.SocketHandshake, slacktest.Fault{Status: 500})
	a := launch(t, srv, setup{})
	if ready, why := a.Ready(); ready || why == "" {
		t.Errorf("ready at once: %q", why)
	}
	if err := srv.WaitSockets(deadline(t), 1); err != nil {
		t.Fatal(err)
	}
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	posts(t, srv, 1)
}

func TestRunEndsWhenSlackIsBeyondHelp(t *testing.T) {
	for name, test := range map[string]struct {
		before func(*slacktest.Server)
		after  func(*slacktest.Server)
		want   string
	}{
		"a bot token that is wrong":  {before: func(s *slacktest.Server) { s.Revoke(slacktest.BotToken, "invalid_auth") }, want: "Bot User OAuth Token"},
		"an app token that is wrong": {before: func(s *slacktest.Server) { s.Revoke(slacktest.AppToken, "not_allowed_token_type") }, want: "App-Level Tokens"},
		"an app token without scope": {before: func(s *slacktest.Server) {
			s.Fail("apps.connections.open", slacktest.Fault{Error: "missing_scope", Times: -1})
		}, want: "connections:write"},
		"no chat:write": {before: func(s *slacktest.Server) { s.SetScopes("commands", "app_mentions:read") }, want: "chat:write: add it under OAuth & Permissions"},
		"another API":   {before: func(s *slacktest.Server) { s.Fail("auth.test", slacktest.Fault{Status: 404}) }, want: "check the address"},
		"revoked meanwhile": {after: func(s *slacktest.Server) {
			s.Revoke(slacktest.BotToken, "token_revoked")
			s.Send(s.Mention(slacktest.Said{Text: askKo})...)
		}, want: "token_revoked"},
		"a scope that goes": {after: func(s *slacktest.Server) {
			s.SetScopes("commands")
			s.Send(s.Mention(slacktest.Said{Text: askKo})...)
		}, want: "chat:write"},
		"the app token revoked meanwhile": {after: func(s *slacktest.Server) {
			s.Revoke(slacktest.AppToken, "token_revoked")
			s.DropSockets()
		}, want: "the app-level token is refused"},
		"removed by an admin": {after: func(s *slacktest.Server) { s.Send(s.RevokeTokens()...) }, want: "install it again"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := slacktest.New(t, slacktest.Options{})
			if test.before != nil {
				test.before(srv)
			}
			a := launch(t, srv, setup{})
			if test.after != nil {
				if err := srv.WaitSockets(deadline(t), 1); err != nil {
					t.Fatal(err)
				}
				test.after(srv)
			}
			select {
			case err := <-a.ended:
				if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
					t.Errorf("Run: %v", err)
				}
			case <-deadline(t).Done():
				t.Error("Run goes on")
			}
		})
	}
}

func TestAScopeThatIsNotVitalIsOnlyToldOf(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{Scopes: []string{"chat:write", "app_mentions:read"}})
	var log syncBuffer
	start(t, srv, setup{log: &log})
	srv.Send(srv.Mention(slacktest.Said{User: slacktest.Alex, Text: "???"})...) // asks for the locale
	posts(t, srv, 1)
	if !strings.Contains(log.String(), "users:read") {
		t.Error("the missing scope is not in the log")
	}
}

// mortal is a store to which a process that is dead no longer writes.
type mortal struct {
	chat.Store
	dead *atomic.Bool
}

func (m mortal) Put(ctx context.Context, b chat.Bucket, key string, value []byte, revision uint64) (uint64, error) {
	if m.dead.Load() {
		return 0, io.ErrClosedPipe
	}
	return m.Store.Put(ctx, b, key, value, revision)
}

func TestARetryAfterACrashIsAnswered(t *testing.T) {
	for name, posted := range map[string]bool{"before the post": false, "after the post": true} {
		t.Run(name, func(t *testing.T) {
			srv := slacktest.New(t, slacktest.Options{})
			store := state.Memory()
			var dead atomic.Bool
			service := chat.Options{Lease: 200 * time.Millisecond, Grace: time.Millisecond}
			entered, hold := make(chan struct{}), make(chan struct{})
			first := start(t, srv, setup{store: mortal{store, &dead}, service: service, searcher: searcher(func(ctx context.Context, _ index.Request) (index.Result, error) {
				entered <- struct{}{}
				select {
				case <-hold:
				case <-ctx.Done():
				}
				return index.Result{AllLanguages: true}, ctx.Err()
			})})
			mention := srv.Mention(slacktest.Said{Text: askKo})[0]
			srv.Send(mention)
			<-entered
			dead.Store(true) // from now on nobody learns what it does
			if posted {
				close(hold)
				posts(t, srv, 1)
			}
			first.wait()
			start(t, srv, setup{store: store, service: service})
			acked(t, srv.Send(mention)...) // Slack's retry
			if posted {
				if _, err := srv.WaitCalls(deadline(t), "conversations.replies", 1); err != nil {
					t.Error("did not look for the answer")
				}
				settled(t, srv, 1)
			} else {
				contains(t, posts(t, srv, 1)[0], "rich_text_quote")
			}
		})
	}
}

func TestTokensAndQuestionsAreNotLogged(t *testing.T) {
	srv := slacktest.New(t, slacktest.Options{})
	var log syncBuffer
	a := start(t, srv, setup{log: &log})
	srv.Fail("chat.postMessage", slacktest.Fault{Drop: slacktest.BeforeWork})
	srv.Fail(slacktest.ResponseURL, slacktest.Fault{Drop: slacktest.BeforeWork})
	srv.Send(srv.Mention(slacktest.Said{Text: askKo})...)
	posts(t, srv, 1)
	srv.Send(srv.Command(slacktest.Typed{Text: askKo}))
	if _, err := srv.WaitCalls(deadline(t), slacktest.ResponseURL, 1); err != nil {
		t.Fatal(err)
	}
	a.wait()
	if !strings.Contains(log.String(), "response_url: EOF") {
		t.Error("the response URL's failure is not logged")
	}
	for _, secret := range []string{slacktest.BotToken, slacktest.AppToken, slacktest.SigningSecret, "/respond/", askKo, "ticket="} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is logged", secret)
		}
	}
}
