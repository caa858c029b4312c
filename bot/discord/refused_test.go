package discord

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"okbot/bot/chat"
	"okbot/bot/discord/discordtest"
	"okbot/bot/l10n"
	"okbot/bot/state"
)

const invalidForm = `{"code":50035,"message":"Invalid Form Body"}`

// Where Discord refuses an answer's form, its text comes without it; where it
// refuses that as well, an apology.
func TestFormIsRefused(t *testing.T) {
	for refusals, want := range map[int]string{1: "“", 2: l10n.Sorry.In("ko")} {
		w := newWorld(t, worldOptions{discord: without(), before: refuse(refusals, "POST", "/callback$", 400, invalidForm)})
		if m := w.answer(w.Slash(ask(launch, true))); !strings.Contains(m.Content, want) || len(m.Embeds)+len(m.Buttons()) > 0 || !m.Ephemeral() {
			t.Errorf("command, %d refusals: %s", refusals, m.Body)
		}
		w = newWorld(t, worldOptions{discord: without(), before: refuse(refusals, "POST", "/messages$", 400, invalidForm)})
		w.Post(discordtest.Post{Mention: true, Content: launch})
		if m := w.sent(1); !strings.Contains(m.Content, want) || len(m.Embeds)+len(m.Buttons()) > 0 {
			t.Errorf("mention, %d refusals: %s", refusals, m.Body)
		}
	}
}

// After a deferred response, what is refused has a fallback as well.
func TestFormIsRefusedLate(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), idle: true, before: refuse(2, "PATCH", "/messages/@original$", 400, invalidForm)})
	i := w.Slash(ask(launch, false))
	if r, err := i.Response(withTimeout(t)); err != nil || r.Type != discordtest.RespondDeferred {
		t.Fatalf("type %d, %v", r.Type, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { w.service.Run(ctx); close(done) }()
	defer func() { stop(); <-done }()
	if m := w.answer(i); m.Content != l10n.Sorry.In("ko") {
		t.Errorf("%s", m.Body)
	}
}

// A failed share leaves the button, and the next press shares.
func TestShareAgain(t *testing.T) {
	w := newWorld(t, worldOptions{discord: without(), before: refuse(1, "POST", "/webhooks/[^/]+/[^/]+$", 403, `{"code":50013}`)})
	own := w.answer(w.Slash(ask(launch, true)))
	share := discordtest.Press{Message: own.ID, CustomID: w.button(own, shareButton)}
	w.Press(share)
	if told := w.sent(2); told.Content != l10n.DiscordNotShared.In("ko") || !told.Ephemeral() {
		t.Errorf("told %s", told.Body)
	}
	own, _ = w.Message(own.ID)
	w.button(own, shareButton)
	w.Press(share)
	if m := w.sent(3); m.Ephemeral() || len(m.Embeds) == 0 {
		t.Errorf("shared %s", m.Body)
	}
}

// A removal that fails says so; that of what is gone already is none.
func TestRemovalFails(t *testing.T) {
	for phrase, refusal := range map[l10n.Key]func(*http.Request) *http.Response{
		l10n.DiscordRemoved:    refuse(1, "DELETE", "/messages/@original$", 404, `{"code":10008}`),
		l10n.DiscordNotRemoved: refuse(1, "DELETE", "/messages/@original$", 403, `{"code":50013}`),
	} {
		w := newWorld(t, worldOptions{discord: without(), before: refusal})
		m := w.answer(w.Slash(ask(launch, false)))
		w.Press(discordtest.Press{Message: m.ID, CustomID: w.button(m, removeButton)})
		if told := w.sent(2); told.Content != phrase.In("ko") || !told.Ephemeral() {
			t.Errorf("%s: %s", phrase, told.Body)
		}
	}
}

// fiveIn5s is a channel that takes five messages in five seconds.
type fiveIn5s struct {
	taken int
	since time.Time
}

func (f *fiveIn5s) RoundTrip(req *http.Request) (*http.Response, error) {
	now := time.Now()
	if now.Sub(f.since) >= 5*time.Second {
		f.taken, f.since = 0, now
	}
	if f.taken++; f.taken > 5 {
		return nil, errors.New("over the limit")
	}
	resp := respond(200, "{}")
	resp.Header.Set("X-RateLimit-Remaining", string(rune('0'+5-f.taken)))
	resp.Header.Set("X-RateLimit-Reset-After", "5")
	return resp, nil
}

// All of a hundred messages to one channel are posted, each in its turn.
func TestBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service, err := chat.New(t.Context(), newBot(t, nil), state.Memory(), chat.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(service, Options{Token: "x", Transport: &fiveIn5s{}})
		if err != nil {
			t.Fatal(err)
		}
		var posted atomic.Int64
		for range 100 {
			go func() {
				if err := a.post(t.Context(), "1", newOutgoing("x")); err != nil {
					t.Error(err)
				}
				posted.Add(1)
			}()
		}
		time.Sleep(postTimeout) // of the bubble
		synctest.Wait()
		if n := posted.Load(); n != 100 {
			t.Errorf("%d messages", n)
		}
	})
}

// A redirect is not followed: the token would go elsewhere.
func TestRedirect(t *testing.T) {
	var asked atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	w := newWorld(t, worldOptions{discord: without(), before: func(req *http.Request) *http.Response {
		if !strings.HasSuffix(req.URL.Path, "/users/@me") {
			return nil
		}
		resp := respond(302, "")
		resp.Header.Set("Location", elsewhere.URL)
		return resp
	}})
	if _, err := w.a.self(withTimeout(t)); err == nil || asked.Load() > 0 {
		t.Errorf("%v, asked elsewhere %d times", err, asked.Load())
	}
}

// What is lost without an error is logged without one.
func TestLossWithoutError(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, worldOptions{discord: without(), service: chat.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	w.Conns()[0].Reconnect()
	w.settled(1, 1)
	w.stop()
	<-w.ended
	if !strings.Contains(log.String(), "asked to reconnect") || strings.Contains(log.String(), "<nil>") {
		t.Error(log.String())
	}
}
