package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"okbot/bot/discord/discordtest"
	"okbot/bot/discord/rest"
)

// A refusal for a while is waited for, by route or for all; the bodies are those
// of Discord and of what stands before it.
func TestRefusals(t *testing.T) {
	for name, fault := range map[string]discordtest.RESTFault{
		"route":  {Route: discordtest.RouteCreateMessage, Status: 429, RetryAfter: 20 * time.Millisecond},
		"global": {Route: discordtest.RouteCreateMessage, Status: 429, RetryAfter: 20 * time.Millisecond, Global: true},
		"page":   {Route: discordtest.RouteCreateMessage, Status: 429, RetryAfter: 20 * time.Millisecond, HTML: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{discord: without()})
			fault.Times = 2
			w.Fault(fault)
			w.Post(discordtest.Post{Mention: true, Content: launch})
			isAnswer(t, w.sent(1))
			if s := w.Stats(); s.RateLimited != 2 {
				t.Errorf("%d refusals", s.RateLimited)
			}
		})
	}
}

// A wait ends with its context.
func TestRefusalOutlivesContext(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	w.Fault(discordtest.RESTFault{Route: discordtest.RouteGatewayBot, Times: -1, Status: 429, RetryAfter: time.Hour})
	ctx, cancel := context.WithTimeout(withTimeout(t), 20*time.Millisecond)
	defer cancel()
	if _, err := w.a.gatewayInfo(ctx); err == nil {
		t.Error("no error")
	}
	w.Fault(discordtest.RESTFault{Route: discordtest.RouteMe, Times: 1, Status: 429, RetryAfter: time.Second})
	ctx, stop := context.WithCancel(withTimeout(t))
	go func() {
		w.WaitCalls(withTimeout(t), discordtest.RouteMe, 1)
		stop()
	}()
	err := w.a.rest.Do(ctx, rest.Call{Operation: "me", Method: http.MethodGet, Path: "/users/@me"}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

// A route that has no requests left is left alone until it has; none is refused.
func TestBuckets(t *testing.T) {
	o := without()
	o.NoRouteLimit = false // five messages in five seconds
	w := newWorld(t, worldOptions{discord: o})
	for range 7 {
		w.Post(discordtest.Post{Mention: true, Content: launch})
	}
	w.sent(7)
	if s := w.Stats(); s.RateLimited > 0 {
		t.Errorf("%d refusals", s.RateLimited)
	}
}

// Errors show neither the token of the bot nor that of an interaction.
func TestErrorsTellNoSecrets(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without()})
	r := &response{a: w.a, i: &interaction{ID: "1", ApplicationID: "2", Token: "secret-of-interaction"}}
	w.Fault(discordtest.RESTFault{Times: 3, Drop: true})
	w.Fault(discordtest.RESTFault{Times: 1, Status: 429, RetryAfter: time.Hour})
	for range 3 {
		err := r.followUp(withTimeout(t), newOutgoing("x"))
		if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), w.Token()) {
			t.Errorf("error %v", err)
		}
	}
}
